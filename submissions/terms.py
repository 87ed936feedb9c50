"""How long what was handed in stays, and how far back the open books look."""

from datetime import timedelta

UNCONFIRMED_FOR = timedelta(days=14)
WITHDRAWN_FOR = timedelta(days=180)
# A picture that came with a form which was never sent.
LOGO_FOR = timedelta(days=2)
# Address and text of what was approved or refused.
DECIDED_FOR = timedelta(days=365)
BOOKS_OF = timedelta(days=90)
