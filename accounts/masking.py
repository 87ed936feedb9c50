"""Takes what would let somebody in out of texts that others read: links by mail in logs and in the admin."""

import logging
import re

# Pages whose addresses go on with a token. A slash may be written as it is in a parameter of another address.
_PAGES = (
    r"submit/(?:confirm|sent)|mine/(?:sign-in|invitations|handed-in)"
    r"|newsletter/(?:confirm|unsubscribe|settings)|admin/password_reset|asking/(?:answer|change|stop)"
).replace("/", "(?:/|%2[Ff])")
_TOKEN = re.compile(rf"((?:/|%2[Ff])(?:{_PAGES})(?:/|%2[Ff]))[^\s\"'<>?#&]+")
# The same token in the mail by which a mailbox takes its owner off a list: `leaving_headers` in accounts/mail.py.
_SUBJECT = re.compile(r"(mailto:[^\s\"'<>?]*\?subject=\w+(?:%20|\+))[^\s\"'<>&]+")
MASK = "•••"


def mask_tokens(text):
    """Return a text in which links by mail, and addresses for mails that do the same, end before their token."""
    return _SUBJECT.sub(rf"\1{MASK}", _TOKEN.sub(rf"\1{MASK}", text))


class MaskingFormatter(logging.Formatter):
    """Writes a line of a log without tokens, its traceback included."""

    def format(self, record):
        return mask_tokens(super().format(record))
