from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import View

from accounts.limits import LimitReached
from cluster.contact import QUICKEST, send_message
from cluster.forms import ContactForm
from cluster.models import Page
from screening.forms import ScreenedForm, visit_of
from screening.views import StrangersForm

THANKS = _("Thank you. Your message has reached the curators; they will reply by e-mail.")
ONCE_MORE = _("Please check it and send it again: we could not tell whether a person had filled in this form.")
EXPIRED = _("This form had been open for so long that its safety check expired. Please send it again.")


@method_decorator(never_cache, name="dispatch")
class Contact(StrangersForm, View):
    """The page “contact” with its form. Whatever goes wrong, what was typed stays in it."""

    # Set where the security check came too late; `submissions.views.csrf_failure` looks for it.
    is_expired = False

    def get(self, request):
        return self.page(ContactForm())

    def post(self, request):
        if self.is_expired:
            return self.expired(request)
        form = ContactForm(request.POST)
        if not form.is_valid():
            return self.page(form)
        visit = visit_of(request)
        if self.is_too_quick(visit, QUICKEST):
            return self.page(form, notice=ONCE_MORE)
        try:
            send_message(visit=visit, **form.cleaned_data)
        except LimitReached as limit:
            return self.too_often(form, limit)
        return self.thanks()

    def expired(self, request):
        """Answer to a POST whose check failed: the form as it was typed. Writes nothing."""
        form = ContactForm(request.POST)
        form.is_valid()
        return self.page(form, notice=EXPIRED)

    def thanks(self):
        messages.success(self.request, THANKS)
        return redirect("cluster:contact")

    def page(self, form, notice="", status=200):
        context = {
            "object": Page.objects.published().filter(slug="contact").first(),
            "form": form,
            "all_forms": [form],
            "is_wrong": form.is_bound and bool(form.errors),
            "notice": notice,
            "sender": ScreenedForm(self.request.POST or None),
        }
        return TemplateResponse(self.request, "cluster/contact.html", context, status=status)
