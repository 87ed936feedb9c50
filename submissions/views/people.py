"""What those who look after an entry do: say that it is right, invite each other, leave."""

from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from submissions.actions import LastCaretaker, accept_invitation, confirm_as_caretaker, invite, leave
from submissions.forms import InvitationForm
from submissions.models import Caretaker, Invitation
from submissions.views.base import SignedInView, own_entry_or_403


class ConfirmEntry(SignedInView):
    """Says that an entry is still correct, without a form and without a curator."""

    STILL_RIGHT = _("Thank you. We have noted that the entry is correct as of today.")

    def post(self, request, kind, slug):
        confirm_as_caretaker(own_entry_or_403(kind, slug, self.person), by=self.person)
        self.say(self.STILL_RIGHT)
        return redirect("submissions:mine")


class People(SignedInView):
    """Who looks after an entry: invite somebody, or leave."""

    def get(self, request, kind, slug):
        return self.page(own_entry_or_403(kind, slug, self.person), InvitationForm())

    def post(self, request, kind, slug):
        entry = own_entry_or_403(kind, slug, self.person)
        form = InvitationForm(request.POST)
        if not form.is_valid():
            return self.page(entry, form)
        invite(entry, email=form.cleaned_data["email"], by=self.person, language=get_language(), network=self.network)
        self.say(_("An invitation is on its way."))
        return redirect("submissions:people", kind=kind, slug=slug)

    def page(self, entry, form):
        return self.render(
            "people.html",
            entry=entry,
            form=form,
            caretakers=Caretaker.objects.of_entry(entry).select_related("user"),
            invitations=Invitation.objects.of_entry(entry).select_related("user"),
        )


class Leave(SignedInView):
    """Asks the last one once more."""

    def post(self, request, kind, slug):
        entry = own_entry_or_403(kind, slug, self.person)
        try:
            leave(entry, by=self.person, is_sure="is_sure" in request.POST)
        except LastCaretaker:
            return self.render("leave.html", entry=entry)
        self.say(_("You no longer look after this entry."))
        return redirect("submissions:mine")


class AcceptInvitation(SignedInView):
    def post(self, request, pk):
        accept_invitation(get_object_or_404(self.person.invitations, pk=pk), by=self.person)
        return redirect("submissions:mine")
