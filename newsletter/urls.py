from django.urls import path

from newsletter import views

app_name = "newsletter"
urlpatterns = [
    path("newsletter/", views.Archive.as_view(), name="archive"),
    path("newsletter.atom", views.Feed.as_view(), name="feed"),
    path("newsletter/confirm/<str:token>/", views.ConfirmSubscription.as_view(), name="confirm"),
    path("newsletter/unsubscribe/<str:token>/", views.Unsubscribe.as_view(), name="unsubscribe"),
    path("newsletter/settings/<str:token>/", views.OwnSettings.as_view(), name="settings"),
    path("newsletter/settings/<str:token>/delete/", views.Delete.as_view(), name="delete"),
    path("newsletter/<slug:slug>/", views.IssueDetail.as_view(), name="issue"),
]
