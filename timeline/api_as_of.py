"""`as-of/`: the rules on a day, side by side."""

import datetime
from typing import Any

from django.http import QueryDict
from django.utils import translation
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from sources import dates, parameters
from sources.api import Preflight, first_error
from sources.api_schema import FORMAT, MANY, PROBLEM, ProblemSerializer, parameter
from sources.filters import SLUG_SCHEMA
from sources.serializers import Answer, Document, citations
from timeline.as_of import Cell, Group, Row
from timeline.as_of_page import PlacesForm, address, opened, query_of
from timeline.as_of_serializers import AsOfSerializer
from timeline.day_changes import neighbours
from timeline.day_facts import Body, Side, has_come, sides
from timeline.days import day_of
from timeline.first_known import First
from timeline.serializers import FigureSerializer

NAMES = ("date", "jurisdiction", "theme", "lang", "format")
MANY_SLUGS = {"type": "array", "items": SLUG_SCHEMA}
PARAMETERS = [
    parameter("date", {"type": "string", "format": "date"}, "The day: 2018-01-26.", required=True),
    parameter("jurisdiction", MANY_SLUGS, "Jurisdictions; several by comma.", **MANY),
    parameter("theme", MANY_SLUGS, "Themes; several by comma.", **MANY),
    parameter(
        "lang", {"type": "string", "enum": list(parameters.LANGUAGES), "default": "en"}, "Language of words."
    ),
    FORMAT,
]


class AsOfView(Preflight, APIView):
    """Which rules held on a day, question by question, with what decides each."""

    @extend_schema(
        operation_id="as_of",
        tags=["as-of"],
        parameters=PARAMETERS,
        responses={200: AsOfSerializer, (400, PROBLEM): ProblemSerializer},
    )
    def get(self, request: Request) -> Response:
        given = request.query_params
        parameters.check(given, NAMES, repeatable={"jurisdiction", "theme"})
        language = parameters.choice(given, "lang", parameters.LANGUAGES, default="en")
        day = asked_day(given)
        form = PlacesForm(given)
        if not form.is_valid():
            raise first_error(form)
        answer = Answer(request.build_absolute_uri("/").rstrip("/"), language)
        with translation.override(language):
            found = document(form, day, query_of(given), answer)
        return Response(found, headers={"Content-Language": language})


def asked_day(given: QueryDict) -> datetime.date:
    text = given.get("date")
    if text is None:
        raise parameters.InvalidParameter(
            "date: is missing; give a day such as 2018-01-26.", "date", None, ["2018-01-26"]
        )
    try:
        return day_of(text)
    except dates.DateError as error:
        raise parameters.InvalidParameter(f"date: {error}", "date", text, ["2018-01-26"]) from None


def document(form: PlacesForm, day: datetime.date, query: str, answer: Answer) -> Document:
    rules = opened(form)
    rows = rules.on(day)
    before, after = neighbours(rules, day)
    return {
        "date": day.isoformat(),
        "previous_change": before and before.isoformat(),
        "next_change": after and after.isoformat(),
        "html_url": f"{answer.origin}{address(day)}{query}",
        "jurisdictions": [
            side_document(side, rows, at, day, answer)
            for at, side in enumerate(sides(rules.places, rows, day))
        ],
    }


def side_document(side: Side, rows: list[Row], at: int, day: datetime.date, answer: Answer) -> Document:
    context = {"answer": answer, "fields": None}
    figures: Any = FigureSerializer(side.figures, many=True, context=context)
    return {
        "jurisdiction": side.place.slug,
        "themes": [cell_document(row.theme, row.cells[at], day, answer) for row in rows],
        "bodies": [body_document(body, day, answer) for body in side.bodies],
        "figures": figures.data,
        "sto_cases": {
            "year": side.cases.year,
            "count": side.cases.count,
            "url": f"{answer.origin}/api/v1/sto-cases/?{side.cases.query}",
        },
    }


def cell_document(theme: Any, cell: Cell, day: datetime.date, answer: Answer) -> Document:
    return {
        "theme": theme.slug,
        "measures": [
            rule_document(group, measure, answer) for group in cell.groups for measure in group.measures
        ],
        "decided": [deciding_document(event, day, answer) for event in cell.decided],
        "absence": absence_document(cell, answer) if cell.absence else None,
        "research_ends": answer.date(cell.ends),
    }


def rule_document(group: Group, measure: Any, answer: Answer) -> Document:
    return {
        "id": measure.slug,
        "text": measure.text,
        "amendment": group.amendment.slug,
        "instrument": group.amendment.instrument,
        "statute": group.is_statute,
        "state": group.finding.state.value,
        "certainty": certainty(certain=group.finding.certain),
        "reason": group.reason or None,
        "since": answer.date(group.event.date),
        "event": group.event.slug,
        "adopted_by": group.adopted.slug if group.adopted else None,
        "citations": citations(group.event, answer),
    }


def certainty(*, certain: bool) -> str:
    return "certain" if certain else "possible"


def deciding_document(event: Any, day: datetime.date, answer: Answer) -> Document:
    return {
        "event": event.slug,
        "kind": event.kind,
        "date": answer.date(event.date),
        "certainty": certainty(certain=has_come(event, day)),
        "citations": citations(event, answer),
    }


def absence_document(cell: Cell, answer: Answer) -> Document:
    """As on the page: the first rule that is known, none found, or not researched."""
    first = cell.first if cell.absence == "none-in-force" else None
    searched = cell.row if cell.absence == "none-found" else None
    return {
        "code": cell.absence,
        "text": absence_text(cell),
        "first": first_document(first, answer) if first else None,
        "searched_to": answer.date(searched.searched_to) if searched else None,
        "sources": [source.slug for source in searched.sources.all()] if searched else [],
    }


def first_document(first: First, answer: Answer) -> Document:
    return {
        "measure": first.measure.slug if first.measure else None,
        "state": first.state.value if first.state else None,
        "event": first.event.slug,
        "date": answer.date(first.event.date),
    }


def absence_text(cell: Cell) -> str:
    if cell.absence == "none-in-force":
        return _("None in force on this day.")
    return _("None found.") if cell.absence == "none-found" else _("Not researched.")


def body_document(body: Body, day: datetime.date, answer: Answer) -> Document:
    known = body.state != "not-recorded"
    return {
        "organization": body.organization.slug,
        "kind": body.organization.kind,
        "state": body.state,
        "certainty": certainty(certain=body.certain) if known else None,
        "founded": deciding_document(body.founded, day, answer) if body.founded else None,
        "recognised": [deciding_document(event, day, answer) for event in body.recognised],
    }
