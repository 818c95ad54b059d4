"""A small edition of the data to change and load: one of each kind of record that rules are about."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from django.core.management import call_command

Fields = dict[str, Any]
Files = dict[str, list[dict[str, Any]]]


def row(model: str, **fields: Any) -> dict[str, Any]:
    return {"model": model, "fields": fields}


def citation(owner: str, slug: str, app: str = "timeline", **fields: Any) -> dict[str, Any]:
    given = {"source": ["gazette"], "locator": "p. 1", "supports": "the day", "position": 1}
    return row(f"{app}.{owner}citation", **{owner: [slug]}, **given | fields)


def event(slug: str, **fields: Any) -> list[dict[str, Any]]:
    """An event and its citation."""
    given = {
        "date": "2019-02-28",
        "kind": "other",
        "jurisdiction": ["jp"],
        "title": slug,
        "summary": "It was.",
    }
    return [
        row("timeline.event", slug=slug, state="published", **given | fields),
        citation("event", slug),
    ]


def amendment(slug: str, instrument: str, **fields: Any) -> list[dict[str, Any]]:
    """An amendment with one measure, each with its citation."""
    measure = f"{slug}-custody"
    given = {"jurisdiction": ["jp"], "instrument": instrument, "title": slug, "summary": "It rules."}
    return [
        row("regulations.amendment", slug=slug, state="published", **given | fields),
        row(
            "regulations.measure",
            slug=measure,
            state="published",
            amendment=[slug],
            theme=["custody"],
            text="Keep it offline.",
            position=1,
        ),
        citation("measure", measure, "regulations"),
        citation("amendment", slug, "regulations"),
    ]


def offering(slug: str, **fields: Any) -> list[dict[str, Any]]:
    given = {
        "name": "Bond",
        "jurisdiction": ["jp"],
        "asset_class": "bond",
        "instrument": "bond",
        "amount": 1000,
        "currency": "JPY",
        "status": "completed",
        "description": "A bond.",
    }
    return [
        row("offerings.offering", slug=slug, state="published", **given | fields),
        citation("offering", slug, "offerings"),
    ]


def link(first: str, then: str) -> list[dict[str, Any]]:
    slug = f"{first}--{then}--prompted"
    ends = {"from_event": [first], "to_event": [then]}
    return [
        row("timeline.link", slug=slug, state="published", **ends, kind="prompted", note="It did."),
        citation("link", slug),
    ]


def small() -> Files:
    """Ten records without a fault."""
    source = {"title": "Gazette", "publisher": "State", "kind": "law", "language": "ja"}
    names = {"name": "Custody", "question": "Where is it kept?"}
    return {
        "jurisdictions": [
            row("organizations.jurisdiction", slug=slug, state="published", name=name)
            for slug, name in (("jp", "Japan"), ("kr", "Korea"))
        ],
        "themes": [row("regulations.theme", slug="custody", state="published", **names)],
        "sources": [
            row("sources.source", slug="gazette", state="published", **source, accessed="2026-11-22")
        ],
        "amendments": amendment("jp-act", "act") + amendment("jp-bill", "bill"),
        "offerings": offering("jp-bond"),
        "events": event("jp-passed", date="2019-01", kind="bill-passed", amendments=[["jp-act"]])
        + event("jp-issued", kind="issued", offerings=[["jp-bond"]]),
        "links": link("jp-passed", "jp-issued"),
    }


def fields_of(files: Files, slug: str) -> Fields:
    """The fields of the record with this slug."""
    return next(one["fields"] for rows in files.values() for one in rows if one["fields"].get("slug") == slug)


def citations_of(files: Files, slug: str) -> list[Fields]:
    """The fields of the parts that name this record as their owner."""
    return [
        one["fields"]
        for rows in files.values()
        for one in rows
        if next(iter(one["fields"].values())) == [slug]
    ]


def write(folder: Path, files: Files) -> Path:
    for name, rows in files.items():
        text = yaml.safe_dump(rows, allow_unicode=True, sort_keys=False)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def load(folder: Path, files: Files, **options: Any) -> None:
    call_command("load_fixtures", folder=write(folder, files), verbosity=0, **options)
