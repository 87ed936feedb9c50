"""What links by mail open: they sign a submitter in, and confirm what only the owner of an address may."""

from django.contrib.auth import login
from django.contrib.auth.models import update_last_login
from django.http import Http404
from django.shortcuts import redirect
from django.urls import resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from sesame.utils import get_user

from accounts.models import User
from accounts.sessions import BY_LINK, begin_session, end_session
from submissions.actions import accept_invitation, confirm_submission, sign_in_link
from submissions.emails import confirm_scope, invitation_scope, sign_in_scope
from submissions.forms import AddressForm
from submissions.models import Invitation, StateError, Submission
from submissions.views.base import IntakeView, entry_or_404


def sign_in(request, person):
    """Sign a submitter in. Curators come in by their password only: a link by mail does not open the admin."""
    if not person.is_staff:
        end_session(request)
        login(request, person)
        request.session[BY_LINK] = True  # Nor does it where they become a curator later.
        begin_session(request)


def owner_of(sesame, scope, pk):
    """Return the person whose token this is, None unless it was made for that scope and has their key."""
    person = get_user(sesame, scope=scope)
    return person if person and person.pk == pk else None


class SignIn(IntakeView):
    """Asks for an address and sends a link; says the same whether there is an account or not."""

    def get(self, request):
        if self.person:
            return redirect("submissions:mine")
        return self.page(AddressForm())

    def post(self, request):
        form = AddressForm(request.POST)
        if not form.is_valid():
            return self.page(form)
        sign_in_link(
            email=form.cleaned_data["email"],
            language=get_language(),
            network=self.network,
            target=request.GET.get("next", ""),
        )
        return self.render("sign_in_sent.html", email=form.cleaned_data["email"])

    def page(self, form):
        return self.render("sign_in.html", form=form, entry=self.entry_to_change())

    def entry_to_change(self):
        """Return the published entry that the person is on the way to change, or None."""
        try:
            match = resolve(self.request.GET.get("next", ""))
            return entry_or_404(**match.kwargs) if match.view_name == "submissions:change" else None
        except Http404:  # Also where nothing is at that address.
            return None


class LinkView(IntakeView):
    """A page behind a link by mail. Opening it changes nothing, as mailboxes open links to look; its button does.

    Subclasses say which token they take (`person_of`) and what the button does (`use`), after which they take it no
    longer.
    """

    template = ""

    def get(self, request, **kwargs):
        if not self.person_of(**kwargs):
            return self.refuse(**kwargs)
        return self.render(self.template, **self.context(**kwargs))

    def post(self, request, **kwargs):
        person = self.person_of(**kwargs)
        return self.use(person, **kwargs) if person else self.refuse(**kwargs)

    def refuse(self, **kwargs):
        return self.render("link_refused.html", status=403, **self.context(**kwargs))

    def context(self, **kwargs):
        return {}


class SignedIn(LinkView):
    template = "signed_in.html"

    def person_of(self, pk, sesame):
        person = User.objects.filter(pk=pk).first()
        return person and owner_of(sesame, sign_in_scope(person), pk)

    def use(self, person, pk, sesame):
        target = self.request.GET.get("next", "")
        sign_in(self.request, person)
        if person.is_staff:
            update_last_login(None, person)  # The link is used up all the same.
            return redirect("admin:login")
        is_ours = url_has_allowed_host_and_scheme(target, {self.request.get_host()}, self.request.is_secure())
        return redirect(target if is_ours else "submissions:mine")


class ConfirmAddress(LinkView):
    template = "confirm.html"

    def submission(self, token):
        """Return the submission, or None where it is gone, as it is when nobody confirmed it in time."""
        return Submission.objects.filter(token=token).first()

    def person_of(self, token, sesame):
        submission = self.submission(token)
        if not submission or not submission.awaits_confirmation:
            return None
        return owner_of(sesame, confirm_scope(submission), submission.submitter_id)

    def refuse(self, token, **kwargs):
        """Whoever is signed in needs no link: their page of the submission has the same button."""
        submission = self.submission(token)
        if submission and self.person and self.person.pk == submission.submitter_id:
            return redirect(submission)
        return super().refuse(token=token, **kwargs)

    def context(self, token, **kwargs):
        submission = self.submission(token)
        return {"submission": submission, "is_gone": submission is None}

    def use(self, person, token, sesame):
        try:
            confirm_submission(self.submission(token), by=person)
        except StateError:
            return self.refuse(token=token)
        sign_in(self.request, person)
        if person.is_staff:
            return redirect("submissions:sent", token=token)
        self.say(_("Your address is confirmed. Thank you."))
        return redirect("submissions:mine-submission", token=token)


class InvitationLink(LinkView):
    template = "invitation.html"

    def person_of(self, pk, sesame):
        invitation = Invitation.objects.filter(pk=pk).first()
        return invitation and owner_of(sesame, invitation_scope(invitation), invitation.user_id)

    def context(self, pk, **kwargs):
        return {"invitation": Invitation.objects.filter(pk=pk).first()}

    def use(self, person, pk, sesame):
        accept_invitation(Invitation.objects.get(pk=pk), by=person)
        sign_in(self.request, person)
        return redirect("submissions:mine")
