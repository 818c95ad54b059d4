"""Questions that readers bring, put to page and API; the answers were worked out by hand from fixtures/."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from timeline.models import Coverage

from .api import answer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("real_data")]

SEARCHED = "none found until 2026-11-22"
DATE = re.compile(r'<(?:time class="[^"]*" datetime|span class="[^"]*" title)="([0-9/-]+)"')


def page(client: Client, address: str) -> str:
    answered = client.get(address)
    assert (address, answered.status_code) == (address, 200)
    return re.sub(r"\s+", " ", answered.content.decode())


def on_page(client: Client, address: str) -> dict[str, dict[str, str]]:
    """What a day's page says, country by country and question by question, in the words used below."""
    told: dict[str, dict[str, str]] = {}
    for theme, row in re.findall(r'<tr id="([a-z-]+)">(.*?)</tr>', page(client, address)):
        for place, cell in re.findall(r'<td class="j-([a-z]+)">(.*?)</td>', row):
            told.setdefault(place, {})[theme] = cell_on_page(cell)
    return told


def cell_on_page(cell: str) -> str:
    rules = re.findall(r'<div class="rule ?([a-z-]*)">(.*?)</p>', cell)
    if rules:
        found = {f"{state or 'decided'} {DATE.findall(rule)[0]}" for state, rule in rules}
        return ", ".join(sorted(found - {one for one in found if one.startswith("ended")}))
    if "None found" in cell:
        return f"none found until {DATE.findall(cell)[0]}"
    if "Not researched" in cell:
        return "not researched"
    assert "None in force on this day." in cell
    how = "adopted" if "start not recorded" in cell else "from"
    return " ".join([how, *DATE.findall(cell)]) if "First known" in cell else "none in force"


def in_api(date: str, **asked: str) -> dict[str, dict[str, str]]:
    """What the API says of a day, in the same words."""
    sides = answer("as-of/", date=date, **asked)["jurisdictions"]
    return {
        side["jurisdiction"]: {cell["theme"]: cell_in_api(cell) for cell in side["themes"]} for side in sides
    }


def cell_in_api(cell: dict[str, Any]) -> str:
    found = {f"{one['state']} {one['since']['edtf']}" for one in cell["measures"] if one["state"] != "ended"}
    found |= {f"decided {one['date']['edtf']}" for one in cell["decided"]}
    if found:
        return ", ".join(sorted(found))
    absence = cell["absence"]
    if absence["code"] == "none-found":
        return f"none found until {absence['searched_to']['edtf']}"
    if absence["code"] == "not-researched":
        return "not researched"
    if not absence["first"]:
        return "none in force"
    how = "adopted" if absence["first"]["state"] == "start-not-recorded" else "from"
    return f"{how} {absence['first']['date']['edtf']}"


# What was the law in Korea on the day Coincheck was hacked, and in Japan, theme by theme?
#
# By then Japan had one act: Act No. 62 of 2016, in force since 1 April 2017, with rules under four
# themes; and the cabinet's reply of 7 March 2014 decides taxation. Korea had policies only: the ban of 29
# September 2017 (ICOs, margin trading) and the emergency measures of 13 December 2017. Its real-name
# system was published three days before the hack and began four days after it, so it was still to come.
# Everything else began later, on the dates below; of Japan's act of 2023 on real-estate shares only the
# passage is on record.
COINCHECK = {
    "jp": {
        "exchange-registration": "in-force 2017-04-01",
        "user-protection": "in-force 2017-04-01",
        "asset-segregation": "in-force 2017-04-01",
        "aml-kyc": "in-force 2017-04-01",
        "taxation": "decided 2014-03-07",
        "self-regulation": "from 2018-03/2018-04",
        "custody": "from 2020-05-01",
        "security-token-definition": "from 2020-05-01",
        "issuance-disclosure": "from 2020-05-01",
        "ico": "from 2020-05-01",
        "unfair-trading": "from 2020-05-01",
        "derivatives-leverage": "from 2020-05-01",
        "ledger-as-registry": "from 2021-08-02",
        "sandbox": "from 2022-03-29",
        "stablecoins": "from 2023-06-01",
        "travel-rule": "from 2023-06-01",
        "secondary-market": "from 2023-12-25",
        "fractional-investment": "adopted 2023-11-20",
    },
    "kr": {
        "ico": "issued 2017-09-29",
        "derivatives-leverage": "issued 2017-09-29",
        "user-protection": "issued 2017-12-13",
        "aml-kyc": "coming 2018-01-30, issued 2017-12-13",
        "exchange-registration": "coming 2018-01-30",
        "sandbox": "from 2019-04-01",
        "travel-rule": "from 2022-03-25",
        "security-token-definition": "from 2022-04-28",
        "fractional-investment": "from 2022-04-28",
        "self-regulation": "from 2022-06-22",
        "custody": "from 2024-07-19",
        "asset-segregation": "from 2024-07-19",
        "unfair-trading": "from 2024-07-19",
        "issuance-disclosure": "from 2025-06-16",
        "secondary-market": "from 2025-09-23",
        "taxation": "from 2027-01-01",
        "ledger-as-registry": "from 2027-02-04",
        "stablecoins": SEARCHED,
    },
}


def test_the_law_of_both_countries_on_the_day_coincheck_was_hacked(client: Client) -> None:
    (day,) = {
        event["date"]["edtf"]
        for event in answer("events/", incident="coincheck-2018", kind="incident")["results"]
    }
    assert day == "2018-01-26"
    assert on_page(client, f"/as-of/{day}/") == COINCHECK
    assert in_api(day, jurisdiction="jp,kr") == COINCHECK


def test_no_statute_bound_korean_exchanges_that_day(client: Client) -> None:
    sides = answer("as-of/", date="2018-01-26", jurisdiction="kr")["jurisdictions"]
    measures = [measure for cell in sides[0]["themes"] for measure in cell["measures"]]
    assert {measure["statute"] for measure in measures} == {False}
    assert {measure["certainty"] for measure in measures} == {"certain"}
    rows = re.findall(r'<td class="j-kr">(.*?)</td>', page(client, "/as-of/2018-01-26/"))
    acts = [act for cell in rows for act in re.findall(r'<p class="act">(.*?)</p>', cell)]
    assert len(acts) == 6
    assert all("not a statute" in act for act in acts)


# What is promulgated in Korea for token securities and not yet in force?
#
# Both acts of 3 February 2026. Of the Electronic Registration Act's amendment everything, of the Capital
# Markets Act's the limits on over-the-counter trading: from 4 February 2027. The circulation of
# investment contracts and their definition began with the promulgation, the rest on 4 August 2026.
START, ADOPTED = "2027-02-04", "kr-2026-02-03-security-token-law-promulgated"
WAITING = {
    "kr-2026-electronic-registration-amendment-ledger-as-registry": "ledger-as-registry",
    "kr-2026-electronic-registration-amendment-issuance-disclosure": "issuance-disclosure",
    "kr-2026-electronic-registration-amendment-security-token-definition": "security-token-definition",
    "kr-2026-fscma-amendment-otc-limits": "secondary-market",
}
BEGUN = {"kr-2026-fscma-amendment-secondary-market", "kr-2026-fscma-amendment-security-token-definition"}
THEMES = "security-token-definition,ledger-as-registry,issuance-disclosure,secondary-market"


def test_what_korea_has_promulgated_for_token_securities_and_is_still_to_come(client: Client) -> None:
    (side,) = answer("as-of/", date="2026-11-24", jurisdiction="kr", theme=THEMES)["jurisdictions"]
    found = {one["id"]: (cell["theme"], one) for cell in side["themes"] for one in cell["measures"]}
    coming = {slug: theme for slug, (theme, one) in found.items() if one["state"] == "coming"}
    assert coming == WAITING
    assert {found[slug][1]["since"]["edtf"] for slug in WAITING} == {START}
    assert {found[slug][1]["state"] for slug in BEGUN} == {"in-force"}
    assert ADOPTED in {
        one["id"] for one in answer("events/", kind="promulgated", jurisdiction="kr")["results"]
    }
    text = page(client, f"/as-of/2026-11-24/?jurisdiction=kr&theme={THEMES}")
    rules = re.findall(r'<div class="rule coming">(.*?)</ul>', text)
    assert len(rules) == len(WAITING)
    assert {date for rule in rules for date in DATE.findall(rule)[:1]} == {START}
    assert {slug for rule in rules for slug in re.findall(r'#(kr-2026-[a-z0-9-]+)"', rule)} == set(WAITING)


def test_nothing_of_it_is_still_to_come_on_the_day_it_starts() -> None:
    (side,) = answer("as-of/", date=START, jurisdiction="kr", theme=THEMES)["jurisdictions"]
    found = {one["id"]: one["state"] for cell in side["themes"] for one in cell["measures"]}
    assert {found[slug] for slug in WAITING} == {"in-force"}


# Which sources disagree on the Mt.Gox loss?
#
# Of 850,000 bitcoins lost, three sources say otherwise; none is followed throughout.
DISAGREEING = {
    "despread-2023": "theft of 850,000 bitcoins",
    "ap-2014-mtgox": "200,000 were found again, leaving 650,000 missing",
    "japantimes-2014-editorial": "750,000 of customers worth about 50 billion yen plus 100,000 own",
}
HACK = "jp-2014-02-mtgox-hack"


def test_which_sources_disagree_on_the_loss_of_mtgox(client: Client) -> None:
    event = answer(f"events/{HACK}/")
    assert event["conflicting"]
    assert {one["source"]: one["says"] for one in event["readings"]} == DISAGREEING
    assert {one["trusted"] for one in event["readings"]} == {"in-part"}
    (figure,) = (
        one for one in answer("figures/", subject=HACK, metric="crypto_lost")["results"] if one["readings"]
    )
    assert (float(figure["value"]), figure["unit"]) == (850_000, "BTC")
    assert [one["source"] for one in figure["readings"]] == ["ap-2014-mtgox"]
    text = page(client, f"/events/{HACK}/")
    readings = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>.*?/sources/([a-z0-9-]+)/", text)
    assert DISAGREEING.items() <= {slug: says for says, slug in readings}.items()


def test_each_disagreeing_source_leads_back_to_the_loss_of_mtgox(client: Client) -> None:
    for slug, says in DISAGREEING.items():
        _before, _heading, disputed = page(client, f"/sources/{slug}/").partition('id="readings"')
        assert f'href="/events/{HACK}/"' in disputed
        assert f"Followed in part: “{says}”" in re.sub("<[^>]+>", "", disputed)


# Is a missing Korean measure missing, or not researched?
#
# Stablecoins: bills and an outline, no rule; searched until 22 November 2026 in five sources, none found.
# Custody on the day of the hack: there was none, the first came in 2024. What nobody searched reads
# otherwise.
SOURCES = {
    *("chosunbiz-2026-01-28", "coinedition-2025-12-01", "followin-2025-06-10", "superex-2025-06"),
    "zdnet-2026-01-28",
}


def test_a_korean_rule_that_was_searched_and_not_found(client: Client) -> None:
    row = answer("coverage/stablecoins-kr/")
    assert (row["status"], row["searched_to"]["edtf"]) == ("none-found", "2026-11-22")
    assert set(row["sources"]) == SOURCES
    assert in_api("2024-01-01", jurisdiction="kr", theme="stablecoins")["kr"] == {"stablecoins": SEARCHED}
    told = on_page(client, "/as-of/2024-01-01/?jurisdiction=kr&theme=stablecoins")
    assert told["kr"] == {"stablecoins": SEARCHED}
    cell = re.findall(r'<td class="j-kr">(.*?)</td>', page(client, "/as-of/2024-01-01/?theme=stablecoins"))[0]
    assert '<a href="/themes/stablecoins/#stablecoins-kr">in 5 sources</a>' in cell
    assert "Searched, none found" in page(client, "/themes/stablecoins/")


def test_a_korean_rule_that_came_later_is_neither(client: Client) -> None:
    expected = {"custody": "from 2024-07-19"}
    assert in_api("2018-01-26", jurisdiction="kr", theme="custody")["kr"] == expected
    assert on_page(client, "/as-of/2018-01-26/?jurisdiction=kr&theme=custody")["kr"] == expected


def test_a_korean_rule_that_nobody_searched_for(client: Client) -> None:
    quality = [one for one in answer("quality/")["searched"] if one["status"] == "not-researched"]
    assert quality == []
    Coverage.objects.get(slug="stablecoins-kr").withdraw("Nobody looked after all.")
    expected = {"stablecoins": "not researched"}
    assert in_api("2018-01-26", jurisdiction="kr", theme="stablecoins")["kr"] == expected
    assert on_page(client, "/as-of/2018-01-26/?jurisdiction=kr&theme=stablecoins")["kr"] == expected
    quality = [one for one in answer("quality/")["searched"] if one["status"] == "not-researched"]
    assert [(one["theme"], one["jurisdiction"]) for one in quality] == [("stablecoins", "kr")]


def test_a_day_after_the_search_says_where_the_search_ends(client: Client) -> None:
    text = page(client, "/as-of/2026-11-24/?jurisdiction=kr&theme=stablecoins")
    assert 'Research ends <time class="date" datetime="2026-11-22">' in text
    (side,) = answer("as-of/", date="2026-11-24", jurisdiction="kr", theme="stablecoins")["jurisdictions"]
    assert side["themes"][0]["research_ends"]["edtf"] == "2026-11-22"
