"""Errors of the API as problem documents (RFC 9457), whatever raised them."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.views import defaults
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

PROBLEM = "application/problem+json"
API = "/api/v1/"


def problem(status: int, detail: str, kind: str = "", **members: Any) -> dict[str, Any]:
    """The document. `kind` names the problem in the reference; without one the status says all."""
    return {
        "type": f"/api/#{kind}" if kind else "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **members,
    }


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """For REST framework: the answer to an exception; None for one that nobody foresaw."""
    known = {Http404: exceptions.NotFound, PermissionDenied: exceptions.PermissionDenied}.get(type(error))
    raised = known() if known else error
    if not isinstance(raised, exceptions.APIException):
        return None
    set_rollback()
    members = getattr(raised, "members", {})
    kind = raised.default_code if members else ""
    document = problem(raised.status_code, str(raised.detail), kind, **members)
    wait = getattr(raised, "wait", None)
    headers = {"Retry-After": str(int(wait))} if wait else {}
    return Response(document, raised.status_code, headers=headers, content_type=PROBLEM)


def answered(request: HttpRequest, status: int, detail: str) -> JsonResponse | None:
    """The problem document for an address of the API; None for any other."""
    if not request.path.startswith(API):
        return None
    return JsonResponse(problem(status, detail), status=status, content_type=PROBLEM)


def bad_request(request: HttpRequest, exception: Exception) -> Any:
    detail = "The request is malformed: too many parameters, or a host that is not served here."
    return answered(request, 400, detail) or defaults.bad_request(request, exception)


def page_not_found(request: HttpRequest, exception: Exception) -> Any:
    detail = f"There is nothing at this address; {API} lists what there is."
    return answered(request, 404, detail) or defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> Any:
    detail = "The request was sound, the server was not. It has been noted."
    return answered(request, 500, detail) or defaults.server_error(request)
