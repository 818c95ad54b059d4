"""Pages of STO cases."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from offerings.filters import OfferingFilter
from offerings.models import Offering, RoleKind
from organizations.models import Organization
from sources.views import Order, RecordList, RecordPage


class OfferingList(RecordList):
    model = Offering
    collection = "sto-cases"
    filterset_class = OfferingFilter
    template_name = "offerings/offering_list.html"
    orders = {
        "date": Order(_("date"), ("date_earliest", "slug")),
        "amount": Order(_("amount, per currency"), ("amount_currency", "amount", "slug")),
        "name": Order(_("name"), ("name_sort", "slug")),
    }

    def get_queryset(self) -> Any:
        return super().get_queryset().with_amount_order()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        stated = context["filterset"].qs.counts_by_currency()
        rare = set(self.filters()) - set(OfferingFilter.first)
        return {**context, "stated": stated, "stated_count": sum(stated.values()), "rare": bool(rare)}


class OfferingPage(RecordPage):
    model = Offering
    collection = "sto-cases"

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
