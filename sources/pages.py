"""Pages of sources."""

from typing import Any

from django.conf import global_settings
from django.http import Http404, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sources import paging
from sources.filter_fields import SLUG, PlacesField
from sources.filters import SourceFilter
from sources.models import Source
from sources.querysets import Evidence
from sources.supported import ALL, Group, Narrowed, Relation, citing, counts, place_model, relations
from sources.views import Order, RecordList, RecordPage

MOST_TIES = 100


class SourceList(RecordList):
    model = Source
    collection = "sources"
    filterset_class = SourceFilter
    template_name = "sources/source_list.html"
    orders = {
        "publisher": Order(_("publisher"), ("publisher", "name_sort", "slug")),
        "title": Order(_("title"), ("name_sort", "slug")),
        "date": Order(_("date"), ("published_earliest", "slug")),
    }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        narrowed = context["filterset"].narrowed if context["form"].is_valid() else ALL
        if narrowed:
            found = counts(context["records"], narrowed)
            for source in context["records"]:
                source.tie_count = found[source.pk]
        return context | {"narrowed": narrowed, "tied_query": query_of(narrowed)}


class SourcePage(RecordPage):
    """A source and all that rests on it: by type, or, with `?type=`, all of one type, a page at a time.

    `?evidence=` and `?jurisdiction=` narrow what it supports as they narrow the list of sources.
    """

    model = Source
    collection = "sources"
    parameters = ("type", "evidence", "jurisdiction", "cursor")
    object: Source

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        code = self.object.language
        narrowed = narrowed_by(self.request.GET)
        shown = self.one_type(narrowed) if "type" in self.request.GET else self.all_types(narrowed)
        return super().get_context_data(
            **kwargs,
            written_in=gettext(dict(global_settings.LANGUAGES).get(code, code)),
            narrowed=narrowed,
            tied_query=query_of(narrowed),
            weak_counts=self.weak_counts(),
            **shown,
        )

    def weak_counts(self) -> list[dict[str, Any]]:
        """For a secondary source: how many records rest on as little as each kind of evidence says."""
        kinds = [] if self.object.is_primary else list(Evidence)
        found = [
            {"evidence": kind, "count": counts([self.object], Narrowed((kind.value,)))[self.object.pk]}
            for kind in kinds
        ]
        return [each for each in found if each["count"]]

    def all_types(self, narrowed: Narrowed) -> dict[str, Any]:
        groups = [each.group(self.object, MOST_TIES, narrowed) for each in ways(narrowed)]
        return by_sense([group for group in groups if group.ties])

    def one_type(self, narrowed: Narrowed) -> dict[str, Any]:
        """Raise Http404 for a type or a cursor that there is not."""
        parameters = self.request.GET
        wanted = [each for each in ways(narrowed) if each.name == parameters["type"]]
        if not wanted:
            raise Http404
        try:
            group, page = wanted[0].page(self.object, parameters.get("cursor", ""), MOST_TIES, narrowed)
        except paging.CursorError as error:
            raise Http404 from error
        more = f"?type={group.name}{query_of(narrowed)}&cursor="
        return by_sense([group]) | {
            "alone": group,
            "previous_url": page.previous and more + page.previous,
            "next_url": page.next and more + page.next,
        }


def ways(narrowed: Narrowed) -> list[Relation]:
    """How records can rest on a source: of narrowed ones only what it supports."""
    return citing() if narrowed else list(relations())


def narrowed_by(given: QueryDict) -> Narrowed:
    """What a source's page is narrowed to; raise Http404 for values that there are not."""
    names = ("evidence", "jurisdiction")
    evidence, places = (tuple(filter(None, given.get(name, "").split(","))) for name in names)
    known = PlacesField(model=place_model).known([one for one in places if SLUG.fullmatch(one)])
    if set(evidence) - set(Evidence.values) or set(places) - known:
        raise Http404
    return Narrowed(evidence, places)


def query_of(narrowed: Narrowed) -> str:
    """The same as a piece of a query string: `&evidence=…&jurisdiction=…`."""
    asked = {"evidence": ",".join(narrowed.evidence), "jurisdiction": ",".join(narrowed.places)}
    return "".join(f"&{name}={value}" for name, value in asked.items() if value)


def by_sense(groups: list[Group]) -> dict[str, Any]:
    """The groups as the template takes them: what the source supports, disputes, and was searched for."""
    return {
        sense: [group for group in groups if group.sense == sense]
        for sense in ("supports", "disputes", "searched")
    }
