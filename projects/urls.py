from django.urls import path

from projects.views import (
    ProjectCard,
    ProjectDetail,
    ProjectExport,
    ProjectHandout,
    ProjectList,
    ProjectListCard,
)

app_name = "projects"
urlpatterns = [
    path("projects/", ProjectList.as_view(), name="list"),
    path("projects.<str:extension>", ProjectExport.as_view(), name="export"),
    path("projects/handout.html", ProjectHandout.as_view(), name="handout"),
    path("projects/card.png", ProjectListCard.as_view(), name="list-card"),
    path("projects/<slug:slug>/", ProjectDetail.as_view(), name="detail"),
    path("projects/<slug:slug>/card.png", ProjectCard.as_view(), name="card"),
]
