"""Lighthouse's mobile run of a page: a slow phone on a slow network, as it simulates them."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from .visits import CHROMIUM

AUDITS = {
    "lcp": "largest-contentful-paint",
    "fcp": "first-contentful-paint",
    "cls": "cumulative-layout-shift",
    "blocking": "total-blocking-time",
}


def run(packages: Path, address: str, report: Path) -> dict[str, Any]:
    """Paints and blocking in ms, layout shift, accessibility from 0 to 100; a note where it failed."""
    program = packages / "node_modules" / ".bin" / "lighthouse"
    flags = "--headless=new --no-sandbox --disable-gpu"
    command = [
        *(str(program), address, "--quiet", "--output=json", f"--output-path={report}"),
        *("--only-categories=performance,accessibility", f"--chrome-flags={flags}"),
    ]
    done = subprocess.run(
        command, env=os.environ | {"CHROME_PATH": CHROMIUM}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        return {"note": (done.stderr.strip().splitlines() or ["no reason given"])[-1][:100]}
    found = json.loads(report.read_text())
    result = {name: found["audits"][audit]["numericValue"] for name, audit in AUDITS.items()}
    return result | {"accessibility": round(100 * found["categories"]["accessibility"]["score"])}
