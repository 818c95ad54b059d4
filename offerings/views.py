"""Pages of STO cases."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from offerings.charts import BY, MEASURES, chart
from offerings.filters import OfferingFilter
from offerings.market import Grouping
from offerings.models import Offering, RoleKind
from organizations.models import Organization
from sources.parameters import printable
from sources.views import Order, RecordList, RecordPage

DRAWN = {"by", "measure"}


class OfferingList(RecordList):
    model = Offering
    collection = "sto-cases"
    filterset_class = OfferingFilter
    template_name = "offerings/offering_list.html"
    parameters = DRAWN
    orders = {
        "date": Order(_("date"), ("date_earliest", "slug")),
        "amount": Order(_("amount, per currency"), ("amount_currency", "amount", "slug")),
        "name": Order(_("name"), ("name_sort", "slug")),
        "country": Order(_("country"), ("jurisdiction__name_sort", "date_earliest", "slug")),
        "class": Order(_("class"), ("asset_class", "date_earliest", "slug")),
        "status": Order(_("status"), ("status", "date_earliest", "slug")),
        "platform": Order(_("platform"), ("platform_order", "date_earliest", "slug")),
    }

    def get_queryset(self) -> Any:
        return super().get_queryset().with_amount_order().with_platform_order()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        found = context["filterset"].qs
        by, measure = self.chosen("by", BY), self.chosen("measure", list(MEASURES))
        stated = found.counts_by_currency()
        rare = set(self.filters()) - set(OfferingFilter.first)
        return {
            **context,
            "stated": stated,
            "stated_count": sum(stated.values()),
            "rare": bool(rare),
            "problem": " ".join(filter(None, [context["problem"], *self.unread()])),
            "chart": chart(found, Grouping(by), measure, self.listed) if context["records"] else None,
            "by_options": self.choices("by", by, {each.value: each.label for each in BY}),
            "measure_options": self.choices("measure", measure, MEASURES),
            "kept": {name: self.request.GET[name] for name in DRAWN if self.request.GET.get(name)},
            "columns": columns(dict(zip(self.orders, context["sort_options"], strict=True))),
        }

    def chosen(self, name: str, allowed: Sequence[str]) -> str:
        """The value asked for; the first of the list where it is none of them."""
        asked = self.request.GET.get(name, "")
        return asked if asked in allowed else allowed[0]

    def unread(self) -> list[str]:
        """A line for each choice of the chart that cannot be read: the field, the value, what is accepted."""
        allowed = {"by": [each.value for each in BY], "measure": list(MEASURES)}
        asked = {name: self.request.GET.get(name, "") for name in allowed}
        return [
            gettext("%(name)s: “%(value)s” is not accepted here; accepted: %(accepted)s.")
            % {"name": name, "value": printable(text), "accepted": ", ".join(allowed[name])}
            for name, text in asked.items()
            if text and text not in allowed[name]
        ]

    def choices(self, name: str, current: str, labels: Mapping[str, Any]) -> list[dict[str, Any]]:
        """The values of a choice of the chart, as links."""
        return [
            {"label": label, "url": f"{self.address(**{name: each})}#market", "current": each == current}
            for each, label in labels.items()
        ]

    def listed(self, **filters: str) -> str:
        """The list with these filters beside the others."""
        return f"{self.address(**filters)}#cases"


def columns(sort: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The columns of the table; `sort` is the link that orders by one, None for a column without an order."""
    named = {
        "name": _("Case"),
        "country": _("Country"),
        "class": _("Class"),
        "status": _("Status"),
        "date": _("Date"),
        "amount": _("Amount"),
        "trustee": _("Trustee"),
        "platform": _("Platform"),
    }
    return [
        {"label": label, "sort": sort.get(name), "number": name == "amount"} for name, label in named.items()
    ]


class OfferingPage(RecordPage):
    model = Offering
    collection = "sto-cases"

    def citing_rows(self) -> list[Any]:
        return [self.object, *self.object.events.all()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        offering: Any = self.object
        events = offering.events.all()
        return super().get_context_data(
            **kwargs,
            dating=next((event for event in events if event.kind == offering.date_of), None),
            parties=parties(offering),
            disputed=[event for event in events if event.is_conflicting],
            figures=offering.figures.about(),
        )


def parties(offering: Offering) -> dict[str, list[Organization]]:
    """Who took part, by part: issuer and platform first, every public organization once a part."""
    named = [(RoleKind.ISSUER, offering.issuer), (RoleKind.PLATFORM, offering.platform)]
    named += [(RoleKind(role.role), role.organization) for role in offering.roles.all()]
    found: dict[str, list[Organization]] = {}
    for kind, organization in named:
        if organization is not None and organization.is_published:
            same = found.setdefault(str(kind.label), [])
            same += [organization] if organization not in same else []
    return found
