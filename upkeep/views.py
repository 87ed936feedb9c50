"""The pages on which those who run an entry answer, and visitors say what they know, all without an account.

Those behind links by mail do without the check against forged forms, as they act on what the signed link is about, and
in nobody's name.
"""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import View

from accounts.limits import LimitReached
from entries.kinds import kind_named
from entries.writers import form_of_writer
from screening.forms import ScreenedForm, visit_of
from screening.views import StrangersForm
from upkeep.actions import answer_ended, answer_right, keep_word, stop_asking
from upkeep.answering import AnswerRefused, Refusal, asked_by, correspondent_of
from upkeep.ending import end_form_of, may_end
from upkeep.forms import WordForm
from upkeep.models import AnswerGiven

# A person needs at least this long to tick an answer.
QUICKEST_WORD = timedelta(seconds=2)
WORD_THANKS = _("Thank you. A curator will look at it before the page says so.")
WORD_AGAIN = _("Please check it and send it again: we could not tell whether a person had filled in this form.")
WORD_EXPIRED = _("This form had been open for so long that its safety check expired. Please send it again.")


@method_decorator([csrf_exempt, never_cache], name="dispatch")
class AskingView(View):
    """Opening it changes nothing, as mailboxes open links to look; its button does."""

    def render(self, template, status=200, **context):
        return TemplateResponse(self.request, f"upkeep/{template}", context, status=status)

    def refuse(self, why="", **context):
        return self.render("refused.html", status=403, why=why, **context)


class AnswerPage(AskingView):
    """One of the answers to a question about an entry, with ways to the others; what has changed is said by a form."""

    def get(self, request, token, answer):
        try:
            asked = asked_by(token)
        except AnswerRefused as refusal:
            return self.refused(refusal)
        if answer == AnswerGiven.CHANGED:
            return redirect(form_of_writer(token))
        form = end_form_of(asked.entry) if answer == AnswerGiven.ENDED else None
        return self.page(asked.entry, token, answer, form)

    def post(self, request, token, answer):
        if answer == AnswerGiven.CHANGED:
            return self.get(request, token, answer)
        try:
            if answer == AnswerGiven.RIGHT:
                return self.thank(answer_right(token).entry, answer)
            form = answer_ended(token, data=request.POST)
        except AnswerRefused as refusal:
            return self.refused(refusal)
        if form.errors:
            return self.page(form.instance, token, answer, form)
        return self.thank(form.instance, answer)

    def page(self, entry, token, answer, form):
        forms = [form] if form else []
        return self.render(
            "answer.html",
            entry=entry,
            token=token,
            answer=answer,
            may_end=may_end(entry),
            form=form,
            all_forms=forms,
            is_wrong=any(one.is_bound and one.errors for one in forms),
        )

    def thank(self, entry, answer):
        return self.render("answered.html", entry=entry, answer=answer)

    def refused(self, refusal):
        """Say why, and show what was typed once more, so that it can be kept or sent another way."""
        entry = refusal.question and refusal.question.target
        return self.refuse(
            refusal.why.label,
            entry=entry if entry and entry.is_published else None,
            typed=[text for name in ("ended", "successor_name", "lessons") if (text := self.request.POST.get(name))],
        )


class StopPage(AskingView):
    """Leaves somebody alone. A mailbox may say so by itself, with the one POST of RFC 8058."""

    def get(self, request, token):
        person = correspondent_of(token)
        return self.render("stop.html", person=person) if person else self.refuse()

    def post(self, request, token):
        person = correspondent_of(token)
        if person is None:
            return self.refuse()
        stop_asking(person)
        return self.render("stopped.html")


@method_decorator(never_cache, name="dispatch")
class WordPage(StrangersForm, View):
    """Whether an entry still runs, as far as a visitor knows. Whatever goes wrong, what was typed stays in the form."""

    # Set where the security check came too late; `submissions.views.csrf_failure` looks for it.
    is_expired = False

    def setup(self, request, kind, slug):
        super().setup(request, kind=kind, slug=slug)
        self.entry = kind_named(kind).model.objects.published().filter(slug=slug).first()

    def dispatch(self, request, **kwargs):
        if self.entry is None or (self.entry.has_ended and request.method != "POST"):
            raise Http404
        return super().dispatch(request, **kwargs)

    def get(self, request, **kwargs):
        return self.page(WordForm(entry=self.entry))

    def post(self, request, **kwargs):
        form = WordForm(request.POST, entry=self.entry)
        if self.entry.has_ended:
            return self.page(form, notice=Refusal.OVER.label, status=409)
        is_valid = form.is_valid()
        if not is_valid or self.is_expired:
            return self.page(form, notice=WORD_EXPIRED if self.is_expired else "")
        visit = visit_of(request)
        if self.is_too_quick(visit, QUICKEST_WORD):
            return self.page(form, notice=WORD_AGAIN)
        try:
            keep_word(form.save(commit=False), visit=visit)
        except LimitReached as limit:
            return self.too_often(form, limit)
        messages.success(request, WORD_THANKS)
        return redirect(request.path)

    def page(self, form, notice="", status=200):
        context = {
            "entry": self.entry,
            "form": form,
            "all_forms": [form],
            "is_wrong": form.is_bound and bool(form.errors),
            "notice": notice,
            "may_write": self.request.user.has_perm("upkeep.view_contactaddress"),
            "sender": ScreenedForm(self.request.POST or None),
        }
        return TemplateResponse(self.request, "upkeep/word.html", context, status=status)
