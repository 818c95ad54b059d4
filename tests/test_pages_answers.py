"""What every page has in common: languages, headers, no cookies, and a calm answer to what does not exist."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from .world import address_of, pages_of, small_world

pytestmark = pytest.mark.django_db
INLINE_SCRIPT = re.compile(r"<script(?![^>]*(\ssrc=|\stype=\"application/json\"))")
LEAKED = re.compile(r"\bNone\b(?! (found|of|is|in)\b)")  # but not the sentences that begin so
PREFIXES = {"en": "", "ja": "/ja", "ko": "/ko"}


def pages(prefix: str = "") -> list[str]:
    return [f"{prefix}{page}" for page in pages_of(small_world())]


@pytest.mark.parametrize(("language", "prefix"), PREFIXES.items())
def test_every_page_answers_in_every_language(client: Client, language: str, prefix: str) -> None:
    for page in pages(prefix):
        answer = client.get(page)
        assert (page, answer.status_code) == (page, 200)
        assert f'<html lang="{language}"' in answer.content.decode()
        assert answer["Content-Language"] == language


@pytest.mark.parametrize("prefix", PREFIXES.values())
def test_every_page_names_itself_in_every_language(client: Client, prefix: str) -> None:
    for page in pages():
        text = client.get(prefix + page).content.decode()
        plain = page.partition("?")[0]
        for language, other in PREFIXES.items():
            assert f'hreflang="{language}" href="http://testserver{other}{plain}' in text, (page, language)


def test_no_page_sets_a_cookie_or_varies_by_one(client: Client) -> None:
    for page in [*pages(), "/nowhere/"]:
        answer = client.get(page)
        assert not answer.cookies, page
        assert "cookie" not in answer.get("Vary", "").lower(), page
        assert "accept-language" not in answer.get("Vary", "").lower(), page


def test_the_language_comes_from_the_address_alone(client: Client) -> None:
    small_world()
    plain = client.get("/laws/")
    asked = client.get("/laws/", headers={"accept-language": "ja"})
    client.cookies["django_language"] = "ko"
    assert plain.content == asked.content == client.get("/laws/").content


def test_every_page_forbids_what_it_does_not_need(client: Client) -> None:
    for page in [*pages(), "/nowhere/"]:
        policy = client.get(page)["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_every_page_answers_without_javascript_or_inline_script(client: Client) -> None:
    for page in pages():
        text = client.get(page).content.decode()
        assert " style=" not in text, page
        assert " onclick=" not in text, page
        assert not INLINE_SCRIPT.search(text), page


def test_every_page_has_one_heading_a_title_and_a_way_past_the_navigation(client: Client) -> None:
    for page in pages():
        text = client.get(page).content.decode()
        assert text.count("<h1") == 1, page
        assert "<title>" in text, page
        assert 'href="#content"' in text or 'href="#main"' in text, page
        assert not LEAKED.search(text), page


def test_titles_tell_pages_apart(client: Client) -> None:
    titles = [client.get(page).content.decode().partition("<title>")[2].partition("<")[0] for page in pages()]
    assert len(set(titles)) >= len(titles) - 1  # search with and without a query


@pytest.mark.parametrize("prefix", PREFIXES.values())
@pytest.mark.parametrize(
    "address",
    [
        *(
            "/nowhere/",
            "/laws/unknown/",
            "/amendments/unknown/",
            "/organizations/unknown/",
            "/events/unknown/",
        ),
        *("/sto-cases/unknown/", "/incidents/unknown/", "/themes/unknown/", "/sources/unknown/"),
        *("/jurisdictions/unknown/", "/events/UPPER/", "/events/a%00b/", "/events/%ff/"),
    ],
)
def test_what_does_not_exist_is_not_found(client: Client, prefix: str, address: str) -> None:
    answer = client.get(prefix + address)
    assert answer.status_code == 404
    assert "<h1" in answer.content.decode()


def test_an_address_without_its_slash_leads_on(client: Client) -> None:
    assert client.get("/laws").status_code in {301, 308}


def test_nothing_can_be_posted_to_a_page(client: Client) -> None:
    for page in pages():
        assert client.post(page).status_code == 405, page


def test_a_page_can_be_asked_for_by_its_headers_alone(client: Client) -> None:
    for page in pages():
        answer = client.head(page)
        assert (answer.status_code, answer.content) == (200, b""), page


NAMES = [
    *("cursor", "ordering", "year", "q", "kind", "jurisdiction", "category", "theme", "law", "from", "to"),
    *("organization", "source", "search", "amount_min", "currency", "page_size", "precision", "conflicting"),
]
LISTS = ["/timeline/", "/laws/", "/organizations/", "/incidents/", "/sto-cases/", "/sources/", "/search/"]


@pytest.mark.parametrize("page", LISTS)
@pytest.mark.parametrize("value", ["no", "", " ", "\x00", "%", "'", "<script>", "x" * 3000, "-1", "9" * 30])
def test_no_parameter_breaks_a_list(client: Client, page: str, value: str) -> None:
    for name in NAMES:
        answer = client.get(page, {name: value})
        assert answer.status_code in {200, 400}, name
        assert "<script>" not in answer.content.decode(), name


def test_anchors_of_records_stand_on_the_page_they_belong_to(client: Client) -> None:
    for name, record in small_world().items():
        _, _, anchor = record.get_absolute_url().partition("#")
        if anchor:
            assert f'id="{anchor}"' in client.get(address_of(record)).content.decode(), name
