"""Forms of records and of their parts: what is refused, at which field, in which words."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.admin.widgets import tell
from sources.fields import validate_slug
from sources.models import Record

MOST_WORDS = 10


class RecordForm(forms.ModelForm[Any]):
    """The form of a record. `refusal` says why saving it was refused, and refuses it with these words."""

    refusal: ClassVar[list[str]] = []

    change_note = forms.CharField(
        label=gettext_lazy("Note on this change"),
        max_length=300,
        required=False,
        help_text=gettext_lazy(
            "For its history: what changed and why, such as: Amount corrected by the issuer."
        ),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if slug := self.fields.get("slug"):  # clean_slug says it better than these
            slug.validators = [one for one in slug.validators if not isinstance(one, RegexValidator)]

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        try:
            validate_slug(slug or "empty")
        except forms.ValidationError as error:
            raise forms.ValidationError(_("“%s” is no slug.") % slug + f" {error.message}") from None
        return slug

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.refuse_taken_slug(cleaned.get("slug", ""))
        for text in self.refusal:
            self.add_error(None, text)
        return cleaned

    def refuse_taken_slug(self, slug: str) -> None:
        model = type(self.instance)
        other = (
            model._default_manager.filter(slug=slug).exclude(pk=self.instance.pk).first() if slug else None
        )
        if other is not None:
            self.add_error(
                "slug",
                _("“%(slug)s” is the slug of “%(other)s” (%(state)s); accepted is one that no %(kind)s has.")
                % {
                    "slug": slug,
                    "other": other,
                    "state": other.get_state_display(),
                    "kind": model._meta.verbose_name,
                },
            )


class DerivedSlugForm(RecordForm):
    """A record without a page of its own: its slug follows from what it says, where none is typed in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if slug := self.fields.get("slug"):
            slug.required = False
            slug.help_text = _("Leave it empty: it follows from the rest.")

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if "slug" in self.fields and not cleaned.get("slug") and not self.errors:
            cleaned["slug"] = self.derived_slug(cleaned)
        return super().clean()

    def derived_slug(self, cleaned: dict[str, Any]) -> str:
        raise NotImplementedError


def validate_few_words(value: str) -> None:
    """Refuse what is too long to stand beside a source."""
    if (count := len(value.split())) > MOST_WORDS:
        raise forms.ValidationError(
            _("“%(value)s” has %(count)s words; accepted are at most %(most)s."),
            params={"value": value, "count": count, "most": MOST_WORDS},
        )


class PartForm(forms.ModelForm[Any]):
    """A row of a record's form: a citation, a reading, a role."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.instance._meta.concrete_fields:
            if isinstance(field, models.ForeignKey) and field.name in self.fields:
                known = getattr(self.instance, field.name) if field.is_cached(self.instance) else None
                tell(self.fields[field.name], known)


class CitationForm(PartForm):
    def clean_supports(self) -> str:
        supports: str = self.cleaned_data["supports"]
        validate_few_words(supports)
        return supports


class ReadingForm(PartForm):
    def validate_constraints(self) -> None:
        """The formset checks its rows against each other; against the rows as they were would be wrong."""


class WithdrawForm(forms.Form):
    """Why a record is withdrawn, and what takes its place."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=300,
        help_text=gettext_lazy("Readers who come to its address will read it. Such as: Entered twice."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    successor = forms.CharField(
        label=gettext_lazy("Successor"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Slug of the published record that takes its place, if any."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def __init__(self, model: type[Record], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.model = model

    def clean_successor(self) -> str:
        slug: str = self.cleaned_data["successor"]
        if slug and not self.model._default_manager.filter(slug=slug, state=Record.State.PUBLISHED).exists():
            raise forms.ValidationError(
                _("“%(slug)s” is no published %(kind)s; accepted is the slug of one, or nothing."),
                params={"slug": slug, "kind": self.model._meta.verbose_name},
            )
        return slug
