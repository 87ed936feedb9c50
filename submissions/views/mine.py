"""“My entries”: what a person handed in and looks after, and all that is stored about them."""

import json

from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.sessions import end_others, open_sessions_of
from entries.kinds import kind_named, kind_of
from submissions.actions import (
    confirm_as_caretaker,
    confirm_submission,
    delete_person,
    propose_change,
    send_again,
    stored_about,
    withdraw_submission,
)
from submissions.forms import LogoForm, SenderForm
from submissions.models import StateError, Submission, SubmissionKind
from submissions.payloads import changed_fields, form_of, payload_of, payload_of_entry, read_base, sign_base
from submissions.readable import handed_in
from submissions.views.base import WITHDRAWN, SignedInView, own_entry_or_403
from submissions.views.entry_form import EntryFormView
from submissions.views.people import ConfirmEntry
from submissions.views.submitting import SubmitEntry


class Mine(SignedInView):
    """Where everything stands."""

    def get(self, request):
        return self.render(
            "mine.html",
            # Translations stand where they are written, with what else there is to translate.
            submissions=Submission.objects.of_user(self.person).exclude(kind=SubmissionKind.TRANSLATION),
            caretakings=[row for row in self.person.caretakings.all() if row.target],
            invitations=[row for row in self.person.invitations.select_related("invited_by") if row.target],
            translates=self.person.translating.exists(),
            open_sessions=open_sessions_of(self.person),
            this_session=request.open_session,
        )


class EndSession(SignedInView):
    """Signs the person out elsewhere: of one browser, or of all but this one."""

    def post(self, request):
        end_others(request, request.POST.get("session", ""))
        self.say(_("You are signed out there."))
        return redirect("submissions:mine")


class SignOut(SignedInView):
    def post(self, request):
        logout(request)
        return redirect("home")


class OwnSubmission(SignedInView):
    """One submission of the person who is signed in; anybody else's is not there."""

    def submission(self, token):
        return get_object_or_404(Submission.objects.of_user(self.person), token=token)


class ShowSubmission(OwnSubmission):
    def get(self, request, token):
        submission = self.submission(token)
        return self.render(
            "submission.html",
            submission=submission,
            decisions=submission.decisions.all(),
            fields=handed_in(submission),
        )


class HandInAnew(SubmitEntry, OwnSubmission):
    """The form of a new entry, filled with what the same person handed in before and was not taken or taken back."""

    @cached_property
    def before(self):
        submission = self.submission(self.kwargs["token"])
        if not submission.is_repeatable:
            raise Http404
        return submission

    @property
    def kind(self):
        return self.before.kind

    @property
    def initial(self):
        return self.before.payload

    @property
    def draft(self):
        return f"anew-{self.before.token}"


class ConfirmOwn(OwnSubmission):
    """Confirms without a link: whoever is signed in has shown already that the address is theirs."""

    def post(self, request, token):
        submission = self.submission(token)
        try:
            confirm_submission(submission, by=self.person)
        except StateError:
            self.say_why_not(submission, _("This has been confirmed already; there is nothing more to do."))
        else:
            self.say(_("Your address is confirmed. Thank you."))
        return redirect("submissions:mine-submission", token=token)


class Withdraw(OwnSubmission):
    def get(self, request, token):
        return self.render("withdraw.html", submission=self.submission(token))

    def post(self, request, token):
        submission = self.submission(token)
        try:
            withdraw_submission(submission, by=self.person)
        except StateError:
            too_late = _("This can no longer be withdrawn: it has been decided.")
            self.say_why_not(submission, too_late, messages.WARNING)
        else:
            self.say(WITHDRAWN)
        return redirect("submissions:mine")


class EditSubmission(EntryFormView, OwnSubmission):
    """What was handed in once more, to be mended and sent again."""

    def get(self, request, token):
        submission = self.editable(token)
        if not submission:
            return redirect("submissions:mine-submission", token=token)
        form = form_of(submission.entry_kind, submission.payload, self.entry(submission))
        return self.page(submission, form, LogoForm(), stored=submission.logo)

    def send(self, request, token):
        submission = self.editable(token)
        if not submission:
            self.say(_("This has been decided in the meantime and can no longer be edited."), messages.WARNING)
            return redirect("submissions:mine-submission", token=token)
        form, logo = self.bound(submission)
        if not self.are_valid(form, logo):
            return self.page(submission, form, logo)
        send_again(submission, payload=payload_of(form), by=self.person, logo=logo.stored)
        self.say(_("Thank you. It is on its way to the curators."))
        return self.taken("submissions:mine-submission", token=token)

    def again(self, request, token, notice):
        submission = self.submission(token)
        form, logo = self.bound(submission)
        form.is_valid()
        logo.is_valid()
        return self.page(submission, form, logo, notice=notice)

    def editable(self, token):
        submission = self.submission(token)
        return submission if submission.is_editable and submission.describes_entry else None

    def entry(self, submission):
        return submission.target if submission.base else None

    def bound(self, submission):
        form = kind_named(submission.entry_kind).form(self.request.POST, instance=self.entry(submission))
        return form, LogoForm(self.request.POST, self.request.FILES)

    def page(self, submission, form, logo, **context):
        return self.entry_form_page(
            form,
            logo,
            kind=submission.entry_kind,
            submission=submission,
            draft=f"edit-{submission.token}-{submission.revision}",
            **context,
        )


class ChangeForm(EntryFormView):
    """The form of a published entry, for somebody who may change it. Goes on while intake is paused.

    Sent back as the entry is, it asks no curator for anything: it says that the entry is right. Subclasses say which
    entry an address names (`own_entry`), and what becomes of either (`still_right`, `propose`).
    """

    OVERTAKEN = _("The entry was changed after you opened this form. Please check that it is correct as it is now.")

    def get(self, request, **kwargs):
        return self.form_of_entry(self.own_entry(**kwargs))

    def send(self, request, **kwargs):
        entry = self.own_entry(**kwargs)
        # Read first: checking the form writes what was typed into the entry at hand.
        now = payload_of_entry(entry)
        base = read_base(request.POST.get("base", "")) or now
        form, sender, logo = self.bound(entry)
        if not self.are_valid(form, sender, logo):
            return self.page(entry, form, sender, logo)
        payload = payload_of(form)
        if not logo.stored and not changed_fields(payload, now):
            return self.still_right(entry)
        if not logo.stored and not changed_fields(payload, base):
            return self.form_of_entry(self.own_entry(**kwargs), notice=self.OVERTAKEN)
        return self.propose(entry, payload=payload, base=base, visit=self.visit(), logo=logo.stored)

    def again(self, request, notice, **kwargs):
        entry = self.own_entry(**kwargs)
        form, sender, logo = self.bound(entry)
        for each in (form, sender, logo):
            each.is_valid()
        return self.page(entry, form, sender, logo, notice=notice)

    def form_of_entry(self, entry, **context):
        """Show the form filled with what the entry says now."""
        return self.page(
            entry,
            kind_of(entry).form(instance=entry),
            SenderForm(by=self.person),
            LogoForm(),
            base=sign_base(payload_of_entry(entry)),
            pending=self.pending(entry),
            **context,
        )

    def pending(self, entry):
        """Return a change of theirs that waits, or None."""
        return

    def bound(self, entry):
        data = self.request.POST
        return (
            kind_of(entry).form(data, instance=entry),
            SenderForm(data, by=self.person),
            LogoForm(data, self.request.FILES),
        )

    def page(self, entry, form, sender, logo, **context):
        return self.entry_form_page(
            form,
            logo,
            sender,
            kind=entry._meta.model_name,
            entry=entry,
            draft=f"change-{entry._meta.model_name}-{entry.pk}-{entry.revision}",
            **{"base": self.request.POST.get("base", "")} | context,
        )


class ChangeEntry(ChangeForm, SignedInView):
    """The form for one of its caretakers."""

    def own_entry(self, kind, slug):
        return own_entry_or_403(kind, slug, self.person)

    def pending(self, entry):
        changes = Submission.objects.of_user(self.person).about(entry).filter(kind=SubmissionKind.CHANGE)
        return changes.editable().first()

    def still_right(self, entry):
        confirm_as_caretaker(entry, by=self.person)
        self.say(ConfirmEntry.STILL_RIGHT)
        return self.taken("submissions:mine")

    def propose(self, entry, **what):
        submission = propose_change(target=entry, by=self.person, **what)
        self.say(_("Thank you. The entry stays as it is until a curator has looked at your change."))
        return self.taken("submissions:mine-submission", token=submission.token)


class DataAboutMe(SignedInView):
    def get(self, request):
        content = json.dumps(stored_about(self.person), ensure_ascii=False, indent=2)
        return HttpResponse(
            content,
            content_type="application/json; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="stored-about-me.json"'},
        )


class DeleteMe(SignedInView):
    """Deletes the account, after saying what stays public."""

    def get(self, request):
        return self.render("delete_me.html", caretakings=[row for row in self.person.caretakings.all() if row.target])

    def post(self, request):
        if self.person.is_staff:
            raise PermissionDenied
        person = self.person
        logout(request)
        delete_person(person)
        self.say(_("Your account and everything that was stored about you have been deleted."))
        return redirect("home")
