"""The rows in a record's form: citations, readings and other parts, which belong to it alone."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.auth import get_permission_codename
from django.db import models
from django.forms.formsets import DELETION_FIELD_NAME
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from sources.admin.forms import CitationForm, PartForm, ReadingForm
from sources.admin.widgets import KnownSelect, no_such
from sources.models import Reading


class PartFormSet(BaseInlineFormSet[Any, Any, Any]):
    """Rows keep the order in which they were entered, without anyone numbering them."""

    def save_new(self, form: Any, commit: bool = True) -> Any:
        if hasattr(form.instance, "position"):
            entered = [one for one in self.extra_forms if one.has_changed()]
            last = max((one.instance.position for one in self.initial_forms), default=0)
            form.instance.position = last + 1 + entered.index(form)
        return super().save_new(form, commit)


class ReadingFormSet(PartFormSet):
    """At most one reading is followed, whichever row it moves to."""

    def clean(self) -> None:
        super().clean()
        kept = [form for form in self.forms if not form.cleaned_data.get(DELETION_FIELD_NAME)]
        followed = [form for form in kept if form.cleaned_data.get("trusted") == Reading.Trust.YES]
        for form in followed[1:]:
            form.add_error(
                "trusted",
                _("“%(says)s” cannot be followed as well as “%(first)s”: accepted is one followed reading.")
                % {"says": form.cleaned_data.get("says"), "first": followed[0].cleaned_data.get("says")},
            )

    def save(self, commit: bool = True) -> Any:
        """Clear the marks that change first: the database never sees two followed readings."""
        changing = [form for form in self.initial_forms if form.has_changed()]
        rows: type[Reading] = self.model  # type: ignore[assignment]  # of the inline
        rows.objects.filter(pk__in=[form.instance.pk for form in changing]).update(trusted="")
        return super().save(commit)


class PartInline(admin.TabularInline[Any, Any]):
    """Rows that whoever may change the record may add, change and take away.

    Subclasses name in `row_relations` what their rows show of other records.
    """

    form: Any = PartForm
    formset: Any = PartFormSet
    exclude = ["position"]
    classes = ["bare"]
    row_relations: tuple[str, ...] = ("source",)

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """One empty row to begin with; a record that exists has its rows and a button for more."""
        return 0 if obj is not None and obj.pk else 1

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related(*self.row_relations)

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        kwargs.setdefault("widget", KnownSelect(db_field, self.admin_site))
        kwargs.setdefault("error_messages", no_such(db_field.related_model))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """A row has room for the button that adds a record, not for those that change or show it."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_view_related = False
        return field

    def may(self, request: HttpRequest, *verbs: str) -> bool:
        """Whether the account has one of the permissions on the record that the rows belong to."""
        opts = self.parent_model._meta
        names = [f"{opts.app_label}.{get_permission_codename(verb, opts)}" for verb in verbs]
        return any(request.user.has_perm(name) for name in names)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, "view", "change")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, "add", "change")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, "add", "change")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.may(request, "add", "change")


class CitationInline(PartInline):
    form = CitationForm
    classes = ["bare", "wide"]
    verbose_name = _lazy("citation")
    verbose_name_plural = _lazy("citations: at least one before it is published")


class ReadingInline(PartInline):
    form = ReadingForm
    classes = ["bare", "wide", "readings"]
    verbose_name = _lazy("reading that differs")
    verbose_name_plural = _lazy("readings that differ")
    formset = ReadingFormSet


def citations_of(model: type[models.Model]) -> type[CitationInline]:
    """The inline of a concrete table of citations."""
    return type(f"{model.__name__}Inline", (CitationInline,), {"model": model})


def readings_of(model: type[models.Model]) -> type[ReadingInline]:
    """The inline of a concrete table of readings."""
    return type(f"{model.__name__}Inline", (ReadingInline,), {"model": model})
