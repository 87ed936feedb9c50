"""How often what keeps entries true is done, and how long it waits. Whatever names such a term takes it from here."""

from datetime import timedelta

# How often the address of a page is asked.
LOOKED_EVERY = timedelta(days=7)
# How far apart the two looks have to be that find a page gone.
GONE_AFTER = timedelta(days=2)
# After how long one run of it begins nothing new, as other jobs wait.
LONGEST_RUN = timedelta(minutes=4)
