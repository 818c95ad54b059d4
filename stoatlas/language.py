"""The language of an answer comes from its address alone."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation


class PathLanguageMiddleware:
    """Speak Japanese under /ja/, Korean under /ko/, English elsewhere.

    Django's own LocaleMiddleware also looks at a cookie and at Accept-Language, and says so in `Vary` even
    where neither decides: no shared cache could then keep our pages.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
