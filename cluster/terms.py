"""How long the messages of the contact form are kept."""

from datetime import timedelta

# What was answered stays as long after the last answer, so that one who writes back is understood.
ANSWERED_FOR = timedelta(days=180)
