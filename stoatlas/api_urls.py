"""Every address of the API."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from offerings.api import OfferingViewSet
from offerings.api_stats import MarketView
from organizations.api import JurisdictionViewSet, OrganizationViewSet
from regulations.api import AmendmentViewSet, LawViewSet, MeasureViewSet, ThemeViewSet
from sources.api import SourceViewSet
from stoatlas.api_quality import QualityView
from stoatlas.api_root import NothingView, RootView, SchemaView
from stoatlas.changes import ChangesView
from timeline.api import (
    CoverageViewSet,
    EventViewSet,
    FigureViewSet,
    FittingView,
    IncidentViewSet,
    LinkViewSet,
)
from timeline.api_as_of import AsOfView
from timeline.api_questions import ChainView, LagsView
from timeline.api_search import SearchView

app_name = "api"
router = SimpleRouter()
for viewset in (
    JurisdictionViewSet,
    OrganizationViewSet,
    ThemeViewSet,
    LawViewSet,
    AmendmentViewSet,
    MeasureViewSet,
    CoverageViewSet,
    OfferingViewSet,
    EventViewSet,
    IncidentViewSet,
    FigureViewSet,
    LinkViewSet,
    SourceViewSet,
):
    collection = viewset.serializer_class.collection
    router.register(collection, viewset, basename=collection)

urlpatterns = [
    path("", RootView.as_view(), name="root"),
    path("schema/", SchemaView.as_view(), name="schema"),
    path("as-of/", AsOfView.as_view(), name="as-of"),
    path("timeline/", FittingView.as_view(), name="timeline"),
    path("lags/", LagsView.as_view(), name="lags"),
    path("chains/<str:event>/", ChainView.as_view(), name="chains"),
    path("search/", SearchView.as_view(), name="search"),
    path("changes/", ChangesView.as_view(), name="changes"),
    path("quality/", QualityView.as_view(), name="quality"),
    path("stats/sto-cases/", MarketView.as_view(), name="stats-sto-cases"),
    *router.urls,
    path("<path:path>/", NothingView.as_view()),
]
