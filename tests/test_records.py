"""The road of a record: what keeps it from publication, what publication remembers, how it is taken back."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from sources.documents import document_of
from sources.models import Record, Revision

from .factories import (
    FACTORIES,
    AffiliationFactory,
    AmendmentFactory,
    CoverageFactory,
    EventFactory,
    FigureFactory,
    LawFactory,
    LinkFactory,
    MeasureFactory,
    OfferingFactory,
    OrganizationFactory,
    RecordFactory,
    SourceFactory,
    ThemeFactory,
    cite,
    place,
    read,
)

pytestmark = pytest.mark.django_db
CITED = [factory for model, factory in FACTORIES.items() if model.cited]
PUBLISHED_ALONE = [factory for model, factory in FACTORIES.items() if model.__name__ != "Measure"]


def revisions(record: Record) -> list[tuple[int, str]]:
    return list(Revision.objects.of(record).order_by("number").values_list("number", "state"))


def stored(record: Any) -> Any:
    return type(record).objects.get(pk=record.pk)


# What keeps a record from publication


@pytest.mark.parametrize("factory", CITED)
def test_nothing_is_published_without_a_citation(factory: type[RecordFactory]) -> None:
    record = factory(state="draft")
    with pytest.raises(ValidationError, match=f"“{record.slug}” has no citation"):
        record.publish()
    assert stored(record).state == "draft"
    assert revisions(record) == []


@pytest.mark.parametrize("factory", CITED)
def test_no_save_makes_an_uncited_record_public(factory: type[RecordFactory]) -> None:
    record = factory(state="draft")
    record.state = "published"
    with pytest.raises(ValidationError, match="has no citation"):
        record.save()
    with pytest.raises(ValidationError, match="has no citation"):
        type(record).objects.create(slug="new", state="published")
    assert stored(record).state == "draft"


def changed(make: Callable[..., Any], **columns: Any) -> Callable[[], Any]:
    """A draft that is ready but for these columns, which are not saved."""

    def record() -> Any:
        ready = make(state="draft", cited=True)
        for name, value in columns.items():
            setattr(ready, name, value)
        return ready

    return record


GAPS: list[tuple[Callable[[], Any], str]] = [
    (changed(EventFactory, title=""), "title: This field cannot be blank"),
    (changed(EventFactory, kind="incident"), "incident: An event of kind incident belongs to an incident"),
    (changed(FigureFactory, unit="JPY"), "unit: “JPY” is no unit of members; accepted: members."),
    (changed(FigureFactory, value=Decimal("1234567890.12345678")), "more than 15 significant digits"),
    (changed(OfferingFactory, amount=1), "currency: 1 has no currency; accepted are JPY, KRW and USD."),
    (
        lambda: OfferingFactory(state="draft", cited=True, milestones={}),
        "has no milestone; give at least one with its date",
    ),
    (changed(CoverageFactory, slug="elsewhere"), "slug: “elsewhere” must be “"),
    (changed(LawFactory, official_id="12345"), "official_id: Enter the e-Gov law id"),
    (changed(SourceFactory, url="nowhere"), "url: Enter a valid URL"),
    (changed(OrganizationFactory, slug="Bad Slug"), "slug: Enter small letters a-z"),
]


@pytest.mark.parametrize(("make", "gap"), GAPS)
def test_a_gap_is_named_and_keeps_a_record_from_publication(make: Callable[[], Any], gap: str) -> None:
    record = make()
    with pytest.raises(ValidationError) as refusal:
        record.publish()
    assert any(gap in said for said in refusal.value.messages)
    assert stored(record).state == "draft"


def test_all_gaps_are_told_at_once() -> None:
    event = EventFactory(state="draft")
    event.kind, event.title = "incident", ""
    assert len(event.gaps()) == 3


def test_a_record_does_not_refer_to_what_nobody_may_see() -> None:
    draft = OrganizationFactory(state="draft")
    for record in (
        EventFactory(state="draft", cited=True, organizations=[draft]),
        AffiliationFactory(state="draft", cited=True, body=draft),
        EventFactory(state="draft", cited=True, jurisdiction=place_of_draft()),
    ):
        assert "which is not published" in record.gaps()[0]


def place_of_draft() -> Any:
    return FACTORIES[type(place("jp", "Japan"))](state="draft")


@pytest.mark.parametrize("add", [cite, read])
def test_nor_to_a_source_that_nobody_may_see(add: Callable[..., Any]) -> None:
    event = EventFactory(state="draft", cited=True)
    add(event, SourceFactory(state="draft", slug="hidden"))
    assert event.gaps() == [f"“{event.slug}” refers to “hidden”, which is not published."]


def test_each_measure_needs_a_citation_of_its_own() -> None:
    amendment = AmendmentFactory(state="draft", cited=True)
    MeasureFactory(amendment=amendment, state="draft", slug="uncited")
    with pytest.raises(ValidationError, match="“uncited” has no citation"):
        amendment.publish()


def test_an_event_names_measures_of_its_amendments_only() -> None:
    mine, other = AmendmentFactory(themes=[ThemeFactory()]), AmendmentFactory(themes=[ThemeFactory()])
    event = EventFactory(state="draft", cited=True, amendments=[mine], measures=other.measures.all())
    assert event.gaps() == [
        f"“{other.measures.get().slug}” is of “{other.slug}”, which the event does not name."
    ]


def test_an_event_takes_its_themes_from_its_amendments() -> None:
    theme = ThemeFactory()
    event = EventFactory(state="draft", cited=True, amendments=[AmendmentFactory()], themes=[theme])
    assert event.gaps()[0].startswith("themes:")


@pytest.mark.parametrize("instrument", ["bill", "outline"])
@pytest.mark.parametrize("kind", ["promulgated", "in-force"])
def test_a_proposal_is_never_in_force(instrument: str, kind: str) -> None:
    proposal = AmendmentFactory(instrument=instrument)
    event = EventFactory(state="draft", cited=True, kind=kind, amendments=[proposal])
    assert f"is a {instrument}: it cannot be" in event.gaps()[0]
    event.kind = "bill-submitted"
    assert event.gaps() == []


@pytest.mark.parametrize("kind", ["prompted", "implements", "succeeds"])
def test_a_cause_does_not_come_after_its_effect(kind: str) -> None:
    late, early = EventFactory(date="2019-01"), EventFactory(date="2018-12-31")
    link = LinkFactory(state="draft", cited=True, from_event=late, to_event=early, kind=kind)
    assert "comes before" in link.gaps()[0]
    assert LinkFactory.build(from_event=late, to_event=early, kind="contrasts-with").clean() is None


@pytest.mark.parametrize("later", ["2018", "2018-06/..", "../2019"])
def test_dates_that_may_agree_are_no_contradiction(later: str) -> None:
    link = LinkFactory(from_event=EventFactory(date="2018-06"), to_event=EventFactory(date=later))
    assert link.gaps() == []


# An offering and its milestones are one record to the workflow


def test_an_offering_publishes_its_milestones() -> None:
    offering = OfferingFactory(
        state="draft", cited=True, milestones={"issued": "2020-10-12", "listed": "2020-11"}
    )
    assert {event.state for event in offering.events.all()} == {"draft"}
    offering.publish()
    assert {(event.state, event.revision) for event in offering.events.all()} == {("published", 1)}
    assert [one["date"] for one in document_of(stored(offering))["milestones"]] == ["2020-10-12", "2020-11"]
    assert offering.revision == 1


def test_an_uncited_milestone_keeps_its_offering_from_publication() -> None:
    offering = OfferingFactory(state="draft", cited=True)
    EventFactory(state="draft", offerings=[offering], kind="listed", slug="uncited")
    with pytest.raises(ValidationError, match="“uncited” has no citation"):
        offering.publish()
    assert stored(offering).state == "draft"
    assert not offering.events.filter(state="published").exists()


def test_a_change_of_a_milestone_gives_the_offering_a_new_revision() -> None:
    offering = OfferingFactory()
    milestone = offering.events.get()
    milestone.date = "2020-10-13"
    milestone.publish()
    assert revisions(offering) == [(1, "superseded"), (2, "published")]
    assert stored(offering).revision == 2
    kept = Revision.objects.of(offering).get(state="published").document
    assert kept == document_of(stored(offering))


def test_an_event_of_several_offerings_is_a_milestone_of_none() -> None:
    one, two = OfferingFactory(), OfferingFactory()
    shared = EventFactory(offerings=[one, two], kind="listed", date="2021")
    assert len(document_of(stored(one))["milestones"]) == 1
    assert stored(one).revision == 1
    one.withdraw("A hoax.")
    assert stored(shared).state == "published"


def test_a_withdrawn_offering_takes_its_milestones_along() -> None:
    offering = OfferingFactory()
    offering.withdraw("A hoax.")
    event = offering.events.get()
    assert (event.state, event.withdrawn_reason) == ("withdrawn", "A hoax.")


def test_measures_stand_where_their_amendment_stands() -> None:
    amendment = AmendmentFactory(themes=[ThemeFactory()])
    assert amendment.measures.get().state == "published"
    amendment.withdraw("A duplicate.")
    assert amendment.measures.get().state == "withdrawn"


def test_measures_change_when_their_amendment_does() -> None:
    amendment = AmendmentFactory(themes=[ThemeFactory()])
    measure = amendment.measures.get()
    assert (measure.revision, measure.updated_at) == (1, amendment.updated_at)
    measure.text = "Another rule"
    measure.save()
    amendment.remember()
    measure.refresh_from_db()
    assert (measure.revision, measure.updated_at) == (2, stored(amendment).updated_at)
    amendment.withdraw("A duplicate.", successor="another")
    measure.refresh_from_db()
    assert (measure.updated_at, measure.successor) == (stored(amendment).updated_at, "another")


@pytest.mark.parametrize("state", ["published", "withdrawn"])
def test_a_slug_that_was_public_is_given_to_no_record_of_another_type(state: str) -> None:
    LawFactory(slug="taken", state=state)
    theme = ThemeFactory(slug="taken", state="draft")
    with pytest.raises(ValidationError, match="“taken” is taken already, by a record of type law"):
        theme.publish()


# Taking back, and names


@pytest.mark.parametrize("factory", PUBLISHED_ALONE)
@pytest.mark.parametrize("reason", ["", "  "])
def test_a_withdrawal_says_why(factory: type[RecordFactory], reason: str) -> None:
    record = factory()
    with pytest.raises(ValidationError, match="Say why"):
        record.withdraw(reason)
    assert stored(record).state == "published"


def test_a_withdrawn_record_keeps_its_reason_successor_and_memory() -> None:
    event = EventFactory()
    before = event.updated_at
    event.withdraw("The same event as another.", successor="another")
    kept = stored(event)
    assert (kept.state, kept.withdrawn_reason, kept.successor) == (
        "withdrawn",
        "The same event as another.",
        "another",
    )
    assert kept.updated_at > before
    assert Revision.objects.of(event).exists()


@pytest.mark.parametrize("factory", FACTORIES.values())
def test_a_record_is_found_by_its_slug(factory: type[RecordFactory]) -> None:
    record = factory(state="draft")
    assert record.natural_key() == (record.slug,)
    assert type(record).objects.get_by_natural_key(record.slug) == record


@pytest.mark.parametrize("factory", PUBLISHED_ALONE)
def test_a_record_has_words_for_itself(factory: type[RecordFactory]) -> None:
    assert str(factory())
