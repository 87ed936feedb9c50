"""Where curators decide on what was handed in, and keep what reviewing needs: the switch, replies, blocked domains."""

from submissions.admin import domains, intake, people, queue, replies  # noqa: F401 - they register themselves
