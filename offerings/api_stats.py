"""The API's answer on the market of STO cases: counts, and sums per currency."""

import difflib
from typing import Any

from django.http import QueryDict
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from offerings.filters import OfferingFilter
from offerings.market import Grouping, Key, Tally, grouped, market
from offerings.models import Currency, Offering, Status
from sources import parameters
from sources.api import Preflight, first_error
from sources.api_schema import (
    FORMAT,
    MANY,
    PROBLEM,
    CollectionSchema,
    ProblemSerializer,
    names_of,
    parameter,
)
from sources.documents import plain

MOST_GROUPINGS = 2
Document = dict[str, Any]


class MarketAmountSerializer(serializers.Serializer[Any]):
    """What the cases of one currency come to."""

    currency = serializers.ChoiceField(Currency.choices, help_text="Currency of the sum; none is converted.")
    count = serializers.IntegerField(help_text="Cases that state an amount in it: the sum is of these.")
    sum = serializers.CharField(help_text="Exact sum of the stated amounts, in full figures.")


class MarketStatusesSerializer(serializers.Serializer[Any]):
    """How many cases there are of each status."""

    announced = serializers.IntegerField(help_text="Announced, and no more is recorded.")
    completed = serializers.IntegerField(help_text="Carried out.")
    redeemed = serializers.IntegerField(help_text="Carried out and paid back.")
    cancelled = serializers.IntegerField(help_text="Called off.")
    trial = serializers.IntegerField(help_text="Trials, in which nobody invested.")


class TallySerializer(serializers.Serializer[Any]):
    """Cases that count together."""

    count = serializers.IntegerField(help_text="Cases, whatever became of them.")
    statuses = MarketStatusesSerializer(help_text="Cases by status: tells trials and plans from the rest.")
    with_amount = serializers.IntegerField(help_text="Cases that state an amount, in whatever currency.")
    amounts = MarketAmountSerializer(
        many=True, help_text="Sums of the stated amounts, one for each currency."
    )


class MarketGroupSerializer(TallySerializer):
    """One value, or one combination of values, of what is counted by; null where nothing is recorded."""

    year = serializers.CharField(
        required=False, allow_null=True, help_text="Such as 2021; 2021/2022 where the date may lie in either."
    )
    asset_class = serializers.CharField(required=False, help_text="What stands behind the token.")
    platform = serializers.CharField(required=False, allow_null=True, help_text="Slug of the platform.")
    lead_manager = serializers.CharField(
        required=False, allow_null=True, help_text="Slug of a lead manager; a case of two counts under each."
    )
    trustee = serializers.CharField(
        required=False, allow_null=True, help_text="Slug of a trustee; a case of two counts under each."
    )
    jurisdiction = serializers.CharField(required=False, help_text="Slug of the country.")
    status = serializers.CharField(required=False, help_text="How far the offering got.")


class MarketSerializer(TallySerializer):
    """How many STO cases there are, and for how much."""

    group_by = serializers.ListField(
        child=serializers.ChoiceField(Grouping.choices), help_text="What is counted by, in this order."
    )
    groups = MarketGroupSerializer(
        many=True, help_text="In order of their values; what has none stands last."
    )


class MarketSchema(CollectionSchema):
    """Describes the question: the filters of the collection, and what is counted by."""

    def get_tags(self) -> list[str]:
        return ["stats"]

    def get_operation_id(self) -> str:
        return "stats_sto_cases"

    def get_response_serializers(self) -> Any:
        return {200: MarketSerializer, (400, PROBLEM): ProblemSerializer}

    def get_override_parameters(self) -> list[Any]:
        allowed = {**names_of(Grouping.values), "maxItems": MOST_GROUPINGS}
        told = "What is counted by; one or two, by comma. Without it only the totals are given."
        return [parameter("group_by", allowed, told, **MANY), *self.filters(), FORMAT]


class MarketView(Preflight, APIView):
    """How many STO cases there are, and for how much: counts, and sums per currency."""

    model = Offering
    filterset_class = OfferingFilter
    schema = MarketSchema()

    def get(self, request: Request) -> Response:
        given = request.query_params
        filters = self.filterset_class.base_filters
        repeatable = {name for name, each in filters.items() if each.many}
        parameters.check(given, ("group_by", "format", *filters), repeatable=repeatable)
        groupings = groupings_of(given)
        filterset = self.filterset_class(given, queryset=self.model.objects.published())
        if not filterset.is_valid():
            raise first_error(filterset.form)
        tally = market(filterset.qs, groupings)
        groups = grouped(tally, groupings) if groupings else {}
        return Response(
            {
                "group_by": [grouping.value for grouping in groupings],
                **counted(tally),
                "groups": [group(groupings, key, each) for key, each in groups.items()],
            }
        )


def groupings_of(given: QueryDict) -> list[Grouping]:
    """One or two of the closed list, each once, in the order asked for; none without the parameter."""
    text = given.get("group_by")
    if text is None:
        return []
    names = [name.strip() for name in text.split(",")]
    for name in names:
        if name not in Grouping.values:
            raise parameters.wrong("group_by", name, Grouping.values, unknown(name))
    if len(set(names)) < len(names):
        raise parameters.wrong("group_by", text, Grouping.values, "names the same grouping twice")
    if len(names) > MOST_GROUPINGS:
        why = f"names {len(names)} groupings; give one or two"
        raise parameters.wrong("group_by", text, Grouping.values, why)
    return [Grouping(name) for name in names]


def unknown(name: str) -> str:
    near = difflib.get_close_matches(name, Grouping.values, 1)
    return f"is no grouping (did you mean {near[0]}?)" if near else "is no grouping"


def counted(tally: Tally) -> Document:
    statuses = tally.statuses
    return {
        "count": tally.count,
        "statuses": {status: statuses[status] for status in Status.values},
        "with_amount": tally.with_amount,
        "amounts": [
            {"currency": each.currency, "count": each.count, "sum": plain(each.sum)} for each in tally.amounts
        ],
    }


def group(groupings: list[Grouping], key: Key, tally: Tally) -> Document:
    named = {grouping.value: part for grouping, part in zip(groupings, key, strict=True)}
    return {**named, **counted(tally)}
