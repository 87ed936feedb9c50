"""What a card tells of an organisation."""

from django.utils.translation import gettext as _

from listing.cards import where


def kind(organisation):
    return organisation.kind and organisation.get_kind_display()


def since(organisation):
    return organisation.founded and _("since %(year)s") % {"year": organisation.founded}


CARD_FACTS = (
    ("place", where),
    ("organisation", kind),
    ("calendar", since),
)
