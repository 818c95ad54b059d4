"""How the API describes itself: parameters from the filters, documents from the serializers."""

from collections.abc import Iterable
from typing import Any

from django.http import QueryDict
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.pagination import BasePagination

from sources import parameters
from sources.exports import MEDIA_TYPES
from sources.history import HistorySerializer

EXPORT_TYPES = [media.partition(";")[0] for media in MEDIA_TYPES.values()]
PROBLEM = "application/problem+json"
MANY = {"style": "form", "explode": False}


class ProblemSerializer(serializers.Serializer[Any]):
    """Why a request was refused (RFC 9457)."""

    type = serializers.CharField(help_text="Address that names the kind of problem, or about:blank.")
    title = serializers.CharField(help_text="The kind of problem in words.")
    status = serializers.IntegerField(help_text="HTTP status.")
    detail = serializers.CharField(help_text="What is wrong, and how to mend it.")
    parameter = serializers.CharField(required=False, help_text="The parameter at fault.")
    value = serializers.CharField(required=False, allow_null=True, help_text="Its value.")
    allowed = serializers.ListField(
        child=serializers.CharField(), required=False, help_text="What is allowed; of long lists the nearest."
    )
    reason = serializers.CharField(required=False, help_text="Why a record was withdrawn.")
    successor = serializers.CharField(
        required=False, allow_null=True, help_text="Slug of the record that took its place."
    )


class ReferenceExtension(OpenApiSerializerFieldExtension):  # type: ignore[no-untyped-call]  # theirs
    """A reference is a slug or, expanded, the card of the record; lists of either likewise."""

    target_class = "sources.serializers.Reference"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        card = auto_schema.resolve_serializer(self.target.card, direction).ref
        slug = {"type": "string", "description": "Slug."}
        if self.target.many:
            return {"type": "array", "items": {"oneOf": [slug, card]}}
        return {"oneOf": [slug, card]}


class Envelope(BasePagination):
    """Describes the envelope of a list; the pages themselves are those of `sources.paging`."""

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        address = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["count", "next", "previous", "results"],
            "properties": {
                "count": {"type": "integer", "description": "Records of the whole list."},
                "next": {**address, "description": "Address of the next page."},
                "previous": {**address, "description": "Address of the page before."},
                "results": schema,
            },
        }


def parameter(name: str, schema: dict[str, Any], description: str, **more: Any) -> OpenApiParameter:
    return OpenApiParameter(name, schema, OpenApiParameter.QUERY, description=description, **more)


def format_of(formats: Iterable[str], description: str) -> OpenApiParameter:
    schema = {"type": "string", "enum": list(formats), "default": "json"}
    return parameter("format", schema, description)


FORMAT = format_of(parameters.FORMATS, "Format of the answer.")
LIST_FORMAT = format_of(
    (*parameters.FORMATS, *parameters.EXPORTS),
    "Pages of JSON, or the whole list as a file: CSV, JSON lines or a workbook.",
)
MARK = parameter(
    "bom",
    {"type": "string", "enum": ["1"]},
    "Begin the CSV with a byte order mark, by which Excel knows UTF-8.",
)


CURSOR = parameter("cursor", {"type": "string"}, "Where a page begins: taken from `next` or `previous`.")


def page_size_of() -> OpenApiParameter:
    most = parameters.MOST_ROWS
    size = {"type": "integer", "minimum": 1, "maximum": most, "default": parameters.PAGE_SIZE}
    return parameter("page_size", size, f"Rows of a page, at most {most}.")


def names_of(allowed: list[str]) -> dict[str, Any]:
    return {"type": "array", "items": {"type": "string", "enum": allowed}}


def filter_parameters(filters: dict[str, Any]) -> list[OpenApiParameter]:
    """The filters of a list, each as the parameter that it is in an address."""
    return [filter_parameter(name, each) for name, each in filters.items()]


def filter_parameter(name: str, each: Any) -> OpenApiParameter:
    if each.many:
        array = {"type": "array", "items": each.value_schema()}
        return parameter(name, array, f"{each.label}; several by comma.", **MANY)
    return parameter(name, each.value_schema(), f"{each.label}.")


class CollectionSchema(AutoSchema):
    """Describes the list, the single record and the history of a record of one collection."""

    view: Any

    def get_tags(self) -> list[str]:
        return [self.view.serializer_class.collection]

    def get_operation_id(self) -> str:
        return f"{self.get_tags()[0].replace('-', '_')}_{self.view.action}"

    def get_response_serializers(self) -> Any:
        refused = {(400, PROBLEM): ProblemSerializer}
        if self.view.action == "list":
            files = {(200, media): OpenApiTypes.BINARY for media in EXPORT_TYPES}
            return {(200, "application/json"): self.view.serializer_class(many=True), **files, **refused}
        if self.view.action == "history":
            return {200: HistorySerializer, **refused, (404, PROBLEM): ProblemSerializer}
        missing = {(404, PROBLEM): ProblemSerializer, (410, PROBLEM): ProblemSerializer}
        return {200: self.view.serializer_class, **refused, **missing}

    def get_override_parameters(self) -> list[Any]:
        if self.view.action == "history":
            return [page_size_of(), CURSOR, FORMAT]
        if self.view.action != "list":
            return self.showing()
        return [*self.filters(), *self.paging(), *self.showing()[:-1], LIST_FORMAT, MARK]

    def filters(self) -> list[OpenApiParameter]:
        filterset = self.view.filterset_class(QueryDict(), queryset=self.view.model.objects.none())
        return filter_parameters(filterset.filters)

    def paging(self) -> list[OpenApiParameter]:
        orderings = [sign + name for name in self.view.orderings for sign in ("", "-")]
        ordering = {"type": "string", "enum": orderings, "default": orderings[0]}
        return [
            page_size_of(),
            CURSOR,
            parameter("ordering", ordering, "Order of the list; `-` turns it round. NULLs stand last."),
            parameter("updated_since", {"type": "string"}, "Day or moment in ISO 8601, such as 2026-11-22."),
        ]

    def showing(self) -> list[OpenApiParameter]:
        serializer = self.view.serializer_class
        fields, expandable = names_of(list(serializer().fields)), names_of(serializer.expandable())
        languages = {"type": "string", "enum": list(parameters.LANGUAGES), "default": "en"}
        expand = [parameter("expand", expandable, "References to show whole.", **MANY)]
        return [
            parameter("fields", fields, "Only these fields.", **MANY),
            parameter("omit", fields, "Without these fields.", **MANY),
            *(expand if serializer.expandable() else []),
            parameter("lang", languages, "Language of names, titles, summaries and dates in words."),
            FORMAT,
        ]
