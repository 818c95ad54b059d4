"""The numbers as Markdown: tables by number of events, goals with what was seen, machine and versions."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

Runs = dict[str, dict[str, list[dict[str, Any]]]]  # by number of events and name of the page
OURS = "STO Atlas"
REAL = "real data"
FRAME, CLOCK = 16.7, 0.15  # a frame at 60 Hz, in ms; the browser's clock has steps of 0.1
COLUMNS: dict[str, str | tuple[str, ...]] = {
    "first mark, ms": "first",
    "ready, ms": "calm",
    "first paint, ms": "fcp",
    "drag: frames p50 / p95 / max, ms": ("drag_p50", "drag_p95", "drag_max"),
    "zoom: frames p50 / p95 / max, ms": ("zoom_p50", "zoom_p95", "zoom_max"),
    "requests": "requests",
    "JS / CSS / all, kB": ("js", "css", "all"),
}
ANSWERS = {
    "zoom step": "step",
    "selection": "select",
    "letter in a filter": "filter",
    "filter, until the picture shows it": "filtered",
}


@dataclass(frozen=True, slots=True)
class Goal:
    """What should be, what was seen, and whether it is met."""

    text: str
    seen: str
    met: bool


def middle(runs: list[dict[str, Any]], name: str) -> float | None:
    """The median of what the runs measured; none where one of them failed or did not measure it."""
    values = [run.get(name) for run in runs]
    known = [value for value in values if isinstance(value, int | float) and not math.isnan(value)]
    return statistics.median(known) if known and len(known) == len(values) else None


def number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.1f}"


def cell(runs: list[dict[str, Any]], names: str | tuple[str, ...]) -> str:
    each = (names,) if isinstance(names, str) else names
    return " / ".join(number(middle(runs, name)) for name in each)


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    heads = list(heads)
    yield f"| {' | '.join(heads)} |"
    yield f"|{'|'.join([' --- '] + [' ---: '] * (len(heads) - 1))}|"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def pages(found: Runs) -> Iterator[str]:
    """A table for each number of events; a page that was not ready says so."""
    for size, subjects in found.items():
        yield f"### {size if size == REAL else f'{int(size):,} events'}"
        yield ""
        rows = []
        for name, runs in subjects.items():
            notes = {run["note"] for run in runs if "note" in run}
            rows.append([f"{name} ({'; '.join(sorted(notes))})" if notes else name])
            rows[-1] += [cell(runs, names) for names in COLUMNS.values()]
        yield from table(["page", *COLUMNS], rows)


def answers(found: Runs) -> Iterator[str]:
    rows = [
        [
            size if size == REAL else f"{int(size):,}",
            *(cell(subjects[OURS], name) for name in ANSWERS.values()),
        ]
        for size, subjects in found.items()
        if OURS in subjects
    ]
    yield from table(["events", *(f"{text}, ms" for text in ANSWERS)], rows)


def goals(found: Runs, phone: dict[str, Any]) -> Iterator[Goal]:
    """Every goal for which something was measured."""
    real = found.get(REAL, {}).get(OURS, [])
    for text, name, most in (
        ("requests", "requests", 12),
        ("JavaScript, kB", "js", 60),
        ("CSS, kB", "css", 15),
        ("all, kB", "all", 200),
    ):
        yield from at_most(f"first view: {text}", middle(real, name), most)
    if real:
        hosts = sorted({host for run in real for host in run.get("foreign", [])})
        yield Goal("first view: no other host", ", ".join(hosts) or "none", not hosts)
    yield from at_most("Lighthouse, mobile: largest paint, ms", phone.get("lcp"), 1800)
    yield from at_most("Lighthouse, mobile: layout shift", phone.get("cls"), 0.02)
    for size in ("10000", "100000"):
        ours = found.get(size, {}).get(OURS, [])
        for gesture in ("drag", "zoom"):
            text = f"{int(size):,} events: {gesture}, p95 frame, ms"
            yield from at_most(text, middle(ours, f"{gesture}_p95"), FRAME)
    for size, subjects in found.items():
        for text, name in ANSWERS.items():
            of = size if size == REAL else f"{int(size):,} events"
            yield from at_most(f"{of}: {text}, ms", middle(subjects.get(OURS, []), name), 100)
    yield from sooner(found.get("10000", {}))


def at_most(text: str, value: float | None, most: float) -> Iterator[Goal]:
    if value is not None:
        shown = f"{value:.3f}" if most < 1 else number(value)
        yield Goal(f"{text} ≤ {most:,}", shown, round(value, 3) <= most + (CLOCK if most == FRAME else 0))


def sooner(subjects: dict[str, list[dict[str, Any]]]) -> Iterator[Goal]:
    """How many times sooner than each peer; at least so many where the peer was never ready."""
    ours = middle(subjects.get(OURS, []), "calm")
    for name, least in (("vis-timeline, clustered", 5), ("vis-timeline, stacked", 50)):
        runs = subjects.get(name, [])
        theirs, given_up = middle(runs, "calm"), [run["patience"] for run in runs if "note" in run]
        if ours and (theirs or given_up):
            times = (theirs or given_up[0] * 1000) / ours
            text = f"10,000 events: ready so many times sooner than {name}, ≥ {least}"
            yield Goal(text, f"{'' if theirs else 'over '}{times:.1f}", times >= least)


def document(found: Runs, phone: dict[str, Any], about: dict[str, str]) -> str:
    """All of it, in the order in which a reader asks."""
    lines = ["### Goals", ""]
    lines += table(
        ["goal", "seen", "met"],
        ([goal.text, goal.seen, "yes" if goal.met else "**no**"] for goal in goals(found, phone)),
    )
    lines += pages(found)
    lines += ["### Answers to a reader", "", *answers(found)]
    if phone:
        lines += ["### Lighthouse, mobile, real data", ""]
        lines += table(
            phone, [[str(round(value, 3)) if name != "note" else str(value) for name, value in phone.items()]]
        )
    lines += [
        "### Machine and versions",
        "",
        "; ".join(f"{name} {value}" for name, value in about.items()) + ".",
        "",
    ]
    return "\n".join(lines)
