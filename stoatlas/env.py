"""Settings as text from the environment, read into typed values.

Each reader names, in one line, the variable, the value and what is accepted. Empty counts as unset.
"""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}
DATABASE_SCHEMES = ("sqlite:///", "postgres://", "postgresql://")
# IMMEDIATE takes the write lock at BEGIN, where SQLite waits for it; a lock taken later fails at once.
SQLITE_OPTIONS: dict[str, Any] = {
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON",
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
}


def refused(name: str, value: str, accepted: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name} is {value!r}: {accepted}")


def env_str(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def env_bool(name: str, *, default: bool) -> bool:
    value = env_str(name).lower()
    if not value:
        return default
    if value not in TRUE | FALSE:
        raise refused(name, value, "write true or false")
    return value in TRUE


def env_int(name: str, default: int, *, least: int = 0) -> int:
    value = env_str(name, str(default))
    if not value.isascii() or not value.isdigit() or int(value) < least:
        raise refused(name, value, f"write a whole number, {least} or more")
    return int(value)


def env_list(name: str, default: list[str]) -> list[str]:
    """Words between commas."""
    return [word.strip() for word in env_str(name).split(",") if word.strip()] or default


def env_folder(name: str, default: Path) -> Path:
    """A folder that can be written to; made when it is missing."""
    folder = Path(env_str(name, str(default))).expanduser().absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError as error:
        raise refused(
            name, str(folder), f"name a folder that can be written to ({error.strerror})"
        ) from error


def env_database(name: str, default: Path) -> dict[str, Any]:
    """A connection for DATABASES; without the variable, the SQLite file `default`."""
    url = env_str(name, f"sqlite:///{default}")
    if not url.startswith(DATABASE_SCHEMES):
        scheme = url.partition(":")[0]
        raise refused(name, f"{scheme}:...", f"begin with one of {', '.join(DATABASE_SCHEMES)}")
    if url.startswith("sqlite:"):
        path = url.removeprefix("sqlite:///")
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": path, "OPTIONS": SQLITE_OPTIONS}
    try:
        return dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    except ValueError as error:
        raise refused(
            name, "postgresql:...", f"write postgresql://user:password@host:port/name ({error})"
        ) from error


def kept_secret(path: Path) -> str:
    """The random key in `path`, made by whoever comes first and readable by its owner alone."""
    if not path.exists():
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48), encoding="ascii")
        try:
            path.hardlink_to(
                draft
            )  # fails where a process started beside us was quicker: then its key counts
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text(encoding="ascii").strip()
