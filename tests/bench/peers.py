"""vis-timeline and TimelineJS3 with the same events: their npm packages, a small page of ours for each."""

from __future__ import annotations

import gzip
import http.server
import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from .synthetic import Made, made
from .visits import Subject

PACKAGES = ("vis-timeline", "@knight-lab/timelinejs", "lighthouse")
PAGES = Path(__file__).parent / "pages"
TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json"}


def install(folder: Path) -> dict[str, str]:
    """Fetch the packages into the folder, unless they are there; answers with their versions."""
    folder.mkdir(parents=True, exist_ok=True)
    if not all((folder / "node_modules" / name).exists() for name in PACKAGES):
        (folder / "package.json").write_text('{"private": true}')
        fetch = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", *PACKAGES]
        subprocess.run(fetch, cwd=folder, check=True)
    return {
        name: json.loads((folder / "node_modules" / name / "package.json").read_text())["version"]
        for name in PACKAGES
    }


def subjects(base: str, number: int) -> list[Subject]:
    vis, slides = f"{base}/vis.html?n={number}", f"{base}/slides.html?n={number}"
    return [
        Subject("vis-timeline, clustered", f"{vis}&cluster", ".vis-center", ".vis-item", "window.isReady"),
        Subject("vis-timeline, stacked", vis, ".vis-center", ".vis-item", "window.isReady"),
        Subject(
            "TimelineJS3",
            slides,
            ".tl-timenav",
            ".tl-timemarker",
            "window.isReady",
            zooms=("timeline.zoomIn()", "timeline.zoomOut()"),
        ),
    ]


@lru_cache(maxsize=4)
def events(number: int) -> bytes:
    """What the peers' pages fetch: id, first and last day, place and title of each event."""
    rows = sorted((row(one) for one in made(number)), key=lambda found: (found[1], found[0]))
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def row(one: Made) -> tuple[int, str, str | None, str, str]:
    """An event for pages that know only days: months and years stand on their first, intervals span."""
    first, _, last = one.date.rstrip("~").partition("/")
    return one.number, whole(first), whole(last) if last else None, one.place, one.titles[0]


def whole(date: str) -> str:
    return date + "-01-01"[: 10 - len(date)] if len(date) == 4 else f"{date}-01" if len(date) == 7 else date


class Handler(http.server.BaseHTTPRequestHandler):
    """Sends pages, packages and events, compressed as a good server would."""

    protocol_version = "HTTP/1.1"
    packages: Path

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name of the library
        """Nothing: it would be in the way of what is measured."""

    def do_GET(self) -> None:
        body = self.body(self.path.partition("?")[0].lstrip("/"))
        self.send_response(200 if body else 404)
        kind = TYPES.get(Path(self.path.partition("?")[0]).suffix, "application/octet-stream")
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        if body:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def body(self, path: str) -> bytes:
        return packed(self.packages, path)


@lru_cache(maxsize=64)
def packed(packages: Path, path: str) -> bytes:
    """The compressed bytes of a path; none where nothing is there."""
    first, _, rest = path.partition("/")
    if first == "events":
        return gzip.compress(events(int(rest.removesuffix(".json"))), 6)
    file = packages / rest if first == "packages" else PAGES / path
    return gzip.compress(file.read_bytes(), 6) if file.is_file() else b""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    handler = type("Peers", (Handler,), {"packages": folder / "node_modules"})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
