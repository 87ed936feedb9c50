"""What the app puts onto the pages of others: see `listing.panels`."""

from listing.exports import absolute
from sharing.drawing import HEIGHT, WIDTH


def sharing_image(address, alt):
    """Name the sharing image of a page. address: of the page, with its query if it is a list; alt: what it shows."""
    path, mark, query = address.partition("?")
    return {"address": absolute(f"{path}card.png{mark}{query}"), "alt": alt, "width": WIDTH, "height": HEIGHT}


PANELS = {
    "sharing image": [(10, "sharing/_sharing_image.html", sharing_image)],
}
