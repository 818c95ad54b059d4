"""STO cases as documents of the API."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from offerings.models import Offering, Role
from offerings.querysets import DATING_KINDS
from organizations.serializers import JurisdictionSerializer, OrganizationCard
from sources.documents import plain
from sources.querysets import PUBLISHED
from sources.serializers import (
    Answer,
    CitationSerializer,
    Document,
    RecordSerializer,
    Reference,
    StatedDateSerializer,
    citations,
    column,
    names,
)

MILESTONES = "offering"  # the category of the events that are steps in the life of an STO case


class OfferingCard(RecordSerializer):
    """An STO case without its date, parties, milestones and citations."""

    collection = "sto-cases"

    jurisdiction = Reference(JurisdictionSerializer)
    name = column(Offering, "name")
    name_native = column(Offering, "name_native")
    name_ja = column(Offering, "name_ja")
    name_ko = column(Offering, "name_ko")
    issuer = Reference(OrganizationCard, allow_null=True)
    issuer_name = column(Offering, "issuer_name")
    asset_class = column(Offering, "asset_class")
    instrument = column(Offering, "instrument")
    status = column(Offering, "status")
    investors = column(Offering, "investors")
    amount = column(Offering, "amount")
    currency = column(Offering, "currency")
    units = column(Offering, "units")
    unit_price = column(Offering, "unit_price")
    platform = Reference(OrganizationCard, allow_null=True)
    description = column(Offering, "description")

    @classmethod
    def own(cls, record: Offering, answer: Answer) -> Document:
        return {
            "jurisdiction": answer.one("jurisdiction", record.jurisdiction, JurisdictionSerializer),
            **names(record, "name_native"),
            "issuer": answer.one("issuer", record.issuer, OrganizationCard),
            "issuer_name": record.issuer_name or None,
            "asset_class": record.asset_class,
            "instrument": record.instrument,
            "status": record.status,
            "investors": record.investors or None,
            "amount": plain(record.amount),
            "currency": record.currency or None,
            "units": record.units,
            "unit_price": plain(record.unit_price),
            "platform": answer.one("platform", record.platform, OrganizationCard),
            "description": record.description,
        }


class RoleSerializer(serializers.Serializer[Any]):
    """An organization's part in the case."""

    organization = Reference(OrganizationCard)
    role = column(Role, "role")


class MilestoneSerializer(serializers.Serializer[Any]):
    """A step in the life of the case: an event, by slug."""

    event = serializers.SlugField()
    kind = serializers.CharField(help_text=_("Kind of the event, such as issued."))
    date = StatedDateSerializer()


class OfferingSerializer(OfferingCard):
    """An STO case: one offering of security tokens, trials included."""

    date = StatedDateSerializer(allow_null=True, help_text=_("That of the event named in date_of."))
    date_of = serializers.ChoiceField(
        list(DATING_KINDS), allow_null=True, help_text=_("Which of its milestones gives the date.")
    )
    roles = RoleSerializer(many=True)
    milestones = MilestoneSerializer(many=True)
    citations = CitationSerializer(many=True)

    @classmethod
    def own(cls, record: Any, answer: Answer) -> Document:
        return {
            **super().own(record, answer),
            "date": answer.date(record.date or ""),
            "date_of": record.date_of,
            "roles": [role(row, answer) for row in record.roles.all() if row.organization.state == PUBLISHED],
            "milestones": [
                milestone(row, answer) for row in record.events.all() if row.category == MILESTONES
            ],
            "citations": citations(record, answer),
        }


def role(row: Role, answer: Answer) -> Document:
    return {
        "organization": answer.one("roles.organization", row.organization, OrganizationCard),
        "role": row.role,
    }


def milestone(event: Any, answer: Answer) -> Document:
    return {"event": event.slug, "kind": event.kind, "date": answer.date(event.date)}
