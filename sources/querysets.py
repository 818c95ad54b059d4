"""Words that every public record's queryset understands."""

import datetime
from collections.abc import Collection
from functools import reduce
from operator import or_
from typing import Any, Self, TypeVar

from django.core.exceptions import FieldError
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from sources.act_numbers import readings
from sources.documents import foreign_keys
from sources.fields import derived_from

PUBLISHED = "published"
Rows = TypeVar("Rows", bound="models.QuerySet[Any, Any]")


class Evidence(TextChoices):
    """On how little a record can rest. Citations count; what other sources read otherwise does not."""

    ONE_SECONDARY = "one-secondary", _("one secondary source only")
    SECONDARY_ONLY = "secondary-only", _("secondary sources only")


class RecordQuerySet(models.QuerySet[Any, Any]):
    """Records by publication state, text and time of change."""

    def published(self) -> Self:
        return self.filter(state=PUBLISHED)

    def reachable(self) -> Self:
        """Published or withdrawn: the addresses that answer, be it with 410."""
        return self.filter(state__in=[PUBLISHED, "withdrawn"])

    def search(self, query: str) -> Self:
        """Records that contain every word of the query, in one of its readings; none without a word."""
        read = [Q(*(Q(search_text__contains=word) for word in words)) for words in readings(query)]
        return self.filter(reduce(or_, read)) if read else self.none()

    def updated_since(self, moment: datetime.datetime) -> Self:
        return self.filter(updated_at__gte=moment)

    def for_api(self, expand: Collection[str] = ()) -> Self:
        """Published records with all that the API's document shows; those in `expand` with all of a card."""
        return self.published().with_keys(expand).with_evidence()

    def for_card(self) -> Self:
        return self.with_keys()

    def with_keys(self, expand: Collection[str] = ()) -> Self:
        """With the records that it names one of; of those in `expand` also what they name."""
        names = foreign_keys(self.model)
        for name in set(names) & set(expand):
            names += foreign_keys(self.model._meta.get_field(name).related_model, f"{name}__")
        return (self.select_related(*names) if names else self).defer("search_text")

    def with_evidence(self) -> Self:
        """With citations and readings and their sources."""
        parts = [name for name in self.model.parts if name in {"citations", "readings"}]
        related = {name: self.model._meta.get_field(name).related_model for name in parts}
        return self.prefetch_related(*(Prefetch(name, related[name].objects.for_display()) for name in parts))

    def with_names(self, expand: Collection[str], *relations: str) -> Self:
        """With the published records of relations to many: their slugs, or in `expand` all of a card."""
        return self.prefetch_related(*(self.named(name, whole=name in expand) for name in relations))

    def named(self, relation: str, *, whole: bool) -> Any:
        field = self.model._meta.get_field(relation)
        others = field.related_model.objects.published().order_by("slug")
        if whole:
            return Prefetch(relation, others.for_card())
        return Prefetch(relation, others.only("slug", *([field.field.name] if field.one_to_many else [])))

    def resting(self, *evidence: str) -> Self:
        """Cited records that rest on as little as one of the values of `Evidence` says."""
        found = self.without_primary()
        return found if Evidence.SECONDARY_ONLY in evidence else found.on_one_source()

    def without_primary(self) -> Self:
        """Cited records none of whose citations names a primary source."""
        mine = self._citations()
        kinds = mine.model._meta.get_field("source").related_model.Kind.primary()
        return self.filter(Exists(mine), ~Exists(mine.filter(source__kind__in=kinds)))

    def on_one_source(self) -> Self:
        """Records all of whose citations name the same source."""
        mine, owner = self._citations(), self.model._meta.get_field("citations").remote_field.name
        several = mine.values(owner).annotate(count=Count("source", distinct=True)).filter(count__gt=1)
        return self.filter(Exists(mine), ~Exists(several))

    def undecided(self) -> Self:
        """Records on which sources disagree and nobody has decided yet which to follow."""
        relation = self.model._meta.get_field("readings")
        open_ones = relation.related_model.objects.filter(trusted="")
        return self.filter(Exists(open_ones.filter(**{relation.remote_field.name: OuterRef("pk")})))

    def evidence_counts(self) -> dict[str, int]:
        """How many records there are, and how many of them rest on what: `all`, `uncited`, and a count for
        each value of `Evidence`."""
        cited = self.model.objects.order_by()
        marked = self.annotate(
            is_uncited=~Exists(self._citations()),
            is_weak=Exists(cited.without_primary().filter(pk=OuterRef("pk"))),
            is_lone=Exists(cited.without_primary().on_one_source().filter(pk=OuterRef("pk"))),
        )
        counts: dict[str, int] = marked.aggregate(
            all=Count("pk"),
            uncited=Count("pk", filter=Q(is_uncited=True)),
            **{
                Evidence.SECONDARY_ONLY.value: Count("pk", filter=Q(is_weak=True)),
                Evidence.ONE_SECONDARY.value: Count("pk", filter=Q(is_lone=True)),
            },
        )
        return counts

    def _citations(self) -> models.QuerySet[Any, Any]:
        """The citations of a record of the query around."""
        relation = self.model._meta.get_field("citations")
        cited: models.QuerySet[Any, Any] = relation.related_model.objects.order_by()
        return cited.filter(**{relation.remote_field.name: OuterRef("pk")})

    def get_by_natural_key(self, slug: str) -> Any:
        return self.get(slug=slug)

    def update(self, **columns: Any) -> int:
        """Refuse to change a column and leave those derived from it as they were."""
        if forgotten := derived_from(self.model, set(columns)) - set(columns):
            raise FieldError(
                f"update() of {sorted(columns)} would leave {sorted(forgotten)} stale: use save()"
            )
        return super().update(**columns)


class SourceQuerySet(RecordQuerySet):
    def primary(self) -> Self:
        """Texts of those who acted: law, authority, company; all others tell of them."""
        return self.filter(kind__in=self.model.Kind.primary())

    def for_list(self) -> Self:
        return self.defer("search_text")

    def for_page(self) -> Self:
        """The source alone: what rests on it is asked type by type."""
        return self.defer("search_text")


class CitationQuerySet(models.QuerySet[Any, Any]):
    def for_display(self) -> Self:
        return self.select_related("source").defer("source__search_text").order_by("position", "pk")


def public(related: Rows) -> Rows:
    """Of a record queryset those that anyone may see; for prefetching what a page names."""
    return related.filter(state=PUBLISHED)


def nulls_last(*names: str) -> list[Any]:
    """Orderings for names such as `-earliest`, NULLs last both ways, alike on every database."""
    return [
        F(name[1:]).desc(nulls_last=True) if name.startswith("-") else F(name).asc(nulls_last=True)
        for name in names
    ]
