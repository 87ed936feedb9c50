"""The door of the admin. Its name is the one under which django-mfa3 looks for these pages."""

from django.urls import path

from accounts import views

app_name = "mfa"
urlpatterns = [
    path("log-ins/", views.OwnLogIns.as_view(), name="log-ins"),
    path("ask-again/", views.AskAgain.as_view(), name="ask-again"),
    path("others/<int:kind>/<int:key>/", views.OthersAtForm.as_view(), name="others"),
    path("second-factor/", views.SecondFactors.as_view(), name="list"),
    path("second-factor/recovery-codes/", views.RecoveryCodes.as_view(), name="recovery-codes"),
    path("second-factor/<int:pk>/remove/", views.RemoveSecondFactor.as_view(), name="delete"),
    path("second-factor/new/<method>/", views.NewSecondFactor.as_view(), name="create"),
    path("second-factor/ask/<method>/", views.SecondFactorPage.as_view(), name="auth"),
]
