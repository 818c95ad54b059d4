"""What the page of STO cases draws of the market, and what its table can do."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from .api import answer
from .factories import OfferingFactory, OrganizationFactory, RoleFactory, korea

pytestmark = pytest.mark.django_db
Row = tuple[str, str, str]


def page(client: Client, query: str = "", language: str = "") -> str:
    response = client.get(f"{language}/sto-cases/{query}")
    assert response.status_code == 200
    return response.content.decode()


def rows(html: str, panel: int = 0) -> list[Row]:
    """The rows of a panel's chart: label, number and how many state an amount, as a reader sees them."""
    table = html.split('<table class="bars')[panel + 1].partition("</table>")[0]
    cells = re.findall(
        r'<th scope="row"[^>]*>(.*?)</th>.*?<td class="number">(.*?)</td>\s*<td class="stated">(.*?)</td>',
        table,
        re.S,
    )
    return [tuple(words(cell) for cell in row) for row in cells]  # type: ignore[misc]  # three cells a row


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def links(html: str) -> dict[str, str]:
    """Where the bars lead, by label."""
    return {
        label: href.replace("&amp;", "&")
        for href, label in re.findall(r'<th scope="row"[^>]*><a href="(\?[^"]+#cases)">(.*?)</a>', html)
    }


def test_the_chart_counts_by_year_unless_told(client: Client) -> None:
    OfferingFactory(milestones={"issued": "2020"}, amount=5, currency="JPY")
    OfferingFactory(milestones={"issued": "2020"})
    OfferingFactory(milestones={"matured": "2021"})
    html = page(client)
    assert rows(html) == [("2020", "2", "1 of 2 stated"), ("not dated", "1", "0 of 1 stated")]
    assert "1 of 3 cases state an amount" in html
    assert "issued, listed, closed, opened, announced" in html


def test_amounts_are_summed_per_currency_with_how_many_state_one(client: Client) -> None:
    OfferingFactory(amount=50_000_000, currency="JPY")
    OfferingFactory(amount=25_000_000, currency="JPY", status="announced")
    OfferingFactory()
    OfferingFactory(jurisdiction=korea(), amount=7_000_000, currency="KRW")
    html = page(client, "?measure=amount")
    assert rows(html) == [("2020", "75 million yen", "2 of 3 stated")]
    assert rows(html, 1) == [("2020", "7 million won", "1 of 1 stated")]
    assert "in yen: 2 of 3 cases with a stated amount" in words(html)
    assert "50 million yen carried out, 25 million yen announced only" in words(html)


def test_the_chart_answers_to_the_filters(client: Client) -> None:
    OfferingFactory(asset_class="bond")
    OfferingFactory(asset_class="art")
    assert rows(page(client, "?by=asset_class&asset_class=art")) == [("Art", "1", "0 of 1 stated")]


@pytest.mark.parametrize("measure", ["count", "amount"])
@pytest.mark.parametrize("by", ["year", "asset_class", "platform", "lead_manager", "trustee"])
def test_each_bar_leads_to_the_list_that_it_counts(
    real_data: None, client: Client, by: str, measure: str
) -> None:
    html = page(client, f"?by={by}&measure={measure}&from=2020-06&ordering=-date")
    panels = html.split('<table class="bars')[1:]
    found = [
        (panel, label, link) for panel in range(len(panels)) for label, link in links(panels[panel]).items()
    ]
    assert found
    for panel, label, address in found:
        query = parse_qs(urlsplit(address).query)
        assert (query["from"], query["ordering"]) == (["2020-06"], ["-date"])
        asked = {name: query[name] for name in ("from", "jurisdiction", by)}
        listed = answer("sto-cases/", page_size=1, **asked)["count"] - spans(html, panel, label)
        (stated,) = (each for name, _number, each in rows(html, panel) if name == label)
        assert stated.endswith(f" of {listed} stated"), (label, address)


def spans(html: str, panel: int, year: str) -> int:
    """Cases that may lie in the year among others: the list of it holds them, its bar does not."""
    told = [
        (label.removeprefix("to "), each) for label, _n, each in rows(html, panel) if label.startswith("to ")
    ]
    return sum(int(each.split()[2]) for last, each in told if year.isdecimal() and year <= last)


def test_a_span_of_years_has_a_bar_of_its_own_and_no_link(client: Client) -> None:
    OfferingFactory(milestones={"issued": "2020/2021"})
    OfferingFactory(milestones={"issued": "../2019"})
    html = page(client)
    assert [label for label, _number, _stated in rows(html)] == ["to 2019", "2020–2021"]
    assert links(html) == {}
    assert "may lie in one of several years" in html


def test_the_choice_is_by_link_and_survives_the_form(client: Client) -> None:
    OfferingFactory()
    html = page(client, "?by=trustee&asset_class=bond")
    assert 'aria-current="true">trustee</a>' in html
    assert "?by=trustee&amp;asset_class=bond&amp;measure=amount#market" in html
    assert '<input type="hidden" name="by" value="trustee">' in html


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (
            "?by=colour",
            "by: “colour” is not accepted here; accepted: year, asset_class, platform, lead_manager",
        ),
        ("?by=status", "by: “status” is not accepted here"),
        ("?measure=units", "measure: “units” is not accepted here; accepted: count, amount."),
        ("?by=%00", "by: “\\x00” is not accepted here"),
    ],
)
def test_a_choice_that_cannot_be_read_is_named(client: Client, query: str, told: str) -> None:
    OfferingFactory()
    html = page(client, query)
    assert told in html
    assert 'aria-current="true">year</a>' in html


def test_a_list_without_a_case_draws_nothing(client: Client) -> None:
    assert 'id="market"' not in page(client)
    OfferingFactory()
    assert 'id="market"' not in page(client, "?asset_class=gold")
    assert "None of these cases has a stated amount." in page(client, "?measure=amount")


@pytest.mark.parametrize("order", ["date", "amount", "name", "country", "class", "status", "platform"])
def test_the_table_sorts_by_its_headings_both_ways(client: Client, order: str) -> None:
    one = OfferingFactory(
        name="A",
        asset_class="art",
        status="announced",
        amount=1,
        currency="JPY",
        milestones={"issued": "2019"},
        platform=OrganizationFactory(name="A"),
    )
    two = OfferingFactory(
        name="B",
        asset_class="bond",
        status="trial",
        amount=2,
        currency="JPY",
        jurisdiction=korea(),
        milestones={"issued": "2021"},
        platform=OrganizationFactory(name="B"),
    )
    up, down = (client.get(f"/sto-cases/?ordering={sign}{order}") for sign in ("", "-"))
    assert list(up.context["records"]) == [one, two]
    assert list(down.context["records"]) == [two, one]
    assert 'aria-sort="ascending"><a href="?ordering=-' in up.content.decode()
    assert 'aria-sort="descending"><a href="?ordering=' in down.content.decode()


def test_a_case_without_a_public_platform_sorts_last_both_ways(client: Client) -> None:
    gone = OrganizationFactory(name="A gone platform")
    hidden, shown = OfferingFactory(platform=gone), OfferingFactory(platform=OrganizationFactory(name="B"))
    gone.withdraw("A mistake.")
    for sign in ("", "-"):
        records = client.get(f"/sto-cases/?ordering={sign}platform").context["records"]
        assert list(records) == [shown, hidden]


def test_the_table_names_the_trustees(client: Client) -> None:
    offering = OfferingFactory()
    trust = OrganizationFactory(slug="trust", name="First Trust")
    RoleFactory(offering=offering, organization=trust, role="trustee")
    RoleFactory(offering=offering, organization=OrganizationFactory(name="Keeper"), role="custodian")
    html = page(client)
    assert '<a href="/organizations/trust/">First Trust</a>' in html
    assert "Keeper" not in html


@pytest.mark.parametrize("language", ["/ja", "/ko"])
def test_the_chart_is_said_in_every_language(real_data: None, client: Client, language: str) -> None:
    for by in ("year", "trustee"):
        html = page(client, f"?by={by}&measure=amount", language)
        market = html.partition('id="market"')[2].partition('id="cases"')[0]
        for english in ("stated", "carried out", "Amounts", "Group by", "cases", "recorded"):
            assert english not in words(market), (by, english)


@pytest.mark.parametrize("query", ["", "?by=trustee&measure=amount"])
def test_queries_do_not_grow_with_the_data(client: Client, query: str) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page(client, query)
        return len(queries)

    def add() -> None:
        case = OfferingFactory(amount=5, currency="JPY", platform=OrganizationFactory())
        RoleFactory(offering=case, role="trustee")

    add()
    few = asked()
    for _number in range(3):
        add()
    assert asked() == few <= 15


# Japan's real-estate cases by year, counted by hand in fixtures/offerings.yaml and events.yaml: how many, how
# many of them with an amount, and their sum in yen. 2021: Shibuya Jinnan 1,453 million. 2022: Lonco Atsugi
# 6,915 and Ichigo Residence Token 1,630. 2023: Nihonbashi Ningyocho 1,472 and Shibuya Jingumae 1,815. 2025:
# T-Logi Fukuoka 1,830.1. 2026: Aeon Mall Shinrifu 3,040, announced only.
REAL_ESTATE = [
    ("2020", 2, 0, None),
    ("2021", 3, 1, "1453000000"),
    ("2022", 7, 2, "8545000000"),
    ("2023", 11, 2, "3287000000"),
    ("2024", 10, 0, None),
    ("2025", 13, 1, "1830100000"),
    ("2026", 6, 1, "3040000000"),
]
IN_WORDS = [
    "",
    "1.453 billion yen",
    "8.545 billion yen",
    "3.287 billion yen",
    "",
    "1.8301 billion yen",
    "3.04 billion yen",
]
TRUSTEES = {
    "mufg-trust": 25,
    "mizuho-trust": 6,
    "alterna-trust": 4,
    "smbc-trust-bank": 4,
    "sumitomo-mitsui-trust-bank": 3,
    "resona-bank": 1,
    "sbi-shinsei-trust": 1,
    "starts-trust": 1,
    None: 7,
}
PLATFORMS = {
    "progmat": 10,
    "digital-securities-inc": 2,
    "ibet-for-fin": 2,
    "securitize-japan": 2,
    "hash-dash": 1,
    "istox": 1,
    None: 34,
}
ASKED = {"jurisdiction": "jp", "asset_class": "real-estate"}


def test_japans_real_estate_cases_by_year_through_the_page(real_data: None, client: Client) -> None:
    counts = page(client, "?jurisdiction=jp&asset_class=real-estate")
    assert rows(counts) == [
        (year, str(count), f"{stated} of {count} stated") for year, count, stated, _sum in REAL_ESTATE
    ]
    amounts = page(client, "?jurisdiction=jp&asset_class=real-estate&measure=amount")
    assert [number for _year, number, _stated in rows(amounts)] == IN_WORDS
    assert "<strong>52</strong> cases, <strong>7</strong> with a stated amount (7 in yen)" in counts
    (row,) = re.findall(
        r"<tr>(?:(?!</tr>).)*/sto-cases/jp-2022-kenedix-lonco-atsugi-1/.*?</tr>", counts, re.S
    )
    for fact in (
        "6.915 billion yen",
        "/organizations/mufg-trust/",
        "/organizations/progmat/",
        "18 August 2022",
    ):
        assert fact in row


def test_japans_real_estate_cases_by_year_through_the_api(real_data: None) -> None:
    given = answer("stats/sto-cases/", group_by="year", **ASKED)
    assert [
        (
            each["year"],
            each["count"],
            each["with_amount"],
            each["amounts"][0]["sum"] if each["amounts"] else None,
        )
        for each in given["groups"]
    ] == REAL_ESTATE
    assert {each["currency"] for group in given["groups"] for each in group["amounts"]} == {"JPY"}
    trustees = answer("stats/sto-cases/", group_by="trustee", **ASKED)["groups"]
    assert {each["trustee"]: each["count"] for each in trustees} == TRUSTEES
    platforms = answer("stats/sto-cases/", group_by="platform", **ASKED)["groups"]
    assert {each["platform"]: each["count"] for each in platforms} == PLATFORMS
    listed = answer("sto-cases/", ordering="date", page_size=200, **ASKED)["results"]
    assert len(listed) == 52
    (atsugi,) = (each for each in listed if each["id"] == "jp-2022-kenedix-lonco-atsugi-1")
    assert (atsugi["amount"], atsugi["currency"], atsugi["platform"]) == ("6915000000", "JPY", "progmat")
    assert {"organization": "mufg-trust", "role": "trustee"} in atsugi["roles"]
