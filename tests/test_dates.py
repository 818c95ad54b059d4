"""A date as its source states it: what is read, what is refused, and the days that it can mean."""

from __future__ import annotations

import calendar
import datetime
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from sources import dates
from sources.dates import DateError, parse

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
DATED = {"date", "published", "accessed", "as_of", "searched_to"}

days = st.dates(min_value=datetime.date(1000, 1, 1))
marks = st.sampled_from(["", "~", "?"])


@st.composite
def moments(draw: st.DrawFn) -> str:
    return draw(days).isoformat()[: draw(st.sampled_from([4, 7, 10]))] + draw(marks)


@st.composite
def intervals(draw: st.DrawFn) -> str:
    """The one that starts first comes first; now and then an end is open."""
    first, last = sorted([draw(moments()), draw(moments())], key=lambda text: str(parse(text).earliest))
    return draw(st.sampled_from([f"{first}/{last}", f"../{last}", f"{first}/.."]))


stated = st.one_of(moments(), intervals())


@given(stated)
def test_a_date_reads_back_as_it_was_stated(text: str) -> None:
    assert str(parse(text)) == text


@given(stated)
def test_it_never_ends_before_it_starts(text: str) -> None:
    date = parse(text)
    assert date.earliest is None or date.latest is None or date.earliest <= date.latest


@given(stated)
def test_only_an_open_end_has_no_bound(text: str) -> None:
    date = parse(text)
    assert (date.earliest is None) == text.startswith("..")
    assert (date.latest is None) == text.endswith("..")


@given(days)
def test_a_day_means_itself(day: datetime.date) -> None:
    date = parse(day.isoformat())
    assert (date.earliest, date.latest, date.precision) == (day, day, "day")


@given(days)
def test_a_month_means_all_its_days(day: datetime.date) -> None:
    date = parse(day.isoformat()[:7])
    last = calendar.monthrange(day.year, day.month)[1]
    assert (date.earliest, date.latest) == (day.replace(day=1), day.replace(day=last))
    assert date.precision == "month"


@given(days)
def test_a_year_means_all_its_days(day: datetime.date) -> None:
    date = parse(f"{day.year}")
    assert (date.earliest, date.latest) == (datetime.date(day.year, 1, 1), datetime.date(day.year, 12, 31))
    assert date.precision == "year"


@given(moments(), st.sampled_from("~?"))
def test_a_mark_widens_nothing(text: str, mark: str) -> None:
    plain, marked = parse(text.rstrip("~?")), parse(text.rstrip("~?") + mark)
    assert (marked.earliest, marked.latest, marked.precision) == (
        plain.earliest,
        plain.latest,
        plain.precision,
    )
    assert (marked.approximate, marked.uncertain) == (mark == "~", mark == "?")
    assert not plain.approximate
    assert not plain.uncertain


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2018-01/2018-03", "2018-01-01", "2018-03-31"),
        ("2018-01-26/2018", "2018-01-26", "2018-12-31"),
        ("2018/2018-01-26", "2018-01-01", "2018-01-26"),
        ("2018-01-26/2018-01", "2018-01-26", "2018-01-31"),  # a day, then its month
        ("2018-01-26/2018-01-26", "2018-01-26", "2018-01-26"),
        ("../2018-02", None, "2018-02-28"),
        ("2018-02/..", "2018-02-01", None),
        ("2020-02", "2020-02-01", "2020-02-29"),
    ],
)
def test_an_interval_runs_from_its_first_day_to_its_last(
    text: str, earliest: str | None, latest: str | None
) -> None:
    date = parse(text)
    bounds = [bound and bound.isoformat() for bound in (date.earliest, date.latest)]
    assert bounds == [earliest, latest]


def test_an_interval_of_one_day_is_an_interval_still() -> None:
    assert parse("2018-01-26/2018-01-26").precision == "interval"


@pytest.mark.parametrize("text", ["2018~/2019", "2018/2019~", "../2019~", "2018~/.."])
def test_an_interval_is_as_certain_as_its_less_certain_end(text: str) -> None:
    assert parse(text).approximate
    assert parse(text.replace("~", "?")).uncertain


@pytest.mark.parametrize(
    "text",
    [
        *("2019-02-29", "2019-13", "2019-00", "2019-01-00", "2019-01-32", "2019-04-31", "0000", "0000-01-01"),
        *("1900-02-29", "2018/2019-02-29", "2019-13/.."),
        *("2019/2018", "2018-02/2018-01", "2018-01-02/2018-01-01", "../..", "2018/2017~"),
        *("", " ", "/", "2018/", "/2018", "..", "../", "/..", "2018/2019/2020"),
        *(" 2018", "2018 ", "2018-01 ", "2018 / 2019", "2018-01-26\n", "\t2018", "2018\x00"),
        *("\uff12\uff10\uff11\uff18", "2018\uff0d01", "٢٠١٨", "२०१८"),  # full-width, Arabic, Hindi digits
        *("2018-1", "2018-1-2", "18", "18-01-26", "201801", "20180126", "12018", "-2018", "+2018"),
        *("2018-Q1", "2018-21", "201X", "20XX", "2018-XX", "2018%", "2018~?", "~2018", "?2018", "2018-~01"),
        *("01/05/2020", "26.01.2018", "2018/01/26", "January 2018", "2018年1月", "平成30年", "2018년"),
        *("2018-01-26T00:00", "2018-01-26T12:00:00Z", "2018-W04", "2018-026", "[2018]", "{2018}"),
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        parse(text)


@given(st.text("0123456789-/~?. ", max_size=24))
def test_what_is_accepted_is_kept_to_the_letter(text: str) -> None:
    date = dates.read(text)
    assert date is None or str(date) == text


@given(st.text(max_size=24))
def test_no_text_breaks_the_reader(text: str) -> None:
    date = dates.read(text)
    assert date is None or date.earliest or date.latest


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2019-02-29", "names a day that does not exist"),
        ("01/05/2020", "is not a date of an accepted form"),
        ("../..", "is open at both ends"),
        ("2019/2018", "runs backwards"),
    ],
)
def test_a_refusal_names_the_text_and_what_is_wrong(text: str, reason: str) -> None:
    with pytest.raises(DateError) as refusal:
        parse(text)
    assert f"“{text}” {reason}" in str(refusal.value)


@pytest.mark.parametrize("text", ["2019-02-29", "01/05/2020", "../.."])
def test_a_refusal_says_what_is_accepted(text: str) -> None:
    with pytest.raises(DateError, match="accepted is a year"):
        parse(text)


@pytest.mark.parametrize("text", ["", "2019-02-29", "soon"])
def test_columns_of_no_date_are_empty(text: str) -> None:
    assert dates.earliest(text) is None
    assert dates.latest(text) is None
    assert dates.precision(text) == ""
    assert dates.approximate(text) is False
    assert dates.uncertain(text) is False


@given(stated)
def test_columns_are_those_of_the_date(text: str) -> None:
    date = parse(text)
    assert dates.earliest(text) == date.earliest
    assert dates.latest(text) == date.latest
    assert dates.precision(text) == date.precision
    assert dates.approximate(text) == date.approximate
    assert dates.uncertain(text) == date.uncertain


# The `edtf` package reads more than we accept, so it judges only what we accept.


def as_day(bound: Any) -> datetime.date | None:
    """A bound of the package: a time where it is known, else an infinity or a guess of an open end."""
    return (
        datetime.date(bound.tm_year, bound.tm_mon, bound.tm_mday)
        if isinstance(bound, time.struct_time)
        else None
    )


def agrees(text: str) -> bool:
    ours, theirs = parse(text), parse_edtf(text)
    return (ours.earliest is None or as_day(theirs.lower_strict()) == ours.earliest) and (
        ours.latest is None or as_day(theirs.upper_strict()) == ours.latest
    )


@given(stated)
def test_the_edtf_package_finds_the_same_bounds(text: str) -> None:
    assert agrees(text)


def dates_of_the_fixtures() -> Iterator[str]:
    for path in sorted(FIXTURES.glob("*.yaml")):
        for row in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
            yield from (text for name, text in row["fields"].items() if name in DATED)


def test_the_edtf_package_agrees_on_every_date_of_the_data() -> None:
    texts = set(dates_of_the_fixtures())
    assert len(texts) > 500
    assert [text for text in sorted(texts) if not agrees(text)] == []
