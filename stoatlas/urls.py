"""Every address of the site. English has no prefix, the other languages have theirs."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from stoatlas import quality_page, views
from stoatlas.earlier_page import EarlierPage
from stoatlas.patterns import PatternsView
from stoatlas.releases.downloads import download

pages: list[URLPattern | URLResolver] = [
    path("", views.HomePage.as_view(), name="home"),
    path("about/", views.AboutPage.as_view(), name="about"),
    path("data/", views.DataPage.as_view(), name="data"),
    path("data/quality/", quality_page.QualityPage.as_view(), name="quality"),
    path("data/quality/facts/", quality_page.FactsPage.as_view(), name="quality-facts"),
    path("api/", views.ReferencePage.as_view(), name="reference"),
    path("", include("sources.urls")),
    path("", include("organizations.urls")),
    path("", include("regulations.urls")),
    path("", include("offerings.urls")),
    path("", include("timeline.urls")),
    path("<slug:page>/<slug:slug>/@<int:number>/", EarlierPage.as_view(), name="revision"),
]
if settings.DEBUG:
    pages.append(path("patterns/", PatternsView.as_view(), name="patterns"))

urlpatterns = [
    path("admin/", admin.site.urls),
    path("api/v1/", include("stoatlas.api_urls")),
    path("data/releases/<slug:name>/<str:file>", download, name="release"),
    *i18n_patterns(*pages, prefix_default_language=False),
]
handler400 = "stoatlas.problems.bad_request"
handler404 = "stoatlas.problems.page_not_found"
handler500 = "stoatlas.problems.server_error"
