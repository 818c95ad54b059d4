"""Pages of organizations and jurisdictions."""

from django.views.generic import TemplateView

from organizations.models import Jurisdiction, Organization
from sources.views import RecordList, RecordPage


class OrganizationList(RecordList):
    model = Organization
    template_name = "organizations/organization_list.html"


class OrganizationPage(RecordPage):
    model = Organization
    collection = "organizations"


class SelfRegulationPage(TemplateView):
    template_name = "organizations/self_regulation.html"


class JurisdictionPage(RecordPage):
    model = Jurisdiction
    collection = "jurisdictions"
