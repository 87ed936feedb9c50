"""How long the screen keeps what it set aside."""

from datetime import timedelta

# What is spam can be taken back for as long, and is deleted then.
SPAM_FOR = timedelta(days=30)
