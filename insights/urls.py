from django.urls import path

from insights.views import ChartData, InsightsView, MapPicture, MapView

app_name = "insights"
urlpatterns = [
    path("map/", MapView.as_view(), name="map"),
    path("map/picture.svg", MapPicture.as_view(), name="picture"),
    path("map/<slug:region>/", MapView.as_view(), name="map"),
    path("insights/", InsightsView.as_view(), name="insights"),
    path("insights/<slug:chart>.csv", ChartData.as_view(), name="data"),
]
