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
from stoatlas.meanings import FORMS, PARTS, meaning_of, meaning_of_field
from stoatlas.questions import QUESTIONS, Question

# explained once for all lists
SHARED = ("search", "page_size", "cursor", "updated_since", "fields", "omit", "lang", "format", "bom")
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
class Asked:
    """A question: where it is put, what it takes, what its answer holds in each form that it can have."""

    question: Question
    parameters: tuple[Line, ...]
    forms: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """All that the page shows: the parameters of every list, the fields of every record, the collections with
    what is theirs alone, questions, parts of records."""

    shared: tuple[Line, ...]
    common: tuple[Line, ...]
    entries: tuple[Entry, ...]
    questions: tuple[Asked, ...]
    parts: tuple[Part, ...]


@cache
def reference(language: str) -> Reference:
    """The reference in a language; made once per process, because nothing in it comes from data."""
    with translation.override(language):
        generator: Any = SchemaGenerator
        document = generator().get_schema(request=None, public=True)
        schemas = document["components"]["schemas"]
        lists = {each: document["paths"][each.api_url]["get"] for each in COLLECTIONS}
        entries = [entry(each, operation, schemas) for each, operation in lists.items()]
        common = [line for line in entries[0].fields if all(line in each.fields for each in entries)]
        return Reference(
            shared=tuple(shared(lists.values())),
            common=tuple(common),
            entries=tuple(without(each, common) for each in entries),
            questions=tuple(asked(each, document["paths"], schemas) for each in QUESTIONS),
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
    fields = (field_line(name, schema) for name, schema in record["properties"].items())
    return Entry(
        id=collection.name,
        name=collection.label,
        meaning=collection.meaning,
        path=collection.api_url,
        parameters=tuple(line for line in lines.values() if line.name not in (*SHARED, "ordering", "expand")),
        orderings=tuple(name for name in orderings if not name.startswith("-")),
        expandable=lines["expand"].allowed if "expand" in lines else (),
        fields=tuple(without_repeats(line, lines) for line in fields),
        example=EXAMPLES[collection.name],
    )


def without(whole: Entry, common: Iterable[Line]) -> Entry:
    """The collection without the fields that every record has."""
    return replace(whole, fields=tuple(line for line in whole.fields if line not in common))


def without_repeats(field: Line, parameters: dict[str, Line]) -> Line:
    """The field; where its values are those of the filter above it, a word that says so in their place."""
    same = field.name in parameters and parameters[field.name].allowed == field.allowed
    return replace(field, allowed=(), shape=_("as in the filter")) if field.allowed and same else field


def asked(question: Question, paths: Schema, schemas: Schema) -> Asked:
    operation = paths[question.api_url]["get"]
    whole = name_of(answer(operation))
    names = [name_of(form) for form in schemas[whole].get("oneOf", ())] or [whole]
    return Asked(
        question,
        # every answer to a question is JSON, and says so by being it
        tuple(
            parameter_line(one, question.name) for one in operation["parameters"] if one["name"] != "format"
        ),
        tuple(part(name, schemas[name]) for name in names),
    )


def part(name: str, schema: Schema) -> Part:
    fields = tuple(field_line(each, field) for each, field in schema["properties"].items())
    called, meaning = (PARTS | FORMS).get(name, ("", ""))
    return Part(anchor(name), str(called), str(meaning), fields)


def answer(operation: Schema) -> Schema:
    """The schema of what a request brings as JSON."""
    schema: Schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    return schema


def parameter_line(parameter: Schema, collection: str) -> Line:
    name = parameter["name"]
    line = field_line(name, parameter["schema"])
    return replace(line, meaning=meaning_of(collection, name, parameter.get("description", "")))


def field_line(name: str, schema: Schema) -> Line:
    inner = schema.get("items") or schema.get("additionalProperties")
    single = single_of(inner or schema)
    allowed = tuple(str(value) for value in single.get("enum", ()) if value)
    of = name_of(single)
    return Line(
        name=name,
        # the generator repeats the closed list, as bullets
        meaning=meaning_of_field(name, schema.get("description", "").partition("* `")[0].strip()),
        shape="" if allowed else shape(single),
        allowed=allowed,
        part=anchor(of) if of in PARTS else "",
        many=bool(inner),
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
