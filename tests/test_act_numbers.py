"""Numbers of acts as the language of a page writes them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation

from regulations.act_numbers import number_in
from regulations.models import Amendment, Law
from sources.text import localized

from .factories import AmendmentFactory, CoverageFactory, EventFactory, LawFactory, ThemeFactory, japan


@pytest.mark.parametrize(
    ("number", "japanese", "korean"),
    [
        ("Act No. 62 of 2016", "2016年法律第62号", "2016년 법률 제62호"),
        ("Act No. 16425", "法律第16425号", "법률 제16425호"),
        ("Presidential Decree No. 31554", "大統領令第31554号", "대통령령 제31554호"),
    ],
)
def test_a_number_is_written_as_the_language_writes_it(number: str, japanese: str, korean: str) -> None:
    assert (number_in("ja", number), number_in("ko", number)) == (japanese, korean)


@pytest.mark.parametrize(
    "number", ["", "Act No. 62 and 63 of 2016", "Notice 2023-5", "act no. 1", "Act No. 1 of 19"]
)
def test_what_is_of_no_known_form_stays_as_it_is_recorded(number: str) -> None:
    assert [number_in(language, number) for language in ("en", "ja", "ko", "fr")] == ["", "", "", ""]
    with translation.override("ja"):
        assert localized(Law(law_number=number), "law_number") == number
        assert localized(Amendment(number=number, title="The act"), "label") == (number or "The act")


@pytest.mark.django_db
def test_every_number_of_the_data_is_of_a_known_form(real_data: None) -> None:
    numbers = {
        *Law.objects.exclude(law_number="").values_list("law_number", flat=True),
        *Amendment.objects.exclude(number="").values_list("number", flat=True),
    }
    assert len(numbers) > 20
    assert [number for number in numbers if not number_in("ja", number) or not number_in("ko", number)] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("prefix", "written"),
    [("", "Act No. 28 of 2019"), ("/ja", "2019年法律第28号"), ("/ko", "2019년 법률 제28호")],
)
def test_pages_write_numbers_in_their_language(client: Client, prefix: str, written: str) -> None:
    theme = ThemeFactory(slug="custody")
    law = LawFactory(law_number="Act No. 28 of 2019")
    act = AmendmentFactory(slug="act", number="Act No. 28 of 2019", themes=[theme], amends=[law])
    event = EventFactory(kind="in-force", date="2020-05-01", amendments=[act])
    CoverageFactory(theme=theme, jurisdiction=japan(), deciding=[event])
    for path in ("/", "/as-of/2021-01-01/", "/laws/", law.get_absolute_url(), act.get_absolute_url()):
        page = client.get(prefix + path).content.decode()
        assert (path, f">{written}<" in page) == (path, True)
        assert prefix == "" or f'lang="en">{written}' not in page


@pytest.mark.django_db
def test_an_act_without_a_number_is_called_by_its_title_in_english(client: Client) -> None:
    AmendmentFactory(slug="plan", number="", title="The plan")
    page = client.get("/ja/amendments/plan/").content.decode()
    assert '<span aria-current="page" lang="en">The plan</span>' in page
