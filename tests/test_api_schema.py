"""The API's description is true: every answer is one that it describes."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from sources.parameters import EXPORTING, PAGING, SHOWING
from stoatlas.api_root import COLLECTIONS, description
from stoatlas.api_urls import router
from stoatlas.questions import QUESTIONS

from .api import LISTS, answer, problem
from .everything import world

pytestmark = pytest.mark.django_db
VIEWSETS: dict[str, Any] = {collection: viewset for collection, viewset, _basename in router.registry}


def schema(path: str, status: str = "200") -> dict[str, Any]:
    content = description()["paths"][f"/api/v1/{path}"]["get"]["responses"][status]["content"]
    form = content["application/json" if status == "200" else "application/problem+json"]
    found: dict[str, Any] = form["schema"]
    return found


def validator(of: dict[str, Any]) -> Draft202012Validator:
    resource = DRAFT202012.create_resource(description())
    rooted = {"$ref": "urn:api" + of["$ref"]} if "$ref" in of else of
    text = rooted | {"components": description()["components"]}
    return Draft202012Validator(
        text,
        registry=Registry().with_resource("urn:api", resource),
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )


def resolved(of: dict[str, Any]) -> dict[str, Any]:
    """The schema behind a reference; any other as it stands."""
    while "$ref" in of:
        of = description()["components"]["schemas"][of["$ref"].rsplit("/", 1)[1]]
    return of


def undescribed(value: Any, schema: dict[str, Any]) -> list[str]:
    """Keys of an answer that its schema does not know; JSON Schema itself lets them pass."""
    of = resolved(schema)
    if isinstance(value, list):
        return [key for each in value for key in undescribed(each, of.get("items", {}))]
    if not isinstance(value, dict):
        return []
    known: dict[str, Any] = {}
    for option in (of, *of.get("oneOf", []), *of.get("allOf", [])):
        known |= resolved(option).get("properties", {})
    inner = [key for name in set(value) & set(known) for key in undescribed(value[name], known[name])]
    return sorted(set(value) - set(known)) + inner


@pytest.mark.parametrize("collection", LISTS)
def test_every_real_answer_is_as_described(collection: str, real_data: None) -> None:
    page = answer(f"{collection}/", page_size=200)
    errors = validator(schema(f"{collection}/")).iter_errors(page)
    assert [f"{list(error.path)}: {error.message}" for error in errors][:5] == []
    assert undescribed(page, schema(f"{collection}/")) == []
    record = page["results"][0]
    assert list(validator(schema(f"{collection}/{{slug}}/")).iter_errors(record)) == []


def test_every_expanded_answer_is_as_described() -> None:
    world()
    for collection in LISTS:
        allowed = problem(f"{collection}/", 400, expand="-")["allowed"]
        if allowed:
            page = answer(f"{collection}/", expand=",".join(allowed))
            assert list(validator(schema(f"{collection}/")).iter_errors(page)) == []
            assert undescribed(page, schema(f"{collection}/")) == []


def test_a_wrong_answer_is_noticed() -> None:
    page = {"count": "1", "next": None, "previous": None, "results": [{"id": 3, "strange": 1}]}
    assert list(validator(schema("events/")).iter_errors(page))
    assert undescribed(page, schema("events/")) == ["strange"]


def test_every_field_is_both_declared_and_answered() -> None:
    world()
    for collection, viewset in VIEWSETS.items():
        record = answer(f"{collection}/")["results"][0]
        assert set(record) == set(viewset.serializer_class().fields), collection


def test_every_parameter_is_described() -> None:
    for collection, viewset in VIEWSETS.items():
        told = {
            each["name"] for each in description()["paths"][f"/api/v1/{collection}/"]["get"]["parameters"]
        }
        accepted = {*SHOWING, *PAGING, *EXPORTING, *viewset.filterset_class.base_filters}
        assert accepted - told <= {"expand"}, collection
        assert told <= accepted, collection


def test_problems_are_as_described() -> None:
    for path, status in (("events/", 400), ("events/{slug}/", 404)):
        document = problem(path.format(slug="none"), status, **({"foo": "1"} if status == 400 else {}))
        assert list(validator(schema(path, str(status))).iter_errors(document)) == []


def test_the_description_is_served_and_names_every_list_and_question() -> None:
    response = Client().get("/api/v1/schema/")
    assert response["Content-Type"] == "application/vnd.oai.openapi+json"
    document = response.json()
    assert document["openapi"] == "3.1.0"
    assert set(LISTS) == set(COLLECTIONS) == set(VIEWSETS)
    questions = {each.path.split("/")[0] for each in QUESTIONS}
    assert {path.split("/")[3] for path in document["paths"]} == set(LISTS) | questions
