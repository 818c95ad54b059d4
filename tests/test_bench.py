"""The benchmark's own parts: its events are valid and always the same, and its tables say what was seen."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from timeline.models import Event

from .bench import costs, peers, tables, timeline
from .bench.filling import fill
from .bench.synthetic import made
from .bench.timeline import LARGEST_FOR_PEERS, rivals
from .world import small_world

MANY = 400
RUN = {"calm": 300, "first": 250, "requests": 6, "js": 50.0, "css": 10.0, "all": 84.0, "foreign": []}


def test_the_same_number_gives_the_same_events() -> None:
    assert list(made(MANY)) == list(made(MANY))
    assert list(made(MANY)) != list(made(MANY, seed=2))


@pytest.mark.django_db
def test_the_events_are_such_as_the_site_publishes() -> None:
    fill(MANY)
    events = Event.objects.published()
    assert events.count() == MANY
    assert set(events.values_list("precision", flat=True)) == {"day", "month", "year", "interval"}
    assert events.filter(citations__isnull=True).count() == 0
    assert events.exclude(title_ja="").exclude(title_ko="").count() == MANY
    for event in events:
        event.full_clean()
    drawn = Client().get("/api/v1/timeline/?width=1000").json()
    binned = Client().get("/api/v1/timeline/?width=300").json()
    assert (drawn["mode"], drawn["count"], len(drawn["events"])) == ("events", MANY, MANY)
    assert (binned["mode"], sum(one["count"] for one in binned["bins"])) == ("bins", MANY)
    assert Client().get("/timeline/").status_code == 200


def test_the_peers_get_the_same_events_in_days() -> None:
    rows = [peers.row(one) for one in made(MANY)]
    assert [row[0] for row in rows] == list(range(1, MANY + 1))
    for _, first, last, place, title in rows:
        assert datetime.date.fromisoformat(first) <= datetime.date.fromisoformat(last or first)
        assert place in {"jp", "kr", "intl"}
        assert title


def test_a_peer_is_asked_for_no_more_events_than_it_can_show() -> None:
    assert [each.name for each in rivals("", 100_000)] == list(LARGEST_FOR_PEERS)
    assert len(rivals("", 10_000)) == 3


def test_the_last_run_takes_the_place_of_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs = tmp_path / "benchmarks.md"
    docs.write_text(f"# Kept\n\n{timeline.LAST_RUN}\nold\n")
    monkeypatch.setattr(timeline, "DOCS", docs)
    timeline.record("new\n")
    assert docs.read_text() == f"# Kept\n\n{timeline.LAST_RUN}\nnew\n"


def test_the_document_has_a_place_for_the_last_run() -> None:
    assert timeline.DOCS.read_text().count(timeline.LAST_RUN) == 1


@pytest.mark.parametrize("database", ["SQLite", "PostgreSQL"])
def test_the_document_has_a_place_for_the_answers_on_each_database(database: str) -> None:
    told = timeline.DOCS.read_text()
    places = [told.index(mark) for mark in costs.marks(database)]
    assert places == sorted(places)
    assert told.index(timeline.LAST_RUN) > places[1]


def test_answers_take_the_place_of_those_on_the_same_database_alone(tmp_path: Path) -> None:
    docs = tmp_path / "benchmarks.md"
    docs.write_text("# Kept\n" + "".join("".join(costs.marks(name)) for name in ("one", "two")) + "after\n")
    costs.record("one", "first", docs)
    costs.record("two", "other", docs)
    costs.record("one", "second", docs)
    told = docs.read_text()
    assert told.index("# Kept") < told.index("second") < told.index("other") < told.index("after")
    assert "first" not in told


def test_an_answer_is_judged_by_its_slow_ones_and_by_its_questions() -> None:
    def met(walls: list[float], queries: int) -> str:
        told = costs.document("", {"asked": [costs.Cost(wall, wall, queries) for wall in walls]}, {}, {})
        return told.splitlines()[4].split("|")[-2].strip()

    assert met([150.0] * 20, 40) == "yes"
    assert met([10.0] * 18 + [151.0] * 2, 40) == "**no**"
    assert met([10.0] * 20, 41) == "**no**"


@pytest.mark.django_db
def test_made_up_events_stand_beside_what_is_there() -> None:
    world = small_world()
    held = Event.objects.count()
    fill(MANY)
    assert Event.objects.count() == held + MANY
    assert Event.objects.filter(slug__startswith="event-0", jurisdiction=world["jp"]).exists()


def met(runs: dict[str, Any], phone: dict[str, Any] | None = None) -> dict[str, bool]:
    return {goal.text: goal.met for goal in tables.goals(runs, phone or {})}


def test_a_goal_is_met_or_not_by_the_median_of_the_runs() -> None:
    light, heavy = RUN, RUN | {"js": 61.0, "foreign": ["elsewhere.example"]}
    assert set(met({tables.REAL: {tables.OURS: [light, heavy, light]}}).values()) == {True, False}
    assert met({tables.REAL: {tables.OURS: [light, heavy, light]}})["first view: JavaScript, kB ≤ 60"]
    assert not met({tables.REAL: {tables.OURS: [light, heavy, heavy]}})["first view: JavaScript, kB ≤ 60"]
    assert not met({tables.REAL: {tables.OURS: [light, heavy, light]}})["first view: no other host"]
    assert met({}, {"lcp": 1801, "cls": 0.02}) == {
        "Lighthouse, mobile: largest paint, ms ≤ 1,800": False,
        "Lighthouse, mobile: layout shift ≤ 0.02": True,
    }


def test_a_peer_that_was_never_ready_counts_for_as_long_as_was_waited() -> None:
    waited = {"note": "not ready in 120 s", "patience": 120}
    runs = {"10000": {tables.OURS: [RUN], "vis-timeline, stacked": [waited]}}
    seen = {goal.text: goal for goal in tables.goals(runs, {})}
    sooner = seen["10,000 events: ready so many times sooner than vis-timeline, stacked, ≥ 50"]
    assert (sooner.seen, sooner.met) == ("over 400.0", True)
    assert "vis-timeline, stacked (not ready in 120 s) | –" in tables.document(runs, {}, {"cores": "2"})


def test_what_was_not_measured_is_no_number() -> None:
    assert tables.middle([RUN, RUN | {"calm": None}], "calm") is None
    assert tables.cell([RUN], ("js", "css", "none")) == "50 / 10 / –"
