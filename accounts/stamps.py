"""Says of a form that somebody sends when it was opened, and which one it is."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

from django.core.signing import BadSignature, TimestampSigner, b62_decode

# A form may lie open for this long and still count as opened when it was.
FORM_LASTS = timedelta(days=14)

_signer = TimestampSigner(salt="submissions.opened")


class Opened(NamedTuple):
    """Which form was opened, and when; both None where the form does not say so credibly."""

    token: UUID | None
    at: datetime | None


def stamp(token=None):
    """Return the signed text that names a form and the moment in which it was opened."""
    return _signer.sign(str(token or uuid4()))


def read_stamp(text):
    """Return the Opened of a stamp; one that is forged or older than FORM_LASTS says nothing."""
    try:
        token = _signer.unsign(text, max_age=FORM_LASTS)
        seconds = b62_decode(text.rsplit(":", 2)[1])
    except (BadSignature, ValueError):
        return Opened(None, None)
    return Opened(UUID(token), datetime.fromtimestamp(seconds, UTC))
