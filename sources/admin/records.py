"""How the admin lists, shows and saves any record."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.db.models import ProtectedError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.admin.forms import RecordForm
from sources.admin.publication import PublicationAdmin, named, publish_or_say_why, said
from sources.admin.widgets import KnownSelect, KnownSelectMultiple, RecordsField, no_such
from sources.models import Record, State


@admin.display(description=gettext_lazy("state"), ordering="state")
def state_badge(record: Record) -> SafeString:
    label = State(record.state).label
    return format_html('<span class="state state-{}">{}</span>', record.state, label)


class RecordAdmin(PublicationAdmin):
    """Subclasses name in `content` their fields, in the order in which a source gives them.

    What is refused on saving changes nothing, however late it is found: the form comes back with the reasons.
    """

    form: Any = RecordForm
    content: tuple[Any, ...] = ()
    search_fields = ["search_text"]
    search_help_text = gettext_lazy(
        "Every word is looked for, in names of all languages, in texts and slugs."
    )
    change_form_template = "admin/record_form.html"

    # What is listed and found

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return (queryset.search(search_term) if search_term else queryset), False

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        """Every relation: a list of hundreds to scroll through helps nobody."""
        keys = [field.name for field in self.opts.concrete_fields if isinstance(field, models.ForeignKey)]
        return [*keys, *(field.name for field in self.opts.many_to_many)]

    def formfield_for_foreignkey(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        kwargs.setdefault("widget", KnownSelect(db_field, self.admin_site))
        kwargs.setdefault("error_messages", no_such(db_field.related_model))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        kwargs.setdefault("widget", KnownSelectMultiple(db_field, self.admin_site))
        kwargs.setdefault("form_class", RecordsField)
        kwargs.setdefault("error_messages", no_such(db_field.related_model))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def view_on_site(self, obj: Record) -> str | None:
        return obj.get_absolute_url() if obj.is_published else None

    # What the form holds

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        publication = ["state_badge", "revision", "updated_at"] if obj is not None else ["state_badge"]
        if obj is not None and obj.state == State.WITHDRAWN:
            publication += ["withdrawn_reason", "successor"]
        if obj is not None and obj.is_published and self.has_change_permission(request, obj):
            publication.append("change_note")
        return [
            (None, {"fields": self.content}),
            (gettext_lazy("Publication"), {"fields": publication}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        fixed = ["state_badge", "revision", "updated_at", *super().get_readonly_fields(request, obj)]
        return (
            [*fixed, "slug"] if obj is not None and obj.state in {State.PUBLISHED, State.WITHDRAWN} else fixed
        )

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = obj is not None and obj.state in {State.PUBLISHED, State.WITHDRAWN}
        return {} if fixed else super().get_prepopulated_fields(request, obj)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", [])
        return form

    @admin.display(description=gettext_lazy("state"))
    def state_badge(self, obj: Record) -> SafeString:
        return state_badge(obj)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        obj: Any = kwargs.get("obj")
        may = self.stands_alone and self.has_publish_permission(request)
        state = obj.state if obj is not None else State.DRAFT
        context["show_publish"] = may and state in {State.DRAFT, State.REVIEW}
        if may and state == State.PUBLISHED:
            name = f"admin:{self.opts.app_label}_{self.opts.model_name}_withdraw"
            context["withdraw_url"] = reverse(name, args=[obj.pk])
        return super().render_change_form(request, context, *args, **kwargs)

    # What saving does

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        """Save all or nothing: a refusal rolls back, and the same form comes back saying why."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (ValidationError, ProtectedError, IntegrityError) as error:
            request.refusal = reasons(error)  # type: ignore[attr-defined]  # read by get_form
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not obj.is_published:
            obj.updated_at = timezone.now()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Then publish the record where asked; of a published one remember what changed."""
        super().save_related(request, form, formsets, change)
        record = self.whole_of(form.instance)
        note = form.cleaned_data.get("change_note", "")
        author = cast(User, request.user)
        if "_publish" in request.POST and self.has_publish_permission(request):
            publish_or_say_why(record, author=author, note=note)
            self.log_change(request, record, _("Published."))
            self.message_user(request, _("Published: %s.") % named([record]), messages.SUCCESS)
        elif record.is_published:
            self.refuse_unpublishing_hands(request)
            self.apply_change(record, author=author, note=note)

    def whole_of(self, record: Any) -> Record:
        """The record that is published and remembered: itself, or the one that it is a part of."""
        return cast(Record, record)

    def refuse_unpublishing_hands(self, request: HttpRequest) -> None:
        if not self.has_publish_permission(request):
            raise ValidationError(_("What is published is changed by those who may publish."))

    def apply_change(self, record: Record, **publishing: Any) -> None:
        """Let a change of a published record stand, with all that belongs to it, or refuse it."""
        record.after_change_of_state(**publishing)
        if problems := record.gaps():
            raise ValidationError(problems)
        record.remember(**publishing)


def reasons(error: ValidationError | ProtectedError | IntegrityError) -> list[str]:
    """Why the database or the record refused to be saved, for the one who tried."""
    if isinstance(error, ValidationError):
        return said(error)
    if isinstance(error, ProtectedError):
        held = ", ".join(f"“{one}”" for one in list(error.protected_objects)[:5])
        return [_("It cannot be deleted: %s would be left without it.") % held]
    return [_("Somebody saved a record with the same slug or the same place at this moment. Try again.")]
