"""The form that other pages show: {% load newsletter %}{% newsletter_form %}"""

from django import template

from accounts.stamps import read_stamp, stamp
from newsletter import consent
from newsletter.forms import SubscribeForm

register = template.Library()


@register.inclusion_tag("newsletter/_form.html")
def newsletter_form(form=None, came=""):
    """Show the form to subscribe. form: as it was sent, with its errors; came: the stamp that it was sent with.

    Without a form it has one field, and the newsletter comes in the language of the page.
    """
    return {
        "form": form or SubscribeForm(),
        "asks_language": form is not None,
        "stamp": came if read_stamp(came).token else stamp(),
        "words": consent.WORDS,
    }
