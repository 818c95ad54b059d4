"""How much room a label takes, and where its lines break, before any browser has set it."""

import re
import unicodedata

NARROW = frozenset("iljtfrI.,:;'’|!()[] -")
BROAD = frozenset("mwMW%@&")
NARROW_EM, USUAL_EM, CAPITAL_EM, BROAD_EM, FULL_EM = 0.36, 0.585, 0.68, 0.93, 1.0
BOLD = 1.06
SQUARE = {"W", "F"}
# A line may break at a blank, after a hyphen, and in Chinese and Japanese after any character that no
# punctuation follows.
SINGLE = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
PIECES = re.compile(rf"[{SINGLE}][、。)」』ー々]*|[^\s\-{SINGLE}]+-*|-+|\s+")


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Pixels that the text needs at a font size, rather too many than too few."""
    ems = sum(map(_ems, text))
    return ems * size * (BOLD if bold else 1)


def _ems(character: str) -> float:
    if unicodedata.east_asian_width(character) in SQUARE:
        return FULL_EM
    if character in NARROW:
        return NARROW_EM
    if character in BROAD:
        return BROAD_EM
    return CAPITAL_EM if character.isupper() else USUAL_EM


def wrap(text: str, widest: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Lines no wider than `widest`, unless a single word is."""
    lines = [""]
    for piece in PIECES.findall(text):
        if width((lines[-1] + piece).strip(), size, bold=bold) > widest and lines[-1].strip():
            lines.append("")
        lines[-1] += piece
    return tuple(line.strip() for line in lines if line.strip())


def balance(text: str, count: int, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """At most `count` lines of the least width, so that none is left with a single short word."""
    whole = width(text, size, bold=bold)
    widest = whole / count
    while len(lines := wrap(text, widest, size, bold=bold)) > count:
        widest += size / 3
    return lines


def widest(lines: tuple[str, ...], size: float, *, bold: bool = False) -> float:
    return max((width(line, size, bold=bold) for line in lines), default=0)


def offsets(lines: tuple[str, ...], leading: int) -> list[tuple[str, int]]:
    """Each line with its distance below the first."""
    return [(line, number * leading) for number, line in enumerate(lines)]
