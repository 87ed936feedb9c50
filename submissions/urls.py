from django.urls import path, re_path

from entries.kinds import kinds
from submissions.views import books, changing, entry_form, links, mine, people, submitting, translating

app_name = "submissions"
ENTRY = rf"(?P<kind>{'|'.join(kind.key for kind in kinds())})/(?P<slug>[-\w]+)"
IN_LANGUAGE = r"(?P<language>[a-z]{2,3})"
urlpatterns = [
    path("submit/", submitting.Start.as_view(), name="start"),
    *(path(f"submit/{kind.key}/", submitting.SubmitEntry.as_view(kind=kind.key), name=kind.key) for kind in kinds()),
    path("submit/rules/", books.Rules.as_view(), name="rules"),
    path("submit/similar/", submitting.Similar.as_view(), name="similar"),
    path("submit/language/", entry_form.TextsInOneLanguage.as_view(), name="texts-in-one-language"),
    path("submit/organisations/", submitting.OrganisationNames.as_view(), name="organisation-names"),
    path("submit/logo/<str:name>/", submitting.LogoPreview.as_view(), name="logo"),
    path("submit/sent/<uuid:token>/", submitting.HandedIn.as_view(), name="sent"),
    path("submit/tell-me/", submitting.TellMe.as_view(), name="tell-me"),
    path("submit/confirm/<uuid:token>/<str:sesame>/", links.ConfirmAddress.as_view(), name="confirm"),
    re_path(rf"^report/{ENTRY}/$", submitting.ReportMistake.as_view(), name="report"),
    re_path(rf"^claim/{ENTRY}/$", submitting.Claim.as_view(), name="claim"),
    path("mine/", mine.Mine.as_view(), name="mine"),
    path("mine/sign-in/", links.SignIn.as_view(), name="sign-in"),
    path("mine/sign-in/<int:pk>/<str:sesame>/", links.SignedIn.as_view(), name="signed-in"),
    path("mine/sessions/", mine.EndSession.as_view(), name="end-session"),
    path("mine/translate/", translating.Translate.as_view(), name="translate"),
    re_path(rf"^mine/translate/{IN_LANGUAGE}/table\.csv$", translating.TranslationTable.as_view(), name="table"),
    re_path(rf"^mine/translate/{IN_LANGUAGE}/table/$", translating.BringTable.as_view(), name="bring-table"),
    re_path(
        rf"^mine/translate/{IN_LANGUAGE}/{ENTRY}/$",
        translating.TranslateEntry.as_view(),
        name="translate-entry",
    ),
    path("mine/sign-out/", mine.SignOut.as_view(), name="sign-out"),
    path("mine/data.json", mine.DataAboutMe.as_view(), name="data"),
    path("mine/delete/", mine.DeleteMe.as_view(), name="delete-me"),
    path("mine/invitations/<int:pk>/", people.AcceptInvitation.as_view(), name="accept-invitation"),
    path("mine/invitations/<int:pk>/<str:sesame>/", links.InvitationLink.as_view(), name="invitation"),
    path("mine/handed-in/<uuid:token>/", mine.ShowSubmission.as_view(), name="mine-submission"),
    path("mine/handed-in/<uuid:token>/edit/", mine.EditSubmission.as_view(), name="edit"),
    path("mine/handed-in/<uuid:token>/anew/", mine.HandInAnew.as_view(), name="anew"),
    path("mine/handed-in/<uuid:token>/confirm/", mine.ConfirmOwn.as_view(), name="confirm-own"),
    path("mine/handed-in/<uuid:token>/withdraw/", mine.Withdraw.as_view(), name="withdraw"),
    re_path(rf"^mine/{ENTRY}/change/$", mine.ChangeEntry.as_view(), name="change"),
    path("asking/change/<str:token>/", changing.ChangeByLink.as_view(), name="change-by-link"),
    re_path(rf"^mine/{ENTRY}/confirm/$", people.ConfirmEntry.as_view(), name="confirm-entry"),
    re_path(rf"^mine/{ENTRY}/people/$", people.People.as_view(), name="people"),
    re_path(rf"^mine/{ENTRY}/leave/$", people.Leave.as_view(), name="leave"),
]
