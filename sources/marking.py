"""Where the words of a query stand in a text as it is written, however folding changed its length."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sources.text import spaceless

Span = tuple[int, int]

# of a text too long to show: so many characters before the first mark, and so many in all
BEFORE, LONGEST = 48, 160


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and the parts of it that were found, as spans of its characters in order."""

    text: str
    spans: tuple[Span, ...] = ()

    @property
    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The text in pieces, each with whether it was found."""
        end = 0
        for start, stop in self.spans:
            if start > end:
                yield self.text[end:start], False
            yield self.text[start:stop], True
            end = stop
        if end < len(self.text):
            yield self.text[end:], False


def marked(text: str, words: Sequence[str]) -> Marked:
    """The text with every place of the words, which are spaceless; of all of them in a row, if they are."""
    folded = Folded(text)
    found = folded.places("".join(words)) or [span for word in words for span in folded.places(word)]
    return Marked(text, tuple(merged(found)))


def holds(text: str, words: Sequence[str]) -> int:
    """How many of the words are in the text; one more where they stand there in a row."""
    letters = spaceless(text)
    return sum(word in letters for word in words) + ("".join(words) in letters)


def excerpt(whole: Marked) -> Marked:
    """A long text cut down, at words, to what surrounds the first mark; “…” stands for what is left out."""
    if len(whole.text) <= LONGEST:
        return whole
    first = whole.spans[0][0] if whole.spans else 0
    start = beginning(whole.text, max(0, min(first - BEFORE, len(whole.text) - LONGEST)), first)
    end = ending(whole.text, min(len(whole.text), start + LONGEST))
    before, after = "…" * (start > 0), "…" * (end < len(whole.text))
    shift = len(before) - start
    spans = [(a + shift, min(b, end) + shift) for a, b in whole.spans if a < end and a >= start]
    return Marked(before + whole.text[start:end].rstrip() + after, tuple(spans))


def beginning(text: str, start: int, first: int) -> int:
    """The start moved on to the next word, never beyond the first mark."""
    if start == 0 or text[start - 1] == " ":
        return start
    blank = text.find(" ", start, min(start + BEFORE // 2, first))
    return start if blank < 0 else blank + 1


def ending(text: str, end: int) -> int:
    """The end moved back to the end of a word, where one is near."""
    if end == len(text):
        return end
    blank = text.rfind(" ", end - BEFORE // 2, end)
    return end if blank < 0 else blank


def merged(spans: Sequence[Span]) -> Iterator[Span]:
    """Spans in order, those that touch or overlap as one."""
    held: Span | None = None
    for start, end in sorted(spans):
        if held and start <= held[1]:
            held = held[0], max(held[1], end)
            continue
        if held:
            yield held
        held = start, end
    if held:
        yield held


class Folded:
    """The letters of a text as `spaceless` folds them, each with the characters that it comes from."""

    def __init__(self, text: str) -> None:
        self.text = text
        letters, self.starts, self.ends = [], [], []
        for start, end in clusters(text):
            for letter in folded_cluster(text[start:end]):
                letters.append(letter)
                self.starts.append(start)
                self.ends.append(end)
        self.letters = "".join(letters)

    def places(self, word: str) -> list[Span]:
        """Where the word stands; where it runs across words and fits none, only if it stands nowhere else."""
        found, at = [], self.letters.find(word) if word else -1
        while at >= 0:
            found.append((self.starts[at], self.ends[at + len(word) - 1]))
            at = self.letters.find(word, at + len(word))
        return [span for span in found if self.fits(*span)] or found

    def fits(self, start: int, end: int) -> bool:
        """Whether a span is within a word, or made of whole words."""
        edges = self.text[:start][-1:], self.text[end:][:1]
        return " " not in self.text[start:end] or not any(edge.isalnum() for edge in edges)


def clusters(text: str) -> Iterator[Span]:
    """Spans of the characters that fold together: a letter and the marks that may compose with it."""
    start = 0
    for at in range(1, len(text)):
        if text[at] >= "\u0300" and continues(text[at]):
            continue
        yield start, at
        start = at
    if text:
        yield start, len(text)


@lru_cache(maxsize=8192)
def continues(character: str) -> bool:
    """Whether it may compose with what stands before: a mark, a vowel or a final of decomposed Hangul."""
    first = unicodedata.normalize("NFKD", character)[0]
    return unicodedata.category(first).startswith("M") or "\u1160" <= first <= "\u11ff"


@lru_cache(maxsize=16384)
def folded_cluster(cluster: str) -> str:
    return spaceless(cluster)
