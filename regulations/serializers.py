"""Themes, laws, amendments and measures as documents of the API."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from organizations.serializers import JurisdictionSerializer
from regulations.models import Amendment, Law, Measure, Theme
from sources.serializers import (
    Answer,
    CitationSerializer,
    Document,
    RecordSerializer,
    Reference,
    citations,
    column,
    names,
)


class ThemeSerializer(RecordSerializer):
    """A question that the rules of every jurisdiction answer, or leave open."""

    collection = "themes"

    name = column(Theme, "name")
    name_ja = column(Theme, "name_ja")
    name_ko = column(Theme, "name_ko")
    question = column(Theme, "question")

    @classmethod
    def own(cls, record: Theme, answer: Answer) -> Document:
        return {**names(record), "question": record.question}


class LawCard(RecordSerializer):
    """A law without its amendments."""

    collection = "laws"

    jurisdiction = Reference(JurisdictionSerializer)
    name = column(Law, "name")
    name_native = column(Law, "name_native")
    name_ja = column(Law, "name_ja")
    name_ko = column(Law, "name_ko")
    short_name = column(Law, "short_name")
    abbreviations = serializers.ListField(
        child=serializers.CharField(), help_text=_("Other short names, in any language.")
    )
    law_number = column(Law, "law_number")
    law_number_native = column(Law, "law_number_native")
    official_id = column(Law, "official_id")
    official_url = serializers.URLField(allow_null=True, help_text=_("Address of the official text."))
    description = column(Law, "description")

    @classmethod
    def own(cls, record: Law, answer: Answer) -> Document:
        return {
            "jurisdiction": answer.one("jurisdiction", record.jurisdiction, JurisdictionSerializer),
            **names(record, "name_native"),
            "short_name": record.short_name or None,
            "abbreviations": record.all_abbreviations,
            "law_number": record.law_number or None,
            "law_number_native": record.law_number_native or None,
            "official_id": record.official_id or None,
            "official_url": record.official_url or None,
            "description": record.description,
        }


class AmendmentCard(RecordSerializer):
    """An amendment without its measures."""

    collection = "amendments"

    jurisdiction = Reference(JurisdictionSerializer)
    instrument = column(Amendment, "instrument")
    title = column(Amendment, "title")
    title_native = column(Amendment, "title_native")
    number = column(Amendment, "number")
    summary = column(Amendment, "summary")

    @classmethod
    def own(cls, record: Amendment, answer: Answer) -> Document:
        return {
            "jurisdiction": answer.one("jurisdiction", record.jurisdiction, JurisdictionSerializer),
            "instrument": record.instrument,
            "title": record.title,
            "title_native": record.title_native or None,
            "number": record.number or None,
            "summary": record.summary,
        }


class LawSerializer(LawCard):
    """A standing law, which amendments change over time."""

    amendments = Reference(AmendmentCard, many=True)
    citations = CitationSerializer(many=True)

    @classmethod
    def own(cls, record: Law, answer: Answer) -> Document:
        return {
            **super().own(record, answer),
            "amendments": answer.many("amendments", record.amendments, AmendmentCard),
            "citations": citations(record, answer),
        }


class MeasurePartSerializer(serializers.Serializer[Any]):
    """One rule of an amendment, inside it."""

    id = serializers.SlugField()
    theme = Reference(ThemeSerializer)
    text = column(Measure, "text")
    citations = CitationSerializer(many=True)


class AmendmentSerializer(AmendmentCard):
    """An act, decree, guideline, policy, bill or outline, with its measures."""

    amends = Reference(LawCard, many=True)
    measures = MeasurePartSerializer(many=True)
    citations = CitationSerializer(many=True)

    @classmethod
    def own(cls, record: Amendment, answer: Answer) -> Document:
        return {
            **super().own(record, answer),
            "amends": answer.many("amends", record.amends, LawCard),
            "measures": [measure_part(row, answer) for row in record.measures.all()],
            "citations": citations(record, answer),
        }


def measure_part(measure: Measure, answer: Answer) -> Document:
    return {
        "id": measure.slug,
        "theme": answer.one("measures.theme", measure.theme, ThemeSerializer),
        "text": measure.text,
        "citations": citations(measure, answer, "measures.citations"),
    }


class MeasureCard(RecordSerializer):
    """A measure without its citations."""

    collection = "measures"

    jurisdiction = Reference(JurisdictionSerializer)
    amendment = Reference(AmendmentCard)
    theme = Reference(ThemeSerializer)
    text = column(Measure, "text")

    @classmethod
    def own(cls, record: Measure, answer: Answer) -> Document:
        amendment = record.amendment
        return {
            "jurisdiction": answer.one("jurisdiction", amendment.jurisdiction, JurisdictionSerializer),
            "amendment": answer.one("amendment", amendment, AmendmentCard),
            "theme": answer.one("theme", record.theme, ThemeSerializer),
            "text": record.text,
        }


class MeasureSerializer(MeasureCard):
    """One rule of an amendment, under one theme."""

    citations = CitationSerializer(many=True)

    @classmethod
    def own(cls, record: Measure, answer: Answer) -> Document:
        return {**super().own(record, answer), "citations": citations(record, answer)}
