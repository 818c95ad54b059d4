"""Derived columns are never stale, whichever way a row is written; what is no date or slug is refused."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.core.management import call_command
from django.db import transaction

from sources.fields import derived_from, validate_slug
from timeline.models import Event, EventKind, Figure

from .factories import EventFactory, FigureFactory, japan

pytestmark = pytest.mark.django_db

DERIVED = ("earliest", "latest", "precision", "approximate", "uncertain", "rank", "search_text")
OF_DATE = DERIVED[:5]
JANUARY = (datetime.date(2018, 1, 1), datetime.date(2018, 1, 31), "month", True, False)


def columns(event: Event, *names: str) -> Any:
    """What the database holds, not what the instance computes."""
    return Event.objects.values_list(*(names or OF_DATE)).get(slug=event.slug)


def unsaved(slug: str, date: str = "2018-01~", kind: str = "in-force") -> Event:
    return Event(
        slug=slug, date=date, kind=kind, jurisdiction=japan(), title="Ｔｉｔｌｅ", summary="It happened."
    )


def test_save_writes_them() -> None:
    event = unsaved("saved")
    event.save()
    assert columns(event) == JANUARY
    assert columns(event, "rank") == (EventKind.IN_FORCE.rank,)
    assert columns(event, "search_text")[0] == "\ntitle\n\nithappened\nsaved"


def test_saving_only_the_date_writes_them_too() -> None:
    event = EventFactory(state="draft", date="2020-02-02")
    event.date = "2018-01~"
    event.save(update_fields=["date"])
    assert columns(event) == JANUARY


def test_saving_only_another_column_leaves_the_date_alone() -> None:
    event = EventFactory(state="draft", date="2020-02-02")
    event.date, event.title = "2018-01~", "New"
    event.save(update_fields=["title"])
    assert columns(event, "date", "precision", "search_text")[:2] == ("2020-02-02", "day")
    assert columns(event, "search_text")[0].startswith("\nnew\n\n")


def test_saving_what_was_fetched_without_them_writes_them_too() -> None:
    EventFactory(state="draft", slug="partly", title="Old")
    event = Event.objects.defer("search_text", "earliest").get(slug="partly")
    event.title, event.date = "New", "2018-01~"
    event.save()
    assert columns(event) == JANUARY
    assert columns(event, "search_text")[0].startswith("\nnew\n\n")


def test_creating_in_bulk_writes_them() -> None:
    Event.objects.bulk_create([unsaved("one"), unsaved("two", date="../2019", kind="ended")])
    assert columns(Event.objects.get(slug="one")) == JANUARY
    assert columns(Event.objects.get(slug="two"))[:3] == (None, datetime.date(2019, 12, 31), "interval")


def test_updating_in_bulk_writes_them_where_they_are_named() -> None:
    events = [EventFactory(state="draft"), EventFactory(state="draft")]
    for event in events:
        event.date = "2018-01~"
    Event.objects.bulk_update(events, ["date", *OF_DATE])
    assert [columns(event) for event in events] == [JANUARY, JANUARY]


def test_updating_in_bulk_is_refused_where_they_are_not_named() -> None:
    event = EventFactory(state="draft")
    event.date = "2018-01~"
    with pytest.raises(FieldError, match="earliest"):
        Event.objects.bulk_update([event], ["date"])


def test_raw_loading_writes_them(tmp_path: Path) -> None:
    row = {"slug": "raw", "date": "2018-01~", "kind": "in-force", "title": "Raw", "summary": "It happened."}
    fixture = tmp_path / "raw.json"
    fields = row | {"jurisdiction": [japan().slug], "state": "draft"}
    fixture.write_text(json.dumps([{"model": "timeline.event", "fields": fields}]))
    call_command("loaddata", fixture, verbosity=0)
    event = Event.objects.get(slug="raw")
    assert columns(event) == JANUARY
    assert columns(event, "rank") == (EventKind.IN_FORCE.rank,)


@pytest.mark.parametrize("column", ["date", "kind", "title"])
def test_an_update_that_would_leave_one_stale_is_refused(column: str) -> None:
    event = EventFactory(state="draft")
    before = columns(event, column, *DERIVED)
    with pytest.raises(FieldError, match=r"would leave .* stale"):
        Event.objects.filter(pk=event.pk).update(**{column: "in-force"})
    assert columns(event, column, *DERIVED) == before


def test_an_update_of_other_columns_goes_through() -> None:
    event = EventFactory(state="draft")
    assert Event.objects.filter(pk=event.pk).update(successor="other") == 1


def test_a_date_that_was_not_fetched_leaves_them_as_stored() -> None:
    EventFactory(state="draft", date="2018-01~")
    event = Event.objects.defer("date").get()
    assert event.earliest == JANUARY[0]
    assert "date" not in event.__dict__
    assert Event.objects.only("slug").get().precision == "month"


def test_they_need_not_be_fetched_where_the_date_is(django_assert_num_queries: Any) -> None:
    EventFactory(state="draft", date="2018-01~")
    event = Event.objects.defer(*OF_DATE).get()
    with django_assert_num_queries(0):
        assert (event.earliest, event.latest, event.precision, event.approximate, event.uncertain) == JANUARY


def test_they_follow_the_date_at_once() -> None:
    event = EventFactory.build(date="2018", jurisdiction=None)
    event.date = "2019"
    assert event.earliest == datetime.date(2019, 1, 1)


def test_nobody_can_set_them() -> None:
    event = EventFactory(state="draft", date="2018-01~")
    event.earliest = datetime.date(1999, 1, 1)
    event.save()
    assert columns(event) == JANUARY


def test_every_derived_column_is_out_of_forms_and_names_real_columns() -> None:
    for model in (Event, Figure):
        for field in model._meta.concrete_fields:
            if sources := getattr(field, "of", ()):
                assert not field.editable
                assert field.name in derived_from(model, {sources[0]})
                assert all(model._meta.get_field(name) for name in sources)


def test_a_migration_remembers_what_a_column_is_derived_from() -> None:
    field: Any = Event._meta.get_field("earliest")
    copy = field.clone()
    assert (copy.of, copy.by) == (("date",), field.by)


def test_an_optional_date_may_be_empty() -> None:
    figure = FigureFactory(state="draft", as_of="")
    assert Figure.objects.values_list("as_of_earliest", "as_of_latest").get(pk=figure.pk) == (None, None)


@pytest.mark.parametrize("text", ["2019-02-29", "2019-13", "01/05/2020", "2019/2018"])
def test_no_date_is_refused_by_validation_and_by_saving(text: str) -> None:
    event = EventFactory(state="draft")
    event.date = text
    for attempt in (event.full_clean, event.save):
        with pytest.raises(ValidationError) as refusal, transaction.atomic():
            attempt()
        assert f"“{text}”" in str(refusal.value.message_dict["date"])
    assert columns(event, "date") == ("2018-01-26",)


def test_no_date_is_refused_in_bulk() -> None:
    with pytest.raises(ValidationError, match="2019-02-29"):
        Event.objects.bulk_create([unsaved("impossible", date="2019-02-29")])


def test_blanks_around_a_date_are_trimmed_by_validation() -> None:
    event = EventFactory(state="draft")
    event.date = " 2018-01~ "
    event.full_clean()
    assert event.date == "2018-01~"


@pytest.mark.parametrize("slug", ["jp", "jp-2016-act-62", "a--b--prompted", "2018"])
def test_a_slug_is_small_letters_digits_and_hyphens(slug: str) -> None:
    EventFactory(state="draft", slug=slug).full_clean()
    assert Event.objects.filter(slug=slug).exists()


@pytest.mark.parametrize(
    "slug", ["JP", "a_b", "-a", "a-", "a b", "a.b", "a/b", "法", "\uff41", "a\n", "", "é"]
)
def test_other_slugs_are_refused(slug: str) -> None:
    with pytest.raises(ValidationError, match="small letters"):
        validate_slug(slug)
