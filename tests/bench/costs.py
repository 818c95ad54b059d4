"""What answers cost, as Markdown, and its place in docs/benchmarks.md."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from . import tables

MOST_MS, MOST_QUERIES = 150, 40


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one answer: milliseconds by the clock and of the processor, and how often the database was asked."""

    wall: float
    processor: float
    queries: int


def percentile(values: list[float], share: int) -> float:
    """The value that so many in a hundred do not exceed; of two values or more."""
    return statistics.quantiles(values, n=100, method="inclusive")[share - 1]


def rows(found: dict[str, list[Cost]], served: dict[str, list[float]]) -> Iterator[list[str]]:
    for question, costs in found.items():
        walls, most = [cost.wall for cost in costs], max(cost.queries for cost in costs)
        processor = [cost.processor for cost in costs]
        numbers = [percentile(walls, 50), percentile(walls, 95), percentile(processor, 95)]
        if served:
            numbers += [percentile(served[question], share) for share in (50, 95)]
        met = round(numbers[1]) <= MOST_MS and most <= MOST_QUERIES
        yield [question, str(most), *(f"{number:.0f}" for number in numbers), "yes" if met else "**no**"]


def document(
    heading: str, found: dict[str, list[Cost]], served: dict[str, list[float]], facts: dict[str, str]
) -> str:
    heads = ["question", "queries", "p50, ms", "p95, ms", "p95 of processor, ms"]
    heads += ["served: p50, ms", "served: p95, ms"] if served else []
    lines = [f"### {heading}", ""]
    lines += tables.table([*heads, f"p95 ≤ {MOST_MS} ms, queries ≤ {MOST_QUERIES}"], rows(found, served))
    return "\n".join([*lines, "; ".join(f"{name} {value}" for name, value in facts.items()) + ".", ""])


def marks(database: str) -> tuple[str, str]:
    """The lines of docs/benchmarks.md between which the last run on such a database stands."""
    return (
        f"<!-- the last run of script/bench-answers --docs on {database} -->\n",
        f"<!-- end of the answers on {database} -->\n",
    )


def record(database: str, told: str, docs: Path) -> None:
    """Put the run in place of the last one on such a database; all else in the file stays."""
    start, end = marks(database)
    before, _start, rest = docs.read_text().partition(start)
    _last, _end, after = rest.partition(end)
    docs.write_text(f"{before}{start}\n{told}\n{end}{after}")
