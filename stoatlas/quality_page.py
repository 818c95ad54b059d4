"""The honesty page: how good the data are, and which facts rest on secondary sources only."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from organizations.models import Jurisdiction
from sources.asked import Asked
from sources.filter_fields import SlugsField, refusal
from sources.querysets import Evidence
from sources.supported import Narrowed, Relation, citing, references
from sources.views import page_of
from stoatlas.quality import quality

PAGE_SIZE = 50


class QualityPage(Asked, TemplateView):
    """What was searched, what rests on what, what is undecided; all counted from the data when asked."""

    template_name = "stoatlas/quality.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = quality(timezone.localdate())
        return super().get_context_data(**kwargs, quality=found, json_url="/api/v1/quality/")


class OneOf(forms.ChoiceField):
    """A value of a closed list; the error names it and what is accepted."""

    accepted: Iterable[str] = ()

    def validate(self, value: str) -> None:
        if value and not self.valid_value(value):
            raise refusal(value, self.accepted)


class FactsForm(forms.Form):
    """Which facts: of what type, resting on how little, and where."""

    type = OneOf(label=_("Type"), required=False)
    evidence = OneOf(label=_("Rests on"), choices=Evidence.choices, required=False)
    jurisdiction = SlugsField(models=(Jurisdiction,), choose=True, label=_("Jurisdiction"), required=False)

    def __init__(self, given: QueryDict) -> None:
        asked = given.copy()
        for name, value in (("type", "event"), ("evidence", Evidence.SECONDARY_ONLY.value)):
            asked[name] = asked.get(name) or value
        super().__init__(asked)
        self.relations = {each.name: each for each in citing()}
        types: Any = self.fields["type"]
        types.choices = [
            (name, capfirst(each.model._meta.verbose_name_plural)) for name, each in self.relations.items()
        ]
        for name, accepted in (("type", list(self.relations)), ("evidence", Evidence.values)):
            field: Any = self.fields[name]
            field.accepted = accepted

    @property
    def relation(self) -> Relation:
        """The type asked for."""
        return self.relations[self.cleaned_data["type"]]

    @property
    def weakness(self) -> Evidence:
        return Evidence(self.cleaned_data["evidence"])

    @property
    def narrowed(self) -> Narrowed:
        return Narrowed((self.weakness.value,), tuple(self.cleaned_data["jurisdiction"]))


class FactsPage(Asked, TemplateView):
    """Facts of one type without a primary source, a page at a time; what cannot be read is answered 400."""

    template_name = "stoatlas/quality_facts.html"
    parameters = ("type", "evidence", "jurisdiction", "cursor")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = FactsForm(request.GET)
        valid = form.is_valid()
        context = self.get_context_data(form=form, valid=valid, clear_url=request.path if request.GET else "")
        if valid:
            context |= self.found(form)
        return self.render_to_response(context, status=200 if valid else 400)

    def found(self, form: FactsForm) -> dict[str, Any]:
        relation = form.relation
        records = relation.records(form.narrowed).select_related(*references(relation.model))
        rows = records.defer("search_text").with_evidence()
        page, problem = page_of(rows, relation.record_columns(), self.request.GET, PAGE_SIZE)
        return {
            "label": relation.model._meta.verbose_name_plural,
            "evidence": form.weakness,
            "records": page.items,
            "page": page,
            "problem": problem,
            "previous_url": self.address(page.previous),
            "next_url": self.address(page.next),
        }

    def address(self, cursor: str | None) -> str:
        """The same list from another page on; empty where there is none."""
        if cursor is None:
            return ""
        asked = self.request.GET.copy()
        asked["cursor"] = cursor
        return f"?{asked.urlencode()}"
