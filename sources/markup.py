"""The two smallest parts of a page, dates and marks of sources: a page has hundreds, so each is kept."""

from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from sources import date_words, dates


def dated(edtf: str) -> SafeString:
    """The element of a stored date in the active language; empty where there is none."""
    return _dated(edtf, get_language() or "en")


@lru_cache(maxsize=8192)
def _dated(edtf: str, _language: str) -> SafeString:
    date = dates.read(edtf)
    if date is None:
        return mark_safe("")
    text = date_words.in_words(date)
    look = "date vague" if date.approximate or date.uncertain else "date"
    if date.precision == "interval":
        span = look.replace("date", "date span")
        return format_html('<span class="{}" title="{}">{}</span>', span, date.text, text)
    doubt = doubt_of(date)
    title = format_html(' title="{}"', doubt) if doubt else ""
    machine = date.text.rstrip("~?")
    return format_html('<time class="{}" datetime="{}"{}>{}</time>', look, machine, title, text)


def doubt_of(date: dates.StatedDate) -> str:
    """What the source leaves open about a date, in words; empty where nothing."""
    if date.approximate:
        return _("approximate, as the source says")
    return _("uncertain, as the source says") if date.uncertain else ""


def marks(numbers: list[int]) -> SafeString:
    """The raised numbers that lead from a fact to its sources at the foot of the page."""
    return _marks(tuple(numbers), get_language() or "en")


@lru_cache(maxsize=8192)
def _marks(numbers: tuple[int, ...], _language: str) -> SafeString:
    links = ((number, _("Source %(number)s") % {"number": number}, number) for number in numbers)
    inner = format_html_join("", '<a href="#source-{}" aria-label="{}">[{}]</a>', links)
    return format_html('<sup class="cited">{}</sup>', inner)
