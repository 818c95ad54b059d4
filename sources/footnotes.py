"""The numbered sources of a page: each fact carries the numbers, the foot of the page the list."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Footnote:
    """A source with its number on the page, and all it supports there: (supports, locator) once each."""

    number: int
    source: Any
    points: list[tuple[str, str]] = field(default_factory=list)


class Footnotes:
    """Collects citations in the order in which the page names them."""

    def __init__(self) -> None:
        self._notes: dict[int, Footnote] = {}

    def numbers(self, citations: Iterable[Any]) -> list[int]:
        """Numbers of the sources of the citations, each source once; new ones are added to the list."""
        found = {self._add(citation).number for citation in citations}
        return sorted(found)

    def _add(self, citation: Any) -> Footnote:
        note = self._notes.get(citation.source_id)
        if note is None:
            note = self._notes[citation.source_id] = Footnote(len(self._notes) + 1, citation.source)
        point = (citation.supports, citation.locator)
        if point not in note.points:
            note.points.append(point)
        return note

    @property
    def notes(self) -> list[Footnote]:
        """All sources named so far, by number: ask for it at the foot of the page."""
        return list(self._notes.values())
