"""How long subscribers are kept, and when mails that come back end a subscription."""

from datetime import timedelta

# An address without a confirmation is kept for this long; the link that confirms works for as long.
UNCONFIRMED_FOR = timedelta(days=14)
# A former subscriber may ask for this long why they got e-mails, so the proof of consent is kept.
PROOF_FOR = timedelta(days=3 * 365)
# An address is paused when e-mails came back for good on this many days, no further apart than this. A mailbox
# that is broken for one day is not.
MOST_HARD_BOUNCES = 2
HARD_BOUNCES_WITHIN = timedelta(days=90)
