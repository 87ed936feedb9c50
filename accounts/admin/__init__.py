"""The admin of people, their rights and their mail, and what every form does that writes over something."""

from accounts.admin.people import PersonAdmin

__all__ = ["PersonAdmin"]
