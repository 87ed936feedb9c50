"""The admin of the newsletter."""

from newsletter.admin import issues, subscribers  # noqa: F401 - they register themselves
