from django.urls import include, path

from projects import views

projects = [
    path("projects/", views.ProjectList.as_view(), name="list"),
    path("projects.<str:extension>", views.ProjectExport.as_view(), name="export"),
    path("projects/handout.html", views.ProjectHandout.as_view(), name="handout"),
    path("projects/card.png", views.ProjectListSharingImage.as_view(), name="list-card"),
    path("projects/<slug:slug>/", views.ProjectDetail.as_view(), name="detail"),
    path("projects/<slug:slug>/card.png", views.ProjectSharingImage.as_view(), name="card"),
]

urlpatterns = [
    path("", include((projects, "projects"))),
    path("suggest/", views.Suggest.as_view(), name="suggest"),
    path("themes/", views.ThemeList.as_view(), name="theme-list"),
    path("themes/<slug:slug>/", views.ThemeDetail.as_view(), name="theme-detail"),
    path("themes/<slug:slug>/card.png", views.ThemeSharingImage.as_view(), name="theme-card"),
    path("cities/", views.CityList.as_view(), name="city-list"),
    path("cities/<slug:slug>/", views.CityDetail.as_view(), name="city-detail"),
    path("cities/<slug:slug>/card.png", views.CitySharingImage.as_view(), name="city-card"),
]
