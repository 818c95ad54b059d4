"""What applies on a day: by the dated events alone, never more certain than they are."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from regulations.models import Theme
from sources import dates
from timeline.as_of import Cell, as_of
from timeline.rule_states import Finding, RuleState, Step, finding

from .factories import AmendmentFactory, CoverageFactory, EventFactory, japan
from .world import crowd, small_world

MINE, OTHER = 1, 2
DAY = datetime.date(2018, 1, 26)


def step(kind: str, date: str, *measures: int) -> Step:
    stated = dates.parse(date)
    exact = not (stated.approximate or stated.uncertain)
    return Step(kind, stated.earliest, stated.latest, exact, frozenset(measures))


def on(day: str, instrument: str, *steps: Step) -> tuple[str, bool] | None:
    found = finding(instrument, MINE, steps, datetime.date.fromisoformat(day))
    return (found.state.value, found.certain) if found else None


ACT = (
    step("bill-submitted", "2016-03-04"),
    step("bill-passed", "2016-05-25"),
    step("promulgated", "2016-06-03"),
    step("in-force", "2017-04-01"),
)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2016-03-03", None),
        ("2016-03-04", ("proposed", True)),
        ("2016-05-25", ("coming", True)),
        ("2017-03-31", ("coming", True)),
        ("2017-04-01", ("in-force", True)),
        ("2026-11-23", ("in-force", True)),
    ],
)
def test_an_act_is_a_bill_then_to_come_then_in_force(day: str, state: tuple[str, bool] | None) -> None:
    assert on(day, "act", *ACT) == state


def test_an_act_that_starts_in_parts_is_right_between_its_starts() -> None:
    parts = (*ACT[:3], step("in-force", "2017-04-01", OTHER), step("in-force", "2018-04-01", MINE))
    assert on("2018-01-26", "act", *parts) == ("coming", True)
    assert on("2018-04-01", "act", *parts) == ("in-force", True)


def test_a_start_that_names_other_rules_only_is_none_of_this_one() -> None:
    assert on("2018-01-26", "act", *ACT[:3], step("in-force", "2017-04-01", OTHER)) == (
        "start-not-recorded",
        True,
    )


def test_a_start_within_its_month_is_possible_and_after_it_certain() -> None:
    act = (*ACT[:3], step("in-force", "2017-04"))
    assert on("2017-03-31", "act", *act) == ("coming", True)
    assert on("2017-04-15", "act", *act) == ("in-force", False)
    assert on("2017-04-30", "act", *act) == ("in-force", True)


@pytest.mark.parametrize("mark", ["~", "?"])
def test_a_doubtful_date_leaves_every_answer_possible(mark: str) -> None:
    act = (*ACT[:3], step("in-force", f"2017-04-01{mark}"))
    assert on("2017-03-31", "act", *act) == ("coming", False)
    assert on("2026-11-23", "act", *act) == ("in-force", False)


def test_a_consultation_starts_nothing() -> None:
    for instrument in ("act", "decree", "guideline", "policy", "bill", "outline"):
        assert on("2018-01-26", instrument, step("consultation", "2017-01-01")) is None


def test_a_guideline_is_issued_from_its_publication() -> None:
    guideline = step("guideline-published", "2017-12-13")
    assert on("2017-12-12", "guideline", guideline) is None
    assert on("2018-01-26", "guideline", guideline) == ("issued", True)


def test_a_bill_is_proposed_until_it_lapses() -> None:
    bill = (step("bill-submitted", "2023-07"), step("bill-lapsed", "2024-05-29"))
    assert on("2023-07-10", "bill", *bill) == ("proposed", False)
    assert on("2024-05-28", "bill", *bill) == ("proposed", True)
    assert on("2024-05-29", "bill", *bill) == ("ended", True)


def test_an_end_that_names_other_rules_leaves_this_one() -> None:
    assert on("2026-01-01", "act", *ACT, step("ended", "2020-01-01", OTHER)) == ("in-force", True)
    assert on("2026-01-01", "act", *ACT, step("ended", "2020-01-01")) == ("ended", True)
    assert on("2020-02-01", "act", *ACT, step("ended", "2020")) == ("in-force", False)


def test_what_ended_can_come_into_force_again() -> None:
    again = (*ACT, step("ended", "2018-04-01"), step("in-force", "2020-04-01"))
    assert on("2019-01-01", "act", *again) == ("ended", True)
    assert on("2020-04-01", "act", *again) == ("in-force", True)


# Properties

KINDS = ("consultation", "bill-submitted", "bill-passed", "promulgated", "in-force", "guideline-published")
ANY_DAY = st.dates(datetime.date(2014, 1, 1), datetime.date(2028, 1, 1))
DATES = st.one_of(
    ANY_DAY.map(str),
    ANY_DAY.map(lambda day: f"{day:%Y-%m}"),
    ANY_DAY.map(lambda day: f"{day:%Y}~"),
    ANY_DAY.map(lambda day: f"{day:%Y-%m}?"),
    ANY_DAY.map(lambda day: f"../{day}"),
    ANY_DAY.map(lambda day: f"{day:%Y-%m}/.."),
)
NAMED = st.sampled_from([(), (MINE,), (OTHER,), (MINE, OTHER)])


def lives(*kinds: str) -> Any:
    steps = st.builds(
        lambda kind, date, named: step(kind, date, *named), st.sampled_from(kinds), DATES, NAMED
    )
    return st.lists(steps, max_size=7)


INSTRUMENTS = st.sampled_from(["act", "decree", "guideline", "policy", "bill", "outline"])


def certainly(found: Finding | None, state: RuleState) -> bool:
    return found is not None and found.certain and found.state == state


@given(INSTRUMENTS, lives(*KINDS), ANY_DAY, ANY_DAY)
def test_once_in_force_a_rule_stays_so_until_it_ends(
    instrument: str, life: list[Step], one: datetime.date, two: datetime.date
) -> None:
    first, then = sorted((one, two))
    if certainly(finding(instrument, MINE, life, first), RuleState.IN_FORCE):
        assert certainly(finding(instrument, MINE, life, then), RuleState.IN_FORCE)


@given(INSTRUMENTS, lives(*KINDS, "ended", "bill-lapsed"), ANY_DAY)
def test_what_is_certain_rests_on_a_day_that_has_come(
    instrument: str, life: list[Step], day: datetime.date
) -> None:
    found = finding(instrument, MINE, life, day)
    if found and found.state == RuleState.COMING:
        assert not found.certain or found.since.is_ahead(day)
    elif found:
        assert found.since.may_have_come(day)
        assert not found.certain or any(one.has_come(day) for one in life)


@given(INSTRUMENTS, lives(*KINDS, "ended"), ANY_DAY)
def test_what_is_certain_of_exact_days_was_never_in_doubt(
    instrument: str, life: list[Step], day: datetime.date
) -> None:
    sure = [one for one in life if one.exact and one.earliest == one.latest]
    found = finding(instrument, MINE, sure, day)
    assert found is None or found.certain


# The real data, worked out by hand


def cells(day: str, theme: str) -> dict[str, Cell]:
    rows = as_of(datetime.date.fromisoformat(day))
    return {one.place.slug: one for row in rows if row.theme.slug == theme for one in row.cells}


def states(one: Cell) -> dict[str, tuple[str, bool, str]]:
    return {
        rule.measure.slug: (rule.state.value, rule.finding.certain, rule.event.date) for rule in one.rules
    }


@pytest.mark.django_db
def test_on_the_day_of_the_coincheck_theft_japan_registered_exchanges_and_korea_did_not(
    real_data: None,
) -> None:
    found = cells("2018-01-26", "exchange-registration")
    assert states(found["jp"])["jp-2016-act-62-exchange-registration"] == ("in-force", True, "2017-04-01")
    assert states(found["kr"]) == {
        "kr-2018-realname-guideline-exchange-registration": ("coming", True, "2018-01-30")
    }
    assert found["kr"].absence == "none-in-force"
    assert found["kr"].first
    assert (found["kr"].first.event.slug, found["kr"].first.state) == (
        "kr-2018-01-30-realname-in-force",
        "in-force",
    )
    ico = cells("2018-01-26", "ico")
    assert states(ico["kr"]) == {"kr-2017-ico-ban-ico": ("issued", True, "2017-09-29")}


@pytest.mark.django_db
def test_where_no_start_is_recorded_the_first_known_rule_is_the_one_adopted_first(real_data: None) -> None:
    japan_ = cells("2018-01-26", "fractional-investment")["jp"]
    assert (japan_.rules, japan_.absence) == ([], "none-in-force")
    assert japan_.first
    assert (japan_.first.measure.slug, japan_.first.event.slug, japan_.first.state) == (
        "jp-2023-fiea-amendment-fractional-investment",
        "jp-2023-11-20-fiea-passed",
        "start-not-recorded",
    )


@pytest.mark.django_db
def test_korea_registers_exchanges_from_25_march_2021(real_data: None) -> None:
    name = "kr-2020-sfia-amendment-exchange-registration"
    assert states(cells("2021-03-24", "exchange-registration")["kr"])[name] == ("coming", True, "2021-03-25")
    assert states(cells("2021-03-25", "exchange-registration")["kr"])[name] == (
        "in-force",
        True,
        "2021-03-25",
    )


@pytest.mark.django_db
def test_korea_s_ledgers_are_still_to_come_on_23_november_2026(real_data: None) -> None:
    korea = cells("2026-11-23", "ledger-as-registry")["kr"]
    name = "kr-2026-electronic-registration-amendment-ledger-as-registry"
    assert states(korea)[name] == ("coming", True, "2027-02-04")
    assert (korea.absence, korea.ends) == ("none-in-force", "2026-11-22")
    assert states(cells("2027-02-04", "ledger-as-registry")["kr"])[name] == ("in-force", True, "2027-02-04")


@pytest.mark.django_db
def test_where_nothing_was_found_it_is_said_until_when_was_searched(real_data: None, client: Client) -> None:
    korea = cells("2024-01-01", "stablecoins")["kr"]
    assert (korea.absence, korea.ends) == ("none-found", "")
    text = client.get("/timeline/day/2024-01-01/?theme=stablecoins").content.decode()
    assert "None found; searched until" in text
    assert "in force since" in text


# Absence, the page and its cost


@pytest.mark.django_db
def test_a_cell_without_a_row_was_not_researched() -> None:
    world = small_world()
    CoverageFactory(theme=world["theme"], jurisdiction=world["kr"], status="not-researched")
    found = cells("2018-01-26", "custody")
    assert (found["kr"].absence, found["jp"].absence) == ("not-researched", "none-in-force")
    assert cells("2019-04-01", "custody")["jp"].absence == ""


def adopted(date: str, **more: Any) -> Any:
    """An act on custody of which only the passage is on record."""
    act = AmendmentFactory(themes=[Theme.objects.get(slug="custody")], jurisdiction=japan(), **more)
    EventFactory(kind="bill-passed", date=date, amendments=[act], jurisdiction=japan())
    return act


@pytest.mark.django_db
def test_a_known_start_comes_before_an_adoption_however_early() -> None:
    world = small_world()
    adopted("2018-06-01")
    (first,) = [cells("2018-01-26", "custody")["jp"].first]
    assert first
    assert (first.event, first.state) == (world["force"], "in-force")


@pytest.mark.django_db
def test_of_adoptions_alone_the_first_is_known_and_a_bill_is_none() -> None:
    world = small_world()
    world["force"].withdraw("A mistake.")
    adopted("2018-03-01", instrument="bill")
    adopted("2018-07-01")
    act = adopted("2018-06")
    found = cells("2018-01-26", "custody")["jp"].first
    assert found
    assert (found.measure.amendment, found.event.date, found.state) == (act, "2018-06", "start-not-recorded")


@pytest.mark.django_db
def test_a_draft_event_starts_nothing() -> None:
    world = small_world()
    EventFactory(
        kind="in-force",
        date="2017-01-01",
        amendments=[world["amendment"]],
        state="draft",
        jurisdiction=japan(),
    )
    assert cells("2018-01-26", "custody")["jp"].rules == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "day", ["2018-02-30", "2018-01", "2018-01-26~", "2018-01-26/2018-02-01", "today", "٢٠١٨-01-26"]
)
def test_what_is_no_day_has_no_page(client: Client, day: str) -> None:
    assert client.get(f"/timeline/day/{day}/").status_code == 404


@pytest.mark.django_db
def test_a_day_may_be_kept_by_anyone_and_sets_no_cookie(client: Client) -> None:
    small_world()
    for day in ("0001-01-01", "2019-04-01", "9999-12-31"):
        answer = client.get(f"/timeline/day/{day}/")
        assert answer.status_code == 200
        assert not answer.cookies


@pytest.mark.django_db
def test_a_day_asks_the_database_as_often_for_many_rules_as_for_one() -> None:
    world = small_world()
    counted = []
    for numbers in (range(1), range(1, 30)):
        crowd(world, numbers)
        with CaptureQueriesContext(connection) as queries:
            as_of(DAY)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 12
