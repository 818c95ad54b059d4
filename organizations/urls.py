from django.urls import path

from organizations import views

urlpatterns = [
    path("organizations/", views.OrganizationList.as_view(), name="organizations"),
    path("organizations/<slug:slug>/", views.OrganizationPage.as_view(), name="organization"),
    path("self-regulation/", views.SelfRegulationPage.as_view(), name="self-regulation"),
    path("jurisdictions/<slug:slug>/", views.JurisdictionPage.as_view(), name="jurisdiction"),
]
