"""How long what is about people works and stays. Whatever names such a term takes it from here."""

from datetime import timedelta

# A link by mail, to sign in or to confirm.
LINK_FOR = timedelta(hours=48)
SIGNED_IN_FOR = timedelta(days=14)
# The copy of a mail that was sent or given up.
MAIL_FOR = timedelta(days=7)
# How long it is counted at most what one network or address did.
COUNTED_FOR = timedelta(days=1)
# A session of somebody who may enter the admin, and how long it may lie unused.
STAFF_SESSION_LASTS = timedelta(hours=12)
STAFF_SESSION_IDLE = timedelta(minutes=30)
LOG_INS_FOR = timedelta(days=90)
# The note that somebody looked at personal data.
LOOKS_FOR = timedelta(days=180)
# How long somebody who opened a form of the admin and did not save it counts as being there: as long as their session.
FORM_OPEN_FOR = STAFF_SESSION_IDLE
