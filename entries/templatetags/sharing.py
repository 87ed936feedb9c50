"""What other sites show of a page that is linked there."""

from django import template

from entries.exports import absolute
from entries.sharing import HEIGHT, WIDTH

register = template.Library()


@register.inclusion_tag("includes/_sharing_image.html")
def sharing_image(address, alt):
    """Name the sharing image of a page. address: of the page, with its query if it is a list; alt: what it shows."""
    path, mark, query = address.partition("?")
    return {"address": absolute(f"{path}card.png{mark}{query}"), "alt": alt, "width": WIDTH, "height": HEIGHT}
