"""Words for themes, laws, amendments and measures."""

from __future__ import annotations

from typing import Any

import pytest

from regulations.models import Amendment, Law, Measure, Theme

from .factories import (
    AmendmentFactory,
    CoverageFactory,
    EventFactory,
    LawFactory,
    MeasureFactory,
    ThemeFactory,
    japan,
    korea,
)

pytestmark = pytest.mark.django_db


def test_comparable_are_all_themes_but_other() -> None:
    theme = ThemeFactory(slug="custody")
    ThemeFactory(slug="other")
    assert list(Theme.objects.comparable()) == [theme]


def test_a_list_of_themes_has_the_published_coverage_of_each_country(
    django_assert_max_num_queries: Any,
) -> None:
    theme = ThemeFactory()
    for jurisdiction in (korea(), japan()):
        CoverageFactory(theme=theme, jurisdiction=jurisdiction)
    CoverageFactory(theme=ThemeFactory(slug="empty"), state="draft")
    with django_assert_max_num_queries(6):
        rows = {
            one.slug: [row.jurisdiction.slug for row in one.coverage_rows.all()]
            for one in Theme.objects.for_list()
        }
    assert rows == {theme.slug: ["jp", "kr"], "empty": []}


def test_the_page_of_a_theme_leaves_the_search_text_alone() -> None:
    ThemeFactory()
    assert "search_text" in Theme.objects.for_page().get().get_deferred_fields()


def test_a_list_of_laws_counts_published_amendments_only(django_assert_num_queries: Any) -> None:
    law = LawFactory()
    AmendmentFactory(amends=[law])
    AmendmentFactory(amends=[law, LawFactory()])
    AmendmentFactory(amends=[law], state="draft", cited=True)
    with django_assert_num_queries(1):
        rows = {row.slug: (row.amendment_count, row.jurisdiction.slug) for row in Law.objects.for_list()}
    assert rows[law.slug] == (2, "jp")
    assert len(rows) == 2


def test_the_page_of_a_law_has_its_citations_at_hand(django_assert_num_queries: Any) -> None:
    LawFactory()
    law = Law.objects.for_page().get()
    with django_assert_num_queries(0):
        assert [citation.source.slug for citation in law.citations.all()] == ["gazette"]
        assert law.jurisdiction.slug == "jp"


def test_of_instrument_takes_one_or_several() -> None:
    act, bill = AmendmentFactory(), AmendmentFactory(instrument="bill")
    AmendmentFactory(instrument="policy")
    assert list(Amendment.objects.of_instrument("act")) == [act]
    assert set(Amendment.objects.of_instrument("act", "bill")) == {act, bill}


def test_amending_names_an_amendment_of_several_laws_once() -> None:
    laws = [LawFactory(slug="psa"), LawFactory(slug="fiea")]
    amendment = AmendmentFactory(amends=laws)
    AmendmentFactory(amends=[LawFactory(slug="banking")])
    AmendmentFactory()
    assert list(Amendment.objects.amending("psa", "fiea")) == [amendment]
    assert list(Amendment.objects.amending("psa")) == [amendment]


def test_a_list_of_amendments_has_their_country_at_hand(django_assert_num_queries: Any) -> None:
    AmendmentFactory()
    with django_assert_num_queries(1):
        assert [row.jurisdiction.slug for row in Amendment.objects.for_list()] == ["jp"]


def test_the_page_of_an_amendment_names_published_laws_only(django_assert_num_queries: Any) -> None:
    law = LawFactory()
    amendment = AmendmentFactory(amends=[law, LawFactory(state="draft")], state="draft", cited=True)
    found = Amendment.objects.for_page().get(pk=amendment.pk)
    with django_assert_num_queries(0):
        assert list(found.amends.all()) == [law]
        assert len(found.citations.all()) == 1


def test_amendments_stand_in_the_order_in_which_their_life_began() -> None:
    later, first, without = (AmendmentFactory(slug=slug) for slug in ("a-later", "b-first", "c-without"))
    EventFactory(amendments=[later], date="2019", kind="in-force")
    EventFactory(amendments=[later], date="2018-05", kind="promulgated")
    EventFactory(amendments=[first], date="2018-03", kind="promulgated")
    EventFactory(amendments=[without], date="2017", state="draft", cited=True)
    found = list(Amendment.objects.in_order_of_events())
    assert found == [first, later, without]
    assert [[event.kind for event in one.events.all()] for one in found] == [
        ["promulgated"],
        ["promulgated", "in-force"],
        [],
    ]


def test_a_measure_is_public_with_its_amendment() -> None:
    measure = MeasureFactory()
    MeasureFactory(state="draft")
    MeasureFactory(state="withdrawn")
    assert list(Measure.objects.published()) == [measure]


def test_measures_under_a_theme() -> None:
    custody, tax = (
        MeasureFactory(theme=ThemeFactory(slug="custody")),
        MeasureFactory(theme=ThemeFactory(slug="tax")),
    )
    MeasureFactory()
    assert list(Measure.objects.under_theme("custody")) == [custody]
    assert set(Measure.objects.under_theme("custody", "tax")) == {custody, tax}


def test_measures_in_a_jurisdiction_are_those_of_its_amendments() -> None:
    korean = MeasureFactory(amendment=AmendmentFactory(jurisdiction=korea()))
    japanese = MeasureFactory()
    assert list(Measure.objects.in_jurisdiction("kr")) == [korean]
    assert set(Measure.objects.in_jurisdiction("kr", "jp")) == {korean, japanese}


def test_measures_are_shown_with_all_they_name(django_assert_num_queries: Any) -> None:
    MeasureFactory()
    measure = Measure.objects.for_display().get()
    with django_assert_num_queries(0):
        assert measure.theme.question
        assert measure.amendment.jurisdiction.slug == "jp"
        assert [citation.source.slug for citation in measure.citations.all()] == ["gazette"]
