"""Jurisdictions and organizations as documents of the API."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from organizations.models import Affiliation, Jurisdiction, Organization
from sources.querysets import PUBLISHED
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


class JurisdictionSerializer(RecordSerializer):
    """A country, or the international level."""

    collection = "jurisdictions"

    name = column(Jurisdiction, "name")
    name_ja = column(Jurisdiction, "name_ja")
    name_ko = column(Jurisdiction, "name_ko")

    @classmethod
    def own(cls, record: Jurisdiction, answer: Answer) -> Document:
        return names(record)


class OrganizationCard(RecordSerializer):
    """An organization without its affiliations."""

    collection = "organizations"

    kind = column(Organization, "kind")
    jurisdiction = Reference(JurisdictionSerializer)
    name = column(Organization, "name")
    name_native = column(Organization, "name_native")
    name_ja = column(Organization, "name_ja")
    name_ko = column(Organization, "name_ko")
    abbreviation = column(Organization, "abbreviation")
    website = serializers.URLField(allow_null=True, help_text=_("Its own website."))
    description = column(Organization, "description")

    @classmethod
    def own(cls, record: Organization, answer: Answer) -> Document:
        return {
            "kind": record.kind,
            "jurisdiction": answer.one("jurisdiction", record.jurisdiction, JurisdictionSerializer),
            **names(record, "name_native"),
            "abbreviation": record.abbreviation or None,
            "website": record.url or None,
            "description": record.description,
        }


class AffiliationSerializer(serializers.Serializer[Any]):
    """How an organization belongs to a body."""

    id = serializers.SlugField()
    organization = Reference(OrganizationCard)
    kind = column(Affiliation, "kind")
    body = Reference(OrganizationCard)
    note = column(Affiliation, "note")
    citations = CitationSerializer(many=True)


class OrganizationSerializer(OrganizationCard):
    """Anyone who acts: regulator, self-regulatory body, exchange, platform, issuer, ..."""

    affiliations = AffiliationSerializer(many=True, help_text=_("The bodies to which it belongs."))
    affiliates = AffiliationSerializer(many=True, help_text=_("The organizations that belong to it."))
    citations = CitationSerializer(many=True)

    @classmethod
    def own(cls, record: Organization, answer: Answer) -> Document:
        return {
            **super().own(record, answer),
            "affiliations": affiliations("affiliations", record.affiliations.all(), answer),
            "affiliates": affiliations("affiliates", record.affiliates.all(), answer),
            "citations": citations(record, answer),
        }


def affiliations(path: str, rows: Iterable[Affiliation], answer: Answer) -> list[Document]:
    """Affiliations of which both sides are published."""
    return [
        {
            "id": row.slug,
            "organization": answer.one(f"{path}.organization", row.organization, OrganizationCard),
            "kind": row.kind,
            "body": answer.one(f"{path}.body", row.body, OrganizationCard),
            "note": row.note or None,
            "citations": citations(row, answer, f"{path}.citations"),
        }
        for row in rows
        if row.organization.state == row.body.state == PUBLISHED
    ]
