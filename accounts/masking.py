"""Takes what would let somebody in out of texts that others read: links by mail in logs and in the admin."""

import logging
import re

# Pages whose addresses go on with a token. A slash may be written as it is in a parameter of another address.
_PAGES = (
    r"submit/(?:confirm|sent)|mine/(?:sign-in|invitations|handed-in)"
    r"|newsletter/(?:confirm|unsubscribe|settings)|admin/password_reset|asking/(?:answer|change|stop)"
).replace("/", "(?:/|%2[Ff])")
_TOKEN = re.compile(rf"((?:/|%2[Ff])(?:{_PAGES})(?:/|%2[Ff]))[^\s\"'<>?#&]+")
MASK = "•••"


def mask_tokens(text):
    """Return a text in which the addresses of links by mail end before their token."""
    return _TOKEN.sub(rf"\1{MASK}", text)


class MaskingFormatter(logging.Formatter):
    """Writes a line of a log without tokens, its traceback included."""

    def format(self, record):
        return mask_tokens(super().format(record))
