"""What the app puts onto the pages of others: see `listing.panels`."""

from urllib.parse import quote, urlencode

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from entries.marks import icon
from listing.exports import absolute
from sharing.drawing import HEIGHT, WIDTH
from sharing.picking import pick_key


def sharing_image(address, alt):
    """Name the sharing image of a page. address: of the page, with its query if it is a list; alt: what it shows."""
    path, mark, query = address.partition("?")
    return {"address": absolute(f"{path}card.png{mark}{query}"), "alt": alt, "width": WIDTH, "height": HEIGHT}


def share_links(address, title):
    """Offer to hand an address of this site on, under a title."""
    said = {"subject": title, "body": absolute(address)}
    return {
        "address": absolute(address),
        "title": title,
        "mail_url": f"mailto:?{urlencode(said, quote_via=quote)}",
    }


def pick_link(entry):
    """Offer to put an entry on the list of whoever reads its page, and to hand it on."""
    return {"key": pick_key(entry), "entry": entry, "pick_address": _list_of(entry)}


def pick_mark(entry):
    """Return a link on the card of an entry that puts it on my list, as safe HTML.

    The entry is its description, as a list has one on each card, and no part of its name, which the card itself has.
    """
    label = escape(gettext("Put on my list"))
    return SafeString(
        f'<a class="card__pick no-print" href="{escape(_list_of(entry))}" rel="nofollow" title="{label}"'
        f' data-pick="{escape(pick_key(entry))}" aria-description="{escape(entry.name)}">{icon("bookmark")}'
        f'<span class="hidden">{label}</span></a>'
    )


def _list_of(entry):
    """Return the address of the list with this entry alone."""
    return f"{reverse('my-list')}?{urlencode({'pick': pick_key(entry)}, safe='/')}"


CARD_MARKS = [pick_mark]


PANELS = {
    "foot": [(10, "sharing/_my_list_link.html", dict)],
    "entry links": [(5, "sharing/_pick.html", pick_link)],
    "share": [(10, "sharing/_share.html", share_links)],
    "sharing image": [(10, "sharing/_sharing_image.html", sharing_image)],
}
