from django.urls import path

from timeline import days, taking, views

urlpatterns = [
    path("timeline/", views.TimelinePage.as_view(), name="timeline"),
    path("timeline/day/<str:day>/", days.DayPart.as_view(), name="day"),
    path("timeline/embed/", taking.EmbedPage.as_view(), name="timeline-embed"),
    path("timeline/export.csv", taking.SpreadsheetView.as_view(), name="timeline-csv"),
    path("timeline/export.json", taking.StorylineView.as_view(), name="timeline-json"),
    path("events/<slug:slug>/", views.EventPage.as_view(), name="event"),
    path("incidents/", views.IncidentList.as_view(), name="incidents"),
    path("incidents/<slug:slug>/", views.IncidentPage.as_view(), name="incident"),
    path("search/", views.SearchPage.as_view(), name="search"),
]
