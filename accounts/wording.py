"""Texts that are filled in when they are shown."""

from django.utils.functional import lazy

# filled(text, name=value, …): a lazy text with its %(name)s filled in, in the language in which it is shown.
filled = lazy(lambda text, **values: str(text) % values, str)
