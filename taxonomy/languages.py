"""Vocabularies that come from standards rather than from curators: CLDR's names, in the active language."""

from functools import cache

from babel import Locale, localedata
from django.utils.functional import lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

# The directory's English is British.
LOCALES = {"en": "en-GB"}


def locale():
    """Return Babel's Locale of the active language."""
    return _locale_of(get_language() or "en")


@cache
def _locale_of(language):
    return Locale.parse(LOCALES.get(language, language), sep="-")


# Languages that ISO 639-1 has no code for, by those of ISO 639-3: many newcomers speak them. CLDR lacks some of them,
# and calls others by names that their speakers would not use.
FURTHER = {
    "ckb": _("Kurdish (Sorani)"),
    "kmr": _("Kurdish (Kurmanji)"),
    "prs": _("Dari"),
    "rom": _("Romani"),
}
# Code -> codes of what its speakers understand, or what it may stand for: who looks for one gets these as well.
KIN = {
    "fa": ["prs"],
    "prs": ["fa"],
    "ku": ["ckb", "kmr"],
    "ckb": ["ku"],
    "kmr": ["ku"],
}


@cache
def language_codes():
    """Return the sorted ISO 639-1 codes for which CLDR has an English name, and further ones of ISO 639-3."""
    return sorted([*(code for code in Locale("en").languages if len(code) == 2), *FURTHER])


def language_name(code):
    """Return the name of a language in the active interface language, or the code itself."""
    return str(FURTHER.get(code) or locale().languages.get(code, code))


def writing_direction(code):
    """Return "rtl" or "ltr", as a language is written; of one that CLDR does not know as its kin is."""
    known = code if localedata.exists(code) else KIN.get(code, ["en"])[0]
    return Locale.parse(known).text_direction


_lazy_name = lazy(language_name, str)


@cache
def language_choices():
    """Return (code, lazily translated name) pairs for a field's `choices`."""
    return [(code, _lazy_name(code)) for code in language_codes()]
