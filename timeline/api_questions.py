"""The API's answers on lags and chains."""

import datetime
import re
from typing import Any

from django.http import QueryDict
from django.utils import timezone, translation
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from organizations.models import Jurisdiction
from regulations.models import Theme
from sources import dates, parameters
from sources.api import Preflight
from sources.api_schema import FORMAT, MANY, PROBLEM, ProblemSerializer, parameter
from sources.parameters import InvalidParameter, Withdrawn
from sources.serializers import Answer
from timeline.chains import chain_of
from timeline.lags import Milestone, lags
from timeline.models import Coverage, Event
from timeline.question_documents import ChainSerializer, LagsSerializer, chain_document, lag_document
from timeline.standing import importance

SLUG = {"type": "string", "pattern": "^[a-z0-9-]+$"}
ASKED = ("from", "to", "theme", "milestone", "on", "lang", "format")
LANGUAGE = parameter(
    "lang",
    {"type": "string", "enum": list(parameters.LANGUAGES), "default": "en"},
    "Language of titles and of dates in words.",
)


class QuestionView(Preflight, APIView):
    """A question: its answer in the language asked for."""

    def language(self, given: QueryDict) -> str:
        return parameters.choice(given, "lang", parameters.LANGUAGES, default="en")

    def told(self, request: Request, language: str) -> Answer:
        return Answer(request.build_absolute_uri("/").rstrip("/"), language)


class LagsView(QuestionView):
    """By how many days one country came before another: for each theme the same kind of event of both."""

    @extend_schema(
        operation_id="lags",
        tags=["lags"],
        parameters=[
            parameter("from", SLUG, "The first jurisdiction.", required=True),
            parameter("to", SLUG, "The second jurisdiction.", required=True),
            parameter("theme", {"type": "array", "items": SLUG}, "Themes; all without it.", **MANY),
            parameter(
                "milestone",
                {"type": "string", "enum": Milestone.values, "default": Milestone.IN_FORCE.value},
                "What is compared.",
            ),
            parameter("on", {"type": "string", "format": "date"}, "What was on that day, and no later."),
            LANGUAGE,
            FORMAT,
        ],
        responses={200: LagsSerializer, (400, PROBLEM): ProblemSerializer},
    )
    def get(self, request: Request) -> Response:
        given = request.query_params
        parameters.check(given, ASKED, repeatable=("theme",))
        language = self.language(given)
        milestone = parameters.choice(given, "milestone", Milestone.values, default=Milestone.IN_FORCE.value)
        origin, target = self.places(given)
        themes, on = self.themes(given), self.day(given)
        today = timezone.localdate()
        rows = Coverage.objects.for_lags()
        with translation.override(language):
            found = lags(themes, rows, (origin, target), Milestone(milestone), today, on=on)
            answer = self.told(request, language)
            document = {
                "milestone": milestone,
                "from": origin.slug,
                "to": target.slug,
                "as_of": (on or today).isoformat(),
                "by_then": bool(on),
                "count": len(found),
                "results": [lag_document(lag, answer) for lag in found],
            }
        return Response(document, headers={"Content-Language": language})

    def places(self, given: QueryDict) -> tuple[Any, Any]:
        """Both jurisdictions; refused where one is missing or unknown, or both are the same."""
        known = {place.slug: place for place in Jurisdiction.objects.published().compared()}
        for name in ("from", "to"):
            if name not in given:
                listed = f" Allowed: {', '.join(known)}." if known else ""
                raise InvalidParameter(f"{name}: is missing; name a jurisdiction.{listed}", name, None, known)
        origin, target = (parameters.choice(given, name, known, default="") for name in ("from", "to"))
        if origin == target:
            others = [slug for slug in known if slug != origin]
            raise parameters.wrong("to", target, others, "is the first jurisdiction too; name another one")
        return known[origin], known[target]

    def themes(self, given: QueryDict) -> list[Any]:
        """The themes asked for, all without any, in the order in which the site asks them."""
        known = {theme.slug: theme for theme in Theme.objects.published().comparable()}
        wanted = [name.strip() for text in given.getlist("theme") for name in text.split(",")]
        for name in wanted:
            if name not in known:
                raise parameters.wrong("theme", name, known)
            if wanted.count(name) > 1:
                raise parameters.wrong("theme", name, (), parameters.TWICE)
        return sorted((known[name] for name in set(wanted or known)), key=importance)

    def day(self, given: QueryDict) -> datetime.date | None:
        text = given.get("on")
        stated = dates.read(text or "")
        if text is None or (stated and stated.text == str(stated.earliest)):
            return stated.earliest if stated else None
        raise parameters.wrong("on", text, ["a day, such as 2021-07-01"], "is no day of the calendar")


class ChainView(QuestionView):
    """What led to an event and what followed from it, step by step, each with who says so."""

    @extend_schema(
        operation_id="chains",
        tags=["chains"],
        parameters=[
            OpenApiParameter("event", SLUG, OpenApiParameter.PATH, description="The event, by slug."),
            LANGUAGE,
            FORMAT,
        ],
        responses={
            200: ChainSerializer,
            (400, PROBLEM): ProblemSerializer,
            (404, PROBLEM): ProblemSerializer,
            (410, PROBLEM): ProblemSerializer,
        },
    )
    def get(self, request: Request, event: str) -> Response:
        parameters.check(request.query_params, ("lang", "format"), repeatable=())
        language = self.language(request.query_params)
        if not re.fullmatch(SLUG["pattern"], event):  # NUL among others, of which PostgreSQL cannot be asked
            raise NotFound(f"There is no record “{parameters.printable(event)}” in events.")
        with translation.override(language):
            found = Event.objects.published().for_page().filter(slug=event).first()
            if found is None:
                raise missing(event)
            document = chain_document(found, chain_of([found]), self.told(request, language))
        return Response(document, headers={"Content-Language": language})


def missing(slug: str) -> NotFound | Withdrawn:
    """Why there is no event of this name: withdrawn, or never published."""
    gone = Event.objects.filter(slug=slug, state="withdrawn").first()
    if gone is None:
        return NotFound(f"There is no record “{slug}” in events.")
    return Withdrawn(gone.withdrawn_reason, gone.successor or None)
