"""Text folded for search and sorting, and names picked by language: alike on every database."""

import re
import unicodedata
from typing import Any

from django.utils import translation

_PUNCTUATION = re.compile(r"[\W_]+")
_BLANKS = re.compile(r"\s+")


def fold(text: str) -> str:
    """Fold widths, case and composition (NFKC, casefold) and squeeze blanks: “FIEA” is “fiea”."""
    return _BLANKS.sub(
        " ", unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    ).strip()


def spaceless(text: str) -> str:
    """Folded text without blanks and punctuation, so that 토큰 증권 and 토큰증권 find each other."""
    return _PUNCTUATION.sub("", fold(text))


def searchable(*texts: str | None) -> str:
    """One column to search in: every text folded, a line each, then each in its spaceless form."""
    present = [text for text in texts if text]
    return "\n".join([*map(fold, present), *map(spaceless, present)])


def sort_key(name: str) -> str:
    return fold(name)[:200]


def terms(query: str) -> list[str]:
    """The words of a query as `searchable` text holds them, without punctuation, which alone is no word."""
    return [word for word in map(spaceless, fold(query.replace("\x00", " ")).split()) if word]


def localized(record: Any, field: str, language: str | None = None) -> str:
    """`field` of a record in the language (`field_ja`, `field_ko`), else as it stands in English."""
    code = (language or translation.get_language() or "en")[:2]
    own = getattr(record, f"{field}_{code}", "") if code != "en" else ""
    return str(own or getattr(record, field))


def is_english(record: Any, field: str) -> bool:
    """Whether `localized` answers in English on this page."""
    code = (translation.get_language() or "en")[:2]
    return code == "en" or not getattr(record, f"{field}_{code}", "")
