"""How lags and chains are written in the API: reshaped, nothing asked of the database."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from sources.serializers import (
    Answer,
    CitationSerializer,
    Document,
    StatedDateSerializer,
    citations,
    column,
)
from sources.text import localized
from timeline.chains import SAME_ACT, Chain, Step
from timeline.lags import Days, Lag, LagStatus, Milestone, Missing, Side
from timeline.links import LinkKind
from timeline.models import Event

STEP_KINDS = [*(kind for kind in LinkKind.values if kind != LinkKind.CONTRASTS_WITH), SAME_ACT]
NO_DAYS = Days(None, None)


def days(help_text: Any) -> serializers.IntegerField:
    return serializers.IntegerField(allow_null=True, help_text=help_text)


class EventInBriefSerializer(serializers.Serializer[Any]):
    """What happened and when; the whole record is at `events/<id>/`."""

    id = serializers.SlugField(help_text=_("Slug of the event."))
    kind = column(Event, "kind")
    jurisdiction = serializers.SlugField()
    date = StatedDateSerializer()
    title = column(Event, "title")


class CitedEventSerializer(EventInBriefSerializer):
    """The same, and who says so."""

    citations = CitationSerializer(many=True)


class ActInBriefSerializer(serializers.Serializer[Any]):
    """The act that is compared; the whole record is at `amendments/<id>/`."""

    id = serializers.SlugField(help_text=_("Slug of the amendment."))
    title = serializers.CharField(help_text=_("What it is called."))
    number = serializers.CharField(allow_null=True, help_text=_("Its official number."))


class LagSideSerializer(serializers.Serializer[Any]):
    """One country's side of a comparison: the event and its act, or why there is none."""

    jurisdiction = serializers.SlugField()
    event = CitedEventSerializer(allow_null=True, help_text=_("The event that is compared."))
    act = ActInBriefSerializer(allow_null=True, help_text=_("The act that the event is about."))
    missing = serializers.ChoiceField(
        Missing.choices,
        allow_null=True,
        help_text=_(
            "Why there is no event: searched and not yet come; the question has an answer of another kind; "
            "the date is not recorded; nobody searched."
        ),
    )
    decided_by = EventInBriefSerializer(
        many=True, help_text=_("What decides the question where the event is missing.")
    )
    coverage = serializers.SlugField(allow_null=True, help_text=_("Slug of the coverage row that decides."))
    searched_to = StatedDateSerializer(allow_null=True)


class LagSerializer(serializers.Serializer[Any]):
    """One theme: both sides, and the days from the first to the second."""

    theme = serializers.SlugField()
    status = serializers.ChoiceField(LagStatus.choices, help_text=_("Which of the two sides have a date."))
    to = LagSideSerializer()
    first = serializers.SlugField(
        allow_null=True,
        help_text=_("The country that surely came first; null where none has come yet, or nobody can tell."),
    )
    days_min = days(_("Fewest days from the first to the second; below 0 where the second can be earlier."))
    days_max = days(_("Most days from the first to the second."))
    certain = serializers.BooleanField(help_text=_("No date that it rests on is approximate or uncertain."))
    days_so_far_min = days(
        _("Fewest days from the one that came until `as_of`, but not after today, while the other has not.")
    )
    days_so_far_max = days(
        _("Most days from the one that came until `as_of`, but not after today, while the other has not.")
    )


# Python keeps the word `from` for itself
LagSerializer._declared_fields["from"] = LagSideSerializer()


class LagsSerializer(serializers.Serializer[Any]):
    """By how many days one country came before another, theme by theme."""

    milestone = serializers.ChoiceField(Milestone.choices, help_text=_("What is compared."))
    to = serializers.SlugField(help_text=_("The second country."))
    as_of = serializers.DateField(help_text=_("The day that is asked about: today, or `on`."))
    by_then = serializers.BooleanField(help_text=_("What comes after `as_of` counts as not yet come."))
    count = serializers.IntegerField(min_value=0, help_text=_("Themes in the answer."))
    results = LagSerializer(many=True, help_text=_("A comparison for each theme."))


LagsSerializer._declared_fields["from"] = serializers.SlugField(help_text=_("The first country."))


class ChainStepSerializer(serializers.Serializer[Any]):
    """One step of a chain: a link that a source states, or two events of one act."""

    direction = serializers.ChoiceField(
        ["upstream", "downstream"], help_text=_("Towards the causes of the event, or its effects.")
    )
    number = serializers.IntegerField(
        min_value=1, help_text=_("Place of the farther event in its direction, in order of time.")
    )
    kind = serializers.ChoiceField(STEP_KINDS, help_text=_("What ties the second event to the first."))
    to = EventInBriefSerializer(help_text=_("The event that follows."))
    link = serializers.SlugField(allow_null=True, help_text=_("Slug of the link; null within an act."))
    act = serializers.SlugField(allow_null=True, help_text=_("Slug of the act; null along a link."))
    note = serializers.CharField(allow_null=True, help_text=_("How they belong together."))
    days_min = days(_("Fewest days between the two."))
    days_max = days(_("Most days between the two."))
    citations = CitationSerializer(many=True)


ChainStepSerializer._declared_fields["from"] = EventInBriefSerializer(help_text=_("The event before."))


class ChainSerializer(serializers.Serializer[Any]):
    """What led to an event, and what followed from it."""

    event = CitedEventSerializer(help_text=_("The event that was asked for."))
    count = serializers.IntegerField(min_value=0, help_text=_("Steps in the answer."))
    steps = ChainStepSerializer(many=True, help_text=_("Upstream first, each way in order of time."))
    then = EventInBriefSerializer(
        many=True,
        help_text=_(
            "What merely came later, of the same incident or themes: no source ties it to the event."
        ),
    )


def event_in_brief(event: Any, answer: Answer) -> Document:
    return {
        "id": event.slug,
        "kind": event.kind,
        "jurisdiction": event.jurisdiction.slug,
        "date": answer.date(event.date),
        "title": localized(event, "title"),
    }


def cited_event(event: Any, answer: Answer) -> Document:
    return {**event_in_brief(event, answer), "citations": citations(event, answer)}


def side_document(side: Side, answer: Answer) -> Document:
    act = side.act
    return {
        "jurisdiction": side.place.slug,
        "event": cited_event(side.event, answer) if side.event else None,
        "act": {"id": act.slug, "title": act.title, "number": act.number or None} if act else None,
        "missing": side.missing or None,
        "decided_by": [event_in_brief(event, answer) for event in side.instead],
        "coverage": side.row.slug if side.row else None,
        "searched_to": answer.date(side.searched_to),
    }


def lag_document(lag: Lag, answer: Answer) -> Document:
    between, so_far = lag.days or NO_DAYS, lag.so_far or NO_DAYS
    return {
        "theme": lag.theme.slug,
        "status": lag.status.value,
        "from": side_document(lag.origin, answer),
        "to": side_document(lag.target, answer),
        "first": lag.first.place.slug if lag.first else None,
        "days_min": between.least,
        "days_max": between.most,
        "certain": lag.certain,
        "days_so_far_min": so_far.least,
        "days_so_far_max": so_far.most,
    }


def step_document(direction: str, number: int, step: Step, answer: Answer) -> Document:
    return {
        "direction": direction,
        "number": number,
        "kind": step.kind,
        "from": event_in_brief(step.cause, answer),
        "to": event_in_brief(step.effect, answer),
        "link": step.link.slug if step.link else None,
        "act": step.act.slug if step.act else None,
        "note": step.link.note if step.link else None,
        "days_min": step.days.least,
        "days_max": step.days.most,
        "citations": citations(step.evidence, answer),
    }


def chain_document(event: Any, chain: Chain, answer: Answer) -> Document:
    return {
        "event": cited_event(event, answer),
        "count": len(chain.steps),
        "steps": [step_document(*each, answer) for each in chain.steps],
        "then": [event_in_brief(later, answer) for later in chain.then],
    }
