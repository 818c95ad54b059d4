"""Pages of sources."""

from typing import Any

from django.conf import global_settings
from django.http import Http404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sources import paging
from sources.filters import SourceFilter
from sources.models import Source
from sources.supported import Group, relations
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


class SourcePage(RecordPage):
    """A source and all that rests on it: by type, or, with `?type=`, all of one type, a page at a time."""

    model = Source
    collection = "sources"
    object: Source

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        code = self.object.language
        shown = self.one_type() if "type" in self.request.GET else self.all_types()
        return super().get_context_data(
            **kwargs,
            written_in=gettext(dict(global_settings.LANGUAGES).get(code, code)),
            **shown,
        )

    def all_types(self) -> dict[str, Any]:
        groups = [each.group(self.object, MOST_TIES) for each in relations()]
        return by_sense([group for group in groups if group.ties])

    def one_type(self) -> dict[str, Any]:
        """Raise Http404 for a type or a cursor that there is not."""
        parameters = self.request.GET
        wanted = [each for each in relations() if each.name == parameters["type"]]
        if not wanted:
            raise Http404
        try:
            group, page = wanted[0].page(self.object, parameters.get("cursor", ""), MOST_TIES)
        except paging.CursorError as error:
            raise Http404 from error
        return by_sense([group]) | {
            "alone": group,
            "previous_url": page.previous and f"?type={group.name}&cursor={page.previous}",
            "next_url": page.next and f"?type={group.name}&cursor={page.next}",
        }


def by_sense(groups: list[Group]) -> dict[str, Any]:
    """The groups as the template takes them: what the source supports, disputes, and was searched for."""
    return {
        sense: [group for group in groups if group.sense == sense]
        for sense in ("supports", "disputes", "searched")
    }
