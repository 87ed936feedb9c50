from typing import NamedTuple

import segno
from django import template

from accounts.models import LogIn

register = template.Library()


class Welcome(NamedTuple):
    """What the start page tells a person: when they came in before, or None, and how many tries failed since."""

    last: object
    failures: int


@register.simple_tag(takes_context=True)
def welcome(context):
    """Return the Welcome of whoever is signed in."""
    person = context["request"].user
    last = LogIn.objects.last_of(person)
    failed = LogIn.objects.failed().filter(user=person)
    return Welcome(last, (failed.filter(at__gt=last) if last else failed).count())


@register.filter
def qr_picture(text):
    """Return the address of a picture that has a text as a QR code."""
    return segno.make(text, error="m", micro=False).svg_data_uri(scale=4, border=2, light="#fff")
