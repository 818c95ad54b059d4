"""Words for events."""

import datetime
from collections.abc import Collection
from typing import Any, Self

from django.db.models import CharField, Count, Exists, Max, Min, OuterRef, Prefetch, Q
from django.db.models.functions import Cast, Coalesce, ExtractYear, Substr

from organizations.querysets import BEGINNINGS, InJurisdictionQuerySet
from sources.querysets import nulls_last, public
from timeline.kinds import Category, EventKind

DERIVING = ("measures", "decided")  # relations of an event from which themes follow
CHRONOLOGICAL = ("earliest", "rank", "slug")


class EventQuerySet(InJurisdictionQuerySet):
    def chronological(self) -> Self:
        """By first possible day, rank of kind and slug; an open start stands last."""
        return self.order_by(*nulls_last(*CHRONOLOGICAL))

    def with_year(self) -> Self:
        """Add `year`: of the first possible day, or of the last where the start is open."""
        return self.annotate(year=ExtractYear(Coalesce("earliest", "latest")))

    def on_one_day(self) -> Self:
        """Those of which the day is stated, without any doubt."""
        return self.filter(precision="day").with_certainty("exact")

    def in_year(self, year: int) -> Self:
        return self.with_year().filter(year=year)

    def counts_by_year(self) -> dict[int, int]:
        """How many events each year has, in order of the years; years without any are not named."""
        year = Substr(Cast(Coalesce("earliest", "latest"), CharField()), 1, 4)  # quicker than a date's year
        counted = self.annotate(year=year).order_by("year").values_list("year").annotate(count=Count("*"))
        return {int(year): count for year, count in counted}

    def counts_by_category(self) -> dict[str, int]:
        """How many events each category has; those without any are not named."""
        counts: dict[str, int] = {}
        for kind, count in self.order_by().values_list("kind").annotate(count=Count("*")):
            category = EventKind(kind).category.value
            counts[category] = counts.get(category, 0) + count
        return counts

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

    def as_steps(self, places: Collection[Any]) -> Any:
        """In order of time, for each published amendment of these countries that has rules and that an event
        names: key of the amendment, key of the event, kind, first and last day, whether about or unsure."""
        measures = self.model._meta.get_field("measures").related_model.objects.order_by()
        named = self.filter(
            amendments__state="published",
            amendments__jurisdiction__in=places,
            amendments__in=measures.values("amendment"),
        )
        columns = ("kind", "earliest", "latest", "approximate", "uncertain")
        return named.chronological().values_list("amendments", "pk", *columns)

    def measures_named(self, places: Collection[Any]) -> Any:
        """Keys of events and of the measures of these countries that they name, in pairs."""
        named = self.filter(measures__amendment__jurisdiction__in=places)
        return named.order_by().values_list("pk", "measures")

    def beginnings_of(self, organizations: Collection[Any]) -> Self:
        """Foundations and recognitions that name one of these, in order of time, with all that they name.

        The kind is asked first and the names one by one: a regulator is named by thousands of events, and
        founded by one.
        """
        named = self.any("organizations", pk__in=[one.pk for one in organizations])
        others = public(
            self.model._meta.get_field("organizations").related_model.objects.only("slug", "kind")
        )
        found = self.of_kind(*BEGINNINGS).filter(named).chronological()
        return found.for_rules().prefetch_related(Prefetch("organizations", others))

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

    def for_axis(self) -> Self:
        """With what the interactive picture needs of each, in a constant number of queries."""
        model = self.model
        named = ("amendments", "organizations")
        return (
            self.chronological()
            .for_picture()
            .annotate(
                citation_count=Count("citations", distinct=True),
                reading_count=Count("readings", distinct=True),
                measure_count=Count("measures", distinct=True),
            )
            .prefetch_related(
                *(
                    Prefetch(name, public(model._meta.get_field(name).related_model.objects.all()))
                    for name in named
                )
            )
        )

    def counts_by_period(self, length: int) -> list[tuple[str, int, str, int]]:
        """Period, key of the jurisdiction, kind and count; as many letters of the date name the period."""
        period = Substr(Cast(Coalesce("earliest", "latest"), CharField()), 1, length)
        named = self.order_by().annotate(period=period).values_list("period", "jurisdiction", "kind")
        return list(named.annotate(count=Count("*")))

    def extent(self) -> tuple[int, tuple[datetime.date, datetime.date] | None]:
        """How many, with the first and the last day that any can mean: none where there is no event."""
        found = self.order_by().aggregate(
            count=Count("*"),
            first=Min(Coalesce("earliest", "latest")),
            last=Max(Coalesce("latest", "earliest")),
        )
        return found["count"], (found["first"], found["last"]) if found["count"] else None

    def for_list(self) -> Self:
        """With all that a row of a chronology shows."""
        return (
            self.select_related("jurisdiction", "incident")
            .defer("search_text")
            .prefetch_related(self.cited(), "readings")
        )

    def for_rules(self) -> Self:
        """With what a rule or a body on a day shows of what decides it: its names, date and sources."""
        unseen = ("search_text", "summary", "summary_ja", "summary_ko", "withdrawn_reason")
        return self.defer(*unseen).prefetch_related(self.cited())

    def for_shortcuts(self) -> Self:
        """Incidents with what a short cut to their day shows: date, country and the incident's names."""
        names = [f"incident__{name}" for name in ("slug", "name", "name_ja", "name_ko")]
        columns = ("slug", "date", "earliest", "jurisdiction__slug", *names)
        return self.select_related("jurisdiction", "incident").only(*columns)

    def counts_by_incident(self) -> dict[int, int]:
        """How many events each incident has, by its key."""
        told = self.filter(incident__isnull=False).order_by().values_list("incident")
        return dict(told.annotate(count=Count("*")))

    def with_readings(self) -> Self:
        """With the sources of what is disputed."""
        return self.prefetch_related("readings__source")

    def lives(self) -> Any:
        """(act, event, earliest, latest, rank, slug): every published event of every published act."""
        found = self.published().filter(amendments__state="published").order_by("slug")
        return found.values_list("amendments", "pk", "earliest", "latest", "rank", "slug")

    def for_chain(self) -> Self:
        """With what a step of a chain shows and cites."""
        return self.select_related("jurisdiction").defer("search_text").prefetch_related(self.cited())

    def cited(self) -> Any:
        """What to prefetch so that each event has its citations with their sources: one question for both."""
        return Prefetch(
            "citations", self.model._meta.get_field("citations").related_model.objects.for_display()
        )

    def with_themes(self) -> Self:
        """With what `all_themes` asks."""
        related = {name: self.model._meta.get_field(name).related_model.objects for name in DERIVING}
        acts = public(self.model._meta.get_field("amendments").related_model.objects.all())
        return self.prefetch_related(
            Prefetch("measures", related["measures"].published().select_related("theme")),
            Prefetch("amendments", acts.prefetch_related("measures__theme")),
            Prefetch("decided", public(related["decided"].select_related("theme"))),
            "themes",
        )

    def for_page(self) -> Self:
        """With all that the page and the API document of an event show, published records only."""
        model = self.model
        named = ("laws", "offerings", "organizations", "themes")
        amendments = public(model._meta.get_field("amendments").related_model.objects.all())
        decided = model._meta.get_field("decided").related_model.objects.published().of_published()
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
