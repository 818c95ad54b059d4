"""`search/`: records of every type by their words, best first, each with the part that matched."""

from typing import Any

from django.http import QueryDict
from django.utils import translation
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from sources import parameters
from sources.api import Preflight
from sources.api_schema import FORMAT, MANY, PROBLEM, ProblemSerializer, names_of, parameter
from sources.parameters import InvalidParameter, printable
from sources.text import terms
from timeline import search
from timeline.findings import Finding
from timeline.search import Searched

ACCEPTED = f"words or numbers, at most {search.LONGEST_QUERY} characters"


class MatchSerializer(serializers.Serializer[Any]):
    """The part of a record that the words were found in."""

    field = serializers.CharField(help_text="Field of the record, such as name_ja or abbreviations.")
    text = serializers.CharField(help_text="Its text; of a long one what surrounds the match, cut with “…”.")
    start = serializers.IntegerField(help_text="Where the match begins in it, in Unicode characters from 0.")
    end = serializers.IntegerField(help_text="Where the match ends; the character at `end` is not in it.")


class ResultSerializer(serializers.Serializer[Any]):
    """A record that holds every word of the query."""

    type = serializers.ChoiceField(search.TYPES, help_text="The collection that it is in.")
    id = serializers.SlugField(help_text="Slug of the record.")
    url = serializers.URLField(help_text="Address of its document.")
    html_url = serializers.URLField(help_text="Address of the page that shows it.")
    label = serializers.CharField(  # type: ignore[assignment]  # a field, not the setting of one
        help_text="What it is called, in the language asked for if recorded."
    )
    match = MatchSerializer(help_text="The part that matched.")


class TypeSerializer(serializers.Serializer[Any]):
    """How many records of a type were found."""

    type = serializers.ChoiceField(search.TYPES, help_text="The collection.")
    label = serializers.CharField(  # type: ignore[assignment]  # a field, not the setting of one
        help_text="What its records are called, in the language asked for."
    )
    count = serializers.IntegerField(help_text="Records found in it.")
    url = serializers.URLField(help_text="Address of all of them, in the collection's own order.")
    html_url = serializers.URLField(help_text="Address of the page that shows them.")


class SearchSerializer(serializers.Serializer[Any]):
    """What was found, best first: exact names, abbreviations and numbers, then beginnings, then the rest."""

    query = serializers.CharField(help_text="What was searched for.")
    count = serializers.IntegerField(help_text="Records found in all, shown or not.")
    types = TypeSerializer(many=True, help_text="The types of what was found, and where all of each are.")
    results = ResultSerializer(many=True, help_text="The best, as many as page_size allows.")


PARAMETERS = [
    parameter(
        "q",
        {"type": "string", "maxLength": search.LONGEST_QUERY},
        "Words, all of which must be in a record, in any language.",
        required=True,
    ),
    parameter("type", names_of(list(search.TYPES)), "Only these types of record; several by comma.", **MANY),
    parameter(
        "page_size",
        {
            "type": "integer",
            "minimum": 1,
            "maximum": parameters.MOST_ROWS,
            "default": parameters.PAGE_SIZE,
        },
        f"How many results, at most {parameters.MOST_ROWS}.",
    ),
    parameter(
        "lang",
        {"type": "string", "enum": list(parameters.LANGUAGES), "default": "en"},
        "Language of labels.",
    ),
    FORMAT,
]


class SearchView(Preflight, APIView):
    """Records of every type that hold every word of the query."""

    @extend_schema(
        operation_id="search",
        tags=["search"],
        parameters=PARAMETERS,
        responses={200: SearchSerializer, (400, PROBLEM): ProblemSerializer},
    )
    def get(self, request: Request) -> Response:
        given = request.query_params
        parameters.check(given, ("q", "type", "page_size", "lang", "format"), repeatable=())
        query, size = asked(given), parameters.page_size(given)
        types = parameters.names(given, "type", search.TYPES) or search.TYPES
        language = parameters.choice(given, "lang", parameters.LANGUAGES, default="en")
        with translation.override(language):
            document = self.document(query, search.best(query, size, types))
        return Response(document, headers={"Content-Language": language})

    def document(self, query: str, best: search.Best) -> dict[str, Any]:
        return {
            "query": query,
            "count": sum(count for _searched, count in best.counts),
            "types": [self.type(searched, count, query) for searched, count in best.counts],
            "results": [self.result(searched, found) for searched, found in best.findings],
        }

    def type(self, searched: Searched, count: int, query: str) -> dict[str, Any]:
        listed = QueryDict(mutable=True)
        listed["search"] = query
        return {
            "type": searched.collection,
            "label": str(searched.label),
            "count": count,
            "url": self.absolute(f"/api/v1/{searched.collection}/?{listed.urlencode()}"),
            "html_url": self.absolute(searched.all_of(query)),
        }

    def result(self, searched: Searched, found: Finding) -> dict[str, Any]:
        start, end = found.match.spans[0] if found.match.spans else (0, 0)
        return {
            "type": searched.collection,
            "id": found.record.slug,
            "url": self.absolute(f"/api/v1/{searched.collection}/{found.record.slug}/"),
            "html_url": self.absolute(found.record.get_absolute_url()),
            "label": found.label.text,
            "match": {"field": found.field, "text": found.match.text, "start": start, "end": end},
        }

    def absolute(self, path: str) -> str:
        return str(self.request.build_absolute_uri(path))


def asked(given: QueryDict) -> str:
    """The query; refused where it is missing, too long, or has nothing that could be found."""
    if "q" not in given:
        raise InvalidParameter(f"q is missing. Accepted: {ACCEPTED}.", "q", None, [ACCEPTED])
    query = given.get("q", "").strip()
    if len(query) > search.LONGEST_QUERY:
        shown = printable(query[: search.LONGEST_QUERY])
        detail = f"q has {len(query)} characters. Accepted: {ACCEPTED}."
        raise InvalidParameter(detail, "q", f"{shown}…", [ACCEPTED])
    if not terms(query):
        raise parameters.wrong("q", query, [ACCEPTED], "has no letter and no digit")
    return query
