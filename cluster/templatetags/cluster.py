"""What pages show of the cluster: its pages in the footer, where to follow it, and in which language a text is."""

from django import template

from cluster.models import Channel, Page
from cluster.texts import language_of

register = template.Library()

register.filter("language_of", language_of)


@register.simple_tag
def pages_in_footer():
    return Page.objects.in_footer().only("slug", "title", "position")


@register.inclusion_tag("cluster/_channels.html")
def channels():
    """Show the accounts to follow elsewhere."""
    return {"channels": Channel.objects.all()}
