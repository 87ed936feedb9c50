from django.urls import include, path, re_path

from cluster import views

events = [
    path("events/", views.EventList.as_view(), name="list"),
    path("events.<str:extension>", views.EventExport.as_view(), name="export"),
    path("events/month/", views.EventMonth.as_view(), name="month"),
    path("events/<int:year>/<int:month>/", views.EventMonth.as_view(), name="month"),
    path("events/<slug:slug>.ics", views.EventCalendar.as_view(), name="calendar"),
    path("events/handout.html", views.EventHandout.as_view(), name="handout"),
    path("events/card.png", views.EventListSharingImage.as_view(), name="list-card"),
    path("events/<slug:slug>/", views.EventDetail.as_view(), name="detail"),
    path("events/<slug:slug>/card.png", views.EventSharingImage.as_view(), name="card"),
]
publications = [
    path("publications/", views.PublicationList.as_view(), name="list"),
    path("publications.<str:extension>", views.PublicationExport.as_view(), name="export"),
    path("publications/<slug:slug>.bib", views.PublicationCitation.as_view(), name="citation"),
    path("publications/handout.html", views.PublicationHandout.as_view(), name="handout"),
    path("publications/card.png", views.PublicationListSharingImage.as_view(), name="list-card"),
    path("publications/<slug:slug>/", views.PublicationDetail.as_view(), name="detail"),
    path("publications/<slug:slug>/card.png", views.PublicationSharingImage.as_view(), name="card"),
]
funding = [
    path("funding/", views.FundingList.as_view(), name="list"),
    path("funding.<str:extension>", views.FundingExport.as_view(), name="export"),
    path("funding/handout.html", views.FundingHandout.as_view(), name="handout"),
    path("funding/card.png", views.FundingListSharingImage.as_view(), name="list-card"),
    path("funding/<slug:slug>/", views.FundingDetail.as_view(), name="detail"),
    path("funding/<slug:slug>/card.png", views.FundingSharingImage.as_view(), name="card"),
]
cluster = [
    path("search/", views.Search.as_view(), name="search"),
    path("cluster/", views.PageDetail.as_view(), {"slug": "cluster"}, name="cluster"),
    path("contact/", views.Contact.as_view(), name="contact"),
    # Last: any single word can be the address of a page.
    re_path(r"^(?P<slug>[-a-zA-Z0-9_]{1,220})/$", views.PageDetail.as_view(), name="page"),
    re_path(r"^(?P<slug>[-a-zA-Z0-9_]{1,220})/card\.png$", views.PageSharingImage.as_view(), name="page-card"),
]

urlpatterns = [
    path("", include((events, "events"))),
    path("", include((publications, "publications"))),
    path("", include((funding, "funding"))),
    path("", include((cluster, "cluster"))),
]
