"""Asking the API in tests."""

from __future__ import annotations

from typing import Any

from django.test import Client

ROOT = "/api/v1/"
LISTS = (
    "jurisdictions",
    "organizations",
    "themes",
    "laws",
    "amendments",
    "measures",
    "coverage",
    "sto-cases",
    "events",
    "incidents",
    "figures",
    "links",
    "sources",
)
Answer = dict[str, Any]


def ask(path: str, **parameters: Any) -> Any:
    """The response to GET /api/v1/<path>, whatever its status; an error of ours is an answer 500."""
    given = {name.rstrip("_"): value for name, value in parameters.items()}
    return Client(raise_request_exception=False).get(f"{ROOT}{path}", given)


def answer(path: str, **parameters: Any) -> Answer:
    response = ask(path, **parameters)
    assert response.status_code == 200, response.content.decode()
    document: Answer = response.json()
    return document


def problem(path: str, status: int, **parameters: Any) -> Answer:
    """The problem document that an address answers with this status."""
    response = ask(path, **parameters)
    assert response.status_code == status, response.content.decode()
    assert response["Content-Type"] == "application/problem+json"
    document: Answer = response.json()
    assert document["status"] == status
    return document


def ids(path: str, **parameters: Any) -> list[str]:
    return [record["id"] for record in answer(path, **parameters)["results"]]
