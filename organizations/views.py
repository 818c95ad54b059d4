"""Pages of organizations and jurisdictions."""

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from organizations.beginnings import ASSOCIATIONS, beginnings, standing_among
from organizations.filters import OrganizationFilter
from organizations.models import Jurisdiction, Organization, OrganizationKind
from organizations.querysets import BEGINNINGS, with_named
from organizations.self_regulation import sides
from sources.asked import Asked
from sources.footnotes import Footnotes
from sources.querysets import nulls_last
from sources.views import Order, RecordList, RecordPage

MOST_EVENTS = 30
MOST_CASES = 40
NEWEST = 8
PUBLIC_BODIES = (
    OrganizationKind.LEGISLATURE,
    OrganizationKind.REGULATOR,
    OrganizationKind.STANDARD_SETTER,
    OrganizationKind.SELF_REGULATORY_BODY,
    OrganizationKind.INDUSTRY_ASSOCIATION,
)


class OrganizationList(RecordList):
    model = Organization
    collection = "organizations"
    filterset_class = OrganizationFilter
    template_name = "organizations/organization_list.html"
    orders = {
        "name": Order(_("name"), ("name_sort", "slug")),
        "kind": Order(_("kind"), ("kind", "name_sort", "slug")),
        "events": Order(_("number of events"), ("event_count", "slug")),
    }


class OrganizationPage(RecordPage):
    """Everything known of an organization; of very many events or cases the newest, and the way to all."""

    model = Organization
    collection = "organizations"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one: Any = self.object
        ties = list(one.affiliations.model.objects.for_page().touching(one))
        return super().get_context_data(
            **kwargs,
            begun=self.begun(),
            speaks_for_others=one.kind in ASSOCIATIONS,
            belongs_to=[tie for tie in ties if tie.organization_id == one.pk],
            has=[tie for tie in ties if tie.body_id == one.pk],
            figures=one.figures.about(),
            incidents=one.incidents.published().with_date().order_by("date_earliest", "slug"),
            **self.chronology(),
            **self.cases(),
        )

    def begun(self) -> Any:
        one: Any = self.object
        events = list(with_named(one.events.published().of_kind(*BEGINNINGS).chronological()))
        return beginnings(one, events, standing_among(events))

    def chronology(self) -> dict[str, Any]:
        """Its events in order of time, the newest where they are very many; and those that are disputed."""
        one: Any = self.object
        newest = one.events.published().chronological().reverse().for_list().with_readings()
        events = list(newest[:MOST_EVENTS])[::-1]
        return {
            "events": events,
            "is_cut": one.event_count > len(events),
            "disputed": [event for event in events if event.is_conflicting],
        }

    def cases(self) -> dict[str, Any]:
        """The STO cases in which it has a part, newest first."""
        one: Any = self.object
        cases = one.issued_offerings.model.objects.published().with_party(one.slug)
        newest = cases.for_list().order_by(*nulls_last("-date_earliest"), "slug")[:MOST_CASES]
        rows = [{"case": case, "parts": parts_in(case, one)} for case in newest]
        return {"cases": rows, "case_count": cases.count()}


def parts_in(case: Any, organization: Organization) -> list[str]:
    """The organization's parts in an STO case, in words, each once."""
    parts = [role.get_role_display() for role in case.roles.all() if role.organization_id == organization.pk]
    parts += [gettext("issuer")] if case.issuer_id == organization.pk else []
    parts += [gettext("platform")] if case.platform_id == organization.pk else []
    return list(dict.fromkeys(parts))


class SelfRegulationPage(Asked, TemplateView):
    """The bodies of both countries side by side."""

    template_name = "organizations/self_regulation.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        jurisdictions = Jurisdiction.objects.published().compared().for_self_regulation()
        measures = Jurisdiction.objects.measures_under("self-regulation")
        return super().get_context_data(**kwargs, sides=sides(jurisdictions, measures), footnotes=Footnotes())


class JurisdictionPage(RecordPage):
    """What the Atlas holds on a jurisdiction, and the way to all of it."""

    model = Jurisdiction
    collection = "jurisdictions"

    def citing_rows(self) -> list[Any]:
        """A place is no claim: it rests on nothing."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place: Any = self.object
        events = place.events.published()
        return super().get_context_data(
            **kwargs,
            event_count=events.count(),
            organization_count=place.organizations.published().count(),
            case_count=place.offerings.published().count(),
            laws=place.laws.published().for_list().order_by("name_sort"),
            incidents=place.incidents.published().with_date().order_by("date_earliest", "slug"),
            bodies=self.bodies(),
            rows=place.coverage_rows.for_display().order_by("theme__name_sort"),
            figures=place.figures.about(),
            newest=list(events.chronological().reverse().for_list()[:NEWEST]),
        )

    def bodies(self) -> Any:
        """Those who make and keep the rules, by kind."""
        place: Any = self.object
        found = place.organizations.published().of_kind(*PUBLIC_BODIES).defer("search_text")
        return sorted(found, key=lambda one: (PUBLIC_BODIES.index(one.kind), one.name_sort))
