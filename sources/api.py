"""What every collection of the API does, and the collection of sources."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.forms import Form
from django.http import QueryDict
from django.utils import translation
from rest_framework import status
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from sources import paging, parameters
from sources.api_schema import CollectionSchema, Envelope
from sources.filters import RecordFilter, SourceFilter
from sources.models import Source
from sources.parameters import InvalidParameter, Withdrawn
from sources.serializers import Answer, RecordSerializer, SourceSerializer

BY_SLUG, BY_UPDATE = ("slug",), ("updated_at", "slug")


class Preflight:
    """Answers OPTIONS, by which a browser asks whether it may ask from elsewhere, with headers alone."""

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        return Response(status=status.HTTP_204_NO_CONTENT)


class RecordViewSet(Preflight, GenericViewSet[Any]):
    """Published records of one type, as a list and one by one.

    `orderings` is a closed list of which the first is the default; each also runs backwards with `-`.
    """

    model: ClassVar[Any]
    filterset_class: ClassVar[type[RecordFilter]]
    orderings: ClassVar[dict[str, tuple[str, ...]]]
    serializer_class: type[RecordSerializer]
    schema = CollectionSchema()
    pagination_class = Envelope
    lookup_field = "slug"
    lookup_value_regex = "[a-z0-9-]+"

    def get_queryset(self) -> Any:
        return self.model.objects.for_api()

    def list(self, request: Request) -> Response:
        given = request.query_params
        known = (*parameters.SHOWING, *parameters.PAGING, *self.filterset_class.base_filters)
        parameters.check(given, known, repeatable=self.repeatable())
        size, ordering, shown = parameters.page_size(given), self.ordering(given), self.shown(given)
        answer = self.answer(request)
        with translation.override(answer.language):
            page = self.page(given, ordering, size, answer)
            results = self.documents(page.items, answer, shown)
        return Response(
            {
                "count": page.count,
                "next": self.address(request, page.next),
                "previous": self.address(request, page.previous),
                "results": results,
            },
            headers={"Content-Language": answer.language},
        )

    def retrieve(self, request: Request, slug: str) -> Response:
        given = request.query_params
        parameters.check(given, parameters.SHOWING, repeatable=())
        answer, shown = self.answer(request), self.shown(given)
        with translation.override(answer.language):
            record = self.model.objects.for_api(answer.expand).filter(slug=slug).first()
            if record is None:
                raise self.missing(slug)
            (document,) = self.documents([record], answer, shown)
        return Response(document, headers={"Content-Language": answer.language})

    def page(self, given: QueryDict, ordering: tuple[str, ...], size: int, answer: Answer) -> paging.Page:
        records = self.model.objects.for_api(answer.expand)
        if since := parameters.updated_since(given):
            records = records.updated_since(since)
        filterset = self.filterset_class(given, queryset=records)
        if not filterset.is_valid():
            raise first_error(filterset.form)
        cursor = given.get("cursor", "")
        try:
            return paging.page(filterset.qs, ordering, cursor, size, paging.scope_of(given))
        except paging.CursorError as error:
            raise InvalidParameter(f"cursor: {error}", "cursor", parameters.printable(cursor)) from None

    def ordering(self, given: QueryDict) -> tuple[str, ...]:
        """The columns of the ordering asked for."""
        allowed = [sign + name for name in self.orderings for sign in ("", "-")]
        name = parameters.choice(given, "ordering", allowed, default=allowed[0])
        sign = "-" if name.startswith("-") else ""
        return tuple(sign + each for each in self.orderings[name.removeprefix("-")])

    def answer(self, request: Request) -> Answer:
        given = request.query_params
        language = parameters.choice(given, "lang", parameters.LANGUAGES, default="en")
        expand = parameters.names(given, "expand", self.serializer_class.expandable()) or ()
        return Answer(request.build_absolute_uri("/").rstrip("/"), language, frozenset(expand))

    def shown(self, given: QueryDict) -> set[str] | None:
        return parameters.shown_fields(given, list(self.serializer_class().fields))

    def documents(self, records: Sequence[Any], answer: Answer, shown: set[str] | None) -> Any:
        context = {"answer": answer, "fields": shown}
        return self.serializer_class(records, many=True, context=context).data

    def repeatable(self) -> set[str]:
        return {name for name, each in self.filterset_class.base_filters.items() if each.many}

    def address(self, request: Request, cursor: str | None) -> str | None:
        if cursor is None:
            return None
        query = request.query_params.copy()
        query["cursor"] = cursor
        return f"{request.build_absolute_uri(request.path)}?{query.urlencode(safe=',')}"

    def missing(self, slug: str) -> NotFound | Withdrawn:
        """Why there is no record at this address: withdrawn, or never published."""
        gone = self.model.objects.filter(slug=slug, state="withdrawn").first()
        if gone is None:
            return NotFound(f"There is no record “{slug}” in {self.serializer_class.collection}.")
        return Withdrawn(gone.withdrawn_reason, gone.successor or None)


def first_error(form: Form) -> InvalidParameter:
    """The first error of a form of filters as a refusal of its parameter."""
    name, (error, *_others) = next(iter(form.errors.as_data().items()))
    told = error.params or {}
    value = told.get("value", form.data.get(name))
    detail = f"{name}: {' '.join(error.messages)}"
    return InvalidParameter(detail, name, value, told.get("allowed", ()))


class SourceViewSet(RecordViewSet):
    """Sources: the published texts that records rest on."""

    model = Source
    serializer_class = SourceSerializer
    filterset_class = SourceFilter
    orderings = {
        "title": ("name_sort", "slug"),
        "published": ("published_earliest", "slug"),
        "publisher": ("publisher", "name_sort", "slug"),
        "updated_at": BY_UPDATE,
        "id": BY_SLUG,
    }
