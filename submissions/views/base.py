"""What the views of the intake share."""

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

from screening.forms import visit_of
from submissions.limits import LimitReached, network_of
from submissions.models import Caretaker
from submissions.models.people import entry_model


@method_decorator(never_cache, name="dispatch")
class IntakeView(View):
    """A page that is never kept, and that says clearly when somebody was too quick."""

    def dispatch(self, request, *args, **kwargs):
        try:
            return super().dispatch(request, *args, **kwargs)
        except LimitReached as limit:
            response = TemplateResponse(request, "429.html", status=429)
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

    def say(self, text, level=messages.SUCCESS):
        messages.add_message(self.request, level, text)


class FormView(IntakeView):
    """A view with one long form; `is_expired` shows it filled again after a security check that came too late."""

    is_expired = False
    EXPIRED = _(
        "This form had been open for so long that its safety check ran out. Nothing you typed is lost: "
        "look it over and send it once more."
    )

    def expired(self, request, *args, **kwargs):
        """Answer to a POST whose check failed: the form as it was typed. Writes nothing."""
        raise NotImplementedError

    def render_forms(self, template, *forms, notice="", **context):
        """Render a page with forms: what is wrong in them stands together at its top, and so does a notice."""
        is_wrong = any(form.is_bound and form.errors for form in forms)
        return self.render(template, all_forms=forms, is_wrong=is_wrong, notice=notice, **context)

    def post(self, request, *args, **kwargs):
        if self.is_expired:
            return self.expired(request, *args, **kwargs)
        return self.send(request, *args, **kwargs)


class SignedInView(IntakeView):
    """A page for those who are signed in; others are asked for a link and come back."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect(f"{reverse('submissions:sign-in')}?{urlencode({'next': request.path})}")
        return super().dispatch(request, *args, **kwargs)


def entry_or_404(kind, slug):
    """Return the published entry of an address. Raises Http404."""
    model = entry_model(kind)
    entry = model and model.objects.published().filter(slug=slug).first()
    if not entry:
        raise Http404
    return entry


def own_entry_or_403(kind, slug, person):
    """Return the published entry that a person looks after. Raises Http404, PermissionDenied."""
    entry = entry_or_404(kind, slug)
    if not Caretaker.objects.of_entry(entry).of_user(person).exists():
        raise PermissionDenied
    return entry
