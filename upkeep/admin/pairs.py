"""Entries that are likely to be one: to merge, or to tell apart."""

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.urls import reverse
from django.utils.html import format_html

from accounts.admin.looking import DecidedInListAdmin
from curating.attention import Attention, AttentionFilter, AttentiveAdmin, Mend, Named, Rank, admin_page_of
from entries.kinds import give_both, kind_named
from upkeep.actions import ask_about_again, tell_apart
from upkeep.models import LikelyPair


def list_with_both(pair):
    """Return the address of the list of the two alone, where they can be merged."""
    opts = kind_named(pair.kind).model._meta
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    return f"{address}?id__in={pair.one_id},{pair.other_id}"


def by_both_names(pairs, _address, _mend):
    """Return the first as Named, by the names of both."""
    give_both(pairs, "one_id", "other_id")
    return [Named(" – ".join(map(str, pair.both)), list_with_both(pair)) for pair in pairs]


@admin.action(description="They are two: do not ask again", permissions=["change"])
def tell_them_apart(model_admin, request, queryset):
    number = len([tell_apart(pair, by=request.user) for pair in queryset])
    model_admin.message_user(request, f"Told apart: {number}.", messages.SUCCESS)


@admin.action(description="Ask about them again", permissions=["change"])
def ask_about_them_again(model_admin, request, queryset):
    number = len([ask_about_again(pair, by=request.user) for pair in queryset.exclude(told_apart_at=None)])
    model_admin.message_user(request, f"Asked about again: {number}.", messages.SUCCESS)


class PairsWithEntries(ChangeList):
    """Gives each row its two entries, without a query for each row."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        give_both(self.result_list, "one_id", "other_id")


@admin.register(LikelyPair)
class LikelyPairAdmin(AttentiveAdmin, DecidedInListAdmin):
    """To look at, and to say that they are two; which are alike is found by a job alone."""

    list_display = ["likeness", "one", "other", "compare", "found_at", "told_apart_at", "told_apart_by"]
    list_display_links = None
    list_filter = [AttentionFilter, "kind"]
    list_select_related = ["told_apart_by"]
    list_per_page = 50
    fields = ["kind", "likeness", "found_at", "told_apart_at", "told_apart_by"]
    readonly_fields = fields
    actions = [tell_them_apart, ask_about_them_again]
    attention = {
        "undecided": Attention(
            "Likely the same entry twice",
            lambda pairs: pairs.undecided(),
            Rank.DUPLICATES,
            Mend("Compare them, and merge them or tell them apart", in_list=True),
            named=by_both_names,
        ),
    }

    @admin.display(description="entry")
    def one(self, pair):
        return self._link(pair.both[0])

    @admin.display(description="other entry")
    def other(self, pair):
        return self._link(pair.both[1])

    def _link(self, entry):
        return format_html('<a href="{}">{}</a>', admin_page_of(entry), entry) if entry else "–"

    @admin.display(description="both")
    def compare(self, pair):
        return format_html('<a href="{}">See both in their list</a>', list_with_both(pair))

    def get_changelist(self, request, **kwargs):
        return PairsWithEntries
