from django.urls import path

from projects.views import ProjectDetail, ProjectExport, ProjectList

app_name = "projects"
urlpatterns = [
    path("projects/", ProjectList.as_view(), name="list"),
    path("projects.<str:extension>", ProjectExport.as_view(), name="export"),
    path("projects/<slug:slug>/", ProjectDetail.as_view(), name="detail"),
]
