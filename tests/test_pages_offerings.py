"""What the pages of STO cases promise their readers."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import (
    EventFactory,
    FigureFactory,
    OfferingFactory,
    OrganizationFactory,
    RoleFactory,
    cite,
    read,
)

pytestmark = pytest.mark.django_db


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_a_case_shows_its_terms_with_the_full_figure(client: Client) -> None:
    OfferingFactory(slug="shares", amount=50_000_000, currency="JPY", units=1000, unit_price=50_000)

    html = page(client, "/sto-cases/shares/")

    assert 'title="50,000,000 JPY">50 million yen' in html
    assert "1,000" in html
    assert "50,000 yen" in html


def test_a_case_says_which_event_gives_its_date(client: Client) -> None:
    OfferingFactory(slug="shares", milestones={"offering-announced": "2020-09-01", "listed": "2020-10"})

    html = page(client, "/sto-cases/shares/")

    assert '<a href="/events/shares-listed/">listed</a>' in html
    assert html.count("October 2020") >= 2


def test_what_is_not_stated_is_said_plainly(client: Client) -> None:
    OfferingFactory(slug="film", milestones={"cancelled": "2021"})

    html = page(client, "/sto-cases/film/")

    assert "No source on record states it." in html
    assert "Not dated" in html


def test_each_party_is_linked_once_with_its_part(client: Client) -> None:
    trust = OrganizationFactory(slug="trust", name="First Trust")
    offering = OfferingFactory(slug="tower", platform=trust)
    RoleFactory(offering=offering, organization=trust, role="platform")
    RoleFactory(offering=offering, organization=trust, role="trustee")

    html = page(client, "/sto-cases/tower/")

    assert html.count('<a href="/organizations/trust/">First Trust</a>') == 2
    assert "Trustee" in html


def test_a_shared_event_names_the_other_cases(client: Client) -> None:
    cattle = [OfferingFactory(slug=f"cattle-{number}", name=f"Cattle {number}") for number in (1, 2)]
    EventFactory(slug="filed", kind="offering-announced", offerings=cattle)

    html = page(client, "/sto-cases/cattle-1/")

    assert "Shared with:" in html
    assert html.count('<a href="/sto-cases/cattle-2/">Cattle 2</a>') == 1


def test_withdrawn_parties_and_events_are_not_named(client: Client) -> None:
    gone = OrganizationFactory(slug="gone", name="Gone Securities")
    offering = OfferingFactory(slug="tower", platform=gone)
    RoleFactory(offering=offering, organization=gone, role="trustee")
    event = EventFactory(title="It never happened", kind="other", offerings=[offering])
    for record in (gone, event):
        record.withdraw("A mistake.")

    assert "Gone Securities" not in page(client, "/sto-cases/tower/")
    assert "It never happened" not in page(client, "/sto-cases/tower/")
    assert "Gone Securities" not in page(client, "/sto-cases/")


def test_a_case_shows_figures_and_every_reading(client: Client) -> None:
    offering = OfferingFactory(slug="tower", milestones={"issued": "2021-08-11"})
    FigureFactory(organization=None, offering=offering, metric="expected_yield", value="3.5", unit="percent")
    read(offering.events.get(), says="Issued a day later")

    html = page(client, "/sto-cases/tower/")

    assert "3.5" in html
    assert "Issued a day later" in html


def test_the_list_counts_stated_amounts_per_currency(client: Client) -> None:
    OfferingFactory(amount=100, currency="JPY")
    OfferingFactory(amount=200, currency="JPY")
    OfferingFactory(amount=300, currency="KRW")
    OfferingFactory()

    html = page(client, "/sto-cases/")

    assert "<strong>4</strong> cases" in html
    assert "<strong>3</strong> with a stated amount (2 in yen, 1 in won)" in html
    assert "600" not in html


def test_amounts_sort_within_their_currency_and_unstated_ones_stand_last(client: Client) -> None:
    amounts = {"yen-much": (900, "JPY"), "won": (5, "KRW"), "yen-little": (7, "JPY"), "none": (None, "")}
    for slug, (amount, currency) in amounts.items():
        OfferingFactory(slug=slug, amount=amount, currency=currency)

    def order(direction: str) -> list[str]:
        records = client.get(f"/sto-cases/?ordering={direction}amount").context["records"]
        return [record.slug for record in records]

    assert order("") == ["yen-little", "yen-much", "won", "none"]
    assert order("-") == ["won", "yen-much", "yen-little", "none"]


def test_an_empty_list_leads_back_to_all_cases(client: Client) -> None:
    OfferingFactory(asset_class="bond")

    html = page(client, "/sto-cases/?asset_class=art")

    assert "No STO case matches these filters." in html
    assert '<a href="/sto-cases/">Show all STO cases</a>' in html


def test_a_filter_that_cannot_be_read_is_named(client: Client) -> None:
    html = page(client, "/sto-cases/?asset_class=gold")

    assert "One of the filters cannot be read" in html
    assert "gold" in html


def test_a_strange_cursor_is_said_to_be_one(client: Client) -> None:
    OfferingFactory(name="The only case")

    html = page(client, "/sto-cases/?cursor=nonsense")

    assert "This cursor is none that was given out here" in html
    assert "The only case" in html


@pytest.mark.parametrize("path", ["/sto-cases/", "/sto-cases/rich/"])
def test_queries_do_not_grow_with_the_data(client: Client, path: str) -> None:
    def enrich(many: int) -> None:
        offering = rich if path.endswith("rich/") else OfferingFactory()
        for _number in range(many):
            RoleFactory(offering=offering)
            cite(EventFactory(kind="other", offerings=[offering]))
            FigureFactory(organization=None, offering=offering)

    rich = OfferingFactory(slug="rich")
    enrich(1)
    few = queries_of(client, path)
    for _number in range(3):
        enrich(4)

    assert queries_of(client, path) == few
    assert few <= 25


def queries_of(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        page(client, path)
    return len(queries)


def test_the_first_case_of_japan_is_as_the_report_tells_it(real_data: None, client: Client) -> None:
    html = page(client, "/sto-cases/jp-2020-sbi-e-sports-shares/")

    for fact in ("1,000", "50 million yen", "ibet", "October 2020", "DeSpread Research"):
        assert fact in html
