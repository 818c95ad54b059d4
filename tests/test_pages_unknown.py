"""A page answers whatever its address asks; of what means nothing there it says so in one line."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from .factories import CoverageFactory, LawFactory, korea
from .world import small_world

pytestmark = pytest.mark.django_db
PAGES = [
    "/timeline/",
    "/compare/",
    "/as-of/",
    "/as-of/2018-01-26/",
    "/as-of/2018-01-26/2020-01-26/",
    "/search/?q=law",
    "/laws/",
    "/organizations/",
    "/incidents/",
    "/sto-cases/",
    "/sources/",
    "/themes/",
    "/self-regulation/",
    "/data/quality/",
    "/data/quality/facts/",
    "/laws/law/",
    "/sources/gazette/",
]
KNOWN = {
    "/timeline/": "from=2016&kind=in-force&lanes=kr,jp&year=2018&begin=2016-01-01&day=2018-01-26&as=table",
    "/compare/": "milestone=founded&first=&order=question&on=&from=jp&to=kr",
    "/as-of/2018-01-26/": "theme=custody&jurisdiction=jp",
    "/search/": "q=law&type=laws",
    "/laws/": "search=law&ordering=-name&jurisdiction=jp&cursor=",
    "/sto-cases/": "by=year&measure=count&asset_class=debt&ordering=date",
    "/sources/gazette/": "type=event&evidence=&jurisdiction=jp",
    "/data/quality/facts/": "type=event&evidence=one-secondary&jurisdiction=jp",
}


def asked(client: Client, address: str, query: str = "") -> str:
    response = client.get(address + ("&" if "?" in address else "?") + query)
    assert response.status_code == 200
    return response.content.decode()


def told(page: str) -> str:
    """The line on what is not known; empty without one."""
    found = re.search(r'<p class="problem data" role="status">(Left out, .*?)</p>', page)
    return re.sub(r"<[^>]+>", "", found[1]) if found else ""


@pytest.mark.parametrize("address", PAGES)
def test_a_page_names_what_it_does_not_know(client: Client, address: str) -> None:
    small_world()
    assert told(asked(client, address, "colour=red")) == "Left out, as this page does not know it: colour"


@pytest.mark.parametrize("address", PAGES)
def test_what_is_added_on_the_way_is_passed_over(client: Client, address: str) -> None:
    small_world()
    assert told(asked(client, address, "utm_source=mail&fbclid=abc&gclid=1")) == ""


@pytest.mark.parametrize("address", KNOWN)
def test_a_page_knows_its_own_parameters(client: Client, address: str) -> None:
    CoverageFactory(theme=small_world()["theme"], jurisdiction=korea())
    assert told(asked(client, address, KNOWN[address])) == ""


def test_a_name_that_is_nearly_one_is_put_right(client: Client) -> None:
    small_world()
    assert told(asked(client, "/laws/", "jurisdicton=jp")).endswith(
        "jurisdicton (did you mean jurisdiction?)"
    )


def test_a_day_beside_a_day_is_left_out(client: Client) -> None:
    assert told(asked(client, "/as-of/2018-01-26/", "date=2019-01-01")).endswith(": date")


@pytest.mark.parametrize(("prefix", "said"), [("/ja", "colour"), ("/ko", "colour")])
def test_it_is_said_in_the_language_of_the_page(client: Client, prefix: str, said: str) -> None:
    page = asked(client, f"{prefix}/laws/", "colour=red")
    assert f"<code>{said}</code>" in page
    assert "Left out" not in page


def test_strange_names_are_shown_harmlessly_and_few(client: Client) -> None:
    query = "&".join(
        ["%00=1", "<script>=1", "%ff=1", "x" * 3000 + "=1", *(f"n{number}=1" for number in range(9))]
    )
    line = told(asked(client, "/laws/", query))
    assert line.count(",") <= 6
    assert line.endswith("…")
    assert len(line) < 400


def test_a_page_of_a_list_is_found_again_whatever_is_added_on_the_way(client: Client) -> None:
    for number in range(60):
        LawFactory(slug=f"law-{number:02}", name=f"Law {number:02}")
    (following,) = set(re.findall(r'href="\?cursor=([^"&]+)"', asked(client, "/laws/")))
    page = asked(client, "/laws/", f"cursor={following}&fbclid=abc")
    assert 'class="problem"' not in page
    assert "Law 59" in page
