"""What one rule is on a day when it ends and comes back, or is published before it starts."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.rule_states import Finding, RuleState, Step, finding

from .test_as_of import ANY_DAY, DATES, INSTRUMENTS, KINDS, MINE, certainly, lives, on, step

# A guideline that is published before it starts

GUIDELINE = (step("guideline-published", "2018-01-23"), step("in-force", "2018-01-30"))


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2018-01-22", None),
        ("2018-01-23", ("coming", True)),
        ("2018-01-29", ("coming", True)),
        ("2018-01-30", ("in-force", True)),
    ],
)
def test_a_guideline_is_to_come_between_its_publication_and_its_start(
    day: str, state: tuple[str, bool] | None
) -> None:
    assert on(day, "guideline", *GUIDELINE) == state
    assert on(day, "policy", step("policy-statement", "2018-01-23"), GUIDELINE[1]) == state


def test_what_is_to_come_of_a_guideline_names_its_start_and_its_publication() -> None:
    found = finding("guideline", MINE, GUIDELINE, datetime.date(2018, 1, 26))
    assert found
    assert (found.since, found.adopted) == (GUIDELINE[1], GUIDELINE[0])


def test_a_guideline_to_come_is_as_certain_as_both_its_dates() -> None:
    published, start = GUIDELINE
    assert on("2018-01-26", "guideline", step("guideline-published", "2018-01"), start) == ("coming", False)
    assert on("2018-01-26", "guideline", step("guideline-published", "2018-01-23~"), start) == (
        "coming",
        False,
    )
    assert on("2018-01-26", "guideline", published, step("in-force", "2018-02")) == ("coming", True)
    assert on("2018-01-26", "guideline", published, step("in-force", "2018-02?")) == ("coming", False)
    assert on("2018-01-26", "guideline", published, step("in-force", "2018-01")) == ("in-force", False)


def test_a_plan_that_names_its_start_is_still_a_plan() -> None:
    plan = (step("policy-statement", "2018-01-23"), step("in-force", "2018-01-30"))
    assert on("2018-01-26", "outline", *plan) == ("proposed", True)


# What ends and comes back

LAPSED = (step("bill-submitted", "2023-07-28"), step("bill-lapsed", "2024-05-29"))


@pytest.mark.parametrize(
    ("later", "day", "state"),
    [
        ((), "2026-01-01", ("ended", True)),
        ((("bill-submitted", "2024-11-01"),), "2024-10-31", ("ended", True)),
        ((("bill-submitted", "2024-11-01"),), "2024-11-01", ("proposed", True)),
        ((("bill-advanced", "2024-11-01"),), "2024-11-01", ("proposed", True)),
        ((("bill-passed", "2025-01-15"),), "2025-01-15", ("start-not-recorded", True)),
        ((("promulgated", "2025-02-03"), ("in-force", "2026-02-03")), "2025-02-03", ("coming", True)),
        ((("promulgated", "2025-02-03"), ("in-force", "2026-02-03")), "2026-02-03", ("in-force", True)),
        ((("bill-submitted", "2024-11"),), "2024-11-10", ("proposed", False)),
        ((("bill-submitted", "2024-11-01~"),), "2025-11-10", ("proposed", False)),
    ],
)
def test_a_bill_that_lapsed_is_what_later_steps_make_it(
    later: tuple[tuple[str, str], ...], day: str, state: tuple[str, bool]
) -> None:
    assert on(day, "act", *LAPSED, *(step(*each) for each in later)) == state


def test_a_bill_that_lapsed_twice_has_ended_since_the_second_time() -> None:
    again = (*LAPSED, step("bill-submitted", "2024-11-01"), step("bill-lapsed", "2025-06-01"))
    assert on("2025-05-31", "act", *again) == ("proposed", True)
    found = finding("act", MINE, again, datetime.date(2025, 6, 1))
    assert found
    assert (found.state, found.since) == (RuleState.ENDED, again[-1])


def test_a_step_that_may_lie_before_the_end_brings_nothing_back() -> None:
    again = (*LAPSED[:1], step("bill-lapsed", "2024"), step("bill-submitted", "2024-11-01"))
    assert on("2025-01-01", "act", *again) == ("ended", True)


def test_steps_before_the_end_give_nothing_to_what_comes_back() -> None:
    old = (step("promulgated", "2015-01-01"), step("in-force", "2016-01-01"), step("ended", "2020-01-01"))
    assert on("2021-02-01", "act", *old, step("bill-submitted", "2021-01-01")) == ("proposed", True)
    assert on("2021-02-01", "act", *old, step("in-force", "2021~")) == ("in-force", False)


def test_what_came_back_after_an_end_of_a_doubtful_day_is_only_possible() -> None:
    again = (step("in-force", "2016-01-01"), step("ended", "2018~"), step("in-force", "2021-01-01"))
    found = finding("act", MINE, again, datetime.date(2022, 1, 1))
    assert found
    assert (found.state, found.doubt) == (RuleState.IN_FORCE, again[1])


# Properties

LIVING = ("bill-submitted", "bill-advanced", "bill-passed", "promulgated", "in-force", "guideline-published")
ENDS = st.sampled_from(["ended", "bill-lapsed"])


def year_by_year(kinds: Any) -> Any:
    """Lives of a step a year, so that the order is known however roughly each date is."""
    shapes = st.sampled_from(["{:%Y-%m-%d}", "{:%Y-%m}", "{:%Y}", "{:%Y}~", "{:%Y-%m}?"])
    parts = st.tuples(kinds, shapes, st.dates(datetime.date(2001, 1, 1), datetime.date(2001, 12, 31)))

    def life(made: list[tuple[str, str, datetime.date]]) -> list[Step]:
        return [
            step(kind, shape.format(day.replace(year=2010 + number)))
            for number, (kind, shape, day) in enumerate(made)
        ]

    return st.lists(parts, max_size=8).map(life)


WITH_ENDS = year_by_year(st.one_of(st.sampled_from(LIVING), ENDS))
DAY_OF_A_LIFE = st.dates(datetime.date(2009, 1, 1), datetime.date(2020, 1, 1))


@given(INSTRUMENTS, year_by_year(st.sampled_from(LIVING)), ENDS, WITH_ENDS, DAY_OF_A_LIFE)
def test_what_lies_before_a_certain_end_says_nothing_once_the_rule_is_back(
    instrument: str, old: list[Step], end: str, later: list[Step], day: datetime.date
) -> None:
    before = [moved(one, -20) for one in old]
    whole = [*before, step(end, "2005-05-05"), *later]
    alone = finding(instrument, MINE, later, day)
    found = finding(instrument, MINE, whole, day)
    if alone:
        assert found == alone
    elif finding(instrument, MINE, before, day):
        assert certainly(found, RuleState.ENDED)
    else:
        assert found is None


def moved(one: Step, years: int) -> Step:
    """The same step in another year; every 28 February is one."""
    first, last = (bound.replace(day=min(bound.day, 28)) for bound in (one.earliest, one.latest) if bound)
    return replace(
        one, earliest=first.replace(year=first.year + years), latest=last.replace(year=last.year + years)
    )


@given(INSTRUMENTS, WITH_ENDS, DAY_OF_A_LIFE, st.data())
def test_what_is_certain_is_so_wherever_in_its_bounds_each_date_lies(
    instrument: str, life: list[Step], day: datetime.date, data: st.DataObject
) -> None:
    found = finding(instrument, MINE, life, day)
    if found and found.certain:
        truly = finding(instrument, MINE, [settled(one, data) for one in life], day)
        assert truly
        assert truly.state == found.state


@given(INSTRUMENTS, lives(*KINDS), ANY_DAY, st.data())
def test_without_an_end_no_order_of_the_dates_can_deny_what_is_certain(
    instrument: str, life: list[Step], day: datetime.date, data: st.DataObject
) -> None:
    found = finding(instrument, MINE, life, day)
    if found and found.certain:
        truly = finding(instrument, MINE, [settled(one, data) for one in life], day)
        assert truly
        assert truly.state == found.state


def settled(one: Step, data: st.DataObject) -> Step:
    """The step on one of the days that its date can mean; a doubtful date is left in doubt."""
    if not one.exact:
        return one
    first, last = one.earliest or datetime.date(2000, 1, 1), one.latest or datetime.date(2040, 1, 1)
    lies = data.draw(st.dates(first, last))
    return replace(one, earliest=lies, latest=lies)


@given(INSTRUMENTS, WITH_ENDS, DAY_OF_A_LIFE, DAY_OF_A_LIFE)
def test_once_in_force_a_rule_stays_so_until_an_end_that_may_have_come(
    instrument: str, life: list[Step], one: datetime.date, two: datetime.date
) -> None:
    first, then = sorted((one, two))
    ends = [each for each in life if each.kind in {"ended", "bill-lapsed"}]
    between = [each for each in ends if not each.has_come(first) and each.may_have_come(then)]
    if certainly(finding(instrument, MINE, life, first), RuleState.IN_FORCE) and not between:
        assert certainly(finding(instrument, MINE, life, then), RuleState.IN_FORCE)


@given(INSTRUMENTS, WITH_ENDS, DAY_OF_A_LIFE)
def test_a_rule_that_is_back_rests_on_a_step_after_every_end_that_is_past(
    instrument: str, life: list[Step], day: datetime.date
) -> None:
    found: Finding | None = finding(instrument, MINE, life, day)
    past = [one for one in life if one.kind in {"ended", "bill-lapsed"} and one.is_past(day)]
    if found and found.state != RuleState.ENDED:
        assert all(one.latest and found.since.earliest and found.since.earliest > one.latest for one in past)


@given(INSTRUMENTS, st.lists(DATES, max_size=4), ANY_DAY)
def test_ends_alone_tell_of_no_rule(instrument: str, ends: list[str], day: datetime.date) -> None:
    assert finding(instrument, MINE, [step("ended", date) for date in ends], day) is None
