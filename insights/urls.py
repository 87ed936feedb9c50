from django.urls import path

from insights.views import ChartData, InsightsView, MapView

app_name = "insights"
urlpatterns = [
    path("map/", MapView.as_view(), name="map"),
    path("map/<slug:region>/", MapView.as_view(), name="map"),
    path("insights/", InsightsView.as_view(), name="insights"),
    path("insights/<slug:chart>.csv", ChartData.as_view(), name="data"),
]
