"""The words to which subscribers consent. Whoever changes their meaning gives them a new version."""

from django.utils.translation import gettext_lazy as _

VERSION = "2026-11"
WORDS = _(
    "You will get an e-mail when there is news, about once a month. First we send you a link to confirm that "
    "you asked for it. You can unsubscribe with one click at any time; your address is never shown or passed "
    "on."
)
