"""`/api/v1/timeline/`: what fits a width, as described, with counts that lose no event at any zoom."""

from __future__ import annotations

import datetime
import random
from collections import Counter
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stoatlas.api_root import description
from timeline.filters import EventFilter
from timeline.fitting import PERIODS, shown_days
from timeline.fitting_schema import EXAMPLE_QUERIES, EXAMPLES, WIDEST
from timeline.kinds import EventKind
from timeline.models import Event

from .api import answer, ask, problem
from .factories import CoverageFactory, EventFactory, IncidentFactory, japan, korea, place
from .test_api_schema import schema, undescribed, validator

pytestmark = pytest.mark.django_db
WIDTHS = ("0", "-1", "20001", "999999999999999999999", "00000000000000599", "abc", "1e3", "1.5", "１０", " 7")
ALL = WIDEST
HELD = {len("2018"): "year", len("2018-01"): "month", len("2018-01-26"): "day"}


@pytest.mark.parametrize("query", ["", "width=50", "theme=custody&lang=ja", "search=zeppelin"])
def test_each_form_of_the_answer_is_as_described(query: str, real_data: None) -> None:
    found = Client().get(f"/api/v1/timeline/?{query}").json()
    described = schema("timeline/")
    assert list(validator(described).iter_errors(found)) == []
    forms = description()["components"]["schemas"]
    named = [each for name in ("amendments", "bodies") for each in found.pop(name, {}).values()]
    assert undescribed(found, forms[f"Timeline{found['mode'].title()}"]) == []
    assert {key for each in named for key in each} <= {"label", "instrument"}


def test_a_wrong_answer_is_noticed(real_data: None) -> None:
    found = answer("timeline/", width=50)
    assert list(validator(schema("timeline/")).iter_errors(found | {"mode": "events"}))
    assert list(validator(schema("timeline/")).iter_errors(found | {"period": "week"}))


@pytest.mark.parametrize("mode", EXAMPLES)
def test_the_examples_are_what_the_address_answers(mode: str, real_data: None) -> None:
    assert Client().get(f"/api/v1/timeline/?{EXAMPLE_QUERIES[mode]}").json() == EXAMPLES[mode]


def test_every_parameter_is_described_and_no_other() -> None:
    operation = description()["paths"]["/api/v1/timeline/"]["get"]
    known = {"width", "lang", "format", *EventFilter.base_filters}
    assert {each["name"] for each in operation["parameters"]} == known
    assert problem("timeline/", 400, foo=1)["allowed"] == sorted(known)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_width_that_is_none_is_refused_by_name(width: str) -> None:
    refused = problem("timeline/", 400, width=width)
    assert (refused["parameter"], refused["value"]) == ("width", width)
    assert refused["allowed"] == ["a whole number of pixels from 1 to 20000"]
    assert list(validator(schema("timeline/", "400")).iter_errors(refused)) == []


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("from=2019&to=2018", "to"),
        ("from=2018-13", "from"),
        ("to=soon", "to"),
        ("lang=de", "lang"),
        ("width=10&width=20", "width"),
        ("width=", "width"),
        ("kind=nope", "kind"),
        ("jurisdiction=xx", "jurisdiction"),
        ("search=%00", "search"),
        ("lanes=jp,kr", "lanes"),
        ("widht=100", "widht"),
    ],
)
def test_what_cannot_be_understood_is_named(query: str, name: str) -> None:
    response = Client(raise_request_exception=False).get(f"/api/v1/timeline/?{query}")
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert response.json()["parameter"] == name
    assert name in response.json()["detail"]


def test_other_methods_are_answered_or_refused() -> None:
    client = Client()
    head = client.head("/api/v1/timeline/")
    assert (head.status_code, head.content) == (200, b"")
    assert client.options("/api/v1/timeline/").status_code == 204
    refused = client.post("/api/v1/timeline/")
    assert (refused.status_code, refused["Content-Type"]) == (405, "application/problem+json")


def test_the_answer_says_its_language() -> None:
    EventFactory(title="In force", title_ja="施行")
    found = ask("timeline/", lang="ja")
    assert (found["Content-Language"], found.json()["events"][0]["title"]) == ("ja", "施行")


def test_the_weight_is_as_the_description_says() -> None:
    plain = EventFactory(slug="plain", kind="consultation")
    passed = EventFactory(slug="passed", kind="bill-passed")
    begun = EventFactory(slug="begun", kind="in-force")
    for _ in range(3):
        CoverageFactory(deciding=[begun])
    CoverageFactory(deciding=[passed])
    weights = {event["id"]: event["weight"] for event in answer("timeline/")["events"]}
    assert weights == {plain.slug: 0, passed.slug: 4, begun.slug: 8}
    described = description()["components"]["schemas"]["TimelineEvent"]["properties"]["weight"]
    assert (described["minimum"], described["maximum"]) == (0, max(weights.values()))


def test_the_reference_explains_the_address_and_both_forms() -> None:
    page = Client().get("/api/").content.decode()
    section = page[page.index('<section class="collection" id="timeline">') :]
    section = section[: section.index("</section>")]
    for word in (
        "/api/v1/timeline/",
        "width",
        "Pixels across",
        "period",
        "There are more events than pixels.",
    ):
        assert word in section
    weight = page[page.index('id="timeline-event"') :]
    assert "How much it matters to the picture" in weight
    assert answer("")["questions"]["timeline"] == "http://testserver/api/v1/timeline/"


def stated(chance: random.Random) -> str:
    """A date of any form, most of them years apart, some open at an end."""
    day = datetime.date(1995, 1, 1) + datetime.timedelta(days=chance.randrange(365 * 40))
    later = day + datetime.timedelta(days=chance.randrange(900))
    forms = (f"{day}", f"{day:%Y-%m}", f"{day:%Y}~", f"{day}/{later}", f"../{day:%Y-%m}", f"{day:%Y-%m}/..")
    return chance.choices(forms, weights=(8, 4, 2, 2, 1, 1))[0]


@pytest.fixture
def many() -> None:
    chance = random.Random(2017)
    places = [japan(), korea(), place("us", "United States")]
    incident = IncidentFactory()
    Event.objects.bulk_create(
        Event(
            slug=f"event-{number}",
            date=stated(chance),
            kind=chance.choice(EventKind.values),
            jurisdiction=chance.choice(places),
            incident=incident,
            title=f"Event {number}",
            summary="It happened.",
            state="published" if number % 10 else "draft",
        )
        for number in range(200)
    )


def counted(events: list[dict[str, Any]], length: int) -> Counter[tuple[str, str, str]]:
    """The events by hand: each once, by its first possible day, an open start by its last."""
    return Counter(
        (
            (event["date"]["earliest"] or event["date"]["latest"])[:length],
            event["jurisdiction"],
            event["category"],
        )
        for event in events
    )


DAYS = st.dates(datetime.date(1994, 1, 1), datetime.date(2037, 1, 1))
NARROWED = st.fixed_dictionaries(
    {},
    optional={
        "jurisdiction": st.sampled_from(["jp", "kr", "jp,us"]),
        "category": st.sampled_from(["law", "incident", "policy,market"]),
        "precision": st.sampled_from(["day", "month", "year", "interval"]),
        "certainty": st.sampled_from(["exact", "approximate"]),
    },
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(DAYS, max_size=2), NARROWED, st.integers(1, 220))
def test_counts_are_the_events_at_every_zoom(
    many: None, ends: list[datetime.date], narrowed: dict[str, str], width: int
) -> None:
    zoom = dict(zip(("from", "to"), map(str, sorted(ends)), strict=False)) | narrowed
    single = answer("timeline/", **zoom, width=ALL)
    found = answer("timeline/", **zoom, width=width)
    assert found["count"] == single["count"] == len(single["events"])
    if single["count"] <= width:
        assert found["events"] == single["events"]
        return
    assert sum(each["count"] for each in found["bins"]) == single["count"]
    length = {name: length for length, name in HELD.items()}[found["period"]]
    by_hand = counted(single["events"], length)
    assert {
        (each["date"], each["jurisdiction"], each["category"]): each["count"] for each in found["bins"]
    } == (dict(by_hand))
    assert [list(each.values())[:3] for each in found["bins"]] == [list(key) for key in sorted(by_hand)]


def test_the_closer_the_zoom_the_finer_the_counts(many: None) -> None:
    assert answer("timeline/", width=100)["period"] == "year"
    assert answer("timeline/", width=100, from_="2015", to="2016-06")["mode"] == "events"
    assert answer("timeline/", width=10, from_="2016-02-01", to="2016-02-02")["period"] == "day"


def test_a_span_that_reaches_far_out_of_view_makes_the_counts_no_coarser() -> None:
    EventFactory(date="1950/..")
    for day in (4, 5, 6):
        EventFactory(date=f"2018-01-0{day}")
    assert answer("timeline/", width=3)["period"] == "year"
    near = answer("timeline/", width=3, from_="2018-01-04", to="2018-01-06")
    assert (near["mode"], near["count"], near["period"]) == ("bins", 4, "month")
    EventFactory.create_batch(5, date="2018-01-05")
    near = answer("timeline/", width=8, from_="2018-01-04", to="2018-01-06")
    assert (near["mode"], near["count"], near["period"]) == ("bins", 9, "day")


@given(DAYS, DAYS, st.none() | DAYS, st.none() | DAYS)
def test_the_days_shown_lie_in_extent_and_window(
    first: datetime.date, last: datetime.date, begin: datetime.date | None, end: datetime.date | None
) -> None:
    first, last = sorted((first, last))
    days = shown_days((first, last), (begin, end))
    assert 1 <= days <= max(1, (last - first).days)
    if begin and end and begin < end:
        assert days <= (end - begin).days
    assert [length for length, _days in PERIODS] == sorted(HELD, reverse=True)
