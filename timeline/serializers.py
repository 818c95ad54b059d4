"""Events, incidents, figures, links and coverage as documents of the API."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from offerings.serializers import OfferingCard
from organizations.serializers import JurisdictionSerializer, OrganizationCard
from regulations.serializers import AmendmentCard, LawCard, MeasureCard, ThemeSerializer
from sources.documents import plain
from sources.serializers import (
    Answer,
    CitationSerializer,
    Document,
    ReadingSerializer,
    RecordSerializer,
    Reference,
    SourceSerializer,
    StatedDateSerializer,
    citations,
    column,
    names,
    readings,
)
from sources.text import localized
from timeline.models import Category, Coverage, Event, Figure, Incident, Link

# how the public names the subjects of figures
SUBJECT_TYPES = {"offering": "sto-case"}


class IncidentCard(RecordSerializer):
    """An incident without its events."""

    collection = "incidents"

    jurisdiction = Reference(JurisdictionSerializer)
    name = column(Incident, "name")
    name_ja = column(Incident, "name_ja")
    name_ko = column(Incident, "name_ko")
    organization = Reference(OrganizationCard, allow_null=True)
    summary = column(Incident, "summary")

    @classmethod
    def own(cls, record: Incident, answer: Answer) -> Document:
        return {
            "jurisdiction": answer.one("jurisdiction", record.jurisdiction, JurisdictionSerializer),
            **names(record),
            "organization": answer.one("organization", record.organization, OrganizationCard),
            "summary": record.summary,
        }


class EventCard(RecordSerializer):
    """An event without what it names and rests on."""

    collection = "events"

    kind = column(Event, "kind")
    category = serializers.ChoiceField(
        Category.values, help_text=_("What the event is about; follows from kind.")
    )
    jurisdiction = Reference(JurisdictionSerializer)
    date = StatedDateSerializer()
    title = column(Event, "title")
    summary = column(Event, "summary")

    @classmethod
    def own(cls, record: Event, answer: Answer) -> Document:
        return {
            "kind": record.kind,
            "category": record.category.value,
            "jurisdiction": answer.one("jurisdiction", record.jurisdiction, JurisdictionSerializer),
            "date": answer.date(record.date),
            "title": localized(record, "title"),
            "summary": localized(record, "summary"),
        }


class EventSerializer(EventCard):
    """Something that happened on a date, as precisely as its sources say."""

    amendments = Reference(AmendmentCard, many=True)
    measures = Reference(MeasureCard, many=True)
    laws = Reference(LawCard, many=True)
    themes = Reference(ThemeSerializer, many=True)
    sto_cases = Reference(OfferingCard, many=True)
    incident = Reference(IncidentCard, allow_null=True)
    organizations = Reference(OrganizationCard, many=True)
    citations = CitationSerializer(many=True)
    readings = ReadingSerializer(many=True)
    conflicting = serializers.BooleanField(help_text=_("Some source states it otherwise."))

    @classmethod
    def own(cls, record: Event, answer: Answer) -> Document:
        otherwise = readings(record, answer)
        return {
            **super().own(record, answer),
            "amendments": answer.many("amendments", record.amendments, AmendmentCard),
            "measures": answer.many("measures", record.measures, MeasureCard),
            "laws": answer.many("laws", record.laws, LawCard),
            "themes": [answer.one("themes", theme, ThemeSerializer) for theme in record.all_themes],
            "sto_cases": answer.many("sto_cases", record.offerings, OfferingCard),
            "incident": answer.one("incident", record.incident, IncidentCard),
            "organizations": answer.many("organizations", record.organizations, OrganizationCard),
            "citations": citations(record, answer),
            "readings": otherwise,
            "conflicting": bool(otherwise),
        }


class IncidentSerializer(IncidentCard):
    """All that happened around one failure. It is cited by its events."""

    date = StatedDateSerializer(allow_null=True, help_text=_("That of the failure, else of its first event."))
    events = Reference(EventCard, many=True)

    @classmethod
    def own(cls, record: Any, answer: Answer) -> Document:
        return {
            **super().own(record, answer),
            "date": answer.date(record.date or ""),
            "events": answer.many("events", record.events, EventCard),
        }


class SubjectSerializer(serializers.Serializer[Any]):
    """What a figure is about."""

    type = serializers.ChoiceField(
        ["organization", "event", "sto-case", "law", "amendment", "jurisdiction"],
        help_text=_("Type of record."),
    )
    id = serializers.SlugField(help_text=_("Its slug."))


class FigureSerializer(RecordSerializer):
    """A number that a source states about one subject."""

    collection = "figures"

    subject = SubjectSerializer()
    metric = column(Figure, "metric")
    meaning = serializers.CharField(help_text=_("What the metric measures."))
    scope = column(Figure, "scope")
    value = column(Figure, "value")
    unit = column(Figure, "unit")
    qualifier = column(Figure, "qualifier")
    as_of = StatedDateSerializer(allow_null=True, help_text=_("The date it holds for."))
    citations = CitationSerializer(many=True)
    readings = ReadingSerializer(many=True)
    conflicting = serializers.BooleanField(help_text=_("Some source states it otherwise."))

    @classmethod
    def own(cls, record: Figure, answer: Answer) -> Document:
        otherwise = readings(record, answer)
        name = record.subject.record_type
        return {
            "subject": {"type": SUBJECT_TYPES.get(name, name), "id": record.subject.slug},
            "metric": record.metric,
            "meaning": record.meaning,
            "scope": record.scope or None,
            "value": plain(record.value),
            "unit": record.unit,
            "qualifier": record.qualifier,
            "as_of": answer.date(record.as_of),
            "citations": citations(record, answer),
            "readings": otherwise,
            "conflicting": bool(otherwise),
        }


class LinkSerializer(RecordSerializer):
    """A tie between two events that a source states."""

    collection = "links"

    to = Reference(EventCard)
    kind = column(Link, "kind")
    note = column(Link, "note")
    citations = CitationSerializer(many=True)

    @classmethod
    def own(cls, record: Link, answer: Answer) -> Document:
        return {
            "from": answer.one("from", record.from_event, EventCard),
            "to": answer.one("to", record.to_event, EventCard),
            "kind": record.kind,
            "note": record.note,
            "citations": citations(record, answer),
        }


# Python keeps the word `from` for itself
LinkSerializer._declared_fields = {"from": Reference(EventCard), **LinkSerializer._declared_fields}


class CoverageSerializer(RecordSerializer):
    """What was searched for a theme in a jurisdiction, until when, and what was found."""

    collection = "coverage"

    theme = Reference(ThemeSerializer)
    jurisdiction = Reference(JurisdictionSerializer)
    status = column(Coverage, "status")
    searched_to = StatedDateSerializer()
    deciding = Reference(EventCard, many=True, help_text=_("Events that decide since when there is a rule."))
    measures = Reference(MeasureCard, many=True)
    events = Reference(EventCard, many=True)
    note = column(Coverage, "note")
    sources = Reference(SourceSerializer, many=True)

    @classmethod
    def own(cls, record: Coverage, answer: Answer) -> Document:
        place = record.jurisdiction_id
        measures = [row for row in record.theme.measures.all() if row.amendment.jurisdiction_id == place]
        return {
            "theme": answer.one("theme", record.theme, ThemeSerializer),
            "jurisdiction": answer.one("jurisdiction", record.jurisdiction, JurisdictionSerializer),
            "status": record.status,
            "searched_to": answer.date(record.searched_to),
            "deciding": answer.many("deciding", record.deciding, EventCard),
            "measures": [answer.one("measures", row, MeasureCard) for row in measures],
            "events": answer.many("events", record.events, EventCard),
            "note": record.note or None,
            "sources": answer.many("sources", record.sources, SourceSerializer),
        }
