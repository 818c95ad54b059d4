"""Settings: safe with nothing set, strict in production, and plain about what is wrong."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client

from stoatlas import env

ROOT = Path(__file__).resolve().parent.parent
READ = re.compile(r'env_\w+\("([A-Z_]+)"')
SHOW = "import json; from stoatlas import settings as s; print(json.dumps({n: getattr(s, n) for n in %r}))"
LONG_KEY = "k" * 50


def run(arguments: list[str], folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(folder), **variables}
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def shown(folder: Path, *names: str, **variables: str) -> dict[str, Any]:
    answer = run(["-c", SHOW % (names,)], folder, **variables)
    assert answer.returncode == 0, answer.stderr
    return dict(json.loads(answer.stdout))


def test_with_nothing_set_the_site_is_private_to_this_machine(tmp_path: Path) -> None:
    found = shown(
        tmp_path, "DEBUG", "PRODUCTION", "ALLOWED_HOSTS", "SECURE_SSL_REDIRECT", "SESSION_COOKIE_SECURE"
    )
    assert found == {
        "DEBUG": False,
        "PRODUCTION": False,
        "ALLOWED_HOSTS": ["localhost", "127.0.0.1", "[::1]"],
        "SECURE_SSL_REDIRECT": False,
        "SESSION_COOKIE_SECURE": False,
    }


def test_the_random_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    first, second = (shown(tmp_path, "SECRET_KEY")["SECRET_KEY"] for _ in range(2))
    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["secret_key", "static"]


def test_production_is_https_with_host_cookies(tmp_path: Path) -> None:
    names = ["SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME"]
    found = shown(
        tmp_path, *names, "SECURE_PROXY_SSL_HEADER", ALLOWED_HOSTS="atlas.example", SECRET_KEY=LONG_KEY
    )
    assert found == {
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31536000,
        "SESSION_COOKIE_NAME": "__Host-session",
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "SECURE_PROXY_SSL_HEADER": None,
    }
    assert not (tmp_path / "secret_key").exists()


def test_sqlite_waits_for_its_turn_to_write(tmp_path: Path) -> None:
    default = shown(tmp_path, "DATABASES")["DATABASES"]["default"]
    assert default["NAME"] == str(tmp_path / "db.sqlite3")
    assert default["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in default["OPTIONS"]["init_command"]


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"DEBUG": "maybe"}, "DEBUG is 'maybe': write true or false"),
        ({"NUM_PROXIES": "-1"}, "NUM_PROXIES is '-1': write a whole number, 0 or more"),
        ({"DATABASE_URL": "mysql://h/d"}, "DATABASE_URL is 'mysql:...': begin with one of sqlite:///"),
        (
            {"DATABASE_URL": "postgres://u@h:port/d"},
            "DATABASE_URL is 'postgresql:...': write postgresql://user",
        ),
        ({"DATABASE_URL": "postgres://postgres:s3cret@127.0.0.1:9/d"}, "set DATABASE_URL"),
        ({"DATABASE_URL": "sqlite:////nowhere/db.sqlite3"}, "set DATABASE_URL"),
        (
            {"DATA_DIR": "/dev/null/data"},
            "DATA_DIR is '/dev/null/data': name a folder that can be written to",
        ),
        ({"ALLOWED_HOSTS": "localhost,*", "SECRET_KEY": LONG_KEY}, "ALLOWED_HOSTS is 'localhost,*'"),
        ({"ALLOWED_HOSTS": "atlas.example"}, "SECRET_KEY must hold 50 random characters"),
        (
            {"ALLOWED_HOSTS": "atlas.example", "SECRET_KEY": LONG_KEY, "DEBUG": "1"},
            "DEBUG is true: it must be off",
        ),
    ],
)
def test_a_wrong_setting_is_told_in_one_line(tmp_path: Path, variables: dict[str, str], said: str) -> None:
    answer = run(["manage.py", "migrate"], tmp_path, **variables)
    assert answer.returncode == 1
    assert answer.stderr.startswith("error: ")
    assert said in answer.stderr
    assert answer.stderr.count("\n") == 1
    assert "s3cret" not in answer.stderr


def test_a_file_that_is_no_database_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("These are notes, and no database at all. " * 10)
    answer = run(["manage.py", "migrate"], tmp_path, DATABASE_URL=f"sqlite:///{tmp_path}/notes.txt")
    assert answer.returncode == 1
    assert answer.stderr.startswith("error: the database cannot be used, set DATABASE_URL")
    assert answer.stderr.count("\n") == 1


def test_a_long_way_to_say_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBUG", " Off ")
    assert env.env_bool("DEBUG", default=True) is False


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUM_PROXIES", "")
    assert env.env_int("NUM_PROXIES", 3) == 3


def test_a_list_stands_between_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "a.example, b.example,")
    assert env.env_list("ALLOWED_HOSTS", []) == ["a.example", "b.example"]


def test_a_number_has_a_least_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "0")
    with pytest.raises(ImproperlyConfigured, match="PORT is '0': write a whole number, 1 or more"):
        env.env_int("PORT", 8000, least=1)


def variables_read() -> set[str]:
    code = [ROOT / "stoatlas/settings.py", ROOT / "stoatlas/serving.py"]
    found = {name for path in code for name in READ.findall(path.read_text(encoding="utf-8"))}
    scripts = "".join((ROOT / "script" / name).read_text(encoding="utf-8") for name in ("lib.sh", "test"))
    return found | set(re.findall(r"\$\{([A-Z_]+)[:-]", scripts))


def test_the_example_names_every_variable_and_no_other() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"^([A-Z_]+)=$", example, re.MULTILINE)) == variables_read()


@pytest.mark.django_db
def test_the_site_speaks_a_strict_content_security_policy(client: Client) -> None:
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "language"), [("/", "en"), ("/ja/", "ja"), ("/ko/", "ko")])
def test_the_address_alone_decides_the_language(client: Client, path: str, language: str) -> None:
    answer = client.get(path, headers={"accept-language": "ko"})
    assert answer.headers["Content-Language"] == language
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Accept-Language" not in answer.headers.get("Vary", "")
    assert not answer.cookies
