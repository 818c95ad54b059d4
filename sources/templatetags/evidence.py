"""The sources at the foot of a page: a hundred of them, so each is put together here, not by a template."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sources import markup
from sources.models import Source
from sources.templatetags.records import english, proper, script

register = template.Library()

TOLD = ("slug", "title", "title_en", "language", "publisher", "published", "kind", "url", "archive_url")
ITEM = """
  <li id="source-{number}"><span class="number">{number}</span>
    {source}
    <div class="supports"{english}>{supports}</div></li>"""
SOURCE = """<div><a class="title" href="{address}"><span lang="{language}">{title}</span></a>{title_en}
      <div class="meta">
        <span{publisher_language}>{publisher}</span> {published} {badge}{links}
      </div></div>"""
POINT = '{} <span class="locator">{}</span>'


@register.simple_tag
def sources_list(cited: Iterable[Any]) -> SafeString:
    """The list of footnotes, or of citations: `{% sources_list footnotes.notes %}`."""
    items = (item(citation, place) for place, citation in enumerate(cited, 1))
    return format_html('<ol class="sources">{}\n</ol>', format_html_join("", "{}", ((one,) for one in items)))


def item(citation: Any, place: int) -> SafeString:
    told = tuple(getattr(citation.source, name) for name in TOLD)
    return format_html(
        ITEM,
        number=getattr(citation, "number", place),
        source=_source(told, get_language() or "en"),
        english=english(),
        supports=supports(citation),
    )


@lru_cache(maxsize=4096)
def _source(told: tuple[str, ...], _language: str) -> SafeString:
    """Kept: the same sources are cited on many pages."""
    source = Source(**dict(zip(TOLD, told, strict=True)))
    title_en = format_html('<div class="quiet"{}>{}</div>', english(), source.title_en)
    return format_html(
        SOURCE,
        address=source.get_absolute_url(),
        language=source.language,
        title=source.title,
        title_en=title_en if source.title_en else "",
        publisher_language=script(source.publisher),
        publisher=source.publisher,
        published=markup.dated(source.published),
        badge=badge(source),
        links=links(source),
    )


@register.simple_tag
def badge(source: Any) -> SafeString:
    """Whether a source is primary, and of which kind: `{% badge source %}`."""
    look, rank = ("badge primary", _("primary")) if source.is_primary else ("badge", _("secondary"))
    return format_html('<span class="{}">{} · {}</span>', look, rank, source.get_kind_display())


def links(source: Any) -> SafeString:
    """To the source itself and to its lasting copy, as far as there are such."""
    named = ((source.url, _("Open the original")), (source.archive_url, _("archived copy")))
    return format_html_join("", ' <a href="{}" rel="external">{}</a>', (link for link in named if link[0]))


def supports(citation: Any) -> SafeString:
    """What the source supports and where: of a footnote each point, of a citation its one."""
    if points := getattr(citation, "points", None):
        told = ((format_html(POINT, support, proper(locator, "en")),) for support, locator in points)
        return format_html_join("", "<p>{}</p>", told)
    return format_html(POINT, citation.supports, proper(citation.locator, "en"))
