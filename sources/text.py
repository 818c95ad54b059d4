"""Text folded for search and sorting, and names picked by language: alike on every database."""

import re
import unicodedata
from collections.abc import Iterable
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


def searchable(names: Iterable[str | None], texts: Iterable[str | None] = ()) -> str:
    """One column to search in, spaceless: names a line each, an empty line, then texts a line each.

    A name that lists several (“金商法; FIEA”) has a line for each of them too.
    """
    each = [part for name in names if name for part in (name, *listed(name))]
    return f"\n{lines(each)}\n\n{lines(text for text in texts if text)}"


def lines(texts: Iterable[str]) -> str:
    """Texts in their spaceless form, each once."""
    return "\n".join(filter(None, dict.fromkeys(map(spaceless, texts))))


def listed(names: str) -> list[str]:
    """The single names of a list such as “金商法; FIEA”."""
    return [name for part in names.split(";") if (name := part.strip())]


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


def script_language(text: str) -> str:
    """The language whose script a name is in: ko by Hangul, ja by kana or Chinese characters, else en."""
    if re.search("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]", text):
        return "ko"
    return "ja" if re.search("[\u3040-\u30ff\u3400-\u9fff]", text) else "en"


def is_english(record: Any, field: str) -> bool:
    """Whether `localized` answers in English on this page."""
    code = (translation.get_language() or "en")[:2]
    return code == "en" or not getattr(record, f"{field}_{code}", "")
