from django.urls import path

from offerings import views

urlpatterns = [
    path("sto-cases/", views.OfferingList.as_view(), name="sto-cases"),
    path("sto-cases/<slug:slug>/", views.OfferingPage.as_view(), name="sto-case"),
]
