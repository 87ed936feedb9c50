"""The queue: what waits for a decision, oldest first, and the page on which a curator decides."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.looks import LoggedMixin
from accounts.presence import note_closed, note_open, others_at
from curating.attention import NAMED, Attention, AttentionFilter, AttentiveAdmin, Mend, Named, Rank, the_first
from search.text import fold
from submissions.actions import mark_all_spam, unmark_spam
from submissions.admin.campaigns import CampaignViews
from submissions.admin.decisions import DECISIONS, NoSpam, Reconsider, Spam, Unend
from submissions.admin.decisions.wording import HOW_LONG_SPAM_STAYS
from submissions.admin.review import HIDDEN_STATES, Review, domains_to_block
from submissions.admin.rows import LATEST_FIRST, UNREACHED_SENDERS, Queue, StateFilter, names_of_targets
from submissions.models import AlreadyDecided, State, Submission, SubmissionKind


@admin.action(description=_("Mark as spam"), permissions=["change"])
def put_with_spam(model_admin, request, queryset):
    done = mark_all_spam(queryset, by=request.user)
    text = ngettext("%(count)d submission is marked as spam.", "%(count)d submissions are marked as spam.", len(done))
    text = f"{text} {HOW_LONG_SPAM_STAYS}"
    return model_admin.after_many(request, done, text, len(queryset), offer=offer_to_block(done))


@admin.action(description=_("Bring back into the queue"), permissions=["change"])
def take_back(model_admin, request, queryset):
    done = [submission for submission in queryset if model_admin.tried(unmark_spam, submission, request)]
    text = ngettext(
        "%(count)d submission is back in the queue.", "%(count)d submissions are back in the queue.", len(done)
    )
    return model_admin.after_many(request, done, text, len(queryset))


def offer_to_block(submissions):
    """Return a link to the page that blocks the domains of spam, or ""."""
    domains = domains_to_block(submissions)
    if not domains:
        return ""
    address = reverse("admin:screening_blockeddomain_block")
    return format_html(
        ' <a href="{}?{}">{}</a>',
        address,
        urlencode({"domain": domains, "next": reverse("admin:submissions_submission_changelist")}, doseq=True),
        ngettext("Block its domain too?", "Block its domains too?", len(domains))
        if len(submissions) == 1
        else _("Block their domains too?"),
    )


def _has_all(wanted, email, payload):
    """Say whether folded words all stand in an address or in what was typed, in whichever fields."""
    values = (value if isinstance(value, list) else [value] for value in payload.values())
    said = fold(" ".join([email, *(str(text) for texts in values for text in texts)]))
    return all(word in said for word in wanted)


def waiting(submissions):
    return submissions.queue().unsuspicious().exclude(kind__in=[SubmissionKind.REPORT, SubmissionKind.TRANSLATION])


def translations(submissions):
    return submissions.queue().filter(kind=SubmissionKind.TRANSLATION)


def reports(submissions):
    return submissions.queue().unsuspicious().filter(kind=SubmissionKind.REPORT)


def by_entry(_first, address, _mend):
    """Return the entries with most reports as Named, each with how many there are, and where these stand."""
    numbers = (
        reports(Submission.objects).order_by().values_list("target_kind", "target_id").annotate(number=Count("pk"))
    )
    most = list(numbers.order_by("-number", "target_kind", "target_id")[:NAMED])
    names = names_of_targets(Submission(target_kind=kind, target_id=pk) for kind, pk, _number in most)
    return [
        Named(f"{names[kind, pk]} ({number})", f"{address}&{urlencode({'target_kind': kind, 'target_id': pk})}")
        for kind, pk, number in most
        if (kind, pk) in names
    ]


@admin.register(Submission)
class SubmissionAdmin(CampaignViews, LoggedMixin, AttentiveAdmin, admin.ModelAdmin):
    """Decides through `submissions.actions` only; nothing is added, edited or deleted by hand."""

    list_filter = [StateFilter, AttentionFilter, "kind", "language"]
    search_fields = ["email"]
    search_help_text = _("Address, or words of what was typed.")
    list_per_page = 100
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = [put_with_spam, take_back]
    attention = {
        "waiting": Attention(
            _("Waiting for a decision"), waiting, Rank.QUEUE, Mend(_("Decide on the first")), named=the_first
        ),
        "suspicious": Attention(
            _("Suspicious, waiting for a decision"),
            lambda all_: all_.queue().suspicious(),
            Rank.QUEUE,
            Mend(_("Look through them"), in_list=True),
        ),
        "translations": Attention(
            "Translations to look at before they are public",
            translations,
            Rank.TRANSLATIONS,
            Mend("Read the first one"),
            named=the_first,
        ),
        "reports": Attention(
            _("Reports of mistakes"),
            reports,
            Rank.REPORTS,
            Mend(_("Look at what is said"), in_list=True),
            order=("target_kind", "target_id", "waiting_since", "pk"),
            named=by_entry,
        ),
        UNREACHED_SENDERS: Attention(
            "Handed in by people whom an e-mail did not reach",
            lambda all_: all_.exclude(state__in=HIDDEN_STATES).unreached(),
            Rank.UNREACHED,
            Mend("See which e-mail it was"),
            order=("-state_since", "-pk"),
            named=the_first,
        ),
    }

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    # The list

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"title": _("What was handed in")} | (extra_context or {}))

    def get_queryset(self, request):
        return super().get_queryset(request).exclude(state__in=HIDDEN_STATES)

    def get_search_results(self, request, queryset, search_term):
        """Find what has all of the words somewhere, folded: SQLite does not know that Київ is київ."""
        wanted = fold(search_term).split()
        if not wanted:
            return queryset, False
        rows = queryset.order_by().values_list("pk", "email", "payload")
        found = [pk for pk, email, payload in rows.iterator() if _has_all(wanted, email, payload)]
        return queryset.filter(pk__in=found), False

    def get_ordering(self, request):
        """What waits is shown oldest first, everything else latest first."""
        if request.GET.get("state") in LATEST_FIRST:
            return ["-state_since", "-pk"]
        return super().get_ordering(request) or ["is_suspicious", "waiting_since", "pk"]

    def get_changelist(self, request, **kwargs):
        return Queue

    def get_actions(self, request):
        """Offer only what makes sense for the rows shown."""
        useless = "put_with_spam" if request.GET.get("state") == State.SPAM else "take_back"
        return {name: action for name, action in super().get_actions(request).items() if name != useless}

    def tried(self, action, submission, request):
        """Run an action that takes no answer; returns whether nobody was quicker."""
        try:
            action(submission, by=request.user)
        except AlreadyDecided:
            return False
        return True

    def after_many(self, request, done, text, asked, offer=""):
        if done:
            message = format_html("{}{}", text % {"count": len(done)}, offer)
            self.message_user(request, message, messages.SUCCESS)
        if left := asked - len(done):
            text = ngettext(
                "%(count)d submission had been decided already and stays as it is.",
                "%(count)d submissions had been decided already and stay as they are.",
                left,
            )
            self.message_user(request, text % {"count": left}, messages.WARNING)
        return redirect(request.get_full_path())

    # One submission

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show one submission; a POST is a decision on it."""
        submission = self.get_object(request, object_id)
        if not self.has_view_or_change_permission(request, submission):
            raise PermissionDenied
        if submission is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if request.method == "POST":
            return self.decide(request, submission)
        return self.page(request, Review(submission))

    def decide(self, request, submission):
        if not self.has_change_permission(request, submission):
            raise PermissionDenied
        decision = DECISIONS.get(request.POST.get("decision", ""))
        if decision is None:
            return HttpResponseBadRequest()
        review = Review(submission)
        if not decision.is_offered(review):
            return self.too_late(request, review, typed={"message": request.POST.get(f"{decision.name}-message", "")})
        form = decision(request.POST, review=review)
        is_valid = form.is_valid()
        if form.is_outdated:
            return self.too_late(request, review, name=form.name, typed=form.typed)
        return self.perform(request, review, form) if is_valid else self.page(request, review, form)

    def perform(self, request, review, form):
        submission = review.submission
        try:
            form.perform(request.user)
        except AlreadyDecided:
            return self.too_late(request, self.current(request, submission), name=form.name, typed=form.typed)
        except ValidationError as error:
            form.add_error(None, error)
            return self.page(request, review, form)
        return self.decided(request, submission, form)

    def current(self, request, submission):
        """Return the Review of a submission as it is now, None where nobody may decide on it any more."""
        found = self.get_object(request, str(submission.pk))
        return found and Review(found)

    def decided(self, request, submission, form):
        """Say what was done, and go on with the next one; to take a step back, the message leads to this one."""
        note_closed(submission, request.user)
        text = form.done % {"title": submission.title}
        offer = offer_to_block([submission]) if isinstance(form, Spam) else ""
        own = reverse("admin:submissions_submission_change", args=[submission.pk])
        if form.name in ("turn", NoSpam.name, Reconsider.name, Unend.name):
            self.message_user(request, text, messages.SUCCESS)
            return redirect(own)
        self.message_user(
            request, format_html('{} <a href="{}">{}</a>{}', text, own, _("See it"), offer), messages.SUCCESS
        )
        following = self.following(request, submission)
        if following is None:
            return redirect("admin:submissions_submission_changelist")
        return redirect("admin:submissions_submission_change", following.pk)

    def too_late(self, request, review, name="", typed=None):
        """Say that somebody was quicker, and show the submission as it is now, with what the curator had typed."""
        if review is None:
            self.message_user(
                request, _("The person who handed it in has withdrawn it in the meantime."), messages.ERROR
            )
            return redirect("admin:submissions_submission_changelist")
        submission = review.submission
        latest = review.decisions.last()
        if submission.state == State.WAITING:
            text = _(
                "This submission, or the entry that it would change, was edited after you opened it. Nothing was "
                "saved or sent: please look again."
            )
        else:
            text = _(
                "Somebody was quicker: this submission has been decided already (%(state)s, by %(who)s, "
                "%(when)s). Nothing of yours was saved or sent."
            ) % {
                "state": submission.get_state_display(),
                "who": (latest and latest.by) or _("the system"),
                "when": date_format(localtime(submission.state_since), "SHORT_DATETIME_FORMAT"),
            }
        self.message_user(request, text, messages.ERROR)
        return self.page(request, review, opened=name, typed=typed, status=409)

    def following(self, request, submission):
        """Return the next one in the queue, from its beginning again after its end; None where nothing else waits."""
        queue = self.get_queryset(request).queue().exclude(pk=submission.pk)
        if submission.waiting_since is None:
            return queue.first()
        own = {
            "is_suspicious": submission.is_suspicious,
            "is_report": int(submission.kind == SubmissionKind.REPORT),
            "is_grouped": int(submission.campaign_id is not None),
            "waiting_since": submission.waiting_since,
            "pk": submission.pk,
        }
        after, same = Q(), Q()
        for name, value in own.items():
            after |= same & Q(**{f"{name}__gt": value})
            same &= Q(**{name: value})
        return queue.filter(after).first() or queue.first()

    def page(self, request, review, form=None, opened="", typed=None, status=200):
        """form: one that was sent and is shown again with its errors; opened: the name of one whose decision came too
        late, with what had been typed into it.
        """
        may_decide = self.has_change_permission(request, review.submission)
        forms = {
            name: decision(review=review, typed=typed if name == opened else None)
            for name, decision in DECISIONS.items()
            if may_decide and decision.is_offered(review)
        }
        if form is not None:
            forms[form.name] = form
        context = self.admin_site.each_context(request) | {
            "title": review.submission.title,
            "opts": self.opts,
            "object": review.submission,
            "submission": review.submission,
            "review": review,
            "forms": forms,
            "opened": form.name if form is not None else opened,
            "unsent": "" if opened in forms else (typed or {}).get("message", ""),
            "following": self.following(request, review.submission),
            "waiting": Submission.objects.queue().count(),
            "others": others_at(review.submission, request.user) if may_decide else None,
        }
        if may_decide:
            note_open(review.submission, request.user)
        return TemplateResponse(request, "admin/submissions/submission/review.html", context, status=status)
