"""The smallest valid object of each model.

`XFactory()` is published and cited, as publication makes it; `XFactory(state="draft")` is a draft without a
citation unless `cited=True`. Other states: `in-review`, `withdrawn`. Relations to many are given as lists.
"""

from __future__ import annotations

from typing import Any

import factory
from factory.django import DjangoModelFactory

from offerings.models import Offering, Role
from organizations.models import Affiliation, Jurisdiction, Organization
from regulations.models import Amendment, Law, Measure, Theme
from sources.models import Citation, Reading, Record, Source, State
from timeline.models import Coverage, Event, Figure, Incident, Link


def cite(record: Any, source: Source | None = None, **columns: Any) -> Citation:
    """Give a record a citation, of the one shared source unless told."""
    stated = {"locator": "p. 1", "supports": "What it says", "position": record.citations.count() + 1}
    citation: Citation = record.citations.create(source=source or the_source(), **(stated | columns))
    return citation


def read(record: Any, source: Source | None = None, **columns: Any) -> Reading:
    """Give a record a reading that differs, undecided unless `trusted` says more."""
    stated = {"says": "Another number", "position": record.readings.count() + 1}
    reading: Reading = record.readings.create(source=source or the_source(), **(stated | columns))
    return reading


def the_source() -> Source:
    return Source.objects.filter(slug="gazette").first() or SourceFactory(slug="gazette", title="Gazette")


def place(slug: str, name: str) -> Jurisdiction:
    return Jurisdiction.objects.filter(slug=slug).first() or JurisdictionFactory(slug=slug, name=name)


def japan() -> Jurisdiction:
    return place("jp", "Japan")


def korea() -> Jurisdiction:
    return place("kr", "Korea")


class RecordFactory(DjangoModelFactory[Any]):
    """Makes a draft with its relations and its citation, then brings it to the state that is wanted."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **wanted: Any) -> Any:
        state = wanted.pop("state", State.PUBLISHED)
        cited = wanted.pop("cited", state != State.DRAFT)
        extras = {name: wanted.pop(name) for name in cls.extras() if name in wanted}
        related = {
            field.name: wanted.pop(field.name)
            for field in model_class._meta.many_to_many
            if field.name in wanted
        }
        record = super()._create(model_class, *args, **wanted)
        for name, others in related.items():
            getattr(record, name).set(others)
        if cited and hasattr(record, "citations"):
            cite(record)
        cls.add_parts(record, **extras, cited=cited)
        cls.bring_to(record, state)
        return record

    @classmethod
    def extras(cls) -> tuple[str, ...]:
        """Arguments that are no columns: `add_parts` takes them."""
        return ()

    @classmethod
    def add_parts(cls, record: Any, **extras: Any) -> None:
        """Add what a valid record needs beyond columns and citation."""

    @classmethod
    def bring_to(cls, record: Record, state: str) -> None:
        if state in {State.PUBLISHED, State.WITHDRAWN}:
            record.publish()
        if state == State.WITHDRAWN:
            record.withdraw("Entered by mistake.")
        if state == State.REVIEW:
            record.state = state
            record.save()


class SourceFactory(RecordFactory):
    class Meta:
        model = Source

    slug = factory.Sequence(lambda n: f"source-{n}")
    title = factory.LazyAttribute(lambda made: made.slug.replace("-", " ").capitalize())
    publisher = "Financial Services Agency"
    kind = "regulator"
    language = "en"
    accessed = "2026-11-22"


class JurisdictionFactory(RecordFactory):
    class Meta:
        model = Jurisdiction

    slug = factory.Sequence(lambda n: f"place-{n}")
    name = factory.LazyAttribute(lambda made: made.slug.replace("-", " ").capitalize())


class OrganizationFactory(RecordFactory):
    class Meta:
        model = Organization

    slug = factory.Sequence(lambda n: f"organization-{n}")
    name = factory.LazyAttribute(lambda made: made.slug.replace("-", " ").capitalize())
    jurisdiction = factory.LazyFunction(japan)
    kind = "exchange"
    description = "It trades."


class AffiliationFactory(RecordFactory):
    class Meta:
        model = Affiliation

    organization = factory.SubFactory(OrganizationFactory)
    body = factory.SubFactory(OrganizationFactory, kind="self-regulatory-body")
    kind = "member"
    slug = factory.LazyAttribute(lambda made: f"{made.organization.slug}--{made.body.slug}--{made.kind}")


class ThemeFactory(RecordFactory):
    class Meta:
        model = Theme

    slug = factory.Sequence(lambda n: f"theme-{n}")
    name = factory.LazyAttribute(lambda made: made.slug.replace("-", " ").capitalize())
    question = "Must an exchange register?"


class LawFactory(RecordFactory):
    class Meta:
        model = Law

    slug = factory.Sequence(lambda n: f"law-{n}")
    name = factory.LazyAttribute(lambda made: made.slug.replace("-", " ").capitalize())
    jurisdiction = factory.LazyFunction(japan)
    description = "It governs."


class AmendmentFactory(RecordFactory):
    """An act without measures; `themes=[...]` gives it a cited measure under each."""

    class Meta:
        model = Amendment

    slug = factory.Sequence(lambda n: f"amendment-{n}")
    title = factory.LazyAttribute(lambda made: made.slug.replace("-", " ").capitalize())
    jurisdiction = factory.LazyFunction(japan)
    instrument = "act"
    summary = "It changes."

    @classmethod
    def extras(cls) -> tuple[str, ...]:
        return ("themes",)

    @classmethod
    def add_parts(cls, record: Any, **extras: Any) -> None:
        for position, theme in enumerate(extras.get("themes", ()), start=1):
            MeasureFactory(amendment=record, theme=theme, position=position, state="draft", cited=True)


class MeasureFactory(RecordFactory):
    """A rule of an amendment of its own; a given amendment that is published remembers it."""

    class Meta:
        model = Measure

    slug = factory.Sequence(lambda n: f"measure-{n}")
    amendment = factory.SubFactory(AmendmentFactory, state="draft", cited=True)
    theme = factory.SubFactory(ThemeFactory)
    text = "Exchanges register."

    @classmethod
    def bring_to(cls, record: Measure, state: str) -> None:  # type: ignore[override]  # only measures come here
        if state == State.PUBLISHED:
            record.amendment.publish()
        if state == State.WITHDRAWN:
            record.amendment.publish()
            record.amendment.withdraw("Entered by mistake.")
        record.refresh_from_db(fields=["state", "withdrawn_reason"])


class OfferingFactory(RecordFactory):
    """An STO case with a milestone: `milestones={"issued": "2020-10-12"}` unless told."""

    class Meta:
        model = Offering

    slug = factory.Sequence(lambda n: f"offering-{n}")
    name = factory.LazyAttribute(lambda made: made.slug.replace("-", " ").capitalize())
    jurisdiction = factory.LazyFunction(japan)
    asset_class = "bond"
    instrument = "bonds"
    status = "completed"
    description = "It was offered."

    @classmethod
    def extras(cls) -> tuple[str, ...]:
        return ("milestones",)

    @classmethod
    def add_parts(cls, record: Any, **extras: Any) -> None:
        for kind, date in extras.get("milestones", {"issued": "2020-10-12"}).items():
            EventFactory(
                slug=f"{record.slug}-{kind}",
                kind=kind,
                date=date,
                jurisdiction=record.jurisdiction,
                offerings=[record],
                state="draft",
                cited=extras["cited"],
            )


class RoleFactory(DjangoModelFactory[Role]):
    class Meta:
        model = Role

    offering = factory.SubFactory(OfferingFactory)
    organization = factory.SubFactory(OrganizationFactory)
    role = "trustee"


class IncidentFactory(RecordFactory):
    class Meta:
        model = Incident

    slug = factory.Sequence(lambda n: f"incident-{n}")
    name = factory.LazyAttribute(lambda made: made.slug.replace("-", " ").capitalize())
    jurisdiction = factory.LazyFunction(japan)
    summary = "It failed."


class EventFactory(RecordFactory):
    class Meta:
        model = Event

    slug = factory.Sequence(lambda n: f"event-{n}")
    title = factory.LazyAttribute(lambda made: made.slug.replace("-", " ").capitalize())
    date = "2018-01-26"
    kind = "report-published"
    jurisdiction = factory.LazyFunction(japan)
    summary = "It happened."


class FigureFactory(RecordFactory):
    """Members of an organization; `organization=None, event=...` gives it another subject."""

    class Meta:
        model = Figure

    slug = factory.Sequence(lambda n: f"figure-{n}")
    organization = factory.SubFactory(OrganizationFactory)
    metric = "members"
    value = 23
    unit = "members"


class LinkFactory(RecordFactory):
    class Meta:
        model = Link

    from_event = factory.SubFactory(EventFactory, date="2018-01-26")
    to_event = factory.SubFactory(EventFactory, date="2018-03-08")
    kind = "prompted"
    note = "The first gave rise to the second."
    slug = factory.LazyAttribute(lambda made: f"{made.from_event.slug}--{made.to_event.slug}--{made.kind}")


class CoverageFactory(RecordFactory):
    class Meta:
        model = Coverage

    theme = factory.SubFactory(ThemeFactory)
    jurisdiction = factory.LazyFunction(japan)
    status = "found"
    searched_to = "2026-11-22"
    slug = factory.LazyAttribute(lambda made: f"{made.theme.slug}-{made.jurisdiction.slug}")


FACTORIES: dict[type[Record], type[RecordFactory]] = {
    each._meta.model: each for each in RecordFactory.__subclasses__()
}
