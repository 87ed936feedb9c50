from django.urls import include, path, re_path

from cluster.views import PageDetail

cluster = [
    # Last: any single word can be the address of a page.
    re_path(r"^(?P<slug>[-a-zA-Z0-9_]{1,220})/$", PageDetail.as_view(), name="page"),
]

urlpatterns = [
    path("", include((cluster, "cluster"))),
]
