"""What a release holds: a table for each collection of the API, with its columns explained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from rest_framework import serializers

from sources import paging
from sources.exports import Export
from sources.exports_flat import Column, Shape
from sources.serializers import Answer, Document
from stoatlas.api_urls import router
from stoatlas.holdings import COLLECTIONS
from stoatlas.meanings import meaning_of_field

LANGUAGE = "en"
# When a copy of the data was loaded, not what it says: two copies of the same data make the same release.
LEFT_OUT = {"updated_at"}
TYPES = {Shape.TEXT: "string", Shape.NUMBER: "number", Shape.TRUTH: "boolean", Shape.DAY: "date"}


@dataclass(frozen=True, slots=True)
class Table:
    """One collection: its records in the order of their slugs, as documents and as rows."""

    name: str
    title: str
    meaning: str
    model: Any
    export: Export

    @property
    def columns(self) -> list[Column]:
        return self.export.columns()

    def documents(self) -> Iterator[Document]:
        """Its documents as the API gives them, without what is left out."""
        for chunk in self.export.chunks():
            for document in chunk:
                yield {name: value for name, value in document.items() if name not in LEFT_OUT}

    def explained(self) -> list[dict[str, str]]:
        """Name, type and meaning of each column, in their order."""
        fields: dict[str, Any] = dict(self.export.serializer.fields)
        with translation.override(LANGUAGE):
            meanings = {
                called: (leaf, meaning)
                for name, field in fields.items()
                for called, leaf, meaning in leaves(name, field, told(name, field))
            }
        return [
            {
                "name": column.name,
                "type": type_of(column, meanings[column.name][0]),
                "description": meanings[column.name][1],
            }
            for column in self.columns
        ]


def tables(address: str = "") -> list[Table]:
    """All collections, in the order of the data page. `address` stands before the paths of records."""
    sets = {prefix: viewset for prefix, viewset, _name in router.registry}
    with translation.override(LANGUAGE):
        return [
            Table(
                name=each.name,
                title=str(each.label),
                meaning=str(each.meaning),
                model=each.model,
                export=export_of(sets[each.name], address),
            )
            for each in COLLECTIONS
        ]


def export_of(viewset: Any, address: str) -> Export:
    shown = set(viewset.serializer_class().fields) - LEFT_OUT
    answer = Answer(address.rstrip("/"), LANGUAGE)
    return Export(
        records=paging.ordered(viewset.model.objects.for_api(), ("slug",)),
        serializer=viewset.serializer_class(context={"answer": answer, "fields": shown}),
        language=LANGUAGE,
        address=address,
        is_selection=False,
    )


def leaves(name: str, field: Any, meaning: str) -> Iterator[tuple[str, Any, str]]:
    """The columns of a field as exports name them, what each holds, and its meaning within the whole."""
    if isinstance(field, serializers.ListSerializer):
        yield from leaves(name, field.child, meaning)
    elif isinstance(field, serializers.Serializer):
        for key, child in field.fields.items():
            called = name if key == "edtf" else f"{name}_{key}"
            yield from leaves(called, child, " ".join(filter(None, [meaning, told(key, child)])))
    else:
        yield name, field, meaning


def told(name: str, field: Any) -> str:
    return meaning_of_field(name, str(field.help_text or "")).strip()


def type_of(column: Column, leaf: Any) -> str:
    """The type of a column in the words of a data package."""
    is_whole = column.shape is Shape.NUMBER and isinstance(leaf, serializers.IntegerField)
    return "integer" if is_whole else TYPES[column.shape]
