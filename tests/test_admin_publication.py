"""Publishing and withdrawing in the admin: what is refused, what is said, what outsiders then see."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from offerings.models import Offering
from organizations.models import Organization
from sources.models import Record, Revision, Source
from tests.admin_forms import address, change_address, errors, filled, latest, signed_in, told
from tests.factories import (
    FACTORIES,
    AmendmentFactory,
    EventFactory,
    LinkFactory,
    OfferingFactory,
    OrganizationFactory,
    SourceFactory,
    ThemeFactory,
    cite,
    the_source,
)
from timeline.models import Event

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    return signed_in("editor")


@pytest.fixture
def reviewer() -> Client:
    return signed_in("reviewer")


def act(client: Client, action: str, *records: Record, **data: str) -> Any:
    """Choose an action for some records of a list."""
    chosen = {"action": action, "_selected_action": [record.pk for record in records]}
    return client.post(address(type(records[0])), chosen | data, follow=True)


def state_of(record: Any) -> str:
    return str(type(record).objects.get(pk=record.pk).state)


@pytest.mark.parametrize("model", [model for model in FACTORIES if model._meta.model_name != "measure"])
def test_a_reviewer_publishes_drafts_from_the_list(model: Any, reviewer: Client) -> None:
    record = FACTORIES[model](state="draft", cited=True)

    response = act(reviewer, "publish_selected", record)

    assert "Published: " in told(response)
    assert state_of(record) == "published"
    assert latest(record).author.username == "reviewer"
    assert LogEntry.objects.get(change_message="Published.").object_id == str(record.pk)


def test_what_a_draft_lacks_is_named_and_the_others_are_published(reviewer: Client) -> None:
    bare, ready = EventFactory(state="draft", slug="bare"), EventFactory(state="draft", cited=True)

    response = act(reviewer, "publish_selected", bare, ready)

    assert "“bare” has no citation" in told(response)
    assert (state_of(bare), state_of(ready)) == ("draft", "published")
    assert not Revision.objects.of(bare).exists()


def test_a_refusal_leads_to_the_drafts_that_come_first(reviewer: Client) -> None:
    event = EventFactory(state="draft", cited=True)
    hidden = OrganizationFactory(state="draft", name="Bank <b>& Sons</b>")
    event.organizations.add(hidden)
    link = f'<a href="{change_address(hidden)}" target="_blank">Bank &lt;b&gt;&amp; Sons&lt;/b&gt;</a>'
    url = change_address(event)

    answers = (
        act(reviewer, "publish_selected", event),
        reviewer.post(url, filled(reviewer, url) | {"_publish": "1"}),
    )

    for answer in answers:
        assert f"Publish first: {link}" in answer.content.decode()


def test_a_draft_that_is_named_is_a_gap(reviewer: Client) -> None:
    event = EventFactory(state="draft", cited=True)
    hidden = OrganizationFactory(state="draft", slug="hidden")
    event.organizations.add(hidden)

    response = act(reviewer, "publish_selected", event)

    assert "refers to “hidden”, which is not published" in told(response)


def test_an_editor_has_no_action_to_publish_or_withdraw(editor: Client) -> None:
    draft, public = EventFactory(state="draft", cited=True), EventFactory()

    act(editor, "publish_selected", draft)
    act(editor, "withdraw_selected", public, reason="No.")

    assert (state_of(draft), state_of(public)) == ("draft", "published")
    assert editor.get(address(Event, "withdraw", public.pk)).status_code == 403


def test_what_is_published_or_withdrawn_is_not_published_again(reviewer: Client) -> None:
    gone = EventFactory(state="withdrawn")

    response = act(reviewer, "publish_selected", gone)

    assert "It is withdrawn already" in told(response)
    assert state_of(gone) == "withdrawn"


def test_withdrawing_asks_for_the_reason_and_answers_410(reviewer: Client) -> None:
    event, successor = EventFactory(), EventFactory()

    asked = act(reviewer, "withdraw_selected", event)
    assert "Its address answers with the reason" in asked.content.decode()
    assert state_of(event) == "published"

    response = act(reviewer, "withdraw_selected", event, reason="Entered twice.", successor=successor.slug)

    assert "Withdrawn: " in told(response)
    page = Client().get(event.get_absolute_url())
    assert page.status_code == 410
    assert "Entered twice." in page.content.decode()


def test_withdrawing_from_the_form_of_a_record(reviewer: Client) -> None:
    event = EventFactory()
    url = address(Event, "withdraw", event.pk)
    assert url.encode() in reviewer.get(change_address(event)).content

    reviewer.post(url, {"reason": "Entered twice."})

    assert state_of(event) == "withdrawn"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"reason": " "}, "This field is required"),
        ({"reason": "A\x00B"}, "Null characters are not allowed"),
        ({"reason": "Twice.", "successor": "nobody"}, "“nobody” is no published event"),
    ],
)
def test_a_withdrawal_without_a_good_reason_is_refused(
    data: dict[str, str], message: str, reviewer: Client
) -> None:
    event = EventFactory()

    page = reviewer.post(address(Event, "withdraw", event.pk), data)

    assert message in page.content.decode()
    assert state_of(event) == "published"


def test_what_others_name_is_not_withdrawn_before_them(reviewer: Client) -> None:
    source = the_source()
    organization = OrganizationFactory(name="Coincheck")
    event = EventFactory(organizations=[organization], title="Coincheck is hacked")
    link = LinkFactory(from_event=event)

    for record, other in ((source, "Coincheck"), (organization, "Coincheck is hacked"), (event, str(link))):
        page = reviewer.post(address(type(record), "withdraw", record.pk), {"reason": "No."})
        assert "Change or withdraw these first" in page.content.decode()
        assert other in page.context["form"].non_field_errors()[0]
        assert state_of(record) == "published"


def test_a_draft_is_not_withdrawn(reviewer: Client) -> None:
    draft = EventFactory(state="draft")

    page = reviewer.post(address(Event, "withdraw", draft.pk), {"reason": "No."})

    assert "only what is published is withdrawn" in page.content.decode()
    assert state_of(draft) == "draft"


def test_a_case_takes_its_milestones_along(reviewer: Client) -> None:
    case = OfferingFactory(milestones={"issued": "2020-10-12", "listed": "2020-11"})

    reviewer.post(address(Offering, "withdraw", case.pk), {"reason": "Never offered."})

    assert state_of(case) == "withdrawn"
    assert {event.state for event in case.events.all()} == {"withdrawn"}


def test_a_withdrawn_milestone_leaves_the_case_and_stays_away(reviewer: Client) -> None:
    case = OfferingFactory(milestones={"issued": "2020-10-12", "listed": "2020-11"})
    wrong = case.events.get(kind="listed")

    reviewer.post(address(Event, "withdraw", wrong.pk), {"reason": "Never listed."})
    url = change_address(case)
    response = reviewer.post(url, filled(reviewer, url) | {"units": "5"})

    assert errors(response) == ""
    assert state_of(wrong) == "withdrawn"
    document = latest(case).document
    assert [one["kind"] for one in document["milestones"]] == ["issued"]


def test_the_last_milestone_of_a_case_is_not_withdrawn(reviewer: Client) -> None:
    case = OfferingFactory(slug="case")
    event = case.events.get()

    page = reviewer.post(address(Event, "withdraw", event.pk), {"reason": "No."})

    assert "“case” has no milestone" in page.content.decode()
    assert state_of(event) == "published"


def test_measures_go_where_their_amendment_goes(reviewer: Client) -> None:
    amendment = AmendmentFactory(themes=[ThemeFactory()])

    reviewer.post(address(type(amendment), "withdraw", amendment.pk), {"reason": "Entered twice."})

    assert amendment.measures.get().state == "withdrawn"


def test_what_was_public_is_never_deleted() -> None:
    deleter = signed_in("deleter")
    draft, public = EventFactory(state="draft"), EventFactory()

    refused = act(deleter, "delete_selected", draft, public, post="yes")
    assert "Nothing is deleted" in told(refused)
    assert deleter.post(address(Event, "delete", public.pk), {"post": "yes"}).status_code == 403
    act(deleter, "delete_selected", draft, post="yes")

    assert list(Event.objects.all()) == [public]


def test_a_draft_that_others_need_is_not_deleted() -> None:
    deleter = signed_in("deleter")
    source = SourceFactory(state="draft")
    cite(EventFactory(state="draft"), source)

    page = deleter.post(address(Source, "delete", source.pk), {"post": "yes"})

    assert page.status_code == 200
    assert Source.objects.filter(pk=source.pk).exists()


def test_a_withdrawn_record_is_read_only(reviewer: Client) -> None:
    gone = OrganizationFactory(state="withdrawn")

    page = reviewer.get(change_address(gone)).content.decode()

    assert 'name="name"' not in page
    assert "Entered by mistake." in page
    assert reviewer.post(change_address(gone), {"name": "Back"}).status_code == 403
    assert Organization.objects.get(pk=gone.pk).name != "Back"
