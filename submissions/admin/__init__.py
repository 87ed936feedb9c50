"""Where curators decide on what was handed in, and keep what reviewing needs: the switch, replies."""

from submissions.admin import intake, people, persons, queue, replies  # noqa: F401 - they register themselves
