"""What every collection of the API does, and the collection of sources."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.forms import Form
from django.http import QueryDict
from django.http.response import HttpResponseBase
from django.utils import translation
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from sources import paging, parameters
from sources.api_schema import CollectionSchema, Envelope
from sources.exports import Export, answered
from sources.filters import RecordFilter, SourceFilter
from sources.history import CHRONOLOGICAL, Past
from sources.models import Revision, Source
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
    past: ClassVar[type[Past]] = Past
    schema = CollectionSchema()
    pagination_class = Envelope
    lookup_field = "slug"
    lookup_value_regex = "[a-z0-9-]+"

    def get_queryset(self) -> Any:
        return self.model.objects.for_api()

    def list(self, request: Request) -> HttpResponseBase:
        given = request.query_params
        known = (
            *(*parameters.SHOWING, *parameters.PAGING, *parameters.EXPORTING),
            *self.filterset_class.base_filters,
        )
        formats = (*parameters.FORMATS, *parameters.EXPORTS)
        parameters.check(given, known, repeatable=self.repeatable(), formats=formats)
        form = parameters.export_form(given)
        size, ordering, shown = parameters.page_size(given), self.ordering(given), self.shown(given)
        answer = self.answer(request)
        if form:
            return self.export(request, form, answer, shown)
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

    def export(self, request: Request, form: str, answer: Answer, shown: set[str] | None) -> HttpResponseBase:
        given = request.query_params
        with translation.override(answer.language):
            found = self.found(given, answer)
        wanted = Export(
            records=paging.ordered(found, self.ordering(given)),
            serializer=self.serializer_class(context={"answer": answer, "fields": shown}),
            language=answer.language,
            address=request.build_absolute_uri(),
            is_selection=not {"updated_since", *self.filterset_class.base_filters}.isdisjoint(given),
            has_mark="bom" in given,
        )
        return answered(wanted, form, has_body=request.method != "HEAD")

    def found(self, given: QueryDict, answer: Answer) -> Any:
        """The records that the filters leave, with all that their documents show."""
        records = self.model.objects.for_api(answer.expand)
        if since := parameters.updated_since(given):
            records = records.updated_since(since)
        filterset = self.filterset_class(given, queryset=records)
        if not filterset.is_valid():
            raise first_error(filterset.form)
        return filterset.qs

    @action(detail=True)
    def history(self, request: Request, slug: str) -> Response:
        given = request.query_params
        parameters.check(given, ("page_size", "cursor", "format"), repeatable=())
        size = parameters.page_size(given)
        record = self.model.objects.reachable().filter(slug=slug).first()
        past = self.past(record) if record else None
        revisions = past.revisions() if past else Revision.objects.none()
        page = cut(revisions, CHRONOLOGICAL, given, size, f"{self.serializer_class.collection}/{slug}")
        if past is None or not page.count:
            raise NotFound(f"No record “{slug}” in {self.serializer_class.collection} was ever public.")
        return Response(
            {
                "count": page.count,
                "next": self.address(request, page.next),
                "previous": self.address(request, page.previous),
                "results": list(past.entries(page.items)),
            }
        )

    def page(self, given: QueryDict, ordering: tuple[str, ...], size: int, answer: Answer) -> paging.Page:
        return cut(self.found(given, answer), ordering, given, size, paging.scope_of(given))

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


def cut(found: Any, ordering: tuple[str, ...], given: QueryDict, size: int, scope: str) -> paging.Page:
    """The page of the list where the cursor says; InvalidParameter for a cursor that is none of its own."""
    cursor = given.get("cursor", "")
    try:
        return paging.page(found, ordering, cursor, size, scope)
    except paging.CursorError as error:
        raise InvalidParameter(f"cursor: {error}", "cursor", parameters.printable(cursor)) from None


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
