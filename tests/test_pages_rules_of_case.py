"""Under which rules an STO case was done: on its date, as far as the date tells."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from offerings.models import Offering
from timeline.case_rules import CaseRules, rules_of_case

from .factories import (
    AmendmentFactory,
    EventFactory,
    OfferingFactory,
    OrganizationFactory,
    ThemeFactory,
    japan,
)

pytestmark = pytest.mark.django_db


def section(client: Client, slug: str) -> str:
    page = client.get(f"/sto-cases/{slug}/").content.decode()
    found = re.search(r'(?s)<section class="section" id="rules">(.*?)</section>', page)
    assert found
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<(sup|svg)\b.*?</\1>", "", found[1])).split())


def rules_on(date: str) -> CaseRules | None:
    """The rules of a case of this date; a rule starts on 1 May 2020, a body is founded in that month."""
    act = AmendmentFactory(slug="act", themes=[ThemeFactory(slug="custody")])
    EventFactory(kind="in-force", date="2020-05-01", amendments=[act])
    body = OrganizationFactory(slug="body", kind="self-regulatory-body")
    EventFactory(kind="organization-founded", date="2020-05", organizations=[body])
    case = OfferingFactory(slug="case", jurisdiction=japan())
    case.events.all().delete()
    EventFactory(kind="issued", date=date, offerings=[case])
    return rules_of_case(Offering.objects.with_date().get(slug="case"))


@pytest.mark.parametrize(
    ("date", "rule", "body"),
    [
        ("2020-04-30", None, None),
        ("2020-05-01", True, False),
        ("2020-05-31", True, True),
        ("2020-04", None, None),
        ("2020-05", True, False),
        ("2020", False, False),
        ("2020-04-15/2020-06-15", False, False),
        ("2020-06~", False, False),
        ("2020-06-01?", False, False),
        ("../2020-06-01", False, False),
        ("2020-06-01/..", False, False),
    ],
)
def test_a_rule_is_certain_only_where_it_held_on_every_day_of_the_date(
    date: str, rule: bool | None, body: bool | None
) -> None:
    found = rules_on(date)
    assert found
    rules = [one.certain for _theme, held in found.themes for one in held]
    assert rules == ([] if rule is None else [rule])
    assert [one.certain for one in found.bodies] == ([] if body is None else [body])


def test_the_rules_are_those_of_the_case_s_own_country_and_date(real_data: None, client: Client) -> None:
    """SBI e-Sports, announced in October 2020: the amendments of 2016 and 2019 are in force since before."""
    text = section(client, "jp-2020-sbi-e-sports-shares")
    assert "that of the event “announced”: October 2020" in text
    assert "This date is not one exact day" in text
    assert re.search(r"Definition of security tokens in force since 1 May 2020 , Act No. 28 of 2019", text)
    assert "Act No. 17113" not in text
    assert "possibly" not in text
    assert re.search(r"Japan Security Token Offering Association , founded 1 October 2019", text)
    assert "Digital Asset eXchange Alliance" not in text


def test_a_rule_that_came_later_is_not_told(real_data: None, client: Client) -> None:
    """Kasa's first listing, 18 December 2020, is before Korea's registration of 25 March 2021."""
    text = section(client, "kr-2020-kasa-yeoksam-london-ville")
    assert "that of the event “listed”: 18 December 2020" in text
    assert "25 March 2021" not in text
    assert "Regulatory sandbox in force since 1 April 2019 , Act No. 16183" in text
    assert "None is recorded as founded or recognised by this day." in text


def test_an_open_date_leaves_everything_possible(real_data: None, client: Client) -> None:
    """BBRIC 1 was listed by 13 October 2022; nobody says since when."""
    found = rules_of_case(Offering.objects.with_date().get(slug="kr-bbric-1"))
    assert found
    assert [one for _theme, held in found.themes for one in held if one.certain] == []
    assert "possibly" in section(client, "kr-bbric-1")


def test_an_undated_case_says_so(real_data: None, client: Client) -> None:
    assert section(client, "kr-apanda-loans").endswith("which rules held on its day cannot be said.")


def test_the_section_leads_to_the_whole_day(real_data: None, client: Client) -> None:
    page = client.get("/sto-cases/kr-2020-kasa-yeoksam-london-ville/").content.decode()
    assert 'href="/as-of/2020-12-18/?jurisdiction=kr"' in page
