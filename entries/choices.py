"""Vocabularies that come from standards rather than from curators."""

from functools import cache

from babel import Locale
from django.utils.functional import lazy
from django.utils.translation import get_language


@cache
def language_codes():
    """Return the sorted ISO 639-1 codes for which CLDR has an English name."""
    return sorted(code for code in Locale("en").languages if len(code) == 2)


@cache
def _names_in(language):
    return Locale.parse(language, sep="-").languages


def language_name(code):
    """Return the name of an ISO 639-1 language in the active interface language, or the code itself."""
    return _names_in(get_language() or "en").get(code, code)


_lazy_name = lazy(language_name, str)


@cache
def language_choices():
    """Return (code, lazily translated name) pairs for a field's `choices`."""
    return [(code, _lazy_name(code)) for code in language_codes()]
