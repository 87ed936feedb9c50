from django.urls import path

from organisations.views import (
    OrganisationDetail,
    OrganisationExport,
    OrganisationHandout,
    OrganisationList,
    OrganisationListSharingImage,
    OrganisationSharingImage,
)

app_name = "organisations"
urlpatterns = [
    path("organisations/", OrganisationList.as_view(), name="list"),
    path("organisations.<str:extension>", OrganisationExport.as_view(), name="export"),
    path("organisations/handout.html", OrganisationHandout.as_view(), name="handout"),
    path("organisations/card.png", OrganisationListSharingImage.as_view(), name="list-card"),
    path("organisations/<slug:slug>/", OrganisationDetail.as_view(), name="detail"),
    path("organisations/<slug:slug>/card.png", OrganisationSharingImage.as_view(), name="card"),
]
