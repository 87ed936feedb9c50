"""The pages of the newsletter.

None of them sets or needs a cookie, so that those who read and subscribe stay unknown, and pages can be kept. They do
without the check against forged forms, as no form here does anything in the name of whoever is signed in: subscribing
only asks an address by mail, and the other forms act on the subscriber whose signed link was opened.
"""

from datetime import timedelta

from django.conf import settings
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import DetailView, View

from accounts.limits import LimitReached, network_of
from entries.cache import DirectoryPage
from listing.exports import ExportedList, absolute, export_response
from newsletter import links
from newsletter.actions import confirm_subscription, delete_subscriber, set_language, subscribe, unsubscribe
from newsletter.forms import LanguageForm, SubscribeForm
from newsletter.models import Issue, SubscriberError
from screening.forms import visit_of
from screening.views import StrangersForm

# A person needs at least this long to type an address.
QUICKEST = timedelta(seconds=2)
ONCE_MORE = gettext_lazy("Please send it again: we could not tell whether a person had filled in this form.")
MOST_IN_ARCHIVE = 200


@method_decorator(csrf_exempt, name="dispatch")
class Archive(DirectoryPage, StrangersForm, View):
    """The issues that were sent, and the form to subscribe, to which the forms on other pages lead as well."""

    def get(self, request):
        return self.page(SubscribeForm())

    def post(self, request):
        response = self.answer(SubscribeForm(request.POST))
        add_never_cache_headers(response)
        return response

    def answer(self, form):
        """Return what comes of the form: the same whether the address is on the list or not."""
        if not form.is_valid():
            return self.page(form)
        email, language = form.cleaned_data["email"], form.cleaned_data["language"] or get_language()
        visit = visit_of(self.request)
        if visit.honeypot:
            # The sender is a script; the answer does not show it that it was found out.
            return self.sent(email)
        if self.is_too_quick(visit, QUICKEST):
            return self.page(form, notice=ONCE_MORE)
        try:
            subscribe(email=email, language=language, network=visit.network)
        except LimitReached as limit:
            return self.too_often(form, limit)
        return self.sent(email)

    def sent(self, email):
        return TemplateResponse(self.request, "newsletter/sent.html", {"email": email})

    def page(self, form, notice="", status=200):
        context = {
            "form": form,
            "all_forms": [form],
            "is_wrong": form.is_bound and bool(form.errors),
            "notice": notice,
            "issues": Issue.objects.published().newest_first()[:MOST_IN_ARCHIVE],
        }
        return TemplateResponse(self.request, "newsletter/archive.html", context, status=status)


class IssueDetail(DirectoryPage, DetailView):
    """An issue in the archive; a preview for those who may edit it while it is not there."""

    model = Issue
    template_name = "newsletter/issue.html"

    def get_queryset(self):
        return Issue.objects.visible_to(self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"is_preview": not self.object.is_published}


class Feed(DirectoryPage, View):
    """The issues as an Atom feed in the language of its address."""

    def get(self, request):
        issues = Issue.objects.published().newest_first()
        exported = ExportedList(
            name="newsletter",
            title=_("Newsletter"),
            rows=issues,
            newest=issues,
            columns=(),
            cities={},
            address=absolute(reverse("newsletter:archive")),
            export_address=absolute(request.path),
            language=get_language() or settings.LANGUAGE_CODE,
        )
        return export_response(exported, "atom")


@method_decorator([csrf_exempt, never_cache], name="dispatch")
class SubscriberLinkView(View):
    """A page behind a link by mail. Opening it changes nothing, as mailboxes open links to look; its button does."""

    def render(self, template, status=200, **context):
        return TemplateResponse(self.request, f"newsletter/{template}", context, status=status)

    def refuse(self):
        return self.render("refused.html", status=403)


class ConfirmSubscription(SubscriberLinkView):
    def get(self, request, token):
        is_ours, subscriber = links.to_confirm(token)
        return self.render("confirm.html", subscriber=subscriber) if subscriber else self.used_or_refused(is_ours)

    def post(self, request, token):
        is_ours, subscriber = links.to_confirm(token)
        if subscriber is None:
            return self.used_or_refused(is_ours)
        try:
            subscriber = confirm_subscription(subscriber, network=network_of(request))
        except SubscriberError:
            return self.refuse()
        return self.render("confirmed.html", subscriber=subscriber, settings_url=settings_url(subscriber))

    def used_or_refused(self, is_ours):
        """A second click on a link that has done its work is no mistake."""
        return self.render("used.html") if is_ours else self.refuse()


class Unsubscribe(SubscriberLinkView):
    """Takes both the button of its page and the one POST of a mailbox (RFC 8058)."""

    def get(self, request, token):
        is_ours, subscriber = links.to_unsubscribe(token)
        if not is_ours:
            return self.refuse()
        if subscriber is None:
            return self.render("unsubscribed.html")
        return self.render("unsubscribe.html", subscriber=subscriber, settings_url=settings_url(subscriber))

    def post(self, request, token):
        is_ours, subscriber = links.to_unsubscribe(token)
        if not is_ours:
            return self.refuse()
        if subscriber:
            unsubscribe(subscriber)
        return self.render("unsubscribed.html")


class OwnView(SubscriberLinkView):
    """A page about one's own subscription."""

    def dispatch(self, request, token):
        is_ours, self.subscriber = links.to_settings(token)
        if self.subscriber is None:
            # A second click on the button that deletes is no mistake.
            return self.render("deleted.html") if is_ours else self.refuse()
        return super().dispatch(request, token=token)


class OwnSettings(OwnView):
    """Which address has the newsletter in which language; changes the language."""

    def get(self, request, token):
        return self.page(LanguageForm(initial={"language": self.subscriber.language}))

    def post(self, request, token):
        form = LanguageForm(request.POST)
        if not form.is_valid():
            return self.page(form)
        try:
            subscriber = set_language(self.subscriber, form.cleaned_data["language"])
        except SubscriberError:
            return self.refuse()
        with override(subscriber.language):
            return redirect(f"{settings_url(subscriber)}?saved=1")

    def page(self, form):
        return self.render(
            "settings.html",
            subscriber=self.subscriber,
            form=form,
            is_saved=self.request.method == "GET" and "saved" in self.request.GET,
            unsubscribe_url=links.unsubscribe_link(self.subscriber).removeprefix(settings.SITE_URL),
            delete_url=reverse("newsletter:delete", args=[links.settings_token(self.subscriber)]),
        )


class Delete(OwnView):
    """Deletes all that is kept about an address, after saying what that is."""

    def get(self, request, token):
        return self.render("delete.html", subscriber=self.subscriber, settings_url=settings_url(self.subscriber))

    def post(self, request, token):
        delete_subscriber(self.subscriber)
        return self.render("deleted.html")


def settings_url(subscriber):
    return reverse("newsletter:settings", args=[links.settings_token(subscriber)])
