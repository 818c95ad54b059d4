"""`<page>@<revision>/`: a record as it was published at a revision, with the sources that it cited then."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.views.generic import View

from offerings.models import Offering
from organizations.models import Jurisdiction, Organization
from regulations.models import Amendment, Law, Theme
from sources.history import Past
from sources.models import Revision, Source, State
from sources.serializers import Document
from stoatlas.earlier import rows_of
from timeline.models import Event, Incident

# the records with a page of their own, by the first part of its address
PAGES: dict[str, Any] = {
    "amendments": Amendment,
    "events": Event,
    "incidents": Incident,
    "jurisdictions": Jurisdiction,
    "laws": Law,
    "organizations": Organization,
    "sources": Source,
    "sto-cases": Offering,
    "themes": Theme,
}
MOST_NAMED = 20


class EarlierPage(View):
    """One published state of a record. 404 says which there are; of a withdrawn record all answer 410."""

    def get(self, request: HttpRequest, page: str, slug: str, number: int) -> HttpResponse:
        model = PAGES.get(page)
        record = model.objects.reachable().filter(slug=slug).first() if model else None
        if model is None or record is None:
            raise Http404
        if record.state == State.WITHDRAWN:
            successor = model.objects.published().filter(slug=record.successor).first()
            told = {"record": record, "successor": successor}
            return render(request, "410.html", told, status=HTTPStatus.GONE)
        past = Past(record).revisions()
        revision = past.filter(number=number).first()
        shared = {
            "record": record,
            "page": page,
            "slug": slug,
            "kind": capfirst(str(model._meta.verbose_name)),
        }
        shared["numbers"] = list(past.order_by("-number").values_list("number", flat=True)[:MOST_NAMED])
        if revision is None:
            told = {**shared, "number": number}
            return render(request, "stoatlas/earlier_none.html", told, status=HTTPStatus.NOT_FOUND)
        return render(request, "stoatlas/earlier.html", {**shared, **told_of(model, record, revision)})


def told_of(model: Any, record: Any, revision: Revision) -> dict[str, Any]:
    """What the page says of a revision; of one by which the record was taken back for a while, only why."""
    past = Past(record)
    later = past.revisions().filter(number__gt=revision.number).order_by("number").first()
    document = past.document(revision)
    return {
        "revision": revision,
        "is_current": revision.number == record.revision,
        "later": later,
        "title": title_of(document) or str(record),
        "rows": rows_of(model, document),
        "reason": revision.document["withdrawn_reason"] if revision.is_withdrawal else "",
    }


def title_of(document: Document) -> str:
    """The title or name of then in the language of the page, else as it stands."""
    for name in ("title", "name"):
        for key in (f"{name}_{get_language()}", name):
            if document.get(key):
                return str(document[key])
    return ""
