"""How templates name records, dates, numbers and sources."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from sources import date_words, dates, markup, numbers
from sources.footnotes import Footnotes
from sources.text import is_english, localized, script_language

register = template.Library()

SIDES = {"jp", "kr", "intl"}
# Which side of the number the word stands on is the language's own.
QUALIFIED = {
    "about": gettext_noop("about {}"),
    "over": gettext_noop("over {}"),
    "under": gettext_noop("under {}"),
}


@dataclass(frozen=True, slots=True)
class ShownDate:
    """A stated date for a page; `datetime` is the machine form of a single day, month or year."""

    edtf: str
    text: str
    precision: str
    approximate: bool
    uncertain: bool
    datetime: str


@register.filter
def stated(edtf: str | None) -> ShownDate | None:
    """A stored date ready to be shown; None where there is none."""
    date = dates.read(edtf or "")
    if date is None:
        return None
    machine = "" if date.precision == "interval" else date.text.rstrip("~?")
    return ShownDate(
        date.text, date_words.in_words(date), date.precision, date.approximate, date.uncertain, machine
    )


@register.filter
def dated(edtf: str | None) -> SafeString:
    """The element of a stored date: `{{ event.date|dated }}`; empty where there is none."""
    return markup.dated(edtf or "")


@register.filter
def marks(numbers: list[int]) -> SafeString:
    """The raised numbers of sources: `{{ footnotes|cited:event|marks }}`."""
    return markup.marks(numbers)


@register.filter
def local(record: Any, field: str) -> str:
    """`{{ law|local:"name" }}` in the language of the page."""
    return localized(record, field) if record else ""


@register.filter
def lang(record: Any, field: str) -> str:
    """The attribute for the element that holds `local`: none where the page is in that language anyway."""
    return english() if record and is_english(record, field) else ""


@register.simple_tag
def english() -> str:
    """The attribute of an element that holds English on a page in another language: `<p{% english %}>`."""
    return "" if get_language() == "en" else format_html(' lang="{}"', "en")


@register.filter
def script(name: str) -> str:
    """The attribute for the element that holds a name in whatever language: `<b{{ name|script }}>`."""
    return tongue(script_language(name)) if any(map(str.isalpha, name)) else ""


@register.filter
def proper(name: str, around: str = "") -> str:
    """A name in whatever language, in an element that says which: `{{ source.publisher|proper }}`.

    `around` is the language of the text around it, that of the page unless told; in this it stands bare.
    """
    code = script_language(name)
    if code == (around or get_language()) or not any(map(str.isalpha, name)):
        return name
    return format_html('<span lang="{}">{}</span>', code, name)


@register.filter
def hint(record: Any, field: str) -> str:
    """The attribute that tells a column to who points at an element, where it is in the page's language."""
    own = "" if is_english(record, field) and get_language() != "en" else localized(record, field)
    return format_html(' title="{}"', own) if own else ""


@register.filter
def tongue(language: str) -> str:
    """The attribute for the element that holds text in a language: none where the page is in it."""
    return "" if get_language() == language else format_html(' lang="{}"', language)


@register.filter
def place_code(slug: str) -> str:
    """Which sign and colour a jurisdiction is drawn with; `other` for those without their own."""
    return slug if slug in SIDES else "other"


@register.filter
def number(value: Decimal | int | None) -> str:
    """“50 million”, or in full where words would lose a digit."""
    return "" if value is None else numbers.in_words(value)


@register.filter
def full_number(value: Decimal | int | None) -> str:
    return "" if value is None else numbers.in_full(value)


@register.filter
def unit_words(unit: str, value: Decimal | int) -> str:
    """The unit as it follows a number: yen, won, %, BTC, members."""
    words = {"JPY": _("yen"), "KRW": _("won"), "USD": _("US dollars"), "percent": "%", "ordinal": ""}
    if unit in words:
        return words[unit]
    return unit if unit.isupper() else counted(unit, value)


def counted(unit: str, value: Decimal | int) -> str:
    """`members` beside a number: as translated, or in the English singular beside 1."""
    translated = _(unit)
    if translated != unit or value != 1:
        return translated
    return {"companies": "company", "inquiries": "inquiry"}.get(unit, unit.removesuffix("s"))


@register.filter
def unit_after(unit: str, value: Decimal | int) -> str:
    """The unit right behind its number: “ yen”, “円”, “%”; a blank stands before Latin letters alone."""
    words = unit_words(unit, value)
    return f" {words}" if words.isascii() and words[:1].isalpha() else words


@dataclass(frozen=True, slots=True)
class Around:
    """The words on both sides of an amount, with the blanks that the language puts between."""

    before: str
    after: str


@register.filter
def around(qualifier: str) -> Around:
    """A figure's qualifier in words around its amount: “over 50 persons”; none where it is exact."""
    before, _amount, after = _(QUALIFIED.get(qualifier, "{}")).partition("{}")
    return Around(before, after)


@register.filter
def cited(footnotes: Footnotes, record: Any) -> list[int]:
    """Numbers of a record's sources: `{{ footnotes|cited:event|marks }}`, or for `_cited.html`."""
    return footnotes.numbers(record.citations.all())


@register.filter
def items(mapping: dict[Any, Any]) -> Any:
    return mapping.items()
