"""Asking the API for whole lists in tests, and reading them back with readers of their own."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

from django.test import Client
from openpyxl import load_workbook

from .api import Answer, answer, ask

FORMS = ("csv", "ndjson", "xlsx")


def sent(path: str, **parameters: Any) -> bytes:
    response = ask(path, **parameters)
    assert response.status_code == 200, response.content
    return b"".join(response.streaming_content)


def lines(path: str, **parameters: Any) -> list[Answer]:
    return [json.loads(line) for line in sent(path, format="ndjson", **parameters).decode().splitlines()]


def rows(path: str, **parameters: Any) -> list[dict[str, str]]:
    text = sent(path, format="csv", **parameters).decode()
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def book(path: str, **parameters: Any) -> Any:
    return load_workbook(io.BytesIO(sent(path, format="xlsx", **parameters)))


def cells(path: str, **parameters: Any) -> list[dict[str, Any]]:
    head, *others = book(path, **parameters).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in others]


def paged(path: str, **parameters: Any) -> list[Answer]:
    """The records of all pages, by following `next`."""
    page = answer(path, **parameters)
    found = page["results"]
    while page["next"]:
        page = Client().get(page["next"]).json()
        found += page["results"]
    return list(found)


def split(text: str, sign: str = "|") -> list[str]:
    """The values of a list in one cell."""
    parts = re.split(rf"(?<!\\) {re.escape(sign)} ", text) if text else []
    return [re.sub(r"\\(.)", r"\1", part) for part in parts]


READ: dict[str, Any] = {"csv": rows, "ndjson": lines, "xlsx": cells}
