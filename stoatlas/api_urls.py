"""Every address of the API."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from offerings.api import OfferingViewSet
from organizations.api import JurisdictionViewSet, OrganizationViewSet
from regulations.api import AmendmentViewSet, LawViewSet, MeasureViewSet, ThemeViewSet
from sources.api import SourceViewSet
from stoatlas.api_root import NothingView, RootView, SchemaView
from timeline.api import (
    CoverageViewSet,
    EventViewSet,
    FigureViewSet,
    FittingView,
    IncidentViewSet,
    LinkViewSet,
)

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
    path("timeline/", FittingView.as_view(), name="timeline"),
    *router.urls,
    path("<path:path>/", NothingView.as_view()),
]
