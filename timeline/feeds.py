"""Events to follow: what changed last as an Atom feed, and the days on which rules start as a calendar.

Both take the filters of the page and of the API's `events`; a wrong one is refused.
"""

import datetime
import uuid
from typing import Any, ClassVar

from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from sources import paging, parameters
from sources.api import Preflight, first_error
from sources.citing import ATLAS, plain
from sources.text import localized
from timeline.feeds_calendar import calendar
from timeline.filters import EventFilter
from timeline.kinds import EventKind
from timeline.models import Event
from timeline.takeaway import Absolute, address_of, sources_of

NAMESPACE = uuid.UUID("1daf1d61-45a8-41ac-b3e1-37cbf005950e")
ENTRIES = 100
NEWEST = ("-updated_at", "slug")
LONG_AGO = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)


def lasting_id(*names: str) -> uuid.UUID:
    """The same for the same names for ever, on whatever site (RFC 4122, version 5)."""
    return uuid.uuid5(NAMESPACE, "\n".join(names))


class FollowView(Preflight, APIView):
    """The published events under the filters, in the language of the address, readable from any site."""

    content_type: ClassVar[str]
    file_name: ClassVar[str]
    more: ClassVar[tuple[str, ...]] = ()

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        given = request.query_params
        repeatable = {name for name, each in EventFilter.base_filters.items() if each.many}
        parameters.check(given, (*EventFilter.base_filters, *self.more), repeatable=repeatable)
        self.filterset = EventFilter(given, queryset=Event.objects.published())
        if not self.filterset.is_valid():
            raise first_error(self.filterset.form)
        answer = HttpResponse(self.text(), content_type=self.content_type)
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Content-Disposition"] = f'inline; filename="{self.file_name}"'
        return answer

    def text(self) -> str:
        raise NotImplementedError

    def title(self) -> str:
        """What is followed, with the filters in use as they were asked for."""
        used = [
            plain(value) for name in self.filterset.filters for value in self.filterset.data.getlist(name)
        ]
        return " · ".join([ATLAS, _("Events"), *used])

    def page(self) -> str:
        """The timeline under the same filters."""
        query = self.filterset.query
        return self.request.build_absolute_uri(reverse("timeline") + (f"?{query}" if query else ""))


class AtomView(FollowView):
    """What changed last, newest first, a hundred at a time; the rest on the pages that follow (RFC 5005)."""

    content_type = "application/atom+xml; charset=utf-8"
    file_name = "events.atom"
    more = ("cursor",)

    def text(self) -> str:
        page = self.entries()
        language = translation.get_language() or "en"
        feed = EventsFeed(
            title=self.title(),
            link=self.page(),
            description=None,
            language=language,
            author_name=ATLAS,
            feed_url=self.request.build_absolute_uri(),
            feed_copyright=_("CC BY 4.0. Credit the original source first, the Atlas second."),
            feed_guid=lasting_id("feed", language, self.filterset.query).urn,
            updated=page.items[0].updated_at if page.items else LONG_AGO,
            pages={"first": self.at(""), "previous": self.at(page.previous), "next": self.at(page.next)},
        )
        for event in page.items:
            feed.add_item(**entry(event, self.request.build_absolute_uri))
        return feed.writeString("utf-8")

    def entries(self) -> paging.Page:
        given = self.request.query_params
        cursor, found = given.get("cursor", ""), self.filterset.qs.for_list()
        try:
            return paging.page(found, NEWEST, cursor, ENTRIES, paging.scope_of(given))
        except paging.CursorError as error:
            raise parameters.wrong("cursor", cursor, (), str(error)) from error

    def at(self, cursor: str | None) -> str:
        """The address of a page of the feed; empty where there is none."""
        if cursor is None:
            return ""
        asked = self.request.query_params.copy()
        asked.pop("cursor", None)
        if cursor:
            asked["cursor"] = cursor
        query = asked.urlencode()
        return self.request.build_absolute_uri(self.request.path + (f"?{query}" if query else ""))


class EventsFeed(Atom1Feed):
    """Dated by its events, never by the clock, and with the pages beside it."""

    def latest_post_date(self) -> Any:
        return self.feed["updated"]

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for relation, address in self.feed["pages"].items():
            if address:
                handler.addQuickElement("link", "", {"rel": relation, "href": address})


def entry(event: Any, absolute: Absolute) -> dict[str, Any]:
    """An event for the feed; its id is the same in every language."""
    return {
        "title": plain(localized(event, "title")),
        "link": absolute(event.get_absolute_url()),
        "description": told(event, absolute),
        "unique_id": lasting_id("event", event.slug).urn,
        "updateddate": event.updated_at,
        "categories": [event.kind, event.jurisdiction.slug],
    }


def told(event: Any, absolute: Absolute) -> SafeString:
    """When and where, what happened, and who says so, as HTML."""
    sources = ((address_of(source, absolute), plain(source.publisher)) for source in sources_of(event))
    return format_html(
        "<p>{} · {} · {}</p><p>{}</p><p>{}: {}</p>",
        event.date_text,
        localized(event.jurisdiction, "name"),
        event.get_kind_display(),
        plain(localized(event, "summary")),
        _("Sources"),
        format_html_join(" · ", '<a href="{}">{}</a>', sources),
    )


class CalendarView(FollowView):
    """The days on which rules took or take effect; with `kind` or `category`, what these ask for."""

    content_type = "text/calendar; charset=utf-8"
    file_name = "sto-atlas.ics"

    def text(self) -> str:
        found = self.filterset.qs
        if not {"kind", "category"} & set(self.request.query_params):
            found = found.of_kind(EventKind.IN_FORCE)
        absolute = self.request.build_absolute_uri
        named = [(event, str(lasting_id("event", event.slug))) for event in found.chronological().for_list()]
        return calendar(named, self.title(), self.page(), absolute)
