"""What views have in common that take a form from strangers and show it again with what was typed."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# What a limit is over -> why somebody is refused.
REASONS = {
    "address": _("A lot has been sent from this e-mail address in a short time."),
    "network": _("A lot has been sent from your connection in a short time."),
    "domain": _("A lot has been sent from e-mail addresses of the same domain in a short time."),
}
SEND_AGAIN = _("Wait a while, then send it again.")


class StrangersForm:
    """Mixin for views that show their form by page(form, notice, status)."""

    def is_too_quick(self, visit, quickest):
        """Return whether a form came sooner after it was opened than anybody types, or does not say when that was."""
        return visit.opened_at is None or timezone.now() - visit.opened_at < quickest

    def too_often(self, form, limit):
        """Return the answer to LimitReached: the form as it was typed, why, and when it may be sent again."""
        response = self.page(form, notice=f"{REASONS[limit.what]} {SEND_AGAIN}", status=429)
        response["Retry-After"] = str(limit.retry_after)
        return response
