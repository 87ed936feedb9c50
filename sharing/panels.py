"""What the app puts onto the pages of others: see `listing.panels`."""

from urllib.parse import quote, urlencode

from django.urls import reverse

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
    key = pick_key(entry)
    return {
        "key": key,
        "entry": entry,
        "pick_address": f"{reverse('my-list')}?{urlencode({'pick': key}, safe='/')}",
    }


PANELS = {
    "foot": [(10, "sharing/_my_list_link.html", dict)],
    "entry links": [(5, "sharing/_pick.html", pick_link)],
    "share": [(10, "sharing/_share.html", share_links)],
    "sharing image": [(10, "sharing/_sharing_image.html", sharing_image)],
}
