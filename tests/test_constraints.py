"""Every constraint: the database itself refuses its breach, and validation says so in words beforehand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction

from sources.models import DataVersion, Revision

from .factories import (
    FACTORIES,
    AffiliationFactory,
    AmendmentFactory,
    CoverageFactory,
    EventFactory,
    FigureFactory,
    LawFactory,
    LinkFactory,
    OfferingFactory,
    OrganizationFactory,
    RecordFactory,
    RoleFactory,
    SourceFactory,
    read,
)
from .house_rules import ROOMS

pytestmark = pytest.mark.django_db


@dataclass(frozen=True, slots=True)
class Breach:
    """A valid row to copy, the columns that break the rule in the copy, and part of what validation says."""

    constraint: str
    make: Callable[..., Any]
    says: str
    columns: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return "-".join([self.constraint, *self.columns])

    def row(self) -> Any:
        copy = self.make()
        copy.pk, copy._state.adding = None, True
        if hasattr(copy, "slug") and not isinstance(copy, Revision):
            copy.slug = f"{copy.slug}-2"
        for name, value in self.columns.items():
            setattr(copy, name, value(copy) if callable(value) else value)
        return copy


def draft(factory: type[RecordFactory], **columns: Any) -> Callable[[], Any]:
    return lambda: factory(state="draft", **columns)


def revision() -> Revision:
    return Revision.objects.create(record_type="law", slug="a", number=1, document={"name": "A"})


def version() -> DataVersion:
    DataVersion.objects.renew()
    return DataVersion.objects.get()


def followed_reading(factory: type[RecordFactory]) -> Callable[[], Any]:
    return lambda: read(factory(state="draft"), trusted="yes")


OF_EVERY_RECORD = [
    breach
    for model, factory in FACTORIES.items()
    for name in [f"{model._meta.app_label}_{model._meta.model_name}"]
    for breach in [
        Breach(f"{name}_state", draft(factory), "must be draft", {"state": "secret"}),
        Breach(f"{name}_withdrawn_says_why", draft(factory), "says why", {"state": "withdrawn"}),
    ]
]

BREACHES = [
    *OF_EVERY_RECORD,
    Breach("sources_revision_number_once", revision, "already exists", {"state": "superseded"}),
    Breach("sources_revision_one_published", revision, "at most one", {"number": 2}),
    Breach("sources_dataversion_one_row", version, "has one row", {"pk": 2}),
    Breach(
        "sources_source_kind",
        draft(SourceFactory),
        "not a valid choice",
        {"kind": "rumour"},
    ),
    Breach(
        "organizations_organization_kind", draft(OrganizationFactory), "not a valid choice", {"kind": "club"}
    ),
    Breach("organizations_affiliation_once", draft(AffiliationFactory), "already exists"),
    Breach(
        "organizations_affiliation_two_sides",
        draft(AffiliationFactory),
        "cannot be affiliated to itself",
        {"body": lambda row: row.organization},
    ),
    Breach(
        "organizations_affiliation_kind", draft(AffiliationFactory), "not a valid choice", {"kind": "friend"}
    ),
    Breach(
        "regulations_law_official_id_once", draft(LawFactory, official_id="010199"), "has this official id"
    ),
    Breach(
        "regulations_amendment_instrument",
        draft(AmendmentFactory),
        "not a valid choice",
        {"instrument": "tweet"},
    ),
    Breach("offerings_offering_money_has_currency", draft(OfferingFactory), "no currency", {"amount": 1}),
    Breach("offerings_offering_money_has_currency", draft(OfferingFactory), "no currency", {"unit_price": 1}),
    Breach(
        "offerings_offering_money_not_negative",
        draft(OfferingFactory, currency="JPY"),
        "greater than or equal to 0",
        {"amount": -1},
    ),
    Breach(
        "offerings_offering_money_not_negative",
        draft(OfferingFactory, currency="JPY"),
        "greater than or equal to 0",
        {"unit_price": -1},
    ),
    Breach(
        "offerings_offering_one_issuer",
        draft(OfferingFactory),
        "issuer once",
        {"issuer": lambda _: OrganizationFactory(), "issuer_name": "Another"},
    ),
    *(
        Breach("offerings_offering_closed_lists", draft(OfferingFactory), "not a valid choice", {name: "odd"})
        for name in ("asset_class", "status", "currency", "investors")
    ),
    Breach("offerings_role_once", RoleFactory, "has this role already"),
    Breach("offerings_role_kind", RoleFactory, "not a valid choice", {"role": "guest"}),
    Breach("timeline_event_kind", draft(EventFactory), "not a valid choice", {"kind": "party"}),
    Breach("timeline_event_is_dated", draft(EventFactory), "cannot be blank", {"date": ""}),
    Breach(
        "timeline_event_incident_is_grouped",
        draft(EventFactory),
        "belongs to an incident",
        {"kind": "incident"},
    ),
    Breach("timeline_eventreading_one_followed", followed_reading(EventFactory), "Only one reading"),
    Breach("timeline_figurereading_one_followed", followed_reading(FigureFactory), "Only one reading"),
    Breach("timeline_coverage_one_row_a_cell", draft(CoverageFactory), "already exists"),
    Breach("timeline_coverage_status", draft(CoverageFactory), "not a valid choice", {"status": "perhaps"}),
    Breach(
        "timeline_figure_one_subject", draft(FigureFactory), "exactly one subject", {"organization": None}
    ),
    Breach(
        "timeline_figure_one_subject",
        draft(FigureFactory),
        "exactly one subject",
        {"law": lambda _: LawFactory()},
    ),
    *(
        Breach("timeline_figure_closed_lists", draft(FigureFactory), "not a valid choice", {name: "odd"})
        for name in ("metric", "unit", "qualifier")
    ),
    Breach("timeline_link_once", draft(LinkFactory), "already exists"),
    Breach(
        "timeline_link_two_events",
        draft(LinkFactory),
        "two different events",
        {"to_event": lambda row: row.from_event},
    ),
    Breach("timeline_link_kind", draft(LinkFactory), "not a valid choice", {"kind": "perhaps"}),
]


@pytest.mark.parametrize("breach", BREACHES, ids=str)
def test_the_database_refuses(breach: Breach) -> None:
    row = breach.row()
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        type(row)._base_manager.bulk_create([row])
    assert breach.constraint in str(refusal.value) or names_its_columns(breach.constraint, str(refusal.value))


def names_its_columns(name: str, text: str) -> bool:
    """SQLite names the columns of a unique constraint instead of the constraint."""
    return connection.vendor == "sqlite" and name.partition("_")[0] in text and text.startswith("UNIQUE")


@pytest.mark.parametrize("breach", BREACHES, ids=str)
def test_validation_refuses_and_says_why(breach: Breach) -> None:
    with pytest.raises(ValidationError) as refusal:
        breach.row().full_clean()
    said = " ".join(refusal.value.messages)
    assert breach.says in said
    assert "Constraint “" not in said


@pytest.mark.parametrize("breach", BREACHES, ids=str)
def test_without_the_breach_both_accept(breach: Breach) -> None:
    """What the two tests above refuse is the breach alone."""
    row = breach.make()
    row.full_clean()
    assert row.pk


def test_every_constraint_is_tested() -> None:
    named = {
        constraint.name
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if model._meta.app_label in ROOMS
    }
    assert {breach.constraint for breach in BREACHES} == named


@pytest.mark.parametrize("factory", FACTORIES.values())
def test_a_slug_is_given_once(factory: type[RecordFactory]) -> None:
    first = factory(state="draft")
    second = type(first)(slug=first.slug)
    with pytest.raises(ValidationError, match=r"with this [Ss]lug already exists"):
        second.validate_unique()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(first)._base_manager.filter(pk=factory(state="draft").pk).update(slug=first.slug, search_text="")


def test_every_constraint_carries_the_name_of_its_room_and_model() -> None:
    for model in apps.get_models():
        for constraint in model._meta.constraints if model._meta.app_label in ROOMS else ():
            assert constraint.name.startswith(f"{model._meta.app_label}_{model._meta.model_name}_")


def test_every_unique_column_is_a_slug() -> None:
    unique = {
        one.name
        for model in apps.get_models()
        if model._meta.app_label in ROOMS
        for one in model._meta.concrete_fields
        if one.unique and not isinstance(one, models.AutoField)
    }
    assert unique == {"slug"}
