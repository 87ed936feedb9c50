"""Where curators decide on what was handed in, and keep what reviewing needs: the switch, replies."""

from submissions.admin import intake, people, persons, queue, replies, translators  # noqa: F401 - they register themselves
