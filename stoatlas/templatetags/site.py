"""What the frame of every page asks."""

from typing import Any

from django import template
from django.conf import settings
from django.urls import translate_url
from django.utils import translation

from sources.asked import Asked, Unknown, unknown

register = template.Library()

OWN_NAMES = {"en": "English", "ja": "日本語", "ko": "한국어"}


@register.simple_tag(takes_context=True)
def alternate_urls(context: dict[str, Any]) -> list[dict[str, Any]]:
    """The page in each language: code, own name, absolute url, and whether it is this one."""
    request = context.get("request")
    if request is None:
        return []
    current = translation.get_language()
    return [
        {
            "code": code,
            "name": OWN_NAMES[code],
            "url": request.build_absolute_uri(translate_url(request.get_full_path(), code)),
            "current": code == current,
        }
        for code, _name in settings.LANGUAGES
    ]


@register.simple_tag(takes_context=True)
def unknown_parameters(context: dict[str, Any]) -> list[Unknown]:
    """What the address asks for and the page does not know; none on pages that can be asked nothing."""
    view = context.get("view")
    return list(unknown(context["request"].GET, view.understood())) if isinstance(view, Asked) else []


@register.simple_tag(takes_context=True)
def query(context: dict[str, Any], **changes: Any) -> str:
    """The query string of this page with some parameters changed (None takes one away); pages start anew."""
    parameters = context["request"].GET.copy()
    parameters.pop("cursor", None)
    for name, value in changes.items():
        if value is None:
            parameters.pop(name, None)
        else:
            parameters[name] = value
    return "?" + parameters.urlencode() if parameters else "?"
