"""A row that is a record itself, with its first citation in the row: a measure, a milestone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy

from sources.admin.forms import PartForm, validate_few_words
from sources.admin.parts import PartInline
from sources.admin.widgets import tell
from sources.models import Citation, Record


class FirstCitationForm(PartForm):
    """Subclasses add `source = choice_of(...)` and say whose citation it is in `cited_record`."""

    locator = forms.CharField(
        label=gettext_lazy("locator"),
        max_length=120,
        help_text=gettext_lazy("Such as: p. 12, or: Article 2."),
    )
    supports = forms.CharField(
        label=gettext_lazy("supports"),
        max_length=160,
        required=False,
        validators=[validate_few_words],
        help_text=gettext_lazy("What it supports, in at most ten words. Empty: what the row says."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first = self.first_citation()
        if self.first is not None:
            stated = {name: getattr(self.first, name) for name in ("locator", "supports")}
            self.initial = {**self.initial, **stated, "source": self.first.source_id}
            tell(self.fields["source"], self.first.source)

    def cited_record(self) -> Record | None:
        """The record whose first citation the row holds; None before it is made."""
        raise NotImplementedError

    def first_citation(self) -> Citation | None:
        record = self.cited_record()
        return next(iter(record.citations.all()), None) if record else None  # type: ignore[attr-defined]  # cited

    def default_supports(self, row: Mapping[str, Any]) -> str:
        """What the citation supports where nobody says more than the row."""
        raise NotImplementedError

    def supported(self) -> str:
        """What an editor says, or what the row says by itself: that follows the row when it changes."""
        said: str = self.cleaned_data["supports"]
        untouched = self.first is not None and said == self.default_supports(self.initial)
        return said if said and not untouched else self.default_supports(self.cleaned_data)

    def save_citation(self, record: Any) -> None:
        """Write the row's source as the first citation of the record, which is saved already."""
        citation = self.first or record.citations.model(**{record._meta.model_name: record})
        citation.source, citation.locator = self.cleaned_data["source"], self.cleaned_data["locator"]
        citation.supports = self.supported()
        citation.save()


class FirstCitationInline(PartInline):
    """Shows the first citation of each row also to those who may not change it."""

    def cited_record(self, obj: Any) -> Any:
        """The record whose citation the row holds."""
        raise NotImplementedError

    @admin.display(description=gettext_lazy("source"))
    def source(self, obj: Any) -> str:
        return ", ".join(str(citation.source) for citation in self.first(obj))

    @admin.display(description=gettext_lazy("locator"))
    def locator(self, obj: Any) -> str:
        return ", ".join(citation.locator for citation in self.first(obj))

    @admin.display(description=gettext_lazy("supports"))
    def supports(self, obj: Any) -> str:
        return ", ".join(citation.supports for citation in self.first(obj))

    def first(self, obj: Any) -> list[Citation]:
        return list(self.cited_record(obj).citations.all())[:1]
