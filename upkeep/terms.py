"""How often what keeps entries true is done, and how long it waits. Whatever names such a term takes it from here."""

from datetime import timedelta

# How often the address of a page is asked.
LOOKED_EVERY = timedelta(days=7)
# How far apart the two looks have to be that find a page gone.
GONE_AFTER = timedelta(days=2)
# After how long one run of it begins nothing new, as other jobs wait.
LONGEST_RUN = timedelta(minutes=4)
# For how long the links work with which those who run an entry answer.
ANSWERED_WITHIN = timedelta(days=60)
# When they are reminded, counted from the first e-mail; then there is silence.
REMINDED_AFTER = (timedelta(days=14), timedelta(days=30))
# Nobody is written to more often about their entries.
ONE_MAIL_EVERY = timedelta(days=7)
