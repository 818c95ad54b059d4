"""Pages of STO cases."""

from offerings.models import Offering
from sources.views import RecordList, RecordPage


class OfferingList(RecordList):
    model = Offering
    template_name = "offerings/offering_list.html"


class OfferingPage(RecordPage):
    model = Offering
    collection = "sto-cases"
