"""Pages of sources."""

from sources.models import Source
from sources.views import RecordList, RecordPage


class SourceList(RecordList):
    model = Source
    template_name = "sources/source_list.html"


class SourcePage(RecordPage):
    model = Source
    collection = "sources"
