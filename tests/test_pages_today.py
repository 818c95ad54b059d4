"""What pages say of today: what is still to come, and what nobody states."""

import pytest
from django.test import Client

from tests.factories import (
    AmendmentFactory,
    CoverageFactory,
    EventFactory,
    FigureFactory,
    IncidentFactory,
    JurisdictionFactory,
    LawFactory,
    OfferingFactory,
)

pytestmark = pytest.mark.django_db
LATER = "2999-04-01"


def test_a_law_tells_what_is_in_force_from_what_is_still_to_come(client: Client) -> None:
    law = LawFactory()
    amendment = AmendmentFactory(amends=[law])
    EventFactory(kind="in-force", date="2017-04-01", amendments=[amendment])
    EventFactory(kind="in-force", date=LATER, amendments=[amendment])
    page = client.get(law.get_absolute_url()).content.decode()
    assert page.count(">In force</a>") == 1
    assert page.count(">Coming: in force</a>") == 1


def test_a_country_tells_what_is_still_to_come(client: Client) -> None:
    event = EventFactory(kind="in-force", date=LATER)
    row = CoverageFactory(status="found", jurisdiction=event.jurisdiction, deciding=[event])
    page = client.get(row.jurisdiction.get_absolute_url()).content.decode()
    assert "coming: in force" in page


def test_losses_in_two_currencies_make_no_table(client: Client) -> None:
    event = EventFactory(incident=IncidentFactory())
    FigureFactory(organization=None, event=event, metric="value_lost", unit="JPY", value=58_000_000_000)
    FigureFactory(organization=None, event=event, metric="value_lost", unit="USD", value=530_000_000)
    page = client.get(event.get_absolute_url()).content.decode()
    assert page.count('<div class="figure"') == 2
    assert "<table" not in page


def test_the_same_count_at_two_times_makes_a_table(client: Client) -> None:
    event = EventFactory()
    for value in (9, 75):
        FigureFactory(organization=None, event=event, metric="members", unit="members", value=value)
    page = client.get(event.get_absolute_url()).content.decode()
    assert '<table class="series">' in page
    assert '<dl class="figures">' not in page


def test_an_incident_without_a_stated_loss_says_so(client: Client) -> None:
    EventFactory(kind="incident", incident=IncidentFactory())
    assert "not stated" in client.get("/incidents/").content.decode()


def test_an_amount_claims_no_more_digits_than_it_has(client: Client) -> None:
    case = OfferingFactory(amount=50_000_000, currency="JPY")
    page = client.get(case.get_absolute_url()).content.decode()
    assert "50 million yen" in page
    assert ">50,000,000 JPY<" not in page


@pytest.mark.parametrize(
    ("path", "unreadable"),
    [
        ("/timeline/", "from=2019-02-29"),
        ("/laws/", "jurisdiction=xx"),
        ("/incidents/", "jurisdiction=xx"),
        ("/organizations/", "kind=xx"),
        ("/sources/", "kind=xx"),
        ("/sto-cases/", "asset_class=xx"),
    ],
)
def test_a_filter_that_cannot_be_read_is_named_as_the_reason(
    client: Client, path: str, unreadable: str
) -> None:
    JurisdictionFactory(slug="jp")
    page = client.get(f"{path}?{unreadable}").content.decode()
    assert "One of the filters cannot be read: see the note beside it." in page
