"""How the API describes `timeline/`: both forms of its answer, its parameters, an example of each form."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiExample, PolymorphicProxySerializer
from rest_framework import serializers

from sources import parameters
from sources.api_schema import FORMAT, PROBLEM, ProblemSerializer, filter_parameters, parameter
from sources.serializers import StatedDateSerializer, column
from timeline.kinds import Category
from timeline.models import Event

WIDEST, WIDE = 20_000, 1000
EXAMPLES = {
    "events": {
        "width": 1000,
        "mode": "events",
        "count": 1,
        "events": [
            {
                "id": "jp-2018-01-26-coincheck-hack",
                "path": "/events/jp-2018-01-26-coincheck-hack/",
                "kind": "incident",
                "kind_label": "incident",
                "category": "incident",
                "rank": 0,
                "jurisdiction": "jp",
                "date": {
                    "edtf": "2018-01-26",
                    "earliest": "2018-01-26",
                    "latest": "2018-01-26",
                    "precision": "day",
                    "approximate": False,
                    "uncertain": False,
                    "text": "26 January 2018",
                },
                "title": "Coincheck loses over 500 million NEM",
                "summary": "A hack at one of the largest Japanese exchanges became the second crisis of the "
                "market, revived memories of Mt.Gox and raised calls for stricter rules.",
                "weight": 2,
                "amendments": [],
                "measures": 0,
                "organizations": ["coincheck"],
                "sources": 3,
                "conflicting": True,
            }
        ],
        "amendments": {},
        "bodies": {},
    },
    "bins": {
        "width": 2,
        "mode": "bins",
        "count": 9,
        "period": "year",
        "bins": [
            {"date": "2018", "jurisdiction": "jp", "category": "incident", "count": 1},
            {"date": "2018", "jurisdiction": "jp", "category": "market", "count": 4},
            {"date": "2018", "jurisdiction": "jp", "category": "policy", "count": 4},
        ],
    },
}
# what brings them, from the data as it is delivered
EXAMPLE_QUERIES = {
    "events": "incident=coincheck-2018&to=2018-01-26",
    "bins": "incident=coincheck-2018&width=2",
}


class TimelineEventSerializer(serializers.Serializer[Any]):
    """An event as the picture draws it; the whole record is at `events/<id>/`."""

    id = serializers.SlugField(help_text=_("Slug of the event."))
    path = serializers.CharField(help_text=_("Address of its page on this site."))
    kind = column(Event, "kind")
    kind_label = serializers.CharField(help_text=_("The kind in words."))
    category = serializers.ChoiceField(Category.values, help_text=_("What it is about; follows from kind."))
    rank = serializers.IntegerField(help_text=_("Order among events of one day: the lower stands first."))
    jurisdiction = serializers.SlugField(help_text=_("The country; intl for the world beyond."))
    date = StatedDateSerializer()
    title = serializers.CharField(help_text=_("What happened, in the language asked for."))
    summary = serializers.CharField(help_text=_("What happened, in a sentence or two."))
    weight = serializers.IntegerField(
        min_value=0,
        max_value=8,
        help_text=_(
            "How much it matters to the picture, 0 to 8: the heaviest get room for their label first. "
            "3 for each question that it decides (6 at most), 2 for an incident, a founding, a recognition "
            "or a start in force; 1 for a passage, a promulgation or a guideline."
        ),
    )
    amendments = serializers.ListField(
        child=serializers.SlugField(), help_text=_("Slugs of the amendments in whose life it is a step.")
    )
    measures = serializers.IntegerField(
        min_value=0,
        help_text=_("How many single rules it names; 0 where it concerns its amendments as a whole."),
    )
    organizations = serializers.ListField(
        child=serializers.SlugField(), help_text=_("Slugs of the organizations with a part in it.")
    )
    sources = serializers.IntegerField(min_value=0, help_text=_("How many citations support it."))
    conflicting = serializers.BooleanField(help_text=_("Some source states it otherwise."))


class TimelineAmendmentSerializer(serializers.Serializer[Any]):
    """What the picture writes beside the life of an amendment."""

    label: Any = serializers.CharField(help_text=_("Its number, else its title."))
    instrument = serializers.CharField(help_text=_("The kind of legal text, such as act or guideline."))


class TimelineBodySerializer(serializers.Serializer[Any]):
    """What the picture writes beside the existence of an organization."""

    label: Any = serializers.CharField(help_text=_("Its abbreviation, else its name."))


class TimelineBinSerializer(serializers.Serializer[Any]):
    """How many events begin in a period, of one place and category."""

    date = serializers.RegexField(
        r"^\d{4}(-\d{2}){0,2}$", help_text=_("The period: a year, a month or a day, as `period` says.")
    )
    jurisdiction = serializers.SlugField(help_text=_("The country; intl for the world beyond."))
    category = serializers.ChoiceField(Category.values, help_text=_("What the events are about."))
    count = serializers.IntegerField(min_value=1, help_text=_("Events whose first possible day is in it."))


class TimelineEventsSerializer(serializers.Serializer[Any]):
    """They fit: every event in order of time, with the amendments and bodies that they tell of."""

    width = serializers.IntegerField(help_text=_("The width that was asked for."))
    mode = serializers.ChoiceField(["events"], help_text=_("Every event."))
    count = serializers.IntegerField(min_value=0, help_text=_("Events under the filters."))
    events = TimelineEventSerializer(many=True, help_text=_("In order of first possible day, rank and slug."))
    amendments = serializers.DictField(
        child=TimelineAmendmentSerializer(), help_text=_("The amendments that the events name, by slug.")
    )
    bodies = serializers.DictField(
        child=TimelineBodySerializer(),
        help_text=_("The organizations that are founded or recognised in the events, by slug."),
    )


class TimelineBinsSerializer(serializers.Serializer[Any]):
    """There are more events than pixels: how many there are in each period, place and category."""

    width = serializers.IntegerField(help_text=_("The width that was asked for."))
    mode = serializers.ChoiceField(["bins"], help_text=_("Counts."))
    count = serializers.IntegerField(
        min_value=1, help_text=_("Events under the filters; the sum of all bins.")
    )
    period = serializers.ChoiceField(
        ["day", "month", "year"], help_text=_("The finest of which a bar is still wide enough to be seen.")
    )
    bins = TimelineBinSerializer(
        many=True, help_text=_("In order of time, place and category; none is empty.")
    )


class FittingSchema(AutoSchema):
    """Describes the one address `timeline/`."""

    view: Any

    def get_tags(self) -> list[str]:
        return ["timeline"]

    def get_operation_id(self) -> str:
        return "timeline"

    def get_summary(self) -> str:
        return "What fits a picture so wide"

    def get_description(self) -> str:  # type: ignore[override]  # they declare less than they allow
        return (
            "Events while they are no more than the picture is wide in pixels, counts by period, place and "
            "category where they are more. Takes the filters of `events`. Each event is counted once, in "
            "the period of its first possible day; one with an open start, of its last."
        )

    def get_response_serializers(self) -> Any:
        forms: Any = {"events": TimelineEventsSerializer, "bins": TimelineBinsSerializer}
        whole = PolymorphicProxySerializer("Timeline", forms, resource_type_field_name="mode")
        return {200: whole, (400, PROBLEM): ProblemSerializer}

    def get_override_parameters(self) -> list[Any]:
        width = {"type": "integer", "minimum": 1, "maximum": WIDEST, "default": WIDE}
        languages = {"type": "string", "enum": list(parameters.LANGUAGES), "default": "en"}
        filters = self.view.filterset_class(QueryDict(), queryset=Event.objects.none()).filters
        return [
            parameter("width", width, f"Pixels across, at most {WIDEST}: so many events are sent singly."),
            *filter_parameters(filters),
            parameter("lang", languages, "Language of labels, titles, summaries and dates in words."),
            FORMAT,
        ]

    def get_examples(self) -> list[OpenApiExample]:
        names = {"events": "Events that fit", "bins": "Counts, where there are more events than pixels"}
        return [
            OpenApiExample(names[mode], answer, response_only=True, status_codes=["200"])
            for mode, answer in EXAMPLES.items()
        ]
