from django.urls import path

from sharing.picks import MyList, MyListFeed

urlpatterns = [
    path("my-list/", MyList.as_view(), name="my-list"),
    path("my-list.atom", MyListFeed.as_view(), name="my-list-feed"),
]
