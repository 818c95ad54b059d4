"""A stated date in the words of a language, never more precise than its source."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils import dateformat, translation

from sources.dates import Moment, StatedDate


@dataclass(frozen=True, slots=True)
class Words:
    """How a language writes dates: Django date formats, and patterns with `{}` for the date."""

    formats: dict[str, str]
    about: str
    uncertain: str
    span: str
    until: str
    since: str


WORDS = {
    "en": Words(
        {"day": "j F Y", "month": "F Y", "year": "Y"},
        about="about {}",
        uncertain="probably {}",
        span="{} to {}",
        until="by {}",
        since="from {}",
    ),
    "ja": Words(
        {"day": "Y年n月j日", "month": "Y年n月", "year": "Y年"},
        about="{}頃",
        uncertain="{}（不確か）",
        span="{}〜{}",
        until="{}まで",
        since="{}以降",
    ),
    "ko": Words(
        {"day": "Y년 n월 j일", "month": "Y년 n월", "year": "Y년"},
        about="{}경",
        uncertain="{}(불확실)",
        span="{}~{}",
        until="{}까지",
        since="{}부터",
    ),
}


def in_words(stated: StatedDate, language: str | None = None) -> str:
    """`2018-01~` as "about January 2018", "2018年1月頃" or "2018년 1월경"; the active language by default."""
    active = translation.get_language() or "en"
    return _in_words(stated, language or active, active)


@lru_cache(maxsize=8192)
def _in_words(stated: StatedDate, language: str, _active: str) -> str:
    """Pages repeat dates; the active language counts too, as it names the months."""
    words = WORDS.get(language[:2], WORDS["en"])
    if stated.start is None and stated.end:
        return words.until.format(_one(stated.end, words))
    if stated.end is None and stated.start:
        return words.since.format(_one(stated.start, words))
    ends = [_one(moment, words) for moment in (stated.start, stated.end) if moment]
    return ends[0] if stated.start is stated.end else words.span.format(*ends)


def _one(moment: Moment, words: Words) -> str:
    text = dateformat.format(moment.earliest, words.formats[moment.precision])
    return {"~": words.about, "?": words.uncertain, "": "{}"}[moment.mark].format(text)
