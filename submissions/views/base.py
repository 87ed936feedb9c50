"""What the views of the intake share."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import View

from entries.dates import in_words
from entries.kinds import UnknownKind, kind_named
from screening.forms import visit_of
from screening.views import REASONS
from submissions.limits import LimitReached, network_of, spend_on_intake
from submissions.models import Caretaker, State

WITHDRAWN = _("It has been withdrawn. Nobody will look at it.")


SEND_LATER = _("Nothing you typed is lost. Wait before you send it again: %(time)s.")
GO_BACK = _("Nothing you wrote is lost if you go back. Wait before you try again: %(time)s.")


def why_too_much(limit, advice):
    """Return what a LimitReached says to a person: why, and one of the advices above with the time to wait."""
    return f"{REASONS[limit.what]} {advice % {'time': in_words(timedelta(seconds=limit.retry_after))}}"


class NotTheirs(PermissionDenied):
    """Somebody wants to change an entry that they do not look after."""

    def __init__(self, entry):
        super().__init__()
        self.entry = entry


@method_decorator(never_cache, name="dispatch")
class IntakeView(View):
    """A page that is never kept, and that says clearly when somebody was too quick, and what they may do instead of
    what is not theirs to do.
    """

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except NotTheirs as refusal:
            return self.render("not_theirs.html", status=403, entry=refusal.entry)
        except LimitReached as limit:
            notice = why_too_much(limit, GO_BACK)
            response = TemplateResponse(request, "429.html", {"notice": notice}, status=429)
            response["Retry-After"] = str(limit.retry_after)
            return response

    @property
    def person(self):
        """Who is signed in, or None."""
        return self.request.user if self.request.user.is_authenticated else None

    @property
    def network(self):
        return network_of(self.request)

    def render(self, template, status=200, **context):
        return TemplateResponse(self.request, f"submissions/{template}", context, status=status)

    def visit(self):
        return visit_of(self.request)

    def say_why_not(self, submission, otherwise, level=messages.SUCCESS):
        """Say why a step is too late: whoever withdrew it has decided that themselves."""
        submission.refresh_from_db(fields=["state"])
        self.say(WITHDRAWN if submission.state == State.WITHDRAWN else otherwise, level)

    def say(self, text, level=messages.SUCCESS):
        messages.add_message(self.request, level, text)


class FormView(IntakeView):
    """A view with one long form, which is shown filled again where it came too late for its safety check or too often.

    is_expired: whether that check has failed; is_unsent: whether another button was pressed than the one that sends.
    """

    is_expired = is_unsent = False
    EXPIRED = _(
        "This form had been open for so long that its safety check expired. Nothing you typed is lost: check "
        "it and send it again."
    )

    def again(self, request, *args, notice, **kwargs):
        """Show the form as it was typed, with a notice why it was not taken in. Writes nothing."""
        raise NotImplementedError

    def render_forms(self, template, *forms, notice="", **context):
        """Render a page with forms: what is wrong in them stands together at its top, and so does a notice."""
        is_wrong = any(form.is_bound and form.errors for form in forms)
        return self.render(template, all_forms=forms, is_wrong=is_wrong, notice=notice, **context)

    def taken(self, name, **kwargs):
        """Lead on after a form was taken in; the address names the draft that the browser need not keep any longer."""
        draft = self.request.POST.get("draft", "")
        address = reverse(name, kwargs=kwargs)
        return redirect(f"{address}?{urlencode({'sent': draft})}" if draft else address)

    def post(self, request, *args, **kwargs):
        try:
            if "logo" in request.FILES:
                spend_on_intake("logo", network=self.network)
            if self.is_expired or self.is_unsent:
                notice = self.EXPIRED if self.is_expired else ""
                return self.again(request, *args, notice=notice, **kwargs)
            return self.send(request, *args, **kwargs)
        except LimitReached as limit:
            request.FILES.pop("logo", None)  # A picture is stored as soon as its form looks at it.
            response = self.again(request, *args, notice=why_too_much(limit, SEND_LATER), **kwargs)
            response.status_code = 429
            response["Retry-After"] = str(limit.retry_after)
            return response


class SignedInView(IntakeView):
    """A page for those who are signed in; others are asked for a link and come back, to “My entries” from a button."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            back = request.path if hasattr(self, "get") else reverse("submissions:mine")
            return redirect(f"{reverse('submissions:sign-in')}?{urlencode({'next': back})}")
        return super().dispatch(request, *args, **kwargs)


def entry_or_404(kind, slug):
    """Return the published entry of an address. Raises Http404."""
    entry = kind_or_404(kind).model.objects.published().filter(slug=slug).first()
    if not entry:
        raise Http404
    return entry


def kind_or_404(key):
    """Return the KindOfEntry that an address names. Raises Http404."""
    try:
        return kind_named(key)
    except UnknownKind:
        raise Http404 from None


def own_entry_or_403(kind, slug, person):
    """Return the published entry that a person looks after. Raises Http404, NotTheirs."""
    entry = entry_or_404(kind, slug)
    if not Caretaker.objects.of_entry(entry).of_user(person).exists():
        raise NotTheirs(entry)
    return entry
