"""What the pages of organizations, self-regulation and jurisdictions promise."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from organizations.models import Organization
from sources.models import Record

from .factories import (
    AffiliationFactory,
    AmendmentFactory,
    CoverageFactory,
    EventFactory,
    FigureFactory,
    IncidentFactory,
    LawFactory,
    OfferingFactory,
    OrganizationFactory,
    RoleFactory,
    SourceFactory,
    ThemeFactory,
    japan,
    korea,
    read,
)

pytestmark = pytest.mark.django_db

MOST_QUERIES = 25
MOST_BYTES = 120_000


def page(client: Client, address: str) -> str:
    """The text of a page that answers, blanks squeezed."""
    answer = client.get(address)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def facts(text: str) -> str:
    """The words of a page's key facts."""
    shown = text.partition('<dl class="facts imprint">')[2].partition("</dl>")[0]
    return " ".join(re.sub(r"<sup.*?</sup>|<[^>]+>", " ", shown).split())


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        page(client, address)
    return len(captured)


def busy(body: Organization, times: int) -> None:
    """Give an organization so many of everything that its page shows."""
    for number in range(times):
        event = EventFactory(
            organizations=[body, OrganizationFactory()],
            kind=("organization-founded", "guideline-published", "report-published")[number % 3],
            jurisdiction=body.jurisdiction,
        )
        read(event, SourceFactory())
        FigureFactory(organization=body, as_of=str(1900 + number))
        FigureFactory(organization=None, jurisdiction=body.jurisdiction)
        AffiliationFactory(body=body)
        AffiliationFactory(organization=body)
        IncidentFactory(organization=body, jurisdiction=body.jurisdiction)
        RoleFactory(organization=body, offering=OfferingFactory(jurisdiction=body.jurisdiction))
        LawFactory(jurisdiction=body.jurisdiction)
        OrganizationFactory(kind="self-regulatory-body", jurisdiction=body.jurisdiction)


def founded(*organizations: Organization, **columns: Any) -> Record:
    event: Record = EventFactory(
        kind="organization-founded", organizations=organizations, date="2019-10-01", **columns
    )
    return event


def recognised(*organizations: Organization, **columns: Any) -> Record:
    event: Record = EventFactory(
        kind="organization-recognised", organizations=organizations, date="2020-05", **columns
    )
    return event


def test_a_body_shows_its_foundation_recognition_and_members_over_time(client: Client) -> None:
    body = OrganizationFactory(slug="jstoa", kind="self-regulatory-body")
    founder, authority = OrganizationFactory(), OrganizationFactory(kind="regulator")
    founded(body, founder, title="Six firms found it")
    recognised(body, authority, title="The authority recognises it")
    FigureFactory(organization=body, value=9, as_of="2020-04")
    FigureFactory(organization=body, value=75, as_of="2023-02")
    text = page(client, "/organizations/jstoa/")
    assert "Founded 1 October 2019 Six firms found it" in facts(text)
    assert "Recognised May 2020 The authority recognises it" in facts(text)
    assert text.index("April 2020</time>") < text.index("February 2023</time>")
    assert "75 members" in text


def test_who_only_took_part_is_neither_founded_nor_recognised(client: Client) -> None:
    body = OrganizationFactory(kind="self-regulatory-body")
    founder, authority = OrganizationFactory(slug="firm"), OrganizationFactory(slug="fsa", kind="regulator")
    founded(body, founder)
    recognised(body, authority)
    for slug in ("firm", "fsa"):
        told = facts(page(client, f"/organizations/{slug}/"))
        assert "Founded" not in told
        assert "Recognised" not in told


def test_an_association_beside_a_recognised_foundation_is_not_recognised(client: Client) -> None:
    alliance = OrganizationFactory(slug="daxa", kind="self-regulatory-body")
    recognised(
        OrganizationFactory(slug="trust", kind="other"), alliance, OrganizationFactory(kind="regulator")
    )
    assert "No recognition by an authority is recorded." in facts(page(client, "/organizations/daxa/"))
    assert "Recognised" not in facts(page(client, "/organizations/trust/"))


def test_affiliations_tell_which_of_two_firms_was_founded(client: Client) -> None:
    parent, child = OrganizationFactory(slug="parent"), OrganizationFactory(slug="child")
    AffiliationFactory(organization=child, body=parent, kind="subsidiary")
    founded(parent, child)
    assert "Founded" in facts(page(client, "/organizations/child/"))
    assert "Founded" not in facts(page(client, "/organizations/parent/"))


def test_affiliations_stand_on_both_pages_with_note_and_source(client: Client) -> None:
    tie = AffiliationFactory(note="Founding member, April 2018.")
    for one in (tie.organization, tie.body):
        text = page(client, one.get_absolute_url())
        assert f'id="{tie.slug}"' in text
        assert "Founding member, April 2018." in text
        assert 'id="source-1"' in text


def test_drafts_and_withdrawn_records_are_on_no_organization_page(client: Client) -> None:
    body = OrganizationFactory(slug="body")
    EventFactory(organizations=[body], title="Secret event", state="draft")
    FigureFactory(organization=body, value=4711, state="draft")
    IncidentFactory(organization=body, name="Secret incident", state="draft")
    RoleFactory(organization=body, offering=OfferingFactory(name="Secret case", state="draft"))
    AffiliationFactory(body=body, note="Secret tie", state="draft")
    AffiliationFactory(body=body, organization=OrganizationFactory(name="Secret firm")).organization.withdraw(
        "Hoax."
    )
    text = page(client, "/organizations/body/")
    assert "Secret" not in text
    assert "4,711" not in text


def test_an_organization_with_many_events_shows_the_newest_and_the_way_to_all(client: Client) -> None:
    body = OrganizationFactory(slug="body")
    for day in range(1, 32):
        EventFactory(slug=f"event-of-{day}", organizations=[body], date=f"2020-01-{day:02}")
    text = page(client, "/organizations/body/")
    assert "The newest 30 of 31 events." in text
    assert 'href="/timeline/?organization=body"' in text
    assert 'id="event-of-1"' not in text
    assert text.index('id="event-of-2"') < text.index('id="event-of-31"')


def test_a_part_in_a_case_is_named(client: Client) -> None:
    role = RoleFactory(role="trustee")
    text = page(client, role.organization.get_absolute_url())
    assert role.offering.get_absolute_url() in text
    assert "trustee" in text


def test_sources_that_disagree_are_shown(client: Client) -> None:
    body = OrganizationFactory()
    read(EventFactory(organizations=[body]), says="744,000 BTC stolen")
    assert "744,000 BTC stolen" in page(client, body.get_absolute_url())


def test_self_regulation_says_who_is_recognised_and_where_none_is(client: Client) -> None:
    theme = ThemeFactory(slug="self-regulation")
    CoverageFactory(theme=theme, jurisdiction=japan(), note="Two are recognised.")
    CoverageFactory(theme=theme, jurisdiction=korea(), note="None by law.")
    body = OrganizationFactory(name="Body", abbreviation="BODY", kind="self-regulatory-body")
    recognised(body, OrganizationFactory(name="Authority", kind="regulator"))
    FigureFactory(organization=body, value=40, as_of="2023")
    OrganizationFactory(name="Alliance", kind="self-regulatory-body", jurisdiction=korea())
    text = page(client, "/self-regulation/")
    assert "BODY recognised" in text
    assert "No recognition is recorded" in text
    assert text.index("Two are recognised.") < text.index("None by law.")
    assert "by <a" in text
    assert "40 members" in text


def test_a_jurisdiction_counts_what_it_has_and_leads_there(client: Client) -> None:
    theme = ThemeFactory(name="Custody")
    decides = EventFactory(title="Custody law takes effect")
    CoverageFactory(theme=theme, jurisdiction=japan(), deciding=[decides], note="Offline.")
    CoverageFactory(jurisdiction=japan(), status="none-found")
    LawFactory(name="Payment Act")
    text = page(client, "/jurisdictions/jp/")
    assert 'href="/timeline/?jurisdiction=jp"><strong>1</strong> event<' in text
    assert "Custody law takes effect" in text
    assert "Searched, none found" in text
    assert "Payment Act" in text


def test_a_list_of_organizations_narrows_and_says_when_nothing_is_left(client: Client) -> None:
    OrganizationFactory(name="Alpha", kind="bank")
    OrganizationFactory(name="Beta", kind="exchange")
    assert "Beta" not in page(client, "/organizations/?kind=bank")
    assert "Show all organizations" in page(client, "/organizations/?search=gamma")


@pytest.mark.parametrize(
    "address", ["/organizations/body/", "/self-regulation/", "/jurisdictions/jp/", "/organizations/"]
)
def test_a_page_asks_the_same_of_the_database_for_few_and_for_many(client: Client, address: str) -> None:
    theme = ThemeFactory(slug="self-regulation")
    AmendmentFactory(themes=[theme])
    CoverageFactory(theme=theme, jurisdiction=japan(), deciding=[EventFactory()], sources=[SourceFactory()])
    body = OrganizationFactory(slug="body", kind="self-regulatory-body")
    busy(body, 3)
    few = queries(client, address)
    busy(body, 12)
    assert queries(client, address) == few
    assert few <= MOST_QUERIES


def test_no_page_of_the_real_data_is_too_heavy(client: Client, real_data: None) -> None:
    busiest = Organization.objects.published().for_list().order_by("-event_count")[:8]
    heavy = {}
    for address in [*(one.get_absolute_url() for one in (*busiest, japan(), korea())), "/self-regulation/"]:
        weight = len(client.get(address).content)
        if weight > MOST_BYTES:
            heavy[address] = weight
    assert heavy == {}


@pytest.mark.parametrize(
    ("slug", "told"),
    [
        ("jvcea", ("Founded March 2018 to April 2018", "Recognised 24 October 2018")),
        ("jstoa", ("Founded 1 October 2019", "Recognised May 2020")),
        ("daxa", ("Founded 22 June 2022", "No recognition by an authority is recorded.")),
    ],
)
def test_the_real_bodies_began_as_recorded(
    client: Client, real_data: None, slug: str, told: tuple[str, str]
) -> None:
    shown = facts(page(client, f"/organizations/{slug}/"))
    assert told[0] in shown
    assert told[1] in shown


def test_a_real_founder_is_not_founded_with_what_it_founds(client: Client, real_data: None) -> None:
    assert "Founded" not in facts(page(client, "/organizations/sbi-securities/"))
