from django.urls import path

from insights.views import MapView

app_name = "insights"
urlpatterns = [
    path("map/", MapView.as_view(), name="map"),
    path("map/<slug:region>/", MapView.as_view(), name="map"),
]
