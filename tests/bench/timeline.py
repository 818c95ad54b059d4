"""The timeline in a browser, beside its peers, with the same events in the same run.

`script/bench-timeline` runs it. Everything that it makes or fetches lies in one folder (BENCH_FOLDER, else a
temporary one that is removed). It prints Markdown and writes it, with all runs as JSON, into --output; with
--docs also into docs/benchmarks.md, in place of the last run there.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright, sync_playwright

from . import lighthouse, peers, site, tables
from .visits import CHROMIUM, Subject, visit

SIZES = "real,300,10000,100000"
DOCS = site.ROOT / "docs" / "benchmarks.md"
LAST_RUN = "<!-- from here on: the last run, as script/bench-timeline --docs wrote it -->\n"
DRAWN = "[data-picture] .front > *, [data-picture] a.item, [data-picture] .bar"
READY = (
    "!document.querySelector('[data-timeline]').hidden && document.querySelector(" + json.dumps(DRAWN) + ")"
)
LARGEST_FOR_PEERS = {"vis-timeline, clustered": 100_000}
MOST_FOR_PEERS = 10_000


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--sizes", default=SIZES, help=f"numbers of events, and `real` for the real data ({SIZES})"
    )
    parser.add_argument(
        "--rounds", type=int, default=3, help="visits of each page, of which the median counts (3)"
    )
    parser.add_argument(
        "--patience", type=int, default=120, help="seconds after which a page is given up (120)"
    )
    parser.add_argument("--no-peers", action="store_true", help="leave out the peers")
    parser.add_argument("--no-lighthouse", action="store_true", help="leave out Lighthouse")
    parser.add_argument("--output", type=Path, default=Path("bench"), help="folder of the results (bench/)")
    parser.add_argument("--docs", action="store_true", help="also renew docs/benchmarks.md")
    given = parser.parse_args()
    for size in given.sizes.split(","):
        if size != "real" and not (size.isascii() and size.isdecimal() and int(size) > 0):
            parser.error(f"--sizes: {size!r} is neither a number of events nor `real`")
    return given


@contextmanager
def folder() -> Iterator[Path]:
    """The folder named by BENCH_FOLDER, which is kept, else one that is removed at the end."""
    if kept := os.environ.get("BENCH_FOLDER"):
        Path(kept).mkdir(parents=True, exist_ok=True)
        yield Path(kept)
    else:
        with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as made:
            yield Path(made)


def say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def main() -> None:
    given = options()
    with folder() as place, sync_playwright() as playwright:
        packages = place / "npm"
        wants_packages = not (given.no_peers and given.no_lighthouse)
        versions = peers.install(packages) if wants_packages else {}
        found: tables.Runs = {}
        phone: dict[str, Any] = {}
        told = ""
        for size in given.sizes.split(","):
            is_real = size == "real"
            data = place / f"data-{size}"
            if not (data / "ready").exists():
                say(f"{size}: making the data ...")
                site.prepare(data, 0 if is_real else int(size))
                (data / "ready").touch()
            with ExitStack() as stack:
                subjects = [ours(stack.enter_context(site.served(data)))]
                if not (is_real or given.no_peers):
                    subjects += rivals(stack.enter_context(peers.served(packages)), int(size))
                found[tables.REAL if is_real else size] = rounds(playwright, subjects, given, size)
                if is_real and not given.no_lighthouse:
                    say("Lighthouse ...")
                    phone = lighthouse.run(packages, subjects[0].address, place / "lighthouse.json")
            told = write(given.output, found, phone, about(versions))  # each time: a long run may be ended
    sys.stdout.write(told)
    if given.docs:
        record(told)


def ours(base: str) -> Subject:
    return Subject(tables.OURS, f"{base}/timeline/", "[data-picture]", DRAWN, READY, is_ours=True)


def rivals(base: str, number: int) -> list[Subject]:
    """The peers that can be asked for so many events."""
    return [
        each
        for each in peers.subjects(base, number)
        if number <= LARGEST_FOR_PEERS.get(each.name, MOST_FOR_PEERS)
    ]


def rounds(
    playwright: Playwright, subjects: list[Subject], given: argparse.Namespace, size: str
) -> dict[str, list[dict[str, Any]]]:
    """The pages take turns; one that was not ready once is not asked again."""
    runs: dict[str, list[dict[str, Any]]] = {subject.name: [] for subject in subjects}
    for turn in range(given.rounds):
        for subject in subjects:
            if any("note" in run for run in runs[subject.name]):
                continue
            run = visit(playwright, subject, given.patience)
            run |= {"load": os.getloadavg()[0], "patience": given.patience}
            runs[subject.name].append(run)
            say(f"{size}, round {turn + 1}, {subject.name}: {json.dumps(run, default=str)[:400]}")
    return runs


def about(versions: dict[str, str]) -> dict[str, str]:
    """Machine and versions."""
    chromium = subprocess.run([CHROMIUM, "--version"], capture_output=True, text=True, check=False).stdout
    facts: dict[str, Callable[[], str]] = {
        "cores": lambda: str(os.cpu_count()),
        "load at the end": lambda: f"{os.getloadavg()[0]:.1f}",
        "system": lambda: f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version,
        "Django": lambda: version("django"),
        "browser": lambda: chromium.partition(" built")[0].strip() or "unknown",
    }
    return {name: told() for name, told in facts.items()} | versions


def write(output: Path, found: tables.Runs, phone: dict[str, Any], facts: dict[str, str]) -> str:
    """Write the results into the folder; answers with the Markdown."""
    output.mkdir(parents=True, exist_ok=True)
    told = tables.document(found, phone, facts)
    everything = {"runs": found, "lighthouse": phone, "about": facts}
    (output / "timeline.json").write_text(json.dumps(everything, indent=1))
    (output / "timeline.md").write_text(told)
    return told


def record(told: str) -> None:
    """Put the run in place of the last one in docs/benchmarks.md."""
    before = DOCS.read_text().partition(LAST_RUN)[0]
    DOCS.write_text(f"{before}{LAST_RUN}\n{told}")


if __name__ == "__main__":
    main()
