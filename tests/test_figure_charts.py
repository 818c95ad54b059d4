"""Figures over time: which are drawn, where their marks stand, and what is joined."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from timeline.charts import BOTTOM, TOP, ceiling, charts, number_in
from timeline.metrics import METRICS, PERIODIC
from timeline.models import Figure

from .factories import FigureFactory, OrganizationFactory, japan, read

pytestmark = pytest.mark.django_db
Stated = dict[str, Any]


def series(*stated: tuple[str, int] | Stated, **same: Any) -> None:
    """Figures of one organization: (as of, value), or all columns."""
    if "organization" not in same:
        same["organization"] = OrganizationFactory(slug="body")
    for each in stated:
        columns = each if isinstance(each, dict) else {"as_of": each[0], "value": each[1]}
        FigureFactory(**same, **columns)


def drawn() -> Any:
    """The one chart of all figures."""
    (chart,) = charts(Figure.objects.for_display())
    return chart


def test_three_dates_of_one_series_are_drawn_and_two_are_not() -> None:
    series(
        ("2020", 9), ("2023-02", 75), {"as_of": "", "value": 80}, {"as_of": "2024", "value": 3, "scope": "A"}
    )
    assert charts(Figure.objects.for_display()) == []
    series(("2025", 80), organization=Figure.objects.all()[0].organization)
    chart = drawn()
    assert [mark.point.value for mark in chart.marks] == [9, 75, 80, 3]


def test_three_numbers_of_one_date_are_no_series() -> None:
    series(("2025-04-01", 1), ("2025-04-01", 2), ("2025-04-01", 3))
    assert charts(Figure.objects.for_display()) == []


def test_each_subject_metric_and_unit_has_a_chart_of_its_own() -> None:
    dates = [("2020", 1), ("2021", 2), ("2022", 3)]
    series(*dates)
    series(*dates, organization=OrganizationFactory())
    series(*dates, organization=None, jurisdiction=japan(), metric="crypto_trading_volume", unit="JPY")
    series(*dates, organization=None, jurisdiction=japan(), metric="crypto_trading_volume", unit="KRW")
    found = charts(Figure.objects.for_display())
    assert sorted(chart.figure.unit for chart in found) == ["JPY", "KRW", "members", "members"]
    assert {len(chart.marks) for chart in found} == {3}


def test_the_axis_begins_at_nothing_and_ends_at_a_round_number() -> None:
    series(("2020", 0), ("2021", 29), ("2022", 37))
    chart = drawn()
    assert [value for _y, value in chart.ticks] == [40, 20, 0]
    assert [y for y, _value in chart.ticks] == [TOP, (TOP + BOTTOM) / 2, BOTTOM]
    assert chart.marks[0].y == BOTTOM


@given(value=st.decimals(min_value=0, max_value=10**20, places=2))
def test_the_top_is_never_below_the_value_nor_twice_above(value: Decimal) -> None:
    top = ceiling(value)
    assert top >= value
    assert top <= max(value * 2, Decimal(1))


def test_a_mark_is_as_wide_as_its_date_is_imprecise() -> None:
    series(("2020-07-01", 1), ("2021-01", 2), ("2022", 3), ("2023/2024", 4))
    widths = [round(mark.right - mark.left, 1) for mark in drawn().marks]
    assert widths[0] == 0 < widths[1] < widths[2] < widths[3]


def test_lines_are_straight_from_date_to_date_and_leave_long_gaps_open() -> None:
    series(("2017-09-29", 11), ("2019-03-25", 19), ("2023-02-01", 30), ("2025-02-01", 29))
    chart = drawn()
    first, second, third, last = chart.marks
    assert [(line.x1, line.y1, line.x2, line.y2) for line in chart.lines] == [
        (first.x2, first.y, second.x1, second.y),
        (third.x2, third.y, last.x1, last.y),
    ]


def test_scopes_are_not_joined_to_each_other() -> None:
    series(
        ("2020-01-01", 1),
        ("2020-06-01", 2),
        ("2021-01-01", 3),
        {"as_of": "2021-06-01", "value": 9, "scope": "A"},
    )
    assert len(drawn().lines) == 2
    assert any("A: 9" in label.text for label in drawn().labels)


def test_what_is_counted_over_a_period_stands_by_itself() -> None:
    assert set(METRICS) >= PERIODIC
    periods = [("2021-07/2021-12", 11), ("2022-01/2022-06", 5), ("2023-01/2023-06", 3)]
    series(*periods, organization=None, jurisdiction=japan(), metric="crypto_daily_trading", unit="KRW")
    assert (len(drawn().marks), drawn().lines) == (3, ())


def test_a_reading_with_a_number_is_drawn_hollow_and_tied_but_not_followed() -> None:
    stated = [("2024-06-30", 55), ("2024-12-31", 110), ("2025-06-30", 95)]
    won = {
        "organization": None,
        "jurisdiction": japan(),
        "metric": "crypto_market_capitalisation",
        "unit": "KRW",
    }
    series(*stated, **won)
    disputed = Figure.objects.get(value=110)
    read(disputed, says="107 won")
    read(disputed, says="more than expected")
    chart = drawn()
    assert [(mark.point.value, mark.hollow) for mark in chart.marks] == [
        (55, False),
        (110, True),
        (107, True),
        (95, False),
    ]
    (tie,) = chart.ties
    assert {tie.y1, tie.y2} == {mark.y for mark in chart.disputed}
    assert len(chart.lines) == 2
    assert {line.y2 for line in chart.lines} == {chart.marks[1].y, chart.marks[3].y}


def test_two_figures_of_one_date_are_both_hollow_and_the_line_forks() -> None:
    series(("2020-01-01", 1), ("2020-06-01", 2), ("2020-06-01", 3), ("2020-12-01", 4))
    chart = drawn()
    assert [mark.hollow for mark in chart.marks] == [False, True, True, False]
    assert (len(chart.lines), len(chart.ties)) == (4, 1)


@pytest.mark.parametrize(
    ("says", "unit", "number"),
    [
        ("107.7 trillion won", "KRW", (Decimal("107700000000000"), "exact")),
        ("about 1,454 members", "members", (Decimal(1454), "about")),
        ("Over 3 million dollars", "USD", (Decimal(3000000), "over")),
        ("29", "companies", (Decimal(29), "exact")),
        ("107.7 trillion won", "USD", None),
        ("744,000 BTC stolen", "BTC", None),
        ("more than 80% of trading was speculative", "percent", None),
        ("", "KRW", None),
    ],
)
def test_a_number_is_read_only_where_the_reading_is_nothing_else(
    says: str, unit: str, number: tuple[Decimal, str] | None
) -> None:
    assert number_in(says, unit) == number


def test_no_label_covers_a_mark_or_another_label() -> None:
    values = [3, 9, 4, 8, 8, 1, 7]
    series(*((f"20{14 + number}-0{1 + number}-01", value) for number, value in enumerate(values)))
    chart = drawn()
    assert [label.text for label in chart.labels][:1] == ["7"]
    for label in chart.labels:
        assert not any(label.covers(mark.middle, mark.y) for mark in chart.marks)
        assert not any(label.touches(other) for other in chart.labels if other != label)


def test_an_open_date_is_drawn_at_its_known_end() -> None:
    series(("../2020-05-01", 1), ("2021-05-01", 2), ("2022-05-01/..", 3))
    assert [mark.left == mark.right for mark in drawn().marks] == [True, True, True]


def test_every_mark_names_date_amount_and_source_and_leads_to_its_row(client: Client) -> None:
    series(
        ("2020-04", 9),
        {"as_of": "2021", "value": 60, "qualifier": "over"},
        ("2022-01-31", 75),
        organization=OrganizationFactory(slug="body", kind="self-regulatory-body"),
    )
    html = client.get("/organizations/body/").content.decode()
    chart = html.partition('<figure class="course j-jp">')[2].partition("</figure>")[0]
    marks = re.findall(r'<a href="/organizations/body/#(figure-\d+)"><title>(.*?)</title>', chart)
    assert [title for _slug, title in marks] == [
        "April 2020: 9 members [1]",
        "2021: over 60 members [1]",
        "31 January 2022: 75 members [1]",
    ]
    assert all(f'<tr id="{slug}">' in html for slug, _title in marks)
    assert chart.count('class="caret"') == 1


def figures_in(html: str) -> list[str]:
    """Every chart of a page."""
    return [each.partition("</figure>")[0] for each in html.split("<figure")[1:]]


def test_short_series_stay_a_table_alone(client: Client) -> None:
    series(("2020-04", 9), ("2023-02", 75))
    html = client.get("/organizations/body/").content.decode()
    assert "<figure" not in html
    assert 'class="series"' in html


def test_the_korean_market_is_drawn_with_both_readings(real_data: None, client: Client) -> None:
    html = client.get("/jurisdictions/kr/").content.decode()
    (market,) = (each for each in figures_in(html) if "Crypto market capitalisation" in each)
    assert market.count('class="mark"') == 9
    assert market.count('class="hole"') == 2
    for fact in ("about 110.5 trillion won", "107.7 trillion won", "Straight News", "Sources disagree"):
        assert fact in market


def test_registered_exchanges_of_japan_are_drawn_with_their_gap(real_data: None, client: Client) -> None:
    html = client.get("/jurisdictions/jp/").content.decode()
    (chart,) = (each for each in figures_in(html) if "Registered crypto businesses" in each)
    assert chart.count('class="mark"') == 11
    assert chart.count('class="line"') == 9  # none from March 2019 to February 2023


def test_members_are_drawn_where_the_bodies_stand_side_by_side(real_data: None, client: Client) -> None:
    html = client.get("/self-regulation/").content.decode()
    body = html.partition('<article class="body" id="jvcea">')[2].partition("</article>")[0]
    assert body.count('class="mark"') == 6
    assert html.count("<figure") == 1
