from django.urls import path

from timeline import as_of_page, compare_page, days, feeds, search_page, taking, views

urlpatterns = [
    path("timeline/", views.TimelinePage.as_view(), name="timeline"),
    path("timeline/day/<str:day>/", days.DayPart.as_view(), name="day"),
    path("timeline/embed/", taking.EmbedPage.as_view(), name="timeline-embed"),
    path("timeline/export.csv", taking.SpreadsheetView.as_view(), name="timeline-csv"),
    path("timeline/export.json", taking.StorylineView.as_view(), name="timeline-json"),
    path("feeds/events.atom", feeds.AtomView.as_view(), name="events-atom"),
    path("calendar.ics", feeds.CalendarView.as_view(), name="calendar"),
    path("compare/", compare_page.ComparePage.as_view(), name="compare"),
    path("as-of/", as_of_page.AsOfPage.as_view(), name="as-of"),
    path("as-of/<str:day>/", as_of_page.AsOfPage.as_view(), name="as-of-day"),
    path("as-of/<str:day>/<str:other>/", as_of_page.ComparedDaysPage.as_view(), name="as-of-days"),
    path("events/<slug:slug>/", views.EventPage.as_view(), name="event"),
    path("incidents/", views.IncidentList.as_view(), name="incidents"),
    path("incidents/<slug:slug>/", views.IncidentPage.as_view(), name="incident"),
    path("search/", search_page.SearchPage.as_view(), name="search"),
]
