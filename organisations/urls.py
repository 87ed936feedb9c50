from django.urls import path

from organisations.views import OrganisationDetail, OrganisationExport, OrganisationList

app_name = "organisations"
urlpatterns = [
    path("organisations/", OrganisationList.as_view(), name="list"),
    path("organisations.<str:extension>", OrganisationExport.as_view(), name="export"),
    path("organisations/<slug:slug>/", OrganisationDetail.as_view(), name="detail"),
]
