"""Numbers in the words of a language, exact to the last digit that the source gives."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils import translation

LONGEST = 6  # digits before and after the point that are read at a glance, beside a word such as million


@dataclass(frozen=True, slots=True)
class Scale:
    """A word for a power of ten."""

    power: int
    pattern: str


SCALES = {
    "en": (Scale(12, "{} trillion"), Scale(9, "{} billion"), Scale(6, "{} million")),
    "ja": (Scale(12, "{}兆"), Scale(8, "{}億"), Scale(4, "{}万")),
    "ko": (Scale(12, "{}조"), Scale(8, "{}억"), Scale(4, "{}만")),
}


def in_full(value: Decimal | int) -> str:
    """`1234567.50` as “1,234,567.5”."""
    number = Decimal(value)
    text = f"{number.normalize():,f}"
    return text.replace("-", "−")  # a minus sign, not a hyphen


def in_words(value: Decimal | int, language: str | None = None) -> str:
    """`50000000` as “50 million”, where nothing is lost by it; else in full."""
    number = Decimal(value)
    for scale in SCALES[(language or translation.get_language() or "en")[:2]]:
        scaled = number.scaleb(-scale.power).normalize()
        if abs(scaled) >= 1 and len(scaled.as_tuple().digits) <= LONGEST:
            return scale.pattern.format(in_full(scaled))
    return in_full(number)
