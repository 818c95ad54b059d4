"""What the page of any record does, and the pages of sources."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.views.generic import DetailView, TemplateView

from sources import paging
from sources.asked import Asked
from sources.citing_answers import Citable
from sources.footnotes import Footnotes
from sources.models import State


class RecordPage(Citable, Asked, DetailView[Any]):
    """The page of a public record: 410 with the reason for a withdrawn one, 404 for a draft or unknown one.

    With `?format=` it is the citation of the record, see `Citable`.

    Subclasses name the API's `collection`, for the page's JSON twin.
    """

    collection = ""
    context_object_name = "record"

    def get_queryset(self) -> Any:
        return self.model.objects.reachable().for_page()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object: Any = self.get_object()
        if self.object.state == State.WITHDRAWN:
            return self.gone()
        if "format" in request.GET:
            return self.cited()
        return self.render_to_response(self.get_context_data(object=self.object))

    def understood(self) -> set[str]:
        return {"format", *super().understood()}

    def gone(self) -> HttpResponse:
        """What takes the place of a withdrawn record: why it went, and where to go."""
        successor = self.model.objects.published().filter(slug=self.object.successor).first()
        return render(self.request, "410.html", {"record": self.object, "successor": successor}, status=410)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record, address = self.object, self.request.build_absolute_uri(self.object.get_absolute_url())
        json_url = f"/api/v1/{self.collection}/{record.slug}/"
        return super().get_context_data(
            **kwargs,
            footnotes=Footnotes(),
            today=timezone.localdate(),
            address=address,
            json_url=json_url,
            formats=[{"name": "JSON", "url": json_url}],
            **self.citing(),
        )


@dataclass(frozen=True, slots=True)
class Order:
    """An order that a list can be put in: its label, and the columns, ending in one that is never equal."""

    label: str | Promise
    columns: tuple[str, ...]


class RecordList(Asked, TemplateView):
    """A list of published records: filtered and sorted by the query string, a page at a time.

    Subclasses name the API's `collection`, the `filterset_class` (its errors are shown beside the fields) and
    `orders`, a closed list of which the first is the default.
    """

    model: Any
    collection = ""
    filterset_class: Any
    orders: ClassVar[dict[str, Order]]
    page_size = 50

    def get_queryset(self) -> Any:
        return self.model.objects.published().for_list()

    def understood(self) -> set[str]:
        return {"cursor", "ordering", *self.filterset_class.base_filters, *self.parameters}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        filterset = self.filterset_class(self.request.GET, queryset=self.get_queryset())
        name = self.order_name()
        found = filterset.qs if filterset.is_valid() else filterset.queryset.none()
        page, problem = page_of(found, self.columns(name), self.request.GET, self.page_size)
        return super().get_context_data(
            **kwargs,
            filterset=filterset,
            form=filterset.form,
            clear_url=self.request.path if self.filters() else "",
            records=page.items,
            page=page,
            problem=problem,
            sort_options=self.sort_options(name),
            previous_url=self.address(cursor=page.previous),
            next_url=self.address(cursor=page.next),
            json_url=f"/api/v1/{self.collection}/?{filterset.query}",
        )

    def order_name(self) -> str:
        """The order asked for, without its sign; the first of the list where it is none of them."""
        asked = self.request.GET.get("ordering", "").removeprefix("-")
        return asked if asked in self.orders else next(iter(self.orders))

    def descending(self) -> bool:
        return self.request.GET.get("ordering", "").startswith("-")

    def columns(self, name: str) -> tuple[str, ...]:
        sign = "-" if self.descending() else ""
        return tuple(sign + column for column in self.orders[name].columns)

    def sort_options(self, current: str) -> list[dict[str, Any]]:
        """The orders as links; the current one turns round."""
        return [
            {
                "label": order.label,
                "url": self.address(
                    ordering=f"-{name}" if name == current and not self.descending() else name
                ),
                "current": name == current,
                "descending": self.descending(),
            }
            for name, order in self.orders.items()
        ]

    def filters(self) -> QueryDict:
        """What of the query string narrows the list."""
        parameters = self.request.GET.copy()
        for name in set(parameters) - set(self.filterset_class.base_filters):
            del parameters[name]
        return parameters

    def address(self, **changes: str | None) -> str | None:
        """This list with other parameters and, unless a cursor is given, from its first page."""
        if None in changes.values():
            return None
        parameters = self.request.GET.copy()
        parameters.pop("cursor", None)
        for name, value in changes.items():
            parameters[name] = value or ""
        return f"?{parameters.urlencode()}"


def page_of(found: Any, columns: Sequence[str], parameters: QueryDict, size: int) -> tuple[paging.Page, str]:
    """The page that the cursor names; for a cursor that is none, the first page and a line that says so."""
    scope = paging.scope_of(parameters)
    try:
        return paging.page(found, columns, parameters.get("cursor", ""), size, scope), ""
    except paging.CursorError as error:
        return paging.page(found, columns, "", size, scope), str(error)
