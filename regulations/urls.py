from django.urls import path

from regulations import views

urlpatterns = [
    path("laws/", views.LawList.as_view(), name="laws"),
    path("laws/<slug:slug>/", views.LawPage.as_view(), name="law"),
    path("amendments/<slug:slug>/", views.AmendmentPage.as_view(), name="amendment"),
    path("themes/", views.ThemeList.as_view(), name="themes"),
    path("themes/<slug:slug>/", views.ThemePage.as_view(), name="theme"),
]
