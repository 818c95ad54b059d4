"""`quality/`: how good the data are, the same numbers as on the page."""

from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from sources import parameters
from sources.api import Preflight
from sources.api_schema import FORMAT, PROBLEM, ProblemSerializer, parameter
from sources.serializers import Document
from stoatlas.quality import Quality, quality
from timeline.coverage import CoverageStatus

LANGUAGE = parameter(
    "lang", {"type": "string", "enum": list(parameters.LANGUAGES), "default": "en"}, "Language of labels."
)


class SearchedSerializer(serializers.Serializer[Any]):
    """One cell of what was searched: a theme in a jurisdiction."""

    theme = serializers.SlugField()
    jurisdiction = serializers.SlugField()
    status = serializers.ChoiceField(choices=CoverageStatus.choices, help_text=_("What the search came to."))
    searched_to = serializers.CharField(
        allow_null=True, help_text=_("The day up to which was searched, as EDTF; null where nobody searched.")
    )
    rules = serializers.IntegerField(help_text=_("Rules that are recorded, without bills and plans."))


class EvidenceSerializer(serializers.Serializer[Any]):
    """What the facts of one type rest on."""

    type = serializers.CharField(help_text=_("Type of record."))
    name = serializers.CharField(help_text=_("The type in words."))
    count = serializers.IntegerField(help_text=_("Published records."))
    secondary_only = serializers.IntegerField(
        help_text=_("Those of which no citation names a primary source.")
    )
    one_secondary = serializers.IntegerField(help_text=_("Those that rest on one secondary source alone."))
    uncited = serializers.IntegerField(help_text=_("Those without any citation."))


class UndecidedSerializer(serializers.Serializer[Any]):
    """A record with a reading that nobody has decided to follow or not."""

    type = serializers.CharField(help_text=_("Type of record."))
    id = serializers.SlugField(help_text=_("Slug of the record."))
    says = serializers.ListField(child=serializers.CharField(), help_text=_("The undecided readings."))


class InexactSerializer(serializers.Serializer[Any]):
    """Events whose date is no exact day, by what the source gives."""

    query = serializers.CharField(help_text=_("The filter of events that finds them."))
    name = serializers.CharField(help_text=_("The same in words."))
    count = serializers.IntegerField(help_text=_("How many events."))


class ReadSerializer(serializers.Serializer[Any]):
    """Sources last read on one day."""

    date = serializers.CharField(help_text=_("The day, as EDTF."))
    count = serializers.IntegerField(help_text=_("How many sources."))


class QualitySerializer(serializers.Serializer[Any]):
    """How good the data are, counted when asked."""

    as_of = serializers.DateField(help_text=_("The day for which rules count as passed without a start."))
    searched = SearchedSerializer(many=True, help_text=_("Every theme in every compared country."))
    facts = EvidenceSerializer(many=True, help_text=_("What facts rest on, type by type."))
    undecided = UndecidedSerializer(many=True, help_text=_("Where sources disagree and nobody has decided."))
    start_not_recorded = serializers.ListField(
        child=serializers.SlugField(),
        help_text=_("Measures of passed acts of which no source tells the start."),
    )
    inexact = InexactSerializer(many=True, help_text=_("Events without an exact day."))
    last_read = ReadSerializer(
        many=True, help_text=_("Sources by the day of their last reading, oldest first.")
    )


class QualityView(Preflight, APIView):
    """What was searched, what facts rest on, what is undecided or not recorded."""

    @extend_schema(
        operation_id="quality",
        tags=["quality"],
        parameters=[LANGUAGE, FORMAT],
        responses={200: QualitySerializer, (400, PROBLEM): ProblemSerializer},
    )
    def get(self, request: Request) -> Response:
        given = request.query_params
        parameters.check(given, ("lang", "format"), repeatable=())
        language = parameters.choice(given, "lang", parameters.LANGUAGES, default="en")
        with translation.override(language):
            found = document(quality(timezone.localdate()))
        return Response(found, headers={"Content-Language": language})


def document(found: Quality) -> Document:
    return {
        "as_of": found.day.isoformat(),
        "searched": [
            {
                "theme": line.theme.slug,
                "jurisdiction": cell.place.slug,
                "status": cell.status.value,
                "searched_to": cell.row.searched_to if cell.row else None,
                "rules": cell.rules,
            }
            for line in found.grid.lines
            for cell in line.cells
        ],
        "facts": [
            {
                "type": each.name,
                "name": str(each.label),
                "count": each.total,
                "secondary_only": each.secondary_only,
                "one_secondary": each.one_secondary,
                "uncited": each.uncited,
            }
            for each in found.facts
        ],
        "undecided": [undecided_document(record) for group in found.undecided for record in group.records],
        "start_not_recorded": [measure.slug for measure in found.unstarted],
        "inexact": [
            {"query": each.query, "name": str(each.label), "count": each.count} for each in found.inexact
        ],
        "last_read": [{"date": day, "count": count} for day, count in found.reads.days],
    }


def undecided_document(record: Any) -> Document:
    says = [reading.says for reading in record.readings.all() if not reading.trusted]
    return {"type": record.record_type, "id": record.slug, "says": says}
