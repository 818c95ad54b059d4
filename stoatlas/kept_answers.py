"""Public answers kept in memory until the published data or the day changes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response

from sources.models import DataVersion

ELSEWHERE = ("/static/", "/admin/", "/accounts/", "/preview/", "/report/")
LARGEST = 1_000_000  # bytes; what is larger is asked for seldom and would drive out many others
PUBLIC = "public, no-cache"


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it leaves the site."""

    content: bytes
    headers: dict[str, str]

    def answer(self) -> HttpResponse:
        return HttpResponse(self.content, headers=self.headers)


class KeptAnswersMiddleware:
    """Answer the same question twice from memory: what is public depends on nothing but the published data,
    the day and the address.

    It stands before all that writes headers, and keeps what they wrote. An answer during which the data
    changed is made anew, so that none mixes two states. `KEEP_ANSWERS` is the longest that one is kept, in
    seconds, against changes past every road of publication; 0 keeps none.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in {"GET", "HEAD"} or request.path_info.startswith(ELSEWHERE):
            return self.get_response(request)
        keeps = settings.KEEP_ANSWERS and request.method == "GET"
        response = self.kept(request) if keeps else self.get_response(request)
        response.headers.setdefault("Cache-Control", PUBLIC)
        return response

    def kept(self, request: HttpRequest) -> HttpResponseBase:
        """The answer from memory; else made now, and kept if it may be."""
        cache, version = caches["answers"], DataVersion.objects.current()
        key = key_of(request, version)
        if kept := cache.get(key):
            response = kept.answer()
            return get_conditional_response(request, response.get("ETag"), response=response) or response
        made = self.get_response(request)
        if not isinstance(made, HttpResponse):  # a stream looks after its own snapshot
            return made
        if DataVersion.objects.current() != version:
            return self.get_response(request)
        if may_be_kept(made):
            cache.set(key, Kept(made.content, dict(made.items())), settings.KEEP_ANSWERS)
        return made


def key_of(request: HttpRequest, version: str) -> str:
    """What an answer depends on. Compression is part of it: the answer is kept as it was sent."""
    gzipped = "gzip" in request.headers.get("Accept-Encoding", "")
    parts = (
        version,
        timezone.localdate().isoformat(),
        request.scheme or "",
        request.META.get("HTTP_HOST", ""),
        str(gzipped),
        request.get_full_path(),
    )
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()


def may_be_kept(response: HttpResponse) -> bool:
    """Whole, the same for everyone, and no error."""
    varies = {one.strip().lower() for one in response.get("Vary", "").split(",") if one.strip()}
    return (
        response.status_code == HTTPStatus.OK
        and not response.cookies
        and varies <= {"accept-encoding"}
        and len(response.content) <= LARGEST
    )
