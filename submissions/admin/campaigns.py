"""A campaign as one page: what its members have in common, some of them in full, and one decision for all."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Min, Q
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join

from screening.terms import SPAM_FOR
from submissions.actions import NothingApproved, decide_campaign, undo_campaign_decision
from submissions.admin import shown
from submissions.admin.rows import named, title_of_group
from submissions.models import AlreadyDecided, Campaign, CampaignDecision, State, Submission
from submissions.models.submission import NEW_ENTRIES
from submissions.readable import fields

IN_FULL = 3
MOST_MEMBERS = 500
UNDO = "undo"
MOST_NAMED = 20
MOST_DIGITS = 19  # as far as a database can count
DONE = {
    CampaignDecision.What.SPAM: "{} of a campaign are marked as spam. Nobody was mailed.",
    CampaignDecision.What.APPROVE: "{} of a campaign are published, and those who sent them are told so by e-mail.",
    CampaignDecision.What.APART: "{} stand alone in the queue now.",
}


def keys_of(texts):
    """Return those of some texts that can be keys of rows, as numbers."""
    return [int(text) for text in texts if text.isascii() and text.isdecimal() and len(text) < MOST_DIGITS]


def _keys_in(request, name):
    return keys_of(request.POST.getlist(name))


def waiting_campaigns():
    """Return the campaigns of which something waits, those that wait longest first, each with how many."""
    waits = Q(members__state=State.WAITING)
    numbers = Campaign.objects.annotate(
        number=Count("members", filter=waits), since=Min("members__waiting_since", filter=waits)
    )
    return numbers.filter(number__gt=0).order_by("since", "pk")


@dataclass(frozen=True)
class CampaignReview:
    """A campaign with what helps to decide on it."""

    campaign: Campaign

    @cached_property
    def members(self):
        """Those that wait, the oldest first."""
        waiting = Submission.objects.filter(campaign=self.campaign, state=State.WAITING)
        return named(list(waiting.order_by("waiting_since", "pk")[:MOST_MEMBERS]))

    @property
    def in_full(self):
        """Return (member, its Fields) of a few: the first, the last and one between, which may be least alike."""
        places = {0, len(self.members) // 2, len(self.members) - 1} if self.members else ()
        rows = [self.members[place] for place in sorted(places)][:IN_FULL]
        return [(row, fields(row.entry_kind, row.payload, labels=shown.SHORT_LABELS)) for row in rows]

    @property
    def title(self):
        return f"{title_of_group(self.campaign, self.members)} ({len(self.members)})"

    @property
    def has_new(self):
        """Whether something of it can be published without a look at an entry that it would change."""
        return any(member.kind in NEW_ENTRIES for member in self.members)

    @cached_property
    def spam(self):
        """How many of it are with the spam."""
        return Submission.objects.filter(campaign=self.campaign, state=State.SPAM).count()

    @property
    def traits(self):
        """Return (label, values) of what most have in common."""
        labels = {"phrases": "Words", "mail": "Domains of their addresses", "website": "Websites"}
        found = [(label, self.campaign.traits.get(name)) for name, label in labels.items()]
        languages = sorted({row.get_language_display() for row in self.members})
        networks = len({row.network for row in self.members if row.network})
        found += [("Languages of the form", languages), ("Networks", [str(networks)] if networks else [])]
        return [(label, values) for label, values in found if values]

    @property
    def days(self):
        """For how long a decision can be undone."""
        return SPAM_FOR.days

    @property
    def decision(self):
        return self.campaign.last_decision


class CampaignViews:
    """Mixin for the admin of submissions: the page of a campaign."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.campaign_view)
        return [path("campaign/<path:object_id>/", view, name="submissions_submission_campaign"), *super().get_urls()]

    def campaign_view(self, request, object_id):
        """Show a campaign; a POST is a decision on those of it that are ticked, or takes the last one back."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        campaign = Campaign.objects.filter(pk__in=keys_of([unquote(object_id)])).first()
        if campaign is None:
            if request.method == "POST":
                self.message_user(request, "This campaign is gone: nothing of it waits.", messages.ERROR)
                return redirect("admin:submissions_submission_changelist")
            raise Http404
        if request.method == "POST":
            if not self.has_change_permission(request):
                raise PermissionDenied
            return self.decide_on_campaign(request, campaign)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "review": (review := CampaignReview(campaign)),
            "title": review.title,
            "may_decide": self.has_change_permission(request),
        }
        return TemplateResponse(request, "admin/submissions/submission/campaign.html", context)

    def decide_on_campaign(self, request, campaign):
        what = request.POST.get("campaign-decision", "")
        if what == UNDO:
            return self.undo(request, campaign)
        if what not in CampaignDecision.What.values:
            return HttpResponseBadRequest()
        keys, seen = _keys_in(request, "member"), _keys_in(request, "seen")
        page = redirect("admin:submissions_submission_campaign", campaign.pk)
        if not keys:
            self.message_user(request, "Nothing was ticked: nothing was changed.", messages.WARNING)
            return page
        try:
            decision = decide_campaign(
                campaign, what=CampaignDecision.What(what), members=keys, left_out=seen, by=request.user
            )
        except NothingApproved as error:
            self.name_refused(request, "None of these can be approved, and nothing was changed:", error.refused)
            return page
        except AlreadyDecided:
            text = "Somebody was quicker: none of these waits any more. Nothing of yours was saved."
            self.message_user(request, text, messages.ERROR)
            return page if Campaign.objects.filter(pk=campaign.pk).exists() else redirect(self.list_address)
        number = decision.submissions.count()
        text = format_html('{} <a href="{}">See it, or undo it</a>', DONE[decision.what].format(number), page.url)
        self.message_user(request, text, messages.SUCCESS)
        self.name_refused(request, "These stay in the queue:", decision.refused)
        if number + len(decision.refused) < len(set(keys)):
            self.message_user(
                request, "Others of these had been decided already and stay as they are.", messages.WARNING
            )
        following = waiting_campaigns().exclude(pk=campaign.pk).first()
        return (
            redirect("admin:submissions_submission_campaign", following.pk)
            if following
            else redirect(self.list_address)
        )

    def undo(self, request, campaign):
        page = redirect("admin:submissions_submission_campaign", campaign.pk)
        decision = campaign.decisions.filter(pk__in=_keys_in(request, "of")).first()
        try:
            if decision is None:
                raise AlreadyDecided
            count, stay = undo_campaign_decision(decision, by=request.user)
        except AlreadyDecided:
            self.message_user(request, "This was undone before, or is too long ago.", messages.ERROR)
        else:
            self.message_user(request, f"Undone: {count} wait again.", messages.SUCCESS)
            self.name_refused(request, "These stay as they are:", stay)
        return page

    def name_refused(self, request, text, refused):
        """Say which of a campaign stay as they are, each with the reason and the way to its page."""
        if not refused:
            return
        address = "admin:submissions_submission_change"
        rows = [(reverse(address, args=[one.pk]), one.title, why) for one, why in refused[:MOST_NAMED]]
        named = format_html_join(" ", '<a href="{}"><bdi>{}</bdi></a>: {}', rows)
        more = f" … and {len(refused) - MOST_NAMED} more." if len(refused) > MOST_NAMED else ""
        self.message_user(request, format_html("{} {}{}", text, named, more), messages.WARNING)

    @property
    def list_address(self):
        return reverse("admin:submissions_submission_changelist")
