"""What became of the addresses that the directory leads to, and what curators do about it."""

from collections import defaultdict

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.admin.looking import DecidedInListAdmin
from curating.attention import Attention, AttentionFilter, AttentiveAdmin, Mend, Named, Rank, admin_page_of
from entries.watching import watched_addresses
from upkeep.actions import look_again, settle_link, take_new_address
from upkeep.models import LinkCheck, LinkVerdict


def leading_there(addresses):
    """Return address -> (object, name of its field) of all that visitors are led there by."""
    found = defaultdict(list)
    for watched in watched_addresses():
        for item in watched.with_addresses(addresses):
            found[getattr(item, watched.field)].append((item, watched.field))
    return found


def by_what_leads_there(checks, _address, _mend):
    """Return the first as Named: what leads there, at the field with the address."""
    addresses = [check.address for check in checks]
    found = leading_there(addresses)
    return [Named(str(item), admin_page_of(item, field)) for address in addresses for item, field in found[address]]


def to_mend(verdict, **fields):
    return lambda checks: checks.to_mend(verdict).filter(**fields)


def may_change_what_leads_there(user, address):
    return all(
        user.has_perm(f"{item._meta.app_label}.change_{item._meta.model_name}")
        for item, _field in leading_there([address])[address]
    )


@admin.action(description=_("Take the new address if it is the same site"), permissions=["change"])
def take_new_addresses(model_admin, request, queryset):
    moved = list(queryset.filter(is_same_site=True))
    allowed = [check for check in moved if may_change_what_leads_there(request.user, check.address)]
    number = sum(take_new_address(check, by=request.user) for check in allowed)
    text = ngettext("%(count)d link leads to its new address.", "%(count)d links lead to their new addresses.", number)
    model_admin.message_user(request, text % {"count": number}, messages.SUCCESS)
    if len(allowed) < len(moved):
        text = _("Some were left as they are, as you may not change what leads there.")
        model_admin.message_user(request, text, messages.WARNING)


@admin.action(description=_("Leave them as they are"), permissions=["change"])
def settle_links(model_admin, request, queryset):
    number = len([settle_link(check, by=request.user) for check in queryset])
    text = ngettext(
        "%(count)d address stays as it is until something else becomes of it.",
        "%(count)d addresses stay as they are until something else becomes of them.",
        number,
    )
    model_admin.message_user(request, text % {"count": number}, messages.SUCCESS)


@admin.action(description=_("Look again with the next run"), permissions=["change"])
def look_at_them_again(model_admin, request, queryset):
    number = len([look_again(check, by=request.user) for check in queryset])
    text = ngettext("%(count)d address is looked at again.", "%(count)d addresses are looked at again.", number)
    model_admin.message_user(request, text % {"count": number}, messages.SUCCESS)


class Addresses(ChangeList):
    """Gives each row what leads there, without a query for each."""

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        found = leading_there([check.address for check in self.result_list])
        for check in self.result_list:
            check.leading = found[check.address]


@admin.register(LinkCheck)
class LinkCheckAdmin(AttentiveAdmin, DecidedInListAdmin):
    """To look at, and to decide what becomes of it; what it says is found by looking alone."""

    list_display = [
        "opened",
        "leads_there",
        "verdict",
        "what",
        "answered_on",
        "failing_since",
        "leads_to",
        "settled_at",
    ]
    list_display_links = None
    list_filter = [AttentionFilter, "verdict", "outcome"]
    search_fields = ["address", "new_address"]
    list_per_page = 50
    show_full_result_count = False
    fields = [
        *("address", "verdict", "outcome", "status", "looked_at", "next_at", "answered_on", "failing_since", "gone_on"),
        *("new_address", "is_same_site", "signs", "settled_at", "settled_by"),
    ]
    actions = [take_new_addresses, settle_links, look_at_them_again]
    attention = {
        "gone": Attention(
            _("Links that lead nowhere any more"),
            to_mend(LinkVerdict.GONE),
            Rank.LINKS,
            Mend(_("Give the first another address, or say that it has ended")),
            order=("failing_since", "pk"),
            named=by_what_leads_there,
        ),
        "moved": Attention(
            _("Links that have moved"),
            to_mend(LinkVerdict.MOVED, is_same_site=True),
            Rank.LINKS,
            Mend(_("Take the new addresses"), in_list=True),
            named=by_what_leads_there,
        ),
        "elsewhere": Attention(
            _("Links that lead to another site"),
            to_mend(LinkVerdict.MOVED, is_same_site=False),
            Rank.LINKS,
            Mend(_("See where they lead"), in_list=True),
            named=by_what_leads_there,
        ),
        "parked": Attention(
            _("Links whose domain seems to be for sale"),
            to_mend(LinkVerdict.PARKED),
            Rank.LINKS,
            Mend(_("Look at the first")),
            named=by_what_leads_there,
        ),
    }

    @admin.display(description=_("address"), ordering="address")
    def opened(self, check):
        return format_html('<a href="{0}" rel="noopener noreferrer">{0}</a>', check.address)

    @admin.display(description=_("what leads there"))
    def leads_there(self, check):
        rows = ((admin_page_of(item, field), item) for item, field in check.leading)
        return format_html_join(", ", '<a href="{}">{}</a>', rows) or "–"

    @admin.display(description=_("last look"), ordering="outcome")
    def what(self, check):
        found = [check.get_outcome_display(), check.status and str(check.status), check.signs]
        return ", ".join(filter(None, found))

    @admin.display(description=_("new address"))
    def leads_to(self, check):
        link = format_html('<a href="{0}" rel="noopener noreferrer">{0}</a>', check.new_address)
        return link if check.new_address else "–"

    def get_changelist(self, request, **kwargs):
        return Addresses
