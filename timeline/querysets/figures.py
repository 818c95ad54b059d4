"""Words for figures."""

import datetime
from collections.abc import Collection
from typing import Any, Self

from django.db.models import Q

from sources.querysets import PUBLISHED, RecordQuerySet, nulls_last

# what an incident took, and what was counted of it afterwards
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


class FigureQuerySet(RecordQuerySet):
    def for_display(self) -> Self:
        """With subject, citations and readings, in order of metric and date."""
        return (
            self.select_related(*self.model.SUBJECTS)
            .with_evidence()
            .order_by("metric", "scope", *nulls_last("as_of_earliest"), "slug")
        )

    def for_api(self, expand: Collection[str] = ()) -> Self:
        return super().for_api(expand).of_published()

    def of_published(self) -> Self:
        """Figures of which the subject is published."""
        seen = Q(pk__in=[])
        for name in self.model.SUBJECTS:
            seen |= Q(**{f"{name}__state": PUBLISHED})
        return self.filter(seen)

    def about(self, **subject: Any) -> Self:
        """Published figures about a record, such as `about(organization=jvcea)`, ready to be shown."""
        return self.published().filter(**subject).for_display()

    def around(self, incident: Any, events: list[Any]) -> Self:
        """Figures about the events of an incident, and what its organization counted while they lasted."""
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

    def held_by(self, places: Collection[Any], day: datetime.date) -> Any:
        """Key, jurisdiction, metric and scope of those about these jurisdictions by a day, latest last."""
        counted = self.filter(jurisdiction__in=places, as_of_latest__lte=day)
        columns = ("pk", "jurisdiction", "metric", "scope")
        return counted.order_by("as_of_latest", "as_of_earliest", "slug").values_list(*columns)

    def of_metric(self, *metrics: str) -> Self:
        return self.filter(metric__in=metrics)

    def about_slug(self, *slugs: str) -> Self:
        """Figures about the records with these slugs, of whatever type."""
        wanted = Q(pk__in=[])
        for name in self.model.SUBJECTS:
            wanted |= Q(**{f"{name}__slug__in": slugs})
        return self.filter(wanted)
