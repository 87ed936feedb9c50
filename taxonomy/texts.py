"""Texts in several languages: which there are, and which one a visitor gets."""

from django.conf import settings
from django.utils.translation import get_language

CODES = tuple(code for code, _label in settings.LANGUAGES)


def texts_of(item, field):
    """Return the texts of a translatable field in all languages that have one, joined by line breaks."""
    texts = (getattr(item, f"{field}_{code}") for code in CODES)
    return "\n".join(dict.fromkeys(text for text in texts if text))


def language_of(item, field):
    """Return the code of the language in which a visitor gets a field: theirs, or the first with a text."""
    wanted = get_language() or settings.LANGUAGE_CODE
    order = (wanted, *CODES)
    return next((code for code in order if code in CODES and getattr(item, f"{field}_{code}")), wanted)
