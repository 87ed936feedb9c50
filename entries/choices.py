"""Vocabularies that come from standards rather than from curators."""

from functools import cache

from babel import Locale
from django.utils.functional import lazy
from django.utils.translation import get_language


@cache
def language_codes():
    """Return the sorted ISO 639-1 codes for which CLDR has an English name."""
    return sorted(code for code in Locale("en").languages if len(code) == 2)


def language_name(code):
    """Return the name of an ISO 639-1 language in the active interface language, or the code itself."""
    return Locale.parse(get_language() or "en", sep="-").languages.get(code, code)


def language_choices():
    """Return (code, lazily translated name) pairs for a field's `choices`."""
    return [(code, lazy(language_name, str)(code)) for code in language_codes()]
