"""The picture of the home page: where marks and labels stand."""

import datetime
from itertools import combinations, pairwise

import pytest

from tests.factories import CoverageFactory, EventFactory, IncidentFactory, LinkFactory, place
from timeline.models import Event
from timeline.picture import Spot, spots_of, tall, wide
from timeline.picture.boxes import SIZE
from timeline.picture.lettering import balance, widest, width, wrap
from timeline.picture.wide import FULL, LEADING

TODAY = datetime.date(2026, 11, 23)
LONG = "Diet passes the amendment of the Financial Instruments and Exchange Act"


def spot(day: str, label: str = "Exchanges must register", **changes: object) -> Spot:
    """A spot of a day (or of the span `first/last`) in Japan."""
    first, _, last = day.partition("/")
    start = datetime.date.fromisoformat(first)
    stated = {
        "slug": f"{day}-{label}",
        "url": "/events/one/",
        "category": "law",
        "kind": "in force",
        "place": "jp",
        "label": label,
        "title": label,
        "date": day,
        "first": start,
        "last": datetime.date.fromisoformat(last) if last else start,
        "weight": 1.0,
        "coming": start > TODAY,
    }
    return Spot(**(stated | changes))  # type: ignore[arg-type]  # the changes of a test fit the fields


def crowd() -> tuple[Spot, ...]:
    """Sixty events in a few years, many on the same days, in all lanes."""
    return tuple(
        spot(
            f"{2018 + number % 5}-0{1 + number % 3}-01",
            f"{LONG[: 12 + number]} {number}",
            place=("jp", "kr", "kr", "jp", "intl")[number // 5 % 5],
            weight=number % 4,
        )
        for number in range(60)
    )


def boxes(spots: tuple[Spot, ...]) -> list[tuple[float, float, float, float]]:
    """Left, right, top and bottom of every mark and every label, in pixels at the least width."""
    picture = wide(spots, TODAY)
    assert picture
    found: list[tuple[float, float, float, float]] = []
    for lane in picture.lanes:
        for each in lane.placed:
            x = float(each.x.rstrip("%")) / 100 * FULL
            found.append((x - 7, x + 7, each.y - 6, each.y + 6))
            lines = tuple(text for text, _ in each.texts)
            reach = widest(lines, SIZE, bold=each.spot.heavy)
            left, right = (x - 12 - reach, x - 12) if each.leftward else (x + 12, x + 12 + reach)
            if lines:
                found.append((left, right, each.y - 6, each.y - 8 + len(lines) * LEADING))
    return found


def test_no_label_touches_another_nor_a_mark() -> None:
    found = boxes(crowd())
    assert len(found) > 80
    for one, two in combinations(found, 2):
        across = one[0] < two[1] and two[0] < one[1]
        down = one[2] < two[3] and two[2] < one[3]
        assert not (across and down), (one, two)


def test_no_label_leaves_the_picture() -> None:
    for left, right, top, bottom in boxes(crowd()):
        assert left >= 0
        assert right <= FULL
        assert top >= 0
        assert bottom > top


def test_every_event_has_a_mark_and_the_weightiest_of_a_crowd_a_label() -> None:
    spots = tuple(spot("2020-05-01", f"{LONG} {number}", weight=float(number)) for number in range(14))
    picture = wide(spots, TODAY)
    assert picture
    placed = {each.spot.weight: each for each in picture.lanes[0].placed}
    assert len(placed) == 14
    assert placed[13].texts
    assert not placed[0].texts


def test_countries_stand_on_their_side_of_the_axis() -> None:
    spots = tuple(spot("2020-05-01", place, place=place) for place in ("jp", "intl", "kr"))
    picture = wide(spots, TODAY)
    assert picture
    japan, world, korea = (lane.placed[0].y for lane in picture.lanes)
    assert japan < picture.axis < world < picture.foot < korea < picture.height


def test_a_date_is_drawn_as_wide_as_it_is_stated() -> None:
    picture = wide((spot("2020-01-01/2020-12-31", "Year"), spot("2021-01-01", "Day")), TODAY)
    assert picture
    year, day = (each.span[1] for each in picture.lanes[0].placed)
    assert float(year.rstrip("%")) > 5
    assert day == "0.00%"


def test_a_later_day_stands_further_right_and_today_between_past_and_coming() -> None:
    picture = wide((spot("2014-02-01"), spot("2020-05-01"), spot("2027-02-04")), TODAY)
    assert picture
    shares = [float(each.x.rstrip("%")) for each in picture.lanes[0].placed]
    today = float(picture.today.rstrip("%"))
    assert shares[0] < shares[1] < today < shares[2]
    assert [each.spot.coming for each in picture.lanes[0].placed] == [False, False, True]


def test_a_picture_of_nothing_is_none() -> None:
    assert wide((), TODAY) is None
    assert tall((), TODAY) is None


def test_down_the_axis_no_mark_stands_above_an_earlier_one_and_no_label_touches_the_next() -> None:
    spots = tuple(sorted(crowd(), key=lambda each: each.middle))
    picture = tall(spots, TODAY)
    assert picture
    assert len(picture.stops) == len(spots)
    assert all(one.y < two.y for one, two in pairwise(picture.stops))
    for side in ("jp", "kr"):
        stops = [stop for stop in picture.stops if stop.spot.place == side]
        assert all(one.y + one.depth <= two.y for one, two in pairwise(stops))
    assert picture.height >= max(stop.y + stop.depth for stop in picture.stops) - LEADING


def test_down_the_axis_every_year_is_named_and_today_stands_before_what_is_to_come() -> None:
    picture = tall((spot("2014-02-01"), spot("2017-04-01"), spot("2027-02-04")), TODAY)
    assert picture
    assert [year for year, _ in picture.years] == [str(year) for year in range(2014, 2028)]
    assert picture.today
    assert picture.stops[1].y < picture.today < picture.stops[2].y


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Exchanges must register", ("Exchanges", "must register")),
        ("改正資金決済法が施行された。", ("改正資金決済法", "が施行された。")),
        ("가상자산 이용자 보호법 시행", ("가상자산 이용자", "보호법 시행")),
        ("fractional-investment", ("fractional-", "investment")),
        ("Unbreakable", ("Unbreakable",)),
    ],
)
def test_a_label_breaks_where_its_language_does(text: str, lines: tuple[str, ...]) -> None:
    assert balance(text, 2, 13) == lines


def test_a_line_is_no_wider_than_asked() -> None:
    assert all(width(line, 13) <= 120 for line in wrap(LONG, 120, 13))


def test_a_full_width_character_takes_a_square() -> None:
    assert width("法", 13) == width("법", 13) == 13
    assert width("ill", 13) < width("mmm", 13)


@pytest.mark.django_db
def test_an_incident_is_labelled_by_its_name_and_weighs_less_than_what_decides() -> None:
    hack = IncidentFactory(slug="hack", name="Coincheck NEM theft")
    EventFactory(slug="stolen", kind="incident", incident=hack, title="Coincheck loses 523 million NEM")
    act = EventFactory(slug="act", kind="in-force", date="2027-02")
    CoverageFactory(deciding=[act])
    CoverageFactory(deciding=[act])
    stolen, deciding = spots_of(Event.objects.published().weightiest().for_picture(), TODAY)
    assert (stolen.label, stolen.light, stolen.exact) == ("Coincheck NEM theft", True, True)
    assert (deciding.label, deciding.heavy, deciding.exact, deciding.coming) == ("Act", True, False, True)


@pytest.mark.django_db
def test_what_gave_rise_to_something_abroad_is_among_the_weightiest() -> None:
    world = EventFactory(slug="fatf", jurisdiction=place("intl", "International"), date="2015-06")
    LinkFactory(from_event=world, to_event=EventFactory(date="2016-06-03"))
    LinkFactory(from_event=EventFactory(date="2018"), to_event=EventFactory(date="2019"))
    assert [event.slug for event in Event.objects.weightiest()] == ["fatf"]
