"""Saving records other than STO cases: what a form makes of what is typed in, and what it refuses."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from organizations.models import Affiliation, Organization
from regulations.models import Amendment
from sources.models import Record, Revision, Source
from tests.admin_forms import (
    address,
    change_address,
    citation,
    errors,
    filled,
    latest,
    rows,
    saved,
    signed_in,
    with_row,
)
from tests.factories import (
    FACTORIES,
    AmendmentFactory,
    EventFactory,
    FigureFactory,
    LawFactory,
    OfferingFactory,
    OrganizationFactory,
    SourceFactory,
    ThemeFactory,
    japan,
    read,
    the_source,
)
from timeline.models import Coverage, Event, Figure, Link

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    return signed_in("editor")


@pytest.fixture
def reviewer() -> Client:
    return signed_in("reviewer")


@pytest.mark.parametrize("model", FACTORIES)
def test_every_draft_is_saved_as_it_is_shown(model: Any, editor: Client) -> None:
    record = FACTORIES[model](state="draft", cited=True)
    before = model.objects.filter(pk=record.pk).values().get()

    assert errors(saved(editor, record)) == ""

    after = model.objects.filter(pk=record.pk).values().get()
    assert {**after, "updated_at": None} == {**before, "updated_at": None}
    assert not Revision.objects.of(record).exists()


@pytest.mark.parametrize("model", FACTORIES)
def test_every_published_record_is_saved_as_it_is_shown(model: Any, reviewer: Client) -> None:
    record = FACTORIES[model]()
    revisions = Revision.objects.count()

    assert errors(saved(reviewer, record)) == ""

    assert Revision.objects.count() == revisions
    assert model.objects.get(pk=record.pk).state == "published"


@pytest.mark.parametrize(
    ("model", "changes"),
    [(Source, {"title": "New"}), (Organization, {"name": "New"}), (Link, {"note": "New"})],
)
def test_a_change_of_a_published_record_is_its_next_revision(
    model: Any, changes: dict[str, str], reviewer: Client
) -> None:
    record: Record = FACTORIES[model]()

    saved(reviewer, record, **changes, change_note="Corrected")

    revision = latest(record)
    assert (revision.number, revision.note) == (2, "Corrected")
    assert "New" in revision.document.values()


# Events


def test_an_event_comes_with_citations_and_readings(editor: Client) -> None:
    source, law = SourceFactory(), LawFactory()
    data = {
        "date": "2018-01-26",
        "kind": "report-published",
        "jurisdiction": japan().pk,
        "title": "A report",
        "slug": "jp-2018-report",
        "summary": "It says so.",
        "laws": [law.pk],
    }
    readings = ({"source": source.pk, "says": "27 January", "trusted": "no"},)

    response = editor.post(
        address(Event, "add"), data | rows("citations", citation(source)) | rows("readings", *readings)
    )

    assert errors(response) == ""
    event = Event.objects.get()
    assert event.state == "draft"
    assert (event.laws.get(), event.citations.get().source, event.readings.get().says) == (
        law,
        source,
        "27 January",
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"date": "2019-02-29"}, "“2019-02-29” names a day that does not exist"),
        ({"date": "2018-03/2018-01"}, "“2018-03/2018-01” runs backwards"),
        ({"date": "26.1.2018"}, "accepted is a year (2018), month (2018-01) or day"),
        ({"kind": "party"}, "party is not one of the available choices"),
        ({"kind": "incident"}, "An event of kind incident belongs to an incident"),
        ({"title": "x" * 91}, "at most 90 characters"),
        ({"laws": "999"}, "“999” is no law; accepted is one of the list."),
        ({"readings-0-says": ""}, "This field is required"),
    ],
)
def test_a_bad_event_is_refused_at_its_field(changes: dict[str, Any], message: str, editor: Client) -> None:
    event = EventFactory(state="draft", cited=True)
    read(event)

    assert message in errors(saved(editor, event, **changes))
    assert Event.objects.get().date == "2018-01-26"


def test_only_one_reading_is_followed(editor: Client) -> None:
    event = EventFactory(state="draft")
    read(event, says="One", trusted="yes")
    read(event, says="Two")

    response = saved(editor, event, **{"readings-1-trusted": "yes"})

    assert "“Two” cannot be followed as well as “One”" in errors(response)
    assert event.readings.filter(trusted="yes").count() == 1


@pytest.mark.parametrize("first", [0, 1])
def test_another_reading_can_be_followed_instead(first: int, editor: Client) -> None:
    event = EventFactory(state="draft")
    for number in range(2):
        read(event, says=str(number), trusted="yes" if number == first else "")
    swap = {f"readings-{first}-trusted": "no", f"readings-{1 - first}-trusted": "yes"}

    assert errors(saved(editor, event, **swap)) == ""
    assert event.readings.get(trusted="yes").says == str(1 - first)


def test_a_followed_reading_can_be_replaced_by_a_new_one(editor: Client) -> None:
    event = EventFactory(state="draft")
    read(event, says="Old", trusted="yes")
    url = change_address(event)
    row = {"source": the_source().pk, "says": "New", "trusted": "yes"}

    data = with_row(filled(editor, url), "readings", **row) | {"readings-0-DELETE": "on"}

    assert errors(editor.post(url, data)) == ""
    assert [(one.says, one.trusted) for one in event.readings.all()] == [("New", "yes")]


def test_rows_keep_the_order_in_which_they_were_entered(editor: Client) -> None:
    event = EventFactory(state="draft", cited=True)
    url = change_address(event)
    data = filled(editor, url)
    for page in ("p. 2", "p. 3"):
        data = with_row(data, "citations", **citation(the_source(), locator=page))

    editor.post(url, data)

    assert [(one.position, one.locator) for one in event.citations.all()] == [
        (1, "p. 1"),
        (2, "p. 2"),
        (3, "p. 3"),
    ]


def test_a_draft_milestone_of_a_published_case_belongs_in_its_form(editor: Client) -> None:
    case, event = OfferingFactory(slug="case"), EventFactory(state="draft", cited=True)

    response = saved(editor, event, offerings=[case.pk])

    assert "“case” is published" in errors(response)
    assert not event.offerings.exists()


def test_a_case_that_an_event_leaves_remembers_it(reviewer: Client) -> None:
    case = OfferingFactory(milestones={"issued": "2020", "listed": "2021"})
    event = case.events.get(kind="listed")

    saved(reviewer, event, offerings=[])

    document = latest(case).document
    assert [one["kind"] for one in document["milestones"]] == ["issued"]


def test_a_contradiction_is_refused_in_a_published_event(reviewer: Client) -> None:
    amendment = AmendmentFactory(themes=[ThemeFactory()], slug="act")
    event = EventFactory(kind="in-force", amendments=[amendment])

    response = saved(reviewer, event, amendments=[], measures=[amendment.measures.get().pk])

    assert "is of “act”, which the event does not name" in errors(response)
    assert list(event.amendments.all()) == [amendment]


# Figures


def test_a_unit_that_the_metric_does_not_know_is_refused(editor: Client) -> None:
    figure = FigureFactory(state="draft")

    response = saved(editor, figure, unit="JPY")

    assert "“JPY” is no unit of members; accepted: members" in errors(response)
    assert Figure.objects.get().unit == "members"


def test_a_second_subject_is_refused_at_its_field(editor: Client) -> None:
    figure = FigureFactory(state="draft", organization__name="JVCEA")

    response = saved(editor, figure, jurisdiction=japan().pk)

    form = response.context["adminform"].form
    assert "“Japan” is a second subject beside “JVCEA”; accepted is exactly one" in str(
        form.errors["jurisdiction"]
    )
    assert errors(saved(editor, figure, organization="")) != ""


@pytest.mark.parametrize("value", ["NaN", "1e400", "x", "1234567890123456.7", "\x00"])
def test_a_number_that_cannot_be_kept_is_refused(value: str, editor: Client) -> None:
    assert errors(saved(editor, FigureFactory(state="draft"), value=value)) != ""
    assert Figure.objects.get().value == 23


# Slugs that follow from the rest


def added(client: Client, model: Any, **data: Any) -> Any:
    response = client.post(
        address(model, "add"), data | rows("citations", citation(the_source())) | rows("readings")
    )
    assert errors(response) == ""
    return model.objects.get()


def test_an_affiliation_names_itself(editor: Client) -> None:
    coincheck, jvcea = OrganizationFactory(slug="coincheck"), OrganizationFactory(slug="jvcea")

    made = added(editor, Affiliation, organization=coincheck.pk, body=jvcea.pk, kind="member")

    assert made.slug == "coincheck--jvcea--member"


def test_a_link_names_itself(editor: Client) -> None:
    cause, effect = EventFactory(slug="hack"), EventFactory(slug="order", date="2018-03-08")

    made = added(editor, Link, from_event=cause.pk, to_event=effect.pk, kind="prompted", note="It led to it.")

    assert made.slug == "hack--order--prompted"


def test_a_link_that_leads_backwards_is_refused(editor: Client) -> None:
    cause, effect = EventFactory(slug="hack", date="2019"), EventFactory(slug="order", date="2018")
    data = {"from_event": cause.pk, "to_event": effect.pk, "kind": "prompted", "note": "It led to it."}

    response = editor.post(address(Link, "add"), data | rows("citations", citation(the_source())))

    assert "“order” (2018) comes before “hack” (2019)" in errors(response)


def test_a_coverage_row_names_itself(editor: Client) -> None:
    theme = ThemeFactory(slug="custody")

    made = added(
        editor, Coverage, theme=theme.pk, jurisdiction=japan().pk, status="found", searched_to="2026-11-22"
    )

    assert made.slug == "custody-jp"


def test_a_figure_names_itself_anew_beside_its_like(editor: Client) -> None:
    jvcea = OrganizationFactory(slug="jvcea")
    stated = {"metric": "founding_members", "value": "16", "unit": "companies", "qualifier": "exact"}
    stated |= {"as_of": "2018-03", "organization": jvcea.pk}

    made = added(editor, Figure, **stated)
    response = editor.post(
        address(Figure, "add"), stated | rows("citations", citation(the_source())) | rows("readings")
    )

    assert errors(response) == ""
    assert made.slug == "fig-jvcea-founding-members-2018-03"
    assert Figure.objects.filter(slug="fig-jvcea-founding-members-2018-03-2").exists()


def test_two_who_save_at_one_moment_get_no_server_error(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second slug is taken between the check and the saving."""
    AmendmentFactory(slug="act", state="draft")
    monkeypatch.setattr("sources.admin.forms.RecordForm.refuse_taken_slug", lambda *given: None)
    monkeypatch.setattr(Amendment, "validate_unique", lambda *given, **more: None)
    data = {"title": "Act", "slug": "act", "jurisdiction": japan().pk, "instrument": "act", "summary": "It."}

    response = editor.post(address(Amendment, "add"), data | rows("measures") | rows("citations"))

    assert response.status_code == 200
    assert "Try again" in errors(response)
    assert Amendment.objects.count() == 1
