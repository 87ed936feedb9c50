from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from accounts.looks import LoggedMixin
from curating.attention import Attention, AttentionFilter
from newsletter.actions import delete_subscriber
from newsletter.models import Subscriber, SubscriberState

# What the address of the list may ask for.
FILTERED = (AttentionFilter.parameter_name, "state", "language")


@admin.register(Subscriber)
class SubscriberAdmin(LoggedMixin, admin.ModelAdmin):
    """Who gets the newsletter, without addresses: curators find one that they are told, and delete it on request."""

    list_display = ["__str__", "language", "state", "state_since", "returned"]
    list_filter = [AttentionFilter, "state", "language"]
    search_fields = ["email"]
    search_help_text = _("A whole address.")
    readonly_fields = ["address", "returned"]
    fieldsets = [
        (None, {"fields": ["address", "language", "state", "state_since", "returned"]}),
        (
            _("Proof of consent"),
            {
                "fields": [
                    "asked_at",
                    "asked_in",
                    "wording",
                    "asked_network",
                    "confirmed_at",
                    "confirmed_network",
                    "earlier",
                ]
            },
        ),
    ]
    attention = {
        "paused": Attention(_("Paused, as e-mails bounced"), lambda rows: rows.filter(state=SubscriberState.PAUSED)),
    }

    @admin.display(description=_("address"))
    def address(self, subscriber):
        return str(subscriber)

    @admin.display(description=_("returned e-mails"))
    def returned(self, subscriber):
        return ", ".join(map(str, subscriber.bounces.all()))

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("bounces")

    def get_search_results(self, request, queryset, search_term):
        """Nobody guesses addresses letter by letter."""
        return (queryset.of_address(search_term.strip()) if search_term else queryset), False

    def lookup_allowed(self, lookup, value, request=None):
        """Not by a lookup in the address of the page either."""
        return lookup.partition("__")[0] in FILTERED

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def delete_model(self, request, obj):
        delete_subscriber(obj)

    def delete_queryset(self, request, queryset):
        for subscriber in queryset:
            delete_subscriber(subscriber)
