"""What changed from one release to the next: records added, changed and withdrawn."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from sources.serializers import Document
from stoatlas.releases.shelf import Release
from stoatlas.releases.tables import Table

# what a record is called and where it is says nothing of what it states; nor does a number without a change
NO_STATEMENT = {"url", "html_url", "revision"}


@dataclass(slots=True)
class Changes:
    """The changes of one table; `changed` holds the names of the fields that differ, by record.

    Fields that only one of the two releases has are told once, not as a change of each record.
    """

    table: Table
    known: dict[str, Document]
    added: list[dict[str, str]] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)
    withdrawn: list[dict[str, str]] = field(default_factory=list)
    fields: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.fields = {name for document in self.known.values() for name in document}

    def see(self, document: Document) -> None:
        """Compare a record of now with what was known of it."""
        slug = document["id"]
        self.seen.add(slug)
        if slug not in self.known:
            self.added.append(called(document))
            return
        before = self.known[slug]
        names = (self.fields & set(document)) - NO_STATEMENT
        if differing := sorted(name for name in names if before.get(name) != document[name]):
            self.changed.append(called(document) | {"fields": differing})

    def end(self) -> None:
        """Tell what is there no more, and why; forget what was known, which is large."""
        gone = [slug for slug in self.known if slug not in self.seen]
        records = self.table.model.objects.filter(slug__in=gone)
        why = {each.slug: each for each in records if each.state == "withdrawn"}
        for slug in gone:
            record = why.get(slug)
            self.withdrawn.append(
                called(self.known[slug])
                | {
                    "reason": record.withdrawn_reason if record else "",
                    "successor": record.successor if record else "",
                }
            )
        self.known = {}

    def document(self) -> dict[str, Any]:
        now = set(self.table.export.serializer.context["fields"])
        return {
            "added": self.added,
            "changed": self.changed,
            "withdrawn": self.withdrawn,
            "fields_added": sorted(now - self.fields) if self.fields else [],
            "fields_dropped": sorted(self.fields - now),
        }


def called(document: Document) -> dict[str, str]:
    return {"id": document["id"], "title": str(document.get("title") or document.get("name") or "")}


def known(previous: Release | None, table: Table) -> dict[str, Document]:
    """The records of a table in a release, by slug; none without a release, or where it had no such table."""
    if previous is None:
        return {}
    with ZipFile(previous.folder / previous.package.name) as package:
        path = member(previous.name, table.name, "json")
        if path not in package.namelist():
            return {}
        return {document["id"]: document for document in json.loads(package.read(path))}


def member(release: str, table: str, form: str) -> str:
    """The path of a table in the package: all lies in one folder, so that nothing spills when unpacked."""
    return f"sto-atlas-{release}/data/{table}.{form}"


def written(folder: Path, name: str, previous: Release | None, changes: list[Changes]) -> None:
    """Write the change log, for programs and for people."""
    told = {
        "release": name,
        "previous": previous.name if previous else None,
        "collections": {each.table.name: each.document() for each in changes} if previous else {},
    }
    text = json.dumps(told, ensure_ascii=False, indent=1)
    (folder / "changes.json").write_text(f"{text}\n", encoding="utf-8")
    (folder / "CHANGES.md").write_text(in_words(name, previous, changes), encoding="utf-8")


def in_words(name: str, previous: Release | None, changes: list[Changes]) -> str:
    if previous is None:
        return (
            f"# Changes of release {name}\n\nThis is the first release: there is none to compare it with.\n"
        )
    lines = [f"# Changes from release {previous.name} to {name}", ""]
    lines += [f"{total(changes, 'added')} added, {total(changes, 'changed')} changed,"]
    lines[-1] += f" {total(changes, 'withdrawn')} withdrawn."
    for each in changes:
        if found := list(paragraphs(each)):
            lines += ["", f"## {each.table.title}", *found]
    return "\n".join(lines) + "\n"


def paragraphs(each: Changes) -> list[str]:
    told = each.document()
    lines = [f"New field of every record: {name}." for name in told["fields_added"]]
    lines += [f"Field dropped from every record: {name}." for name in told["fields_dropped"]]
    lines = ["", *lines] if lines else []
    groups = {
        "Added": [named(one) for one in each.added],
        "Changed": [f"{named(one)}: {', '.join(one['fields'])}" for one in each.changed],
        "Withdrawn": [named(one) + reason(one) for one in each.withdrawn],
    }
    for title, group in groups.items():
        if group:
            lines += ["", f"{title}:", "", *(f"- {one}" for one in group)]
    return lines


def named(one: dict[str, Any]) -> str:
    return f"`{one['id']}` {one['title']}".strip()


def reason(one: dict[str, str]) -> str:
    """Why it went; without a reason of its own it went with a record that it names or belongs to."""
    why = f": {one['reason']}" if one["reason"] else ": went with another record."
    return f"{why} In its place: `{one['successor']}`." if one["successor"] else why


def total(changes: list[Changes], group: str) -> int:
    return sum(len(getattr(each, group)) for each in changes)
