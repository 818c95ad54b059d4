"""Pages of a list lose no row and repeat none, whatever the order, the NULLs, and what changes meanwhile."""

from __future__ import annotations

import base64
import itertools
import string
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.db.models import QuerySet
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from sources import paging
from sources.models import Source

pytestmark = pytest.mark.django_db

LETTERS = string.ascii_letters + string.digits + "-_"
ORDERINGS = [
    ("published_earliest", "slug"),
    ("-published_earliest", "-slug"),
    ("publisher", "-published_earliest"),
    ("-publisher",),
    ("updated_at", "slug"),
]


def make(dates: Sequence[str], prefix: str = "source", publisher: str = "FSA") -> None:
    """Sources with these publication dates; an empty one leaves NULL bounds."""
    Source.objects.bulk_create(
        Source(
            slug=f"{prefix}-{number:05}",
            title=f"{prefix} {number}",
            publisher=f"{publisher} {number % 3}",
            kind="news",
            language="en",
            published=date,
            accessed="2026-11-22",
        )
        for number, date in enumerate(dates)
    )


def forward(rows: QuerySet[Any], ordering: Sequence[str], size: int) -> Iterator[paging.Page]:
    cursor: str | None = ""
    while cursor is not None:
        page = paging.page(rows, ordering, cursor, size)
        yield page
        cursor = page.next


def keys(pages: Iterator[paging.Page]) -> list[int]:
    return [row.pk for page in pages for row in page.items]


def whole(rows: QuerySet[Any], ordering: Sequence[str]) -> list[int]:
    return keys(forward(rows, ordering, 10_000))


def test_every_ordering_is_walked_completely_and_back_without_repeats() -> None:
    make([*["2018"] * 40, *[""] * 20, *[f"2019-{month:02}" for month in range(1, 13)], "2018-01", "../2018"])
    rows = Source.objects.all()

    @given(ordering=st.sampled_from(ORDERINGS), size=st.integers(1, 80))
    def walked(ordering: tuple[str, ...], size: int) -> None:
        pages = list(forward(rows, ordering, size))
        assert keys(iter(pages)) == whole(rows, ordering)
        assert {page.count for page in pages} == {74}
        assert pages[0].previous is None
        for before, after in itertools.pairwise(pages):
            back = paging.page(rows, ordering, after.previous or "", size)
            assert [row.pk for row in back.items] == [row.pk for row in before.items]
            again = paging.page(rows, ordering, back.next or "", size)
            assert [row.pk for row in again.items] == [row.pk for row in after.items]

    walked()


def test_nulls_stand_last_both_ways() -> None:
    make(["", "2018", "", "2017"])
    up = [
        row.published
        for page in forward(Source.objects.all(), ("published_earliest",), 1)
        for row in page.items
    ]
    down = [
        row.published
        for page in forward(Source.objects.all(), ("-published_earliest",), 1)
        for row in page.items
    ]
    assert up == ["2017", "2018", "", ""]
    assert down == ["2018", "2017", "", ""]


def test_thousands_of_equal_dates_neither_loop_nor_lose_a_row() -> None:
    make(["2018-01-26"] * 3000)
    rows = Source.objects.all()
    assert len(set(keys(forward(rows, ("published_earliest",), 200)))) == 3000
    assert len(list(forward(rows, ("published_earliest",), 200))) == 15


def test_rows_that_come_and_go_meanwhile_cause_no_repeats_and_no_gaps() -> None:
    make(["2018"] * 30)
    rows = Source.objects.all()
    first = paging.page(rows, ("published_earliest", "slug"), size=10)
    make(["2017"] * 5, prefix="earlier")
    make(["2019"] * 5, prefix="later")
    rows.filter(pk__in=[row.pk for row in first.items]).delete()
    rest = [row.slug for page in following(rows, first) for row in page.items]
    assert rest == [f"source-{number:05}" for number in range(10, 30)] + [f"later-{n:05}" for n in range(5)]


def following(rows: QuerySet[Any], page: paging.Page) -> Iterator[paging.Page]:
    while page.next:
        page = paging.page(rows, ("published_earliest", "slug"), page.next, 10)
        yield page


def test_the_count_is_taken_once_and_carried_along() -> None:
    make(["2018"] * 5)
    first = paging.page(Source.objects.all(), ("slug",), size=2)
    make(["2018"], prefix="new")
    assert paging.page(Source.objects.all(), ("slug",), first.next or "", 2).count == 5
    assert paging.page(Source.objects.all(), ("slug",), size=2).count == 6


def test_the_last_page_names_no_next_and_an_empty_list_neither() -> None:
    empty = paging.page(Source.objects.all(), ("slug",))
    assert (empty.items, empty.next, empty.previous, empty.count) == ([], None, None, 0)
    make(["2018"] * 4)
    second = list(forward(Source.objects.all(), ("slug",), 2))[1]
    assert (len(second.items), second.next) == (2, None)


def test_a_page_after_all_rows_are_gone_is_empty() -> None:
    make(["2018"] * 4)
    first = paging.page(Source.objects.all(), ("slug",), size=2)
    Source.objects.all().delete()
    assert paging.page(Source.objects.all(), ("slug",), first.next or "", 2).items == []


def test_a_cursor_serves_its_own_filter_and_order_alone() -> None:
    make(["2018"] * 4)
    cursor = paging.page(Source.objects.all(), ("slug",), size=2, scope="a").next or ""
    for ordering, scope in [(("slug",), "b"), (("-slug",), "a")]:
        with pytest.raises(paging.CursorError, match="another filter or order"):
            paging.page(Source.objects.all(), ordering, cursor, 2, scope)


@pytest.mark.parametrize("garbage", ["abc", "=", "%%%", "é", "a" * 5000, "AAAA", "null", "\x00"])
def test_what_is_no_cursor_is_refused(garbage: str) -> None:
    with pytest.raises(paging.CursorError):
        paging.page(Source.objects.all(), ("slug",), garbage)


def test_every_tampered_character_is_noticed() -> None:
    make(["2018"] * 4)
    cursor = paging.page(Source.objects.all(), ("slug",), size=2).next or ""
    for place, letter in enumerate(cursor):
        other = "A" if letter != "A" else "B"
        with pytest.raises(paging.CursorError):
            paging.page(Source.objects.all(), ("slug",), cursor[:place] + other + cursor[place + 1 :])


@pytest.mark.parametrize("prefix", ["a", "aa", "aaa"])
def test_a_cursor_is_written_in_one_way_only(prefix: str) -> None:
    """The last letter of base64 may hold bits that mean nothing: those count too."""
    make(["2018"] * 4, prefix=prefix)
    cursor = paging.page(Source.objects.all(), ("slug",), size=2).next or ""
    for letter in set(LETTERS) - {cursor[-1]}:
        with pytest.raises(paging.CursorError):
            paging.page(Source.objects.all(), ("slug",), cursor[:-1] + letter)


def test_a_cursor_of_another_key_is_refused(settings: Any) -> None:
    make(["2018"] * 4)
    cursor = paging.page(Source.objects.all(), ("slug",), size=2).next or ""
    settings.SECRET_KEY = "another"
    with pytest.raises(paging.CursorError, match="none that was given out"):
        paging.page(Source.objects.all(), ("slug",), cursor)


def test_a_cursor_needs_no_escaping_in_an_address() -> None:
    make(["2018"] * 4)
    cursor = paging.page(Source.objects.all(), ("slug",), size=2).next or ""
    assert set(cursor) <= set(LETTERS)
    assert base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))


def test_the_scope_is_the_filter_alone() -> None:
    plain = paging.scope_of(QueryDict("kind=a&kind=b"))
    assert plain == paging.scope_of(QueryDict("kind=b&kind=a&page_size=3&lang=ja&fields=id&cursor=x&search="))
    assert plain != paging.scope_of(QueryDict("kind=a"))
