"""The addresses of the API that belong to no collection: its root, its description, and what is not there."""

from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from sources import parameters
from stoatlas.questions import QUESTIONS

COLLECTIONS = (
    "jurisdictions",
    "organizations",
    "themes",
    "laws",
    "amendments",
    "measures",
    "coverage",
    "sto-cases",
    "events",
    "incidents",
    "figures",
    "links",
    "sources",
)


@extend_schema(exclude=True)
class RootView(APIView):
    """What there is, and where."""

    def get(self, request: Request) -> Response:
        parameters.check(request.query_params, ("format",), ())
        root = request.build_absolute_uri("/api/v1/")
        return Response(
            {
                "collections": {name: f"{root}{name}/" for name in COLLECTIONS},
                "questions": {each.name: root + each.path for each in QUESTIONS},
                "schema": f"{root}schema/",
                "reference": request.build_absolute_uri("/api/"),
                "licence": "https://creativecommons.org/licenses/by/4.0/",
            }
        )


@extend_schema(exclude=True)
class SchemaView(APIView):
    """The API's description in OpenAPI 3.1."""

    def get(self, request: Request) -> Response:
        parameters.check(request.query_params, ("format",), ())
        return Response(description(), content_type="application/vnd.oai.openapi+json")


@cache
def description() -> dict[str, Any]:
    """The same for everyone, and as long as the server runs."""
    generator: Any = SchemaGenerator
    schema: dict[str, Any] = generator().get_schema(request=None, public=True)
    return schema


@extend_schema(exclude=True)
class NothingView(APIView):
    """Any other address under the API."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        request.method = "GET"
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: Request, path: str) -> Response:
        raise NotFound("There is nothing at this address; /api/v1/ lists what there is.")
