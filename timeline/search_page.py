"""The page of search results."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from sources.asked import Asked
from sources.parameters import printable
from sources.text import terms
from timeline import search

FEW, MANY = 5, 100


class SearchPage(Asked, TemplateView):
    """Everything that contains the words of the query, by type; with `type` more of one type alone."""

    template_name = "timeline/search.html"
    parameters = ("q", "type")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        query = self.request.GET.get("q", "").replace("\x00", "").strip()
        asked = self.request.GET.get("type", "")
        one = asked if asked in search.TYPES else ""
        problem = self.problem(query, asked)
        sought = query[: search.LONGEST_QUERY]
        types = (one,) if one else search.TYPES
        groups = search.groups(sought, MANY if one else FEW, types) if len(query) == len(sought) else []
        return super().get_context_data(
            **kwargs,
            query=sought,
            problem=problem,
            groups=groups,
            total=sum(group.count for group in groups),
            whole_url=f"{reverse('search')}?{urlencode({'q': sought})}" if one else "",
            searched=list(self.names()),
            api_query=urlencode({"q": sought} | ({"type": one} if one else {})) if groups else "",
        )

    def problem(self, query: str, asked: str) -> str:
        """What is wrong with what was asked for, in a sentence; empty where nothing is."""
        if len(query) > search.LONGEST_QUERY:
            return _("That is more than 200 characters: search for a few words instead.")
        if query and not terms(query):
            return _("“%s” has no letter and no digit: search for words or numbers.") % printable(query)
        if asked and asked not in search.TYPES:
            known = ", ".join(search.TYPES)
            return _("“%(type)s” is no type of record, so all are shown. Types: %(known)s.") % {
                "type": printable(asked[:80]),
                "known": known,
            }
        return ""

    def names(self) -> Iterator[str | Promise]:
        yield from (searched.label for searched in search.SEARCHED)
