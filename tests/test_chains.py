"""What followed from what: by links and acts, without circles, and apart from what merely came later."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from timeline.chains import Chain, Stop, Tie, chain_of, walk
from timeline.lags import Days
from timeline.models import Event

from .factories import AmendmentFactory, EventFactory, IncidentFactory, LinkFactory, ThemeFactory

# The walk alone

KEYS = st.integers(0, 7)
PAIRS = st.lists(st.tuples(KEYS, KEYS).filter(lambda pair: pair[0] != pair[1]), max_size=20, unique=True)
LIVES = st.dictionaries(
    st.integers(100, 103), st.lists(KEYS, min_size=1, max_size=4, unique=True), max_size=3
)


def ties(pairs: list[tuple[int, int]]) -> list[Tie]:
    return [Tie(one, two, number) for number, (one, two) in enumerate(pairs)]


@given(st.sets(KEYS, min_size=1, max_size=3), PAIRS, LIVES)
def test_a_walk_ends_and_names_each_tie_once(
    starts: set[int], pairs: list[tuple[int, int]], lives: dict[int, list[int]]
) -> None:
    found = walk(starts, ties(pairs), lives)
    assert len(found) == len(set(found))
    assert not any(tie.effect in starts for tie in found)


@given(KEYS, PAIRS)
def test_a_walk_along_links_finds_all_that_can_be_reached_and_nothing_else(
    start: int, pairs: list[tuple[int, int]]
) -> None:
    reached = {start}
    for _ in pairs:
        reached |= {two for one, two in pairs if one in reached}
    found = walk({start}, ties(pairs), {})
    assert {tie.effect for tie in found} == reached - {start}
    assert all(tie.cause in reached for tie in found)


def test_a_circle_is_walked_once() -> None:
    assert walk({1}, ties([(1, 2), (2, 3), (3, 1), (3, 2)]), {}) == [
        Tie(1, 2, 0),
        Tie(2, 3, 1),
        Tie(3, 2, 3),
    ]


def test_an_act_that_is_reached_is_walked_in_order_by_its_links_where_it_has_some() -> None:
    found = walk({1}, ties([(1, 3), (2, 3)]), {100: [2, 3, 4]})
    assert set(found) == {Tie(1, 3, 0), Tie(2, 3, 1), Tie(3, 4, None, 100)}


# Small worlds


def chain(slug: str) -> Chain:
    return chain_of([Event.objects.for_page().get(slug=slug)])


def slugs(stops: list[Stop]) -> list[str]:
    return [stop.event.slug for stop in stops]


def road() -> dict[str, Any]:
    """hack -> report -> passed, and an act of passed, promulgated and in force that no link ties."""
    incident = IncidentFactory(slug="incident")
    theme = ThemeFactory(slug="custody")
    act = AmendmentFactory(slug="act", themes=[theme])
    hack = EventFactory(slug="hack", kind="incident", incident=incident, date="2018-01-26", themes=[theme])
    report = EventFactory(slug="report", date="2018-12")
    passed = EventFactory(slug="passed", kind="bill-passed", date="2019-05-31", amendments=[act])
    bill = EventFactory(slug="bill", kind="bill-submitted", date="2017-03-15", amendments=[act])
    force = EventFactory(slug="force", kind="in-force", date="2020-05-01", amendments=[act])
    LinkFactory(from_event=hack, to_event=report)
    LinkFactory(from_event=report, to_event=passed)
    return {"incident": incident, "theme": theme, "act": act, "hack": hack, "bill": bill, "force": force}


@pytest.mark.django_db
def test_a_chain_leads_from_the_incident_to_the_act_in_force() -> None:
    road()
    found = chain("hack")
    assert slugs(found.downstream) == ["report", "passed", "force"]  # the bill came before the theft
    assert [stop.number for stop in found.downstream] == [1, 2, 3]
    assert [(step.kind, step.days) for _way, _number, step in found.steps] == [
        ("prompted", Days(309, 339)),
        ("prompted", Days(151, 181)),
        ("same-act", Days(336, 336)),
    ]
    assert [stop.is_linked for stop in found.downstream] == [True, True, False]
    assert found.upstream == []


@pytest.mark.django_db
def test_a_chain_leads_back_to_what_it_began_with() -> None:
    road()
    found = chain("force")
    assert slugs(found.upstream) == ["bill", "hack", "report", "passed"]
    assert {(step.cause.slug, step.effect.slug) for stop in found.upstream for step in stop.steps} == {
        ("bill", "passed"),
        ("hack", "report"),
        ("report", "passed"),
        ("passed", "force"),
    }
    assert found.downstream == []


@pytest.mark.django_db
def test_steps_within_an_act_rest_on_the_event_and_links_on_themselves() -> None:
    road()
    steps = [step for _way, _number, step in chain("hack").steps]
    assert [step.evidence.record_type for step in steps] == ["link", "link", "event"]
    assert all(step.evidence.citations.all() for step in steps)


@pytest.mark.django_db
def test_a_contrast_is_no_step_and_a_draft_is_none_either() -> None:
    hack = road()["hack"]
    LinkFactory(from_event=hack, to_event=EventFactory(slug="compared", date="2019"), kind="contrasts-with")
    LinkFactory(from_event=hack, to_event=EventFactory(slug="drafted", date="2019"), state="draft")
    gone = LinkFactory(from_event=hack, to_event=EventFactory(slug="gone", date="2019"))
    gone.withdraw("A mistake.")
    hidden = EventFactory(slug="hidden", date="2019")
    LinkFactory(from_event=hack, to_event=hidden)
    hidden.withdraw("A mistake.")
    assert slugs(chain("hack").downstream) == ["report", "passed", "force"]


@pytest.mark.django_db
def test_an_act_entered_in_its_middle_names_its_beginning_too() -> None:
    world = road()
    EventFactory(slug="early", kind="bill-advanced", date="2018-02-01", amendments=[world["act"]])
    (early, *_others) = chain("hack").downstream
    assert (early.event.slug, early.steps) == ("early", [])
    assert [(step.kind, step.effect.slug) for step in early.beyond] == [("same-act", "passed")]
    assert not early.is_linked


@pytest.mark.django_db
def test_what_merely_came_later_stands_apart() -> None:
    world = road()
    EventFactory(slug="same-incident", incident=world["incident"], date="2018-03-01")
    EventFactory(slug="same-theme", themes=[world["theme"]], date="2018-02-01")
    EventFactory(slug="before", themes=[world["theme"]], date="2017-02-01")
    EventFactory(slug="elsewhere", themes=[ThemeFactory()], date="2018-02-01")
    assert [event.slug for event in chain("hack").then] == ["same-theme", "same-incident"]


@pytest.mark.django_db
def test_what_merely_came_later_is_a_few_and_the_same_incident_comes_first() -> None:
    world = road()
    for number in range(12):
        EventFactory(slug=f"theme-{number:02}", themes=[world["theme"]], date="2018-02-01")
    EventFactory(slug="same-incident", incident=world["incident"], date="2019-03-01")
    found = [event.slug for event in chain("hack").then]
    assert len(found) == 8
    assert "same-incident" in found


@pytest.mark.django_db
def test_an_event_in_no_chain_has_an_empty_one() -> None:
    EventFactory(slug="alone")
    assert chain("alone") == Chain([], [], [])


@pytest.mark.django_db
def test_links_in_a_circle_do_not_loop() -> None:
    one, two = EventFactory(slug="one", date="2018"), EventFactory(slug="two", date="2018")
    LinkFactory(from_event=one, to_event=two)
    LinkFactory(from_event=two, to_event=one, kind="succeeds")
    found = chain("one")
    assert (slugs(found.upstream), slugs(found.downstream)) == (["two"], ["two"])


@pytest.mark.django_db
def test_a_chain_asks_the_database_as_often_however_long_it_is() -> None:
    end = road()["force"]
    counted = []
    for length in (1, 12):
        for _ in range(length):
            act = AmendmentFactory()
            later = EventFactory(date="2021-01-01", amendments=[act])
            EventFactory(date="2022-01-01", amendments=[act])
            LinkFactory(from_event=end, to_event=later)
            end = later
        event = Event.objects.for_page().get(slug="hack")
        with CaptureQueriesContext(connection) as queries:
            chain_of([event])
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 14


# The real data, worked out by hand: fixtures/links.yaml and the dates of its events

ROAD = ("report", "passed", "force")
HACK = "jp-2018-01-26-coincheck-hack"


@pytest.mark.django_db
@pytest.mark.usefixtures("real_data")
def test_what_japan_changed_because_of_coincheck_and_who_says_so() -> None:
    found = chain(HACK)
    prompted = {
        step.effect.slug: {citation.source.slug for citation in step.evidence.citations.all()}
        for stop in found.downstream
        for step in stop.steps
        if step.cause.slug == HACK
    }
    assert set(prompted) == {
        "jp-2018-01-28-coincheck-refund-policy",
        "jp-2018-01-29-coincheck-order",
        "jp-2018-02-02-coincheck-inspection",
        "jp-2018-02-16-inspections-widened",
        "jp-2018-03-08-orders",
        "jp-2018-03-exchange-study-group",
        "jp-2018-04-06-monex-coincheck",
        "jp-2019-05-31-act28-passed",
    }
    assert all(prompted.values())


@pytest.mark.django_db
@pytest.mark.usefixtures("real_data")
def test_from_the_hack_to_study_group_report_bill_passage_and_start() -> None:
    road = [
        "jp-2018-03-exchange-study-group",
        "jp-2018-12-21-study-group-report",
        "jp-2019-03-15-act28-bill",
        "jp-2019-05-31-act28-passed",
        "jp-2020-05-01-act28-in-force",
    ]
    found = slugs(chain(HACK).downstream)
    assert [slug for slug in found if slug in road] == road


@pytest.mark.django_db
@pytest.mark.usefixtures("real_data")
def test_how_long_from_the_hack_to_bill_passage_and_start() -> None:
    # From 26 January 2018: to 26 January 2019 365, to 15 March 2019 5 + 28 + 15 = 48 more; to 31 May
    # 16 + 30 + 31 = 77 more; to 1 May 2020 (a leap year) 366 - 30 = 336 more.
    found = chain_of([Event.objects.for_page().get(slug=HACK)])
    since = {stop.event.slug: stop.since for stop in found.downstream}
    assert since["jp-2019-03-15-act28-bill"] == Days(413, 413)
    assert since["jp-2019-05-31-act28-passed"] == Days(490, 490)
    assert since["jp-2020-05-01-act28-in-force"] == Days(826, 826)


# The pages


@pytest.mark.django_db
def test_the_page_of_an_event_numbers_its_chain_both_ways(client: Client) -> None:
    world = road()
    EventFactory(slug="later", themes=[world["theme"]], date="2019-02-01", title="Merely later")
    page = client.get("/events/passed/").content.decode()
    up, down = page.index('id="causes"'), page.index('id="effects"')
    assert up < page.index('id="up-1"') < page.index('id="up-3"') < down < page.index('id="down-1"')
    assert "prompted this event" in " ".join(page.split()).replace(": ", " ")
    assert "336 days later" in page
    assert "same act:" in page
    hack = client.get("/events/hack/").content.decode()
    assert hack.index('id="down-3"') < hack.index('id="then"') < hack.index("Merely later")
    assert "826 days later" in hack  # 2018-01-26 to 2020-05-01


@pytest.mark.django_db
def test_a_link_has_its_anchor_on_the_page_of_its_cause(client: Client) -> None:
    road()
    for slug, link in (("hack", "hack--report--prompted"), ("report", "report--passed--prompted")):
        assert client.get(f"/events/{slug}/").content.decode().count(f'id="{link}"') == 1


@pytest.mark.django_db
def test_the_page_of_an_incident_leads_to_the_act_in_force(client: Client) -> None:
    world = road()
    page = client.get(world["incident"].get_absolute_url()).content.decode()
    places = [page.index(f'href="/events/{slug}/"', page.index('id="effects"')) for slug in ROAD]
    assert places == sorted(places)


@pytest.mark.django_db
def test_an_event_in_no_chain_shows_none(client: Client) -> None:
    EventFactory(slug="alone")
    page = client.get("/events/alone/").content.decode()
    assert not any(f'id="{section}"' in page for section in ("causes", "effects", "then"))


@pytest.mark.django_db
@pytest.mark.usefixtures("real_data")
def test_coincheck_s_page_leads_to_the_act_and_says_who_says_so(client: Client) -> None:
    page = client.get("/incidents/coincheck-2018/").content.decode()
    effects = page[page.index('id="effects"') : page.index('id="sources"')]
    road = ("exchange-study-group", "study-group-report", "act28-bill", "act28-passed", "act28-in-force")
    places = [re.search(rf'href="/events/[a-z0-9-]*{slug}/"', effects) for slug in road]
    assert [place.start() for place in places if place] == sorted(place.start() for place in places if place)
    assert all(places)
    assert "413 days later" in effects
    assert "490 days later" in effects
    assert "826 days later" in effects
    ties = re.findall(r'<p class="why data">(.*?)</p>', effects, re.DOTALL)
    assert all('class="cited"' in tie or "same act" in tie for tie in ties)
