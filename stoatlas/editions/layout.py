"""Which records stand in which file of an edition, which of their columns, and in which order."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from offerings.models import Offering
from organizations.models import Affiliation, Jurisdiction, Organization
from regulations.models import Amendment, Law, Theme
from sources.models import Record, Source
from timeline.models import Coverage, Event, Figure, Incident, Link

FOLDER = settings.BASE_DIR / "fixtures"

# In the order in which they load: nobody names a record of a later file.
FILES: dict[str, type[Record]] = {
    "jurisdictions": Jurisdiction,
    "themes": Theme,
    "sources": Source,
    "organizations": Organization,
    "affiliations": Affiliation,
    "laws": Law,
    "amendments": Amendment,
    "offerings": Offering,
    "incidents": Incident,
    "events": Event,
    "figures": Figure,
    "links": Link,
    "coverage": Coverage,
}
# What the database counts for itself, and no source states.
BOOKKEEPING = {"id", "revision", "updated_at"}
FIRST = ("slug", "state", "name")


def label(model: type[models.Model]) -> str:
    """The name of a model in fixtures, such as `timeline.event`."""
    return model._meta.label_lower


def part_models(model: Any) -> dict[str, Any]:
    """The models of the parts of a record, by the name of the relation, such as `citations`."""
    return {part: model._meta.get_field(part).related_model for part in getattr(model, "parts", ())}


def owner_field(owner: Any, part: str) -> str:
    """The column by which a part names its owner: `event` in the citations of an event."""
    return str(owner._meta.get_field(part).field.name)


def models_of(model: Any) -> list[Any]:
    """A record's model, then those of its parts and of their parts, owners first."""
    return [model, *(inner for part in part_models(model).values() for inner in models_of(part))]


def all_models() -> list[Any]:
    """Every model of an edition in the order of loading."""
    return [model for record in FILES.values() for model in models_of(record)]


def stated_fields(model: Any, owner: str = "") -> list[Any]:
    """The columns that somebody stated, in the order in which a fixture gives them."""
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    stated = [field for field in fields if field.name not in BOOKKEEPING and not hasattr(field, "of")]
    first = [*FIRST, owner]
    return sorted(
        stated,
        key=lambda field: (
            first.index(field.name) if field.name in first else len(first),
            field.creation_counter,
        ),
    )


def relations(model: Any) -> list[Any]:
    """The columns that name one other record."""
    return [field for field in model._meta.concrete_fields if field.is_relation]


# How a part names its owner, such as `event`, for the models that are parts.
OWNERS: dict[Any, str] = {
    inner: owner_field(model, part) for model in all_models() for part, inner in part_models(model).items()
}


def is_main(record: Any) -> bool:
    """A record with a history of its own; a measure has that of its amendment."""
    return isinstance(record, Record) and type(record) not in OWNERS
