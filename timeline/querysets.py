"""The site's vocabulary of questions about what happened and what was measured."""

import datetime
from collections.abc import Collection
from typing import Any, Self

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, ExtractYear

from organizations.querysets import InJurisdictionQuerySet
from sources.querysets import PUBLISHED, RecordQuerySet, nulls_last, public
from timeline.kinds import Category, EventKind

DERIVING = ("measures", "decided")  # relations of an event from which themes follow
CHRONOLOGICAL = ("earliest", "rank", "slug")
AFTERMATH = (
    "accounts_affected",
    "persons_affected",
    "share_of_assets_lost",
    "customer_cash_shortfall",
    "owed_to_customers",
    "own_crypto_lost",
    "crypto_recovered",
    "crypto_unrecovered",
    "compensation_paid",
    "rescue_funding",
)
LOSSES = ("crypto_lost", "customer_crypto_lost", "value_lost", "customer_value_lost", "value_defrauded")


class EventQuerySet(InJurisdictionQuerySet):
    def chronological(self) -> Self:
        """By first possible day, rank of kind and slug; an open start stands last."""
        return self.order_by(*nulls_last(*CHRONOLOGICAL))

    def with_year(self) -> Self:
        """Add `year`: of the first possible day, or of the last where the start is open."""
        return self.annotate(year=ExtractYear(Coalesce("earliest", "latest")))

    def in_year(self, year: int) -> Self:
        return self.with_year().filter(year=year)

    def counts_by_year(self) -> dict[int, int]:
        """How many events each year has, in order of the years; years without any are not named."""
        counted = self.with_year().order_by("year").values_list("year").annotate(Count("pk"))
        return dict(counted)

    def of_category(self, *categories: str) -> Self:
        return self.of_kind(*(kind for name in categories for kind in Category(name).kinds))

    def between(self, earliest: datetime.date | None, latest: datetime.date | None) -> Self:
        """Events whose span overlaps the days from `earliest` to `latest`; None leaves that side open."""
        found = self
        if earliest is not None:
            found = found.filter(Q(latest__gte=earliest) | Q(latest__isnull=True))
        if latest is not None:
            found = found.filter(Q(earliest__lte=latest) | Q(earliest__isnull=True))
        return found

    def with_theme(self, *themes: str) -> Self:
        """Events under one of the themes.

        By the measures they name, else all measures of their amendments, by their own themes, or by the
        coverage rows that they decide.
        """
        return self.filter(
            Q(self.any("measures", theme__slug__in=themes))
            | (~Q(self.any("measures")) & Q(self.any("amendments", measures__theme__slug__in=themes)))
            | Q(self.any("themes", slug__in=themes))
            | Q(self.any("decided", state="published", theme__slug__in=themes))
        )

    def any(self, relation: str, **conditions: Any) -> Exists:
        """Condition: the event has a related row that meets the conditions; no joins, so no repeats."""
        related = self.model._meta.get_field(relation)
        back = related.remote_field.name if related.auto_created else related.related_query_name()
        return Exists(
            related.related_model._default_manager.order_by().filter(**{back: OuterRef("pk")}, **conditions)
        )

    def naming(self, relation: str, *slugs: str) -> Self:
        """Events that name one of the records by this relation, such as `organizations`."""
        return self.filter(self.any(relation, slug__in=slugs))

    def on_law(self, *laws: str) -> Self:
        """Events that name the law itself or an amendment of it."""
        return self.filter(self.any("laws", slug__in=laws) | self.any("amendments", amends__slug__in=laws))

    def outside(self, amendments: Any) -> Self:
        """Events that are no part of the life of the amendments."""
        return self.filter(~self.any("amendments", pk__in=amendments.values("pk")))

    def resting_on(self, *sources: str) -> Self:
        """Events that cite the source or keep a reading of it."""
        return self.filter(
            self.any("citations", source__slug__in=sources) | self.any("readings", source__slug__in=sources)
        )

    def conflicting(self, *, wanted: bool = True) -> Self:
        """Events with at least one reading that differs from the record or from another source."""
        return self.filter(self.any("readings")) if wanted else self.filter(~self.any("readings"))

    def with_certainty(self, *certainties: str) -> Self:
        """`exact`, `approximate`, `uncertain`: as the mark of the date says."""
        wanted = Q(pk__in=[])
        if "exact" in certainties:
            wanted |= Q(approximate=False, uncertain=False)
        for mark in {"approximate", "uncertain"} & set(certainties):
            wanted |= Q(**{mark: True})
        return self.filter(wanted)

    def in_force(self) -> Self:
        return self.of_kind(EventKind.IN_FORCE)

    def weightiest(self) -> Self:
        """What a first look must show: what decides coverage, incidents, foundings and recognitions, and what
        gave rise to something in another jurisdiction."""
        kinds = [EventKind.INCIDENT, EventKind.ORGANIZATION_RECOGNISED, EventKind.ORGANIZATION_FOUNDED]
        return self.filter(
            Q(kind__in=kinds) | self.any("decided", state="published") | self.reaching_abroad()
        )

    def reaching_abroad(self) -> Exists:
        """Condition: a published link leads from the event to a published one of another jurisdiction."""
        links = self.model._meta.get_field("links_from").related_model.objects.published().directed()
        effects = links.filter(from_event=OuterRef("pk"), to_event__state="published")
        return Exists(effects.exclude(to_event__jurisdiction=OuterRef("jurisdiction")))

    def for_picture(self) -> Self:
        """With what a mark and its label say, and how many questions each event decides."""
        decided = Count("decided", filter=Q(decided__state="published"), distinct=True)
        return (
            self.select_related("jurisdiction", "incident")
            .defer("search_text")
            .annotate(decided_count=decided)
        )

    def for_list(self) -> Self:
        """With all that a row of a chronology shows."""
        return (
            self.select_related("jurisdiction", "incident")
            .defer("search_text")
            .prefetch_related("citations__source", "readings")
        )

    def with_readings(self) -> Self:
        """With the sources of what is disputed."""
        return self.prefetch_related("readings__source")

    def for_page(self) -> Self:
        """With all that the page and the API document of an event show, published records only."""
        model = self.model
        named = ("laws", "offerings", "organizations", "themes")
        amendments = public(model._meta.get_field("amendments").related_model.objects.all())
        decided = public(model._meta.get_field("decided").related_model.objects.all())
        return self.for_list().prefetch_related(
            "readings__source",
            Prefetch("amendments", amendments.prefetch_related("measures__theme")),
            Prefetch("decided", decided.select_related("theme", "jurisdiction")),
            Prefetch(
                "measures", model._meta.get_field("measures").related_model.objects.published().for_display()
            ),
            *(
                Prefetch(name, public(model._meta.get_field(name).related_model.objects.all()))
                for name in named
            ),
        )

    def for_api(self, expand: Collection[str] = ()) -> Self:
        """Also with the themes that follow from measures, amendments and coverage."""
        related = {name: self.model._meta.get_field(name).related_model.objects for name in DERIVING}
        measures = related["measures"].published().order_by("slug").with_keys()
        whole = {"offerings" if name == "sto_cases" else name for name in expand}
        return (
            super()
            .for_api(whole)
            .with_names(whole, "amendments", "laws", "offerings", "organizations")
            .prefetch_related(
                Prefetch("measures", measures),
                Prefetch("amendments__measures", related["measures"].select_related("theme").defer("text")),
                Prefetch("decided", public(related["decided"].select_related("theme"))),
                "themes",
            )
        )


class IncidentQuerySet(InJurisdictionQuerySet):
    def with_date(self) -> Self:
        """Add `date` and `date_earliest` of its first event of kind incident, else of its first event at all."""
        return self.annotate(date=self.dating("date"), date_earliest=self.dating("earliest"))

    def dating(self, column: str) -> Subquery:
        events = self.model._meta.get_field("events").related_model.objects.published()
        loss_first = Case(When(kind=EventKind.INCIDENT, then=Value(0)), default=Value(1))
        first = events.filter(incident=OuterRef("pk")).order_by(loss_first, *nulls_last(*CHRONOLOGICAL))
        return Subquery(first.values(column)[:1])

    def for_list(self) -> Self:
        """With date, country, organization and what was lost, as figures of its published events."""
        event = self.model._meta.get_field("events").related_model
        figures = event._meta.get_field("figures").related_model.objects
        losses = figures.published().of_metric(*LOSSES).for_display()
        return (
            self.with_date()
            .select_related("jurisdiction", "organization")
            .defer("search_text")
            .prefetch_related(
                Prefetch("events", event.objects.published().chronological()),
                Prefetch("events__figures", losses),
            )
        )

    def for_page(self) -> Self:
        return self.select_related("jurisdiction", "organization").defer("search_text")

    def for_api(self, expand: Collection[str] = ()) -> Self:
        return super().for_api(expand).with_date().with_names(expand, "events")


class FigureQuerySet(RecordQuerySet):
    def for_display(self) -> Self:
        """With subject, citations and readings, in order of metric and date."""
        return (
            self.select_related(*self.model.SUBJECTS)
            .prefetch_related("citations__source", "readings__source")
            .order_by("metric", "scope", *nulls_last("as_of_earliest"), "slug")
        )

    def for_api(self, expand: Collection[str] = ()) -> Self:
        """Figures of which the subject is published too."""
        seen = Q(pk__in=[])
        for name in self.model.SUBJECTS:
            seen |= Q(**{f"{name}__state": PUBLISHED})
        return super().for_api(expand).filter(seen)

    def about(self, **subject: Any) -> Self:
        """Published figures about a record, such as `about(organization=jvcea)`, ready to be shown."""
        return self.published().filter(**subject).for_display()

    def around(self, incident: Any, events: list[Any]) -> Self:
        """Figures about the events of an incident, and what its organization counted of it while they lasted."""
        days = [day for event in events for day in (event.earliest, event.latest) if day]
        counted = Q(organization__isnull=False, organization=incident.organization_id)
        counted &= Q(metric__in=(*LOSSES, *AFTERMATH))
        if days:
            counted &= Q(as_of_latest__gte=min(days), as_of_earliest__lte=max(days))
        return self.published().filter(Q(event__in=events) | counted).for_display()

    def as_of_between(self, earliest: datetime.date | None, latest: datetime.date | None) -> Self:
        """Figures whose date can lie in these days; those without one in none. None leaves a side open."""
        found = self.exclude(as_of="")
        if earliest is not None:
            found = found.filter(Q(as_of_latest__gte=earliest) | Q(as_of_latest__isnull=True))
        if latest is not None:
            found = found.filter(Q(as_of_earliest__lte=latest) | Q(as_of_earliest__isnull=True))
        return found

    def of_metric(self, *metrics: str) -> Self:
        return self.filter(metric__in=metrics)

    def about_slug(self, *slugs: str) -> Self:
        """Figures about the records with these slugs, of whatever type."""
        wanted = Q(pk__in=[])
        for name in self.model.SUBJECTS:
            wanted |= Q(**{f"{name}__slug__in": slugs})
        return self.filter(wanted)


class LinkQuerySet(RecordQuerySet):
    def for_display(self) -> Self:
        """Links between published events, with both and their citations, in the order of the causes."""
        return (
            self.published()
            .filter(from_event__state="published", to_event__state="published")
            .select_related("from_event__jurisdiction", "to_event__jurisdiction")
            .prefetch_related("citations__source")
            .order_by(*nulls_last("from_event__earliest", "to_event__earliest"), "slug")
        )

    def for_api(self, expand: Collection[str] = ()) -> Self:
        """Links between published events."""
        both = {"from_event__state": PUBLISHED, "to_event__state": PUBLISHED}
        return super().for_api({f"{name}_event" for name in expand}).filter(**both)

    def touching(self, *events: str) -> Self:
        return self.filter(Q(from_event__slug__in=events) | Q(to_event__slug__in=events))

    def directed(self) -> Self:
        """Links that lead from a cause to its effect."""
        return self.exclude(kind="contrasts-with")

    def contrasts(self) -> Self:
        return self.filter(kind="contrasts-with")

    def following(self, events: Any) -> Self:
        """Links that lead from some of the events to one outside them."""
        return self.directed().filter(from_event__in=events).exclude(to_event__in=events)


class CoverageQuerySet(InJurisdictionQuerySet):
    def for_api(self, expand: Collection[str] = ()) -> Self:
        """With the measures of the theme everywhere: those of the jurisdiction are the cell's."""
        theme = self.model._meta.get_field("theme").related_model
        measures = theme._meta.get_field("measures").related_model.objects.published().order_by("slug")
        return (
            super()
            .for_api(expand)
            .filter(theme__state=PUBLISHED, jurisdiction__state=PUBLISHED)
            .with_names(expand, "deciding", "events", "sources")
            .prefetch_related(Prefetch("theme__measures", measures.with_keys()))
        )

    def for_display(self) -> Self:
        """With theme, jurisdiction and the published events, deciding ones first in time."""
        model = self.model
        events = model._meta.get_field("events").related_model.objects.published().chronological()
        return (
            self.published()
            .select_related("theme", "jurisdiction")
            .prefetch_related(
                Prefetch("deciding", events.prefetch_related("citations__source")),
                Prefetch("events", events),
                "sources",
            )
        )

    def for_standing(self) -> Self:
        """Of comparable themes: with theme, country and the published deciding events with their acts."""
        event = self.model._meta.get_field("deciding").related_model
        acts = public(event._meta.get_field("amendments").related_model.objects.all())
        deciding = (
            event.objects.published()
            .chronological()
            .prefetch_related(Prefetch("amendments", acts.prefetch_related("measures")))
        )
        return (
            self.published()
            .filter(theme__state="published")
            .exclude(theme__slug="other")
            .select_related("theme", "jurisdiction")
            .prefetch_related(Prefetch("deciding", deciding))
        )
