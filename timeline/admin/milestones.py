"""The life of an STO case as rows of its form: each row is an event of that case alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from offerings.models import Offering
from sources.admin.first_citation import FirstCitationForm, FirstCitationInline
from sources.admin.parts import PartFormSet
from sources.admin.slugs import free_slug
from sources.admin.widgets import choice_of
from sources.date_words import in_words
from sources.dates import parse
from sources.fields import validate_edtf
from sources.models import Record, State
from timeline.models import Event, EventCitation, EventKind

Row: Any = Event.offerings.through
LONGEST_TITLE = 90
SENTENCES = {
    EventKind.OFFERING_ANNOUNCED: "{} is announced.",
    EventKind.OFFERING_OPENED: "{} opens for subscription.",
    EventKind.OFFERING_CLOSED: "{} closes for subscription.",
    EventKind.ISSUED: "{} is issued.",
    EventKind.LISTED: "{} is listed.",
    EventKind.MATURED: "{} reaches the end of its term.",
    EventKind.REDEEMED: "{} is redeemed.",
    EventKind.CANCELLED: "{} is cancelled.",
}


def word_for(kind: str) -> str:
    """The kind in English, as the records are written: `offering-opened` is “opened”."""
    return kind.removeprefix("offering-").replace("-", " ")


def title_of(name: str, kind: str) -> str:
    """Such as “SBI e-Sports tokenised shares: issued”, cut at a word where it is too long."""
    ending = f": {word_for(kind)}"
    room = LONGEST_TITLE - len(ending)
    if len(name) <= room:
        return name + ending
    start = name[:room].rsplit(" ", 1)[0] if " " in name[:room] else name[: room - 2]
    return f"{start[: room - 2].rstrip()} …{ending}"


def summary_of(name: str, kind: str) -> str:
    return SENTENCES.get(EventKind(kind), "{}: " + word_for(kind) + ".").format(name)


def rename(event: Event, old_name: str, old_kind: str, name: str) -> None:
    """Write title and summary anew where nobody has put them into words of their own."""
    if event.title in {"", title_of(old_name, old_kind)}:
        event.title = title_of(name, event.kind)
    if event.summary in {"", summary_of(old_name, old_kind)}:
        event.summary = summary_of(name, event.kind)


def choices(*others: str) -> list[tuple[str, Any]]:
    """Kinds of milestones, and what the row has already."""
    kinds = [
        *EventKind.milestones(),
        *(kind for kind in EventKind if kind in others and not kind.is_milestone),
    ]
    return [("", "---------"), *((kind.value, kind.label) for kind in kinds)]


class MilestoneForm(FirstCitationForm):
    kind = forms.ChoiceField(label=gettext_lazy("kind"), choices=choices)
    date = forms.CharField(
        label=gettext_lazy("date"),
        max_length=24,
        validators=[validate_edtf],
        help_text=gettext_lazy("As the source states it: 2020-10-12, 2020-10, 2020~, 2020-10/2020-11."),
    )
    source = choice_of(EventCitation, "source", label=gettext_lazy("source"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if event := self.cited_record():
            self.initial = {**self.initial, "kind": event.kind, "date": event.date}
            self.fields["kind"].choices = choices(event.kind)  # type: ignore[attr-defined]  # a ChoiceField
            for field in self.fields.values() if self.is_fixed() else ():
                field.disabled = True

    def cited_record(self) -> Event | None:
        return self.instance.event if self.instance.pk else None

    def is_fixed(self) -> bool:
        """Not to be changed here: shared with another case, or withdrawn."""
        event = self.cited_record()
        return event is not None and (self.instance.shared > 1 or event.state == State.WITHDRAWN)

    def default_supports(self, row: Mapping[str, Any]) -> str:
        return f"{word_for(row['kind']).capitalize()} {in_words(parse(row['date']), 'en')}"

    def save(self, commit: bool = True) -> Any:
        """Make or change the event, then the row that ties it to the case."""
        offering: Offering = self.instance.offering
        kind, date = self.cleaned_data["kind"], self.cleaned_data["date"]
        event = self.cited_record() or Event(slug=free_slug(Event, f"{offering.slug}-{kind}"), kind=kind)
        old_kind, event.kind, event.date = event.kind, kind, date
        event.jurisdiction = offering.jurisdiction
        rename(event, offering.name, old_kind, offering.name)
        event.save()
        self.save_citation(event)
        self.instance.event = event
        return super().save(commit)


class MilestoneFormSet(PartFormSet):
    """Drafts go with their row; what was public, or belongs to another case too, stays."""

    def clean(self) -> None:
        super().clean()
        for form in self.initial_forms:
            event = form.cited_record()
            removed = form.cleaned_data.get(DELETION_FIELD_NAME)
            if removed and (form.is_fixed() or event.state != State.DRAFT):
                raise forms.ValidationError(
                    _("“%s” stays: only a draft of this case alone is deleted. Withdraw it on its own page.")
                    % event.slug
                )

    def delete_existing(self, obj: Any, commit: bool = True) -> None:
        obj.event.delete()


class MilestoneInline(FirstCitationInline):
    model = Row
    form = MilestoneForm
    formset = MilestoneFormSet
    fields = ["kind", "date", "source", "locator", "supports", "page"]
    readonly_fields = ["page"]
    exclude = []
    ordering = ["event__earliest", "event__rank", "event__slug"]
    row_relations = ("event",)
    verbose_name = gettext_lazy("milestone")
    verbose_name_plural = gettext_lazy("milestones")

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request).prefetch_related("event__citations__source")
        return rows.annotate(shared=Count("event__offerings"))

    def cited_record(self, obj: Any) -> Record:
        event: Event = obj.event
        return event

    @admin.display(description=gettext_lazy("event"))
    def page(self, obj: Any) -> SafeString | str:
        """Where the rest of the event is: its words, its other citations and readings."""
        if not obj.pk:
            return ""
        address = reverse("admin:timeline_event_change", args=[obj.event_id])
        note = _("shared") if obj.shared > 1 else obj.event.get_state_display()
        return format_html('<a href="{}">{}</a> ({})', address, obj.event.title, note)

    @admin.display(description=gettext_lazy("kind"))
    def kind(self, obj: Any) -> str:
        return str(obj.event.get_kind_display())

    @admin.display(description=gettext_lazy("date"))
    def date(self, obj: Any) -> str:
        return str(obj.event.date)
