"""Filters of STO cases."""

import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from offerings.models import AssetClass, Currency, Investors, RoleKind, Status
from offerings.querysets import OfferingQuerySet
from organizations.filters import InJurisdictionFilter
from organizations.models import Organization
from sources.filters import Amount, Choices, PeriodFilter, Search, Slugs, Years, column


def with_role(found: Any, roles: list[str], organizations: list[str]) -> Any:
    """STO cases in which somebody, or one of the organizations, has one of the roles."""
    party = {"roles__organization__slug__in": organizations} if organizations else {}
    named = Q(roles__role__in=roles, roles__organization__state="published", **party)
    for role in {"issuer", "platform"} & set(roles):
        held = {f"{role}__slug__in": organizations} if organizations else {f"{role}__isnull": False}
        named |= Q(**held)
    return found.filter(pk__in=found.model.objects.filter(named).values("pk"))


def in_years(found: Any, *years: int) -> Any:
    """STO cases whose date can lie in one of the years."""
    wanted = Q()
    for year in years:
        possible = found.model.objects.between(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
        wanted |= Q(pk__in=possible.values("pk"))
    return found.filter(wanted)


class OfferingFilter(InJurisdictionFilter, PeriodFilter):
    """STO cases by place, what was offered, by whom, to whom, for how much and when."""

    first = ("search", "jurisdiction", "asset_class", "status", "year", "from", "to")

    asset_class = Choices(column("asset_class"), AssetClass.choices, label=_("Asset class"))
    instrument = Search(lambda found, text: found.filter(instrument__icontains=text), label=_("Instrument"))
    status = Choices(column("status"), Status.choices, label=_("Status"))
    investors = Choices(column("investors"), Investors.choices, label=_("Investors"))
    platform = Slugs(column("platform__slug"), Organization, label=_("Platform"))
    organization = Slugs(OfferingQuerySet.with_party, Organization, label=_("Organization"))
    role = Choices(lambda found, *roles: with_role(found, list(roles), []), RoleKind.choices, label=_("Role"))
    trustee = Slugs(
        lambda found, *names: with_role(found, ["trustee"], list(names)), Organization, label=_("Trustee")
    )
    lead_manager = Slugs(
        lambda found, *names: with_role(found, ["lead-manager"], list(names)),
        Organization,
        label=_("Lead manager"),
    )
    amount_min = Amount(lambda found, least: found.with_amount_between(least, None), label=_("Amount from"))
    amount_max = Amount(lambda found, most: found.with_amount_between(None, most), label=_("Amount to"))
    currency = Choices(column("currency"), Currency.choices, label=_("Currency"))
    year = Years(in_years, label=_("Year"))

    def filter_queryset(self, queryset: Any) -> Any:
        """Also, where an organization and a role are asked for: the role is that organization's."""
        found = super().filter_queryset(queryset)
        asked = self.form.cleaned_data
        if asked["role"] and asked["organization"]:
            found = with_role(found, asked["role"], asked["organization"])
        return found
