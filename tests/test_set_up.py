"""What a newcomer meets: the commands of the README, a first start, a second one, and an end."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = [path for path in sorted((ROOT / "script").iterdir()) if path.suffix != ".sh"]
PATIENCE = 60  # seconds; a first start loads all data


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


@contextmanager
def started(folder: Path, **variables: str) -> Iterator[subprocess.Popen[str]]:
    """script/server, called from another folder, with nothing of our environment."""
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(folder / "new data"), **variables}
    server = subprocess.Popen(
        [ROOT / "script/server"],
        cwd=folder,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        yield server
    finally:
        server.kill()
        server.communicate()


def said_until_ready(server: subprocess.Popen[str]) -> str:
    assert server.stdout is not None
    said = ""
    while "STO Atlas is at" not in said:
        line = server.stdout.readline()
        assert line, f"the server ended: {said}"
        said += line
    return said


def page(port: int) -> str:
    with urllib.request.urlopen(f"http://localhost:{port}/", timeout=PATIENCE) as answer:
        return str(answer.read().decode())


def end(server: subprocess.Popen[str]) -> int:
    server.send_signal(signal.SIGTERM)
    return server.wait(timeout=PATIENCE)


def test_a_first_start_prints_accounts_once_and_a_second_is_quick(tmp_path: Path) -> None:
    port = free_port()
    with started(tmp_path, PORT=str(port)) as server:
        said = said_until_ready(server)
        assert re.search(r"^  editor  \S{20}$", said, re.MULTILINE)
        assert re.search(r"^  reviewer  \S{20}$", said, re.MULTILINE)
        assert f"http://localhost:{port}/" in said
        assert "STO Atlas" in page(port)
        assert end(server) == 0
    begun = time.monotonic()
    with started(tmp_path, PORT=str(port)) as server:
        assert said_until_ready(server) == f"STO Atlas is at http://localhost:{port}/\n"
        assert time.monotonic() - begun < PATIENCE / 4
        assert end(server) == 0


def test_a_port_in_use_is_told_in_one_line_before_anything_is_made(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with started(tmp_path, PORT=str(port)) as server:
            said, _ = server.communicate(timeout=PATIENCE)
    assert said == f"error: port {port} of 127.0.0.1 is in use: end what uses it, or set PORT to another\n"
    assert server.returncode == 1
    assert not (tmp_path / "new data").exists()


def test_a_port_that_is_none_is_told_in_one_line(tmp_path: Path) -> None:
    with started(tmp_path, PORT="70000") as server:
        said, _ = server.communicate(timeout=PATIENCE)
    assert said == "error: PORT is '70000': write a number from 1 to 65535\n"
    assert server.returncode == 1


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_each_script_can_be_run_and_is_plain_sh(script: Path) -> None:
    assert os.access(script, os.X_OK)
    assert subprocess.run(["sh", "-n", script], check=False).returncode == 0


def test_a_missing_python_is_told_in_one_line(tmp_path: Path) -> None:
    """In a copy without an environment, on a PATH with nothing but the shell's own helpers."""
    (tmp_path / "a b/script").mkdir(parents=True)
    for name in (
        "script/lib.sh",
        "script/server",
        "requirements.txt",
        "requirements-test.txt",
        "requirements-dev.txt",
    ):
        (tmp_path / "a b" / name).write_bytes((ROOT / name).read_bytes())
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("cksum", "dirname", "tr"):
        (tools / name).symlink_to(Path("/usr/bin") / name)
    answer = subprocess.run(
        ["/bin/sh", "a b/script/server"],
        cwd=tmp_path,
        env={"PATH": str(tools)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 1
    assert answer.stderr.startswith("error: no Python 3.11 or newer")
    assert "apt-get install python3 python3-venv" in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_the_commands_of_the_readme_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\bscript/[a-z_]+", readme))
    assert {"script/server", "script/test"} <= named
    for name in named:
        assert os.access(ROOT / name, os.X_OK), f"README.md names {name}"


def test_the_readme_links_to_files_that_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^):#]+)\)", readme):
        assert (ROOT / link).exists(), f"README.md links to {link}"
