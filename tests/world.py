"""A small world in which every type of record meets every other, for tests of what the public sees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sources.models import Record

from . import factories as make


def small_world(**state: Any) -> dict[str, Any]:
    """One published record of each type and what ties them; a `state` makes them drafts or withdrawn."""
    jp, kr = make.japan(), make.korea()
    theme = make.ThemeFactory(slug="custody", **state)
    body = make.OrganizationFactory(slug="body", kind="self-regulatory-body", abbreviation="BODY", **state)
    exchange = make.OrganizationFactory(slug="exchange", **state)
    law = make.LawFactory(slug="law", official_id="421AC0000000059", **state)
    amendment = make.AmendmentFactory(slug="amendment", amends=[law], themes=[theme], **state)
    incident = make.IncidentFactory(slug="incident", organization=exchange, **state)
    world = {"jp": jp, "kr": kr, "theme": theme, "body": body, "exchange": exchange, "law": law}
    world |= {"amendment": amendment, "incident": incident, "source": make.the_source()}
    return world | ties(world, **state)


def ties(hub: dict[str, Any], prefix: str = "", **state: Any) -> dict[str, Any]:
    """Events, figures, an offering and all else that names the records of a world."""
    law_and_rule = {"amendments": [hub["amendment"]], "laws": [hub["law"]]}
    hack = make.EventFactory(
        slug=f"{prefix}hack",
        kind="incident",
        incident=hub["incident"],
        organizations=[hub["exchange"], hub["body"]],
        **state,
    )
    force = make.EventFactory(
        slug=f"{prefix}force",
        kind="in-force",
        date="2019-04-01",
        measures=list(hub["amendment"].measures.all()),
        **law_and_rule,
        **state,
    )
    offering = make.OfferingFactory(
        slug=f"{prefix}case", issuer=hub["exchange"], platform=hub["body"], amount=50, currency="JPY", **state
    )
    make.RoleFactory(offering=offering, organization=hub["body"])
    make.read(hack, says=f"{prefix}another number", trusted="no")
    tied = {"hack": hack, "force": force, "case": offering}
    kind = "partner" if prefix else "member"
    tied["affiliation"] = make.AffiliationFactory(
        organization=hub["exchange"], body=hub["body"], kind=kind, **state
    )
    tied["link"] = make.LinkFactory(from_event=hack, to_event=force, **state)
    tied["coverage"] = make.CoverageFactory(
        theme=hub["theme"], deciding=[force], events=[force], sources=[hub["source"]], **state
    )
    return tied | figures(hub | tied, prefix, **state)


def figures(hub: dict[str, Any], prefix: str = "", **state: Any) -> dict[str, Any]:
    """A figure about a record of each type that has figures."""
    subjects = {
        "organization": hub["exchange"],
        "event": hub["hack"],
        "offering": hub["case"],
        "law": hub["law"],
        "amendment": hub["amendment"],
        "jurisdiction": hub["jp"],
    }
    return {
        f"figure-{name}": make.FigureFactory(
            **({"organization": None} | {name: subject}),
            slug=f"{prefix}figure-of-{name}",
            metric="crypto_lost",
            unit="BTC",
            as_of="2018-01",
            **state,
        )
        for name, subject in subjects.items()
    }


ALONE = [
    make.SourceFactory,
    make.JurisdictionFactory,
    make.OrganizationFactory,
    make.ThemeFactory,
    make.LawFactory,
    make.AmendmentFactory,
    make.OfferingFactory,
    make.IncidentFactory,
    make.EventFactory,
]


def hidden_around(world: dict[str, Any], state: str) -> list[Record]:
    """Records that nobody may see yet, or any more, and that name those of the world wherever they can."""
    made = "published" if state == "withdrawn" else state
    alone = [factory(state=made, cited=True) for factory in ALONE]
    theme = make.ThemeFactory(slug="hidden-theme", state=made)
    tied = ties({**world, "theme": theme}, "hidden-", state=made, cited=True)
    cases = [world["case"], tied["case"]]
    life = make.EventFactory(slug="hidden-life", kind="listed", offerings=cases, state=made, cited=True)
    hidden = [*alone, theme, *tied.values(), life]
    for record in hidden if state == "withdrawn" else ():
        record.refresh_from_db()
        if record.is_published:
            record.withdraw("Entered by mistake.")
    return hidden


def address_of(record: Record) -> str:
    """Where a record is shown, without the anchor."""
    return record.get_absolute_url().partition("#")[0]


LISTS = [
    *("/", "/timeline/", "/compare/", "/as-of/2019-06-01/", "/as-of/", "/laws/"),
    *("/themes/", "/organizations/"),
    *("/self-regulation/", "/incidents/"),
    *(
        "/sto-cases/",
        "/sources/",
        "/data/",
        "/data/quality/",
        "/api/",
        "/about/",
        "/search/",
        "/search/?q=event",
    ),
]
COLLECTIONS = {
    "jurisdiction": "jurisdictions",
    "organization": "organizations",
    "theme": "themes",
    "law": "laws",
    "amendment": "amendments",
    "measure": "measures",
    "coverage": "coverage",
    "offering": "sto-cases",
    "event": "events",
    "incident": "incidents",
    "figure": "figures",
    "link": "links",
    "source": "sources",
}


def pages_of(world: dict[str, Any]) -> list[str]:
    """Every page that a world has, lists first."""
    return [*LISTS, *dict.fromkeys(address_of(record) for record in world.values())]


def answers_of(world: dict[str, Any]) -> list[str]:
    """Every answer of the API that a world has, lists first."""
    records = [record for record in world.values() if record.record_type in COLLECTIONS]
    return [
        *(f"/api/v1/{name}/" for name in COLLECTIONS.values()),
        *(f"/api/v1/{COLLECTIONS[record.record_type]}/{record.slug}/" for record in records),
    ]


# The same record many times over


def multiply(record: Any, numbers: range, **others: Sequence[Any]) -> list[Any]:
    """Copy a published record with its parts and relations, in bulk; `others` holds a column of each copy."""
    model = type(record)
    slugs = [f"{record.slug}-copy-{number}" for number in numbers]
    columns = [{name: values[place] for name, values in others.items()} for place in range(len(numbers))]
    copies = [copy_of(record, slug=slug, **own) for slug, own in zip(slugs, columns, strict=True)]
    model._base_manager.bulk_create(copies)
    made = list(model._base_manager.filter(slug__in=slugs).order_by("pk"))
    for field in model._meta.many_to_many:
        for_each(getattr(record, field.name).through, model, record, made)
    for part in record.parts:
        related: Any = model._meta.get_field(part)
        for_each(related.related_model, model, record, made)
    return made


def crowd(world: dict[str, Any], numbers: range) -> None:
    """Numbered copies of everything that a world holds, all about its hubs."""
    alone = ["hack", "force", "case", "incident", "amendment", "theme", "exchange", "source"]
    made = {name: multiply(world[name], numbers) for name in alone}
    multiply(world["law"], numbers, official_id=[""] * len(numbers))
    multiply(world["affiliation"], numbers, organization=made["exchange"])
    multiply(world["link"], numbers, to_event=made["force"])
    multiply(world["coverage"], numbers, theme=made["theme"])
    for name in (name for name in world if name.startswith("figure-")):
        multiply(world[name], numbers)


def copy_of(row: Any, **columns: Any) -> Any:
    values = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields}
    return type(row)(**(values | {"id": None} | columns))


def for_each(related: Any, model: Any, record: Any, made: Iterable[Any]) -> None:
    """Copy the rows of a related table that belong to the record for each of its copies."""
    owner = next(field for field in related._meta.concrete_fields if field.related_model is model)
    rows = list(related._base_manager.filter(**{owner.name: record}))
    related._base_manager.bulk_create(
        [copy_of(row, **own_slug(row, one), **{owner.name: one}) for one in made for row in rows]
    )


def own_slug(row: Any, owner: Record) -> dict[str, str]:
    return {"slug": f"{owner.slug}-{row.slug}"} if hasattr(row, "slug") else {}
