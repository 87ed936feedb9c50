"""What is said of several decisions."""

from django.utils.translation import ngettext_lazy

from accounts.wording import filled
from screening.terms import SPAM_FOR

HOW_LONG_SPAM_STAYS = filled(
    ngettext_lazy(
        "Spam can be brought back for %(days)d day.", "Spam can be brought back for %(days)d days.", SPAM_FOR.days
    ),
    days=SPAM_FOR.days,
)
