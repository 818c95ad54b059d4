"""The data's own check: every published record in the database against the rules and its own memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from organizations.models import Jurisdiction
from regulations.models import Theme
from sources import dates
from sources.documents import document_of, for_document
from sources.fields import EDTFField
from sources.models import Revision
from stoatlas.editions.layout import FILES
from stoatlas.faults import Fault, faults_of
from timeline.models import Coverage, Event, Incident

Memory = dict[str, tuple[int, dict[str, Any]]]
PREFETCHES: dict[Any, tuple[str, ...]] = {Event: ("measures__amendment",), Incident: ("events",)}


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of one record; `level` is error or warning."""

    level: str
    check: str
    record_type: str
    slug: str
    field: str
    value: str
    text: str

    def __str__(self) -> str:
        value = f" “{self.value}”" if self.value else ""
        return f"{self.record_type} {self.slug}: {f'{self.field}{value}: ' if self.field else ''}{self.text}"


def audit() -> list[Finding]:
    """All faults of the published data, kind of record by kind of record."""
    findings = [finding for model in FILES.values() for finding in findings_of(model)]
    return findings + list(empty_cells())


def findings_of(model: Any) -> Iterator[Finding]:
    memory = memory_of(model)
    records = for_document(model.objects.published()).prefetch_related(*PREFETCHES.get(model, ()))
    for record in records.order_by("slug"):
        for fault in [*faults_of(record), *column_faults(record), *memory_faults(record, memory)]:
            level = "warning" if fault.is_warning else "error"
            value = "" if fault.value in ("", None) else str(fault.value)
            yield Finding(level, fault.check, record.record_type, record.slug, fault.field, value, fault.text)


def memory_of(model: Any) -> Memory:
    """Number and document of the published revision of every record of a model, by slug."""
    revisions = Revision.objects.filter(record_type=model._meta.model_name, state=Revision.State.PUBLISHED)
    return {
        slug: (number, document)
        for slug, number, document in revisions.values_list("slug", "number", "document")
    }


def column_faults(record: Any) -> Iterator[Fault]:
    """Dates that no calendar has, and derived columns that do not say what they derive from."""
    for row in [record, *(record.measures.all() if "measures" in record.parts else ())]:
        for field in row._meta.concrete_fields:
            if isinstance(field, EDTFField):
                yield from date_faults(row, field)
            elif hasattr(field, "of") and vars(row)[field.attname] != getattr(row, field.name):
                text = f"it does not follow from {', '.join(field.of)}; save the record again"
                yield Fault("stale-column", field.name, text, vars(row)[field.attname])


def date_faults(row: Any, field: EDTFField) -> Iterator[Fault]:
    value = getattr(row, field.name)
    try:
        dates.parse(value) if value else None
    except dates.DateError as error:
        yield Fault("impossible-date", field.name, str(error), value)


def memory_faults(record: Any, memory: Memory) -> Iterator[Fault]:
    """A published record is what its latest published revision says."""
    number, document = memory.get(record.slug, (0, {}))
    if not number:
        yield Fault("memory", "revision", "it is published and has no published revision")
        return
    if number != record.revision:
        yield Fault("memory", "revision", f"its published revision is number {number}", record.revision)
    current = document_of(record)
    differing = sorted(name for name in {*current, *document} if current.get(name) != document.get(name))
    if differing:
        yield Fault("memory", ", ".join(differing), f"revision {number} says otherwise")


def empty_cells() -> Iterator[Finding]:
    """Cells of the comparison of which nobody says what was searched."""
    held = set(Coverage.objects.published().values_list("theme__slug", "jurisdiction__slug"))
    compared = {jurisdiction for _, jurisdiction in held}
    known = Jurisdiction.objects.published().filter(slug__in=compared).values_list("slug", flat=True)
    for theme in Theme.objects.published().order_by("slug").values_list("slug", flat=True):
        for jurisdiction in sorted(known):
            if (theme, jurisdiction) not in held:
                text = "no row says what was searched for this theme in this jurisdiction"
                yield Finding("error", "empty-cell", "coverage", f"{theme}-{jurisdiction}", "", "", text)
