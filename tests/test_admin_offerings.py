"""Adding an STO case from a press release is one form; nobody outside sees it before it is published."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from offerings.models import Offering
from sources.models import Revision
from tests.admin_forms import (
    address,
    change_address,
    citation,
    errors,
    filled,
    latest,
    rows,
    signed_in,
    with_row,
)
from tests.factories import (
    EventFactory,
    OfferingFactory,
    OrganizationFactory,
    SourceFactory,
    japan,
)
from timeline.models import Event

pytestmark = pytest.mark.django_db
MILESTONES = "Event_offerings"


@pytest.fixture
def editor() -> Client:
    return signed_in("editor")


@pytest.fixture
def reviewer() -> Client:
    return signed_in("reviewer")


def press_release(**changes: Any) -> dict[str, Any]:
    """Two roles, three milestones and two citations, in one form."""
    release = SourceFactory()
    trustee, venue = OrganizationFactory(), OrganizationFactory()
    case = {
        "name": "SBI e-Sports tokenised shares",
        "slug": "jp-2020-sbi-esports",
        "jurisdiction": japan().pk,
        "issuer_name": "SBI e-Sports",
        "asset_class": "equity",
        "instrument": "shares",
        "amount": "50000000",
        "currency": "JPY",
        "units": "1000",
        "unit_price": "50000",
        "status": "completed",
        "description": "Shares on a ledger.",
    }
    roles = ({"organization": trustee.pk, "role": "trustee"}, {"organization": venue.pk, "role": "platform"})
    stated = {"source": release.pk, "locator": "p. 1"}
    life = (
        {"kind": "offering-announced", "date": "2020-10-09"} | stated,
        {"kind": "issued", "date": "2020-10-30~"} | stated | {"supports": "Issued in October"},
        {"kind": "matured", "date": "2030"} | stated,
    )
    cited = (citation(release), citation(SourceFactory(), locator="Article 2"))
    parts = rows("roles", *roles) | rows(MILESTONES, *life) | rows("citations", *cited)
    return case | parts | changes


def test_a_press_release_is_one_form(editor: Client) -> None:
    response = editor.post(address(Offering, "add"), press_release())

    assert errors(response) == ""
    case: Any = Offering.objects.get(slug="jp-2020-sbi-esports")
    assert case.state == "draft"
    assert [role.role for role in case.roles.all()] == ["trustee", "platform"]
    assert [one.locator for one in case.citations.all()] == ["p. 1", "Article 2"]
    assert [one.position for one in case.citations.all()] == [1, 2]
    assert [(one.kind, one.date, one.state) for one in case.events.all()] == [
        ("offering-announced", "2020-10-09", "draft"),
        ("issued", "2020-10-30~", "draft"),
        ("matured", "2030", "draft"),
    ]


def test_a_milestone_is_a_cited_event_in_plain_words(editor: Client) -> None:
    editor.post(address(Offering, "add"), press_release())

    event = Event.objects.get(slug="jp-2020-sbi-esports-issued")
    assert event.title == "SBI e-Sports tokenised shares: issued"
    assert event.summary == "SBI e-Sports tokenised shares is issued."
    assert event.jurisdiction == japan()
    assert [(one.locator, one.supports) for one in event.citations.all()] == [("p. 1", "Issued in October")]
    announced = Event.objects.get(slug="jp-2020-sbi-esports-offering-announced")
    assert announced.citations.get().supports == "Announced 9 October 2020"


def test_a_long_name_is_cut_at_a_word(editor: Client) -> None:
    editor.post(address(Offering, "add"), press_release(name="Tokenised " + "warehouse " * 15))

    title = Event.objects.get(slug="jp-2020-sbi-esports-issued").title
    assert len(title) <= 90
    assert title.endswith("warehouse …: issued")


def test_two_milestones_of_a_kind_have_two_addresses(editor: Client) -> None:
    data = press_release()
    data[f"{MILESTONES}-2-kind"] = "issued"
    editor.post(address(Offering, "add"), data)

    case: Any = Offering.objects.get()
    slugs = case.events.filter(kind="issued").values_list("slug", flat=True)
    assert sorted(slugs) == ["jp-2020-sbi-esports-issued", "jp-2020-sbi-esports-issued-2"]


def test_a_reviewer_publishes_the_case_with_all_its_milestones(editor: Client, reviewer: Client) -> None:
    editor.post(address(Offering, "add"), press_release())
    case: Any = Offering.objects.get()
    page, collection = Client(), "/api/v1/sto-cases/"
    assert page.get(case.get_absolute_url()).status_code == 404
    assert page.get(f"{collection}{case.slug}/").status_code == 404
    assert page.get(collection).json()["count"] == 0
    assert page.get("/api/v1/events/").json()["count"] == 0

    url = change_address(case)
    response = reviewer.post(url, filled(reviewer, url) | {"_publish": "1"})

    assert errors(response) == ""
    case.refresh_from_db()
    assert case.state == "published"
    assert {event.state for event in case.events.all()} == {"published"}
    assert latest(case).author.username == "reviewer"
    assert page.get(case.get_absolute_url()).status_code == 200
    milestones = page.get(f"{collection}{case.slug}/").json()["milestones"]
    assert [one["kind"] for one in milestones] == ["offering-announced", "issued", "matured"]
    assert b"SBI e-Sports tokenised shares: issued" in page.get("/timeline/?from=2020&to=2020").content
    for event in case.events.all():
        assert page.get(event.get_absolute_url()).status_code == 200


def test_an_editor_cannot_publish(editor: Client) -> None:
    editor.post(address(Offering, "add"), press_release() | {"_publish": "1"})

    assert Offering.objects.get().state == "draft"
    assert b'name="_publish"' not in editor.get(address(Offering, "add")).content


def test_a_case_without_citation_is_not_published_and_nothing_is_saved(reviewer: Client) -> None:
    data = press_release() | rows("citations") | {"_publish": "1"}

    response = reviewer.post(address(Offering, "add"), data)

    assert "jp-2020-sbi-esports” has no citation" in errors(response)
    assert not Offering.objects.exists()
    assert not Event.objects.exists()


def test_a_case_naming_a_draft_is_not_published(reviewer: Client) -> None:
    hidden = OrganizationFactory(slug="secret", state="draft")
    data = press_release() | {"roles-0-organization": hidden.pk, "_publish": "1"}

    response = reviewer.post(address(Offering, "add"), data)

    assert "refers to “secret”, which is not published" in errors(response)
    assert not Offering.objects.exists()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"currency": ""}, "50000000 has no currency; accepted are JPY, KRW and USD"),
        ({f"{MILESTONES}-0-date": "2019-02-29"}, "“2019-02-29” names a day that does not exist"),
        ({f"{MILESTONES}-0-date": "2020-10/2019"}, "“2020-10/2019” runs backwards"),
        ({f"{MILESTONES}-0-date": "2020-13"}, "“2020-13” names a day that does not exist"),
        ({f"{MILESTONES}-0-source": ""}, "This field is required"),
        ({f"{MILESTONES}-0-kind": "in-force"}, "in-force is not one of the available choices"),
        ({"citations-0-supports": "one two three four five six seven eight nine ten eleven"}, "11 words"),
        ({"name": "A\x00B"}, "Null characters are not allowed"),
        ({f"{MILESTONES}-0-locator": "p\x001"}, "Null characters are not allowed"),
        ({"amount": "NaN"}, "Enter a number"),
        ({"amount": "-1"}, "greater than or equal to 0"),
        ({"issuer_name": "x", "units": "10" * 30}, "less than or equal"),
        ({"slug": "Über uns"}, "“Über uns” is no slug. Enter small letters a-z"),
        ({"jurisdiction": "999999"}, "“999999” is no jurisdiction; accepted is one of the list."),
        ({"roles-0-role": "king"}, "king is not one of the available choices"),
    ],
)
def test_bad_input_is_refused_at_its_field(reviewer: Client, changes: dict[str, Any], message: str) -> None:
    response = reviewer.post(address(Offering, "add"), press_release() | changes)

    assert message in errors(response)
    assert not Offering.objects.exists()
    assert not Event.objects.exists()


def test_a_taken_slug_names_who_has_it(editor: Client) -> None:
    OfferingFactory(slug="jp-2020-sbi-esports", name="Earlier case")

    response = editor.post(address(Offering, "add"), press_release())

    assert "“jp-2020-sbi-esports” is the slug of “Earlier case” (published)" in errors(response)
    assert Offering.objects.count() == 1


def test_blanks_around_are_trimmed(editor: Client) -> None:
    data = press_release(name="  SBI  ") | {f"{MILESTONES}-0-date": " 2020-10-09 "}
    editor.post(address(Offering, "add"), data)

    assert Offering.objects.get().name == "SBI"
    assert Event.objects.filter(date="2020-10-09").exists()


def test_a_milestone_row_changes_its_event(editor: Client) -> None:
    case = OfferingFactory(state="draft", cited=True)
    url = change_address(case)

    data = filled(editor, url) | {f"{MILESTONES}-0-date": "2020-11", f"{MILESTONES}-0-locator": "p. 9"}
    response = editor.post(url, data)

    assert errors(response) == ""
    event = case.events.get()
    assert (event.date, event.citations.get().locator) == ("2020-11", "p. 9")
    assert event.earliest is not None
    assert event.earliest.isoformat() == "2020-11-01"


def test_words_of_ones_own_stay_when_the_kind_changes(editor: Client) -> None:
    case = OfferingFactory(state="draft", cited=True)
    event = case.events.get()
    url = change_address(case)

    editor.post(url, filled(editor, url) | {f"{MILESTONES}-0-kind": "listed"})

    kept = case.events.get()
    assert (kept.kind, kept.title, kept.slug) == ("listed", event.title, event.slug)


def test_milestones_follow_the_name_of_their_case(editor: Client) -> None:
    editor.post(address(Offering, "add"), press_release())
    url = change_address(Offering.objects.get())

    editor.post(url, filled(editor, url) | {"name": "Renamed"})

    assert Event.objects.get(slug="jp-2020-sbi-esports-issued").title == "Renamed: issued"


def test_a_draft_milestone_goes_with_its_row(editor: Client) -> None:
    editor.post(address(Offering, "add"), press_release())
    case: Any = Offering.objects.get()
    url = change_address(case)

    response = editor.post(url, filled(editor, url) | {f"{MILESTONES}-2-DELETE": "on"})

    assert errors(response) == ""
    assert [event.kind for event in case.events.all()] == ["offering-announced", "issued"]
    assert Event.objects.count() == 2


def test_a_published_milestone_is_not_deleted(reviewer: Client) -> None:
    case = OfferingFactory()
    url = change_address(case)

    response = reviewer.post(url, filled(reviewer, url) | {f"{MILESTONES}-0-DELETE": "on"})

    assert "stays: only a draft of this case alone is deleted" in errors(response)
    assert case.events.count() == 1


def test_a_shared_event_is_shown_and_left_alone(reviewer: Client) -> None:
    case = OfferingFactory()
    EventFactory(slug="both", kind="listed", offerings=[case, OfferingFactory()], date="2021")
    url = change_address(case)
    assert b"(shared)" in reviewer.get(url).content

    data = filled(reviewer, url)
    assert f"{MILESTONES}-0-date" in data
    assert f"{MILESTONES}-1-date" not in data
    response = reviewer.post(url, data | {f"{MILESTONES}-1-date": "1999", f"{MILESTONES}-1-kind": "issued"})

    assert errors(response) == ""
    assert Event.objects.get(slug="both").date == "2021"


def test_a_change_of_a_published_case_is_public_and_remembered_at_once(reviewer: Client) -> None:
    case = OfferingFactory()
    url = change_address(case)

    data = filled(reviewer, url) | {"units": "1000", "change_note": "From the press release"}
    data |= {f"{MILESTONES}-0-date": "2020-10-30"}
    response = reviewer.post(url, data)

    assert errors(response) == ""
    case.refresh_from_db()
    revisions: Any = Revision.objects.of(case)
    assert [(one.number, one.state) for one in revisions] == [(2, "published"), (1, "superseded")]
    assert revisions[0].document["units"] == 1000
    assert revisions[0].document["milestones"][0]["date"] == "2020-10-30"
    assert (revisions[0].note, revisions[0].author.username) == ("From the press release", "reviewer")
    assert latest(case.events.get()).document["date"] == "2020-10-30"


def test_a_milestone_added_to_a_published_case_is_published_with_it(reviewer: Client) -> None:
    case, source = OfferingFactory(), SourceFactory()
    url = change_address(case)

    row = {"kind": "redeemed", "date": "2023", "source": source.pk, "locator": "p. 1"}
    response = reviewer.post(url, with_row(filled(reviewer, url), MILESTONES, **row))

    assert errors(response) == ""
    added = case.events.get(kind="redeemed")
    assert (added.state, added.revision) == ("published", 1)
    kinds = [one["kind"] for one in latest(case).document["milestones"]]
    assert kinds == ["issued", "redeemed"]


def test_saving_nothing_writes_no_revision(reviewer: Client) -> None:
    case = OfferingFactory()
    url = change_address(case)

    reviewer.post(url, filled(reviewer, url))

    assert Revision.objects.of(case).count() == 1


def test_taking_the_last_citation_of_a_published_case_is_refused(reviewer: Client) -> None:
    case = OfferingFactory()
    url = change_address(case)

    data = filled(reviewer, url) | {"citations-0-DELETE": "on", "units": "77"}
    response = reviewer.post(url, data)

    assert "has no citation" in errors(response)
    case.refresh_from_db()
    assert (case.units, case.citations.count()) == (None, 1)
    assert b"77" in response.content


def test_an_editor_reads_a_published_case_and_cannot_change_it(editor: Client) -> None:
    case = OfferingFactory()
    url = change_address(case)

    page = editor.get(url)

    assert page.status_code == 200
    assert b'name="name"' not in page.content
    assert b"Gazette" in page.content
    assert editor.post(url, {"name": "Mine"}).status_code == 403


def test_deleting_a_draft_case_deletes_its_milestones() -> None:
    deleter = signed_in("deleter")
    case = OfferingFactory(state="draft", cited=True)

    confirmation = deleter.get(address(Offering, "delete", case.pk))
    assert case.events.get().title.encode() in confirmation.content
    deleter.post(address(Offering, "delete", case.pk), {"post": "yes"})

    assert not Offering.objects.exists()
    assert not Event.objects.exists()
