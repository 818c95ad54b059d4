"""Words for STO cases. Their dates are those of their events, followed here by the relation's name."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any, Self

from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
)

from organizations.querysets import InJurisdictionQuerySet
from sources.querysets import PUBLISHED, nulls_last, public

# the first of these that an offering has gives its date, and `date_of` names which
DATING_KINDS = ("issued", "listed", "offering-closed", "offering-opened", "offering-announced")


class OfferingQuerySet(InJurisdictionQuerySet):
    def with_date(self) -> Self:
        """Add `date` (EDTF), `date_earliest`, `date_latest` and `date_of` (kind of event), or null."""
        return self.annotate(
            date=self.dating("date", CharField()),
            date_earliest=self.dating("earliest", DateField()),
            date_latest=self.dating("latest", DateField()),
            date_of=self.dating("kind", CharField()),
        )

    def dating(self, column: str, output: Any) -> Subquery:
        """A column of the event that gives each offering its date."""
        rank = Case(
            *(When(kind=kind, then=Value(n)) for n, kind in enumerate(DATING_KINDS)),
            output_field=IntegerField(),
        )
        events = public(self.events()).filter(offerings=OuterRef("pk"), kind__in=DATING_KINDS)
        first = events.order_by(rank, *nulls_last("earliest"), "slug").values(column)[:1]
        return Subquery(first, output_field=output)

    def events(self) -> Any:
        """The events of all offerings: the model at the other end of the relation."""
        return self.model._meta.get_field("events").related_model._default_manager.order_by()

    def between(self, earliest: Any, latest: Any) -> Self:
        """Offerings whose date can lie in the days from `earliest` to `latest` (either may be None)."""
        found = self.with_date().filter(Q(date_earliest__isnull=False) | Q(date_latest__isnull=False))
        if earliest is not None:
            found = found.filter(Q(date_latest__gte=earliest) | Q(date_latest__isnull=True))
        if latest is not None:
            found = found.filter(Q(date_earliest__lte=latest) | Q(date_earliest__isnull=True))
        return found

    def dated_within(self, earliest: Any, latest: Any) -> Self:
        """The same for two days, found quickly: only what has a dating event in them can be dated so."""
        events = public(self.events()).filter(kind__in=DATING_KINDS)
        near = events.filter(Q(latest__gte=earliest) | Q(latest__isnull=True))
        near = near.filter(Q(earliest__lte=latest) | Q(earliest__isnull=True))
        # without those that are of no case the database need not read every event
        near = near.filter(offerings__isnull=False)
        return self.filter(pk__in=near.values("offerings")).between(earliest, latest)

    def with_amount_between(self, least: Decimal | None, most: Decimal | None) -> Self:
        found = self.filter(amount__isnull=False)
        if least is not None:
            found = found.filter(amount__gte=least)
        return found if most is None else found.filter(amount__lte=most)

    def with_amount_order(self) -> Self:
        """Add `amount_currency`, null without an amount: amounts compare within one currency only."""
        return self.annotate(amount_currency=Case(When(amount__isnull=False, then="currency")))

    def counts_by_currency(self) -> dict[str, int]:
        """How many state an amount, per currency; amounts of different currencies are never added up."""
        stated = self.filter(amount__isnull=False).order_by("currency").values_list("currency")
        return dict(stated.annotate(Count("pk", distinct=True)))

    def with_party(self, *organizations: str) -> Self:
        """Offerings in which one of the organizations has any part."""
        named = Q(roles__organization__slug__in=organizations)
        named |= Q(issuer__slug__in=organizations) | Q(platform__slug__in=organizations)
        return self.filter(pk__in=self.model._default_manager.filter(named).values("pk"))

    def for_market(self) -> Any:
        """Rows of what the market counts: key, country, status, class, platform, currency, amount, bounds."""
        platform = Case(When(platform__state=PUBLISHED, then="platform__slug"))
        return (
            self.with_date()
            .annotate(public_platform=platform)
            .prefetch_related(None)
            .order_by("pk")
            .values_list(
                "pk",
                "jurisdiction__slug",
                "status",
                "asset_class",
                "public_platform",
                "currency",
                "amount",
                "date_earliest",
                "date_latest",
            )
        )

    def holders_of(self, role: str) -> Any:
        """Key of a case and slug of a published organization that has the role in it, each pair once."""
        roles = self.model._meta.get_field("roles").related_model.objects
        held = roles.filter(role=role, organization__state=PUBLISHED)
        held = held.filter(offering__in=self.order_by().values("pk"))
        pairs = held.order_by("offering", "organization__slug").distinct()
        return pairs.values_list("offering_id", "organization__slug")

    def with_platform_order(self) -> Self:
        """Add `platform_order`, the name that the platform sorts by; null without a published one."""
        return self.annotate(platform_order=Case(When(platform__state=PUBLISHED, then="platform__name_sort")))

    def for_list(self) -> Self:
        return (
            self.with_date()
            .select_related("jurisdiction", "issuer", "platform")
            .prefetch_related("roles__organization")
            .defer("search_text")
        )

    def for_page(self) -> Self:
        """With roles, citations and all events, the milestones among them, and the cases that share one."""
        shared = Prefetch("offerings", public(self.model._default_manager.order_by("name_sort", "slug")))
        life = (
            public(self.events())
            .select_related("jurisdiction")
            .defer("search_text")
            .prefetch_related(shared)
            .with_evidence()
            .order_by(*nulls_last("earliest"), "rank", "slug")
        )
        return self.for_list().prefetch_related(Prefetch("events", life)).with_evidence()

    def for_api(self, expand: Collection[str] = ()) -> Self:
        """With date, roles and, in order of time, the events that its milestones are."""
        roles = self.model._meta.get_field("roles").related_model.objects
        life = public(self.events()).order_by(*nulls_last("earliest"), "rank", "slug")
        return (
            super()
            .for_api(expand)
            .with_date()
            .prefetch_related(
                Prefetch("roles", roles.select_related("organization__jurisdiction")),
                Prefetch("events", life.only("slug", "kind", "date")),
            )
        )


def milestones_of(offering: Any) -> Any:
    """Events of this offering alone: they are made, published and withdrawn with it."""
    # counted apart: on `offering.events` itself the count would see the join to this offering alone
    alone = offering.events.model.objects.annotate(offering_count=Count("offerings")).filter(offering_count=1)
    own = offering.events.filter(pk__in=alone.order_by().values("pk"))
    return own.order_by(*nulls_last("earliest"), "rank", "slug")
