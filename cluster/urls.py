from django.urls import include, path, re_path

from cluster import views

events = [
    path("events/", views.EventList.as_view(), name="list"),
    path("events.<str:extension>", views.EventExport.as_view(), name="export"),
    path("events/month/", views.EventMonth.as_view(), name="month"),
    path("events/<int:year>/<int:month>/", views.EventMonth.as_view(), name="month"),
    path("events/<slug:slug>.ics", views.EventCalendar.as_view(), name="calendar"),
    path("events/<slug:slug>/", views.EventDetail.as_view(), name="detail"),
]
publications = [
    path("publications/", views.PublicationList.as_view(), name="list"),
    path("publications.<str:extension>", views.PublicationExport.as_view(), name="export"),
    path("publications/<slug:slug>.bib", views.PublicationCitation.as_view(), name="citation"),
    path("publications/<slug:slug>/", views.PublicationDetail.as_view(), name="detail"),
]
funding = [
    path("funding/", views.FundingList.as_view(), name="list"),
    path("funding.<str:extension>", views.FundingExport.as_view(), name="export"),
    path("funding/<slug:slug>/", views.FundingDetail.as_view(), name="detail"),
]
cluster = [
    path("search/", views.Search.as_view(), name="search"),
    path("contact/", views.Contact.as_view(), name="contact"),
    # Last: any single word can be the address of a page.
    re_path(r"^(?P<slug>[-a-zA-Z0-9_]{1,220})/$", views.PageDetail.as_view(), name="page"),
]

urlpatterns = [
    path("", include((events, "events"))),
    path("", include((publications, "publications"))),
    path("", include((funding, "funding"))),
    path("", include((cluster, "cluster"))),
]
