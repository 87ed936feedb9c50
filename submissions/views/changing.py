"""The form of an entry, filled, for whoever was asked about it by mail: their link is enough, without an account."""

from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import get_language

from accounts.models import User
from entries.writers import WriterRefused, writer_of
from submissions.actions import propose_asked_change
from submissions.readable import typed_into
from submissions.views.mine import ChangeForm
from submissions.views.people import ConfirmEntry


class ChangeByLink(ChangeForm):
    """One link is for one answer: it no longer works once the form has been taken in."""

    writer = None

    @cached_property
    def person(self):
        """The account of the address; one that is not stored stands in where there is none yet."""
        return User.objects.filter(email__iexact=self.writer.email).first() or User(email=self.writer.email)

    def dispatch(self, request, *args, **kwargs):
        self.writer = writer_of(kwargs["token"])
        try:
            return super().dispatch(request, *args, **kwargs) if self.writer else self.refuse()
        except WriterRefused:
            return self.refuse()

    def refuse(self):
        """Say that the link works no longer, and show what was typed, so that it can be kept or sent another way."""
        return self.render("link_used.html", status=403, fields=typed_into(self.request.POST))

    def own_entry(self, token):
        return self.writer.entry

    def page(self, entry, form, sender, logo, **context):
        return super().page(entry, form, sender, logo, by_link=True, **context)

    def still_right(self, entry):
        self.writer.still_right()
        self.say(ConfirmEntry.STILL_RIGHT)
        return redirect(entry)

    def propose(self, entry, **what):
        submission = propose_asked_change(
            target=entry,
            email=self.writer.email,
            language=get_language(),
            note=self.writer.has_changed,
            **what,
        )
        return self.taken("submissions:sent", token=submission.token)
