"""Terms in texts: how long something works or stays."""

from datetime import timedelta

from django import template
from django.utils.module_loading import import_string

register = template.Library()


@register.simple_tag
def term(name, unit):
    """Return how many "days" or "hours" a term of an app is: `{% term "submissions.LOGO_FOR" "days" as days %}`.

    For a `{% blocktranslate count %}`. Raises ImportError where there is no such term, ValueError where it is no whole
    number of them.
    """
    app, _dot, constant = name.partition(".")
    number, rest = divmod(import_string(f"{app}.terms.{constant}"), timedelta(**{unit: 1}))
    if rest:
        raise ValueError(f"{name} is no whole number of {unit}")
    return number
