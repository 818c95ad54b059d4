"""The reference of the API for people, read off its OpenAPI description."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.generators import SchemaGenerator

from stoatlas.holdings import COLLECTIONS, Collection
from stoatlas.meanings import PARTS, meaning_of, meaning_of_field

# explained once for all lists
SHARED = ("search", "page_size", "cursor", "updated_since", "fields", "omit", "lang", "format")
# a query for each collection that answers with something worth seeing
EXAMPLES = {
    "events": "?jurisdiction=jp,kr&kind=in-force&from=2019",
    "figures": "?metric=members&ordering=-as_of",
    "incidents": "?jurisdiction=jp",
    "laws": "?jurisdiction=kr",
    "amendments": "?instrument=act&jurisdiction=jp",
    "measures": "?theme=custody",
    "themes": "?lang=ja",
    "coverage": "?status=none-found",
    "sto-cases": "?jurisdiction=jp&year=2020&expand=citations.source",
    "organizations": "?kind=self-regulatory-body",
    "links": "?kind=prompted",
    "sources": "?primary=true&language=ko",
    "jurisdictions": "?lang=ko",
}
SHAPES: dict[str, Promise] = {
    "integer": gettext_lazy("whole number"),
    "number": gettext_lazy("number"),
    "boolean": gettext_lazy("true or false"),
    "string": gettext_lazy("text"),
    "object": gettext_lazy("object"),
    "uri": gettext_lazy("address"),
    "date": gettext_lazy("day"),
    "date-time": gettext_lazy("moment"),
    "decimal": gettext_lazy("number as text"),
}
CHOICES_OF_ONE = ("oneOf", "anyOf", "allOf")
SLUG_PATTERNS = {"^[a-z0-9-]+$", "^[-a-zA-Z0-9_]+$"}

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A parameter or a field: its name, what it means, what it holds in words, and its values if few.

    `part` is the anchor of the part that it holds; `many` says that it takes or holds several.
    """

    name: str
    meaning: str
    shape: str
    allowed: tuple[str, ...] = ()
    part: str = ""
    many: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """An object inside records, such as a date."""

    id: str
    name: str
    meaning: str
    fields: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A collection: where it is, what narrows and orders it, what a record of it holds."""

    id: str
    name: Promise
    meaning: Promise
    path: str
    parameters: tuple[Line, ...]
    orderings: tuple[str, ...]
    expandable: tuple[str, ...]
    fields: tuple[Line, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Reference:
    """All that the page shows: the parameters of every list, the collections, the parts of records."""

    shared: tuple[Line, ...]
    entries: tuple[Entry, ...]
    parts: tuple[Part, ...]


@cache
def reference(language: str) -> Reference:
    """The reference in a language; made once per process, because nothing in it comes from data."""
    with translation.override(language):
        generator: Any = SchemaGenerator
        document = generator().get_schema(request=None, public=True)
        schemas = document["components"]["schemas"]
        lists = {each: document["paths"][each.api_url]["get"] for each in COLLECTIONS}
        return Reference(
            shared=tuple(shared(lists.values())),
            entries=tuple(entry(each, operation, schemas) for each, operation in lists.items()),
            parts=tuple(part(name, schemas[name]) for name in PARTS if name in schemas),
        )


def shared(operations: Iterable[Schema]) -> Iterator[Line]:
    """The parameters that every list takes, in the order in which they are explained."""
    (first, *_others) = operations
    lines = {each["name"]: parameter_line(each, "") for each in first["parameters"]}
    for name in SHARED:
        # fields and omit take the names of a record's fields, others in each collection
        names = name in ("fields", "omit")
        yield replace(lines[name], allowed=(), shape=_("names of fields")) if names else lines[name]


def entry(collection: Collection, operation: Schema, schemas: Schema) -> Entry:
    lines = {each["name"]: parameter_line(each, collection.name) for each in operation["parameters"]}
    orderings = lines["ordering"].allowed
    record = schemas[name_of(schemas[name_of(answer(operation))]["properties"]["results"]["items"])]
    return Entry(
        id=collection.name,
        name=collection.label,
        meaning=collection.meaning,
        path=collection.api_url,
        parameters=tuple(line for line in lines.values() if line.name not in (*SHARED, "ordering", "expand")),
        orderings=tuple(name for name in orderings if not name.startswith("-")),
        expandable=lines["expand"].allowed if "expand" in lines else (),
        fields=tuple(field_line(name, schema) for name, schema in record["properties"].items()),
        example=EXAMPLES[collection.name],
    )


def part(name: str, schema: Schema) -> Part:
    fields = tuple(field_line(each, field) for each, field in schema["properties"].items())
    called, meaning = PARTS[name]
    return Part(anchor(name), str(called), str(meaning), fields)


def answer(operation: Schema) -> Schema:
    """The schema of what a request brings."""
    (content,) = operation["responses"]["200"]["content"].values()
    schema: Schema = content["schema"]
    return schema


def parameter_line(parameter: Schema, collection: str) -> Line:
    name = parameter["name"]
    line = field_line(name, parameter["schema"])
    return replace(line, meaning=meaning_of(collection, name, parameter.get("description", "")))


def field_line(name: str, schema: Schema) -> Line:
    single = schema["items"] if schema.get("type") == "array" else schema
    single = single_of(single)
    allowed = tuple(str(value) for value in single.get("enum", ()) if value)
    of = name_of(single)
    return Line(
        name=name,
        # the generator repeats the closed list, as bullets
        meaning=meaning_of_field(name, schema.get("description", "").partition("* `")[0].strip()),
        shape="" if allowed else shape(single),
        allowed=allowed,
        part=anchor(of) if of in PARTS else "",
        many=schema.get("type") == "array",
    )


def single_of(schema: Schema) -> Schema:
    """The first of several schemas, which is the plain one: a slug before the whole record."""
    for choice in CHOICES_OF_ONE:
        if choice in schema:
            return single_of(schema[choice][0])
    return schema


def shape(schema: Schema) -> str:
    """What a value is, in words: slug, whole number, citation."""
    if examples := schema.get("examples"):
        return _("such as %s") % ", ".join(map(str, examples))
    if str(schema.get("pattern", "")).startswith(r"^\d"):
        return str(SHAPES["number"])
    if schema.get("pattern") in SLUG_PATTERNS or schema.get("description") == "Slug.":
        return _("slug")
    if name := name_of(schema):
        return str(PARTS[name][0]) if name in PARTS else in_words(name)
    types = schema.get("type", "object")
    plain = types if isinstance(types, str) else types[0]
    return str(SHAPES.get(schema.get("format", ""), SHAPES[plain]))


def name_of(schema: Schema) -> str:
    """The schema that a reference names; empty for one that stands as it is."""
    return str(schema.get("$ref", "")).rsplit("/", 1)[-1]


def anchor(name: str) -> str:
    return in_words(name).replace(" ", "-")


def in_words(name: str) -> str:
    """`StatedDate` as “stated date”."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()
