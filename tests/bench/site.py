"""The site under measurement: a folder of its own, made-up events in it, and `script/server` before it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120  # seconds until the server must answer
FIRST_VIEW = ("/timeline/", "/api/v1/timeline/?width=1500&lang=en")
UNSET = ("ALLOWED_HOSTS", "DATABASE_URL", "DEBUG", "NUM_PROXIES", "SECRET_KEY", "HOST", "PORT", "DATA_DIR")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def prepare(folder: Path, number: int) -> None:
    """Fill a database in the folder with so many events; with none, with the site's own data."""
    folder.mkdir(parents=True, exist_ok=True)
    manage(folder, "migrate", "--verbosity", "0")
    if number:
        manage(folder, "shell", "--command", f"from tests.bench.filling import fill; fill({number})")


def manage(folder: Path, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(folder),
        check=True,
        stdout=subprocess.DEVNULL,
    )


def environment(folder: Path, **variables: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in UNSET}
    return kept | {"DATA_DIR": str(folder)} | variables


@contextmanager
def served(folder: Path, **variables: str) -> Iterator[str]:
    """The address of the site as `script/server` serves it, on a free port of this machine."""
    port = free_port()
    with (folder / "server.log").open("w") as log:
        server = subprocess.Popen(
            [ROOT / "script" / "server"],
            env=environment(folder, PORT=str(port), **variables),
            stdout=log,
            stderr=log,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(address, server, folder / "server.log")
            yield address
        finally:
            server.terminate()
            server.wait()


def as_browsers_do(address: str) -> urllib.request.Request:
    return urllib.request.Request(address, headers={"Accept-Encoding": "gzip, deflate, br"})


def wait_for(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    """Until the site answers what a first view asks; both workers hold it then, as on a site in use."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            for asked in FIRST_VIEW * 8:
                urllib.request.urlopen(as_browsers_do(address + asked), timeout=PATIENCE).close()
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"the server did not answer at {address}:\n{log.read_text()[-2000:]}")
