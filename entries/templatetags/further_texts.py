"""{% load further_texts %} {% with summary=entry|in_readers_language:"summary" %}…"""

from django import template

from entries.models import TextOrigin
from entries.texts import fields_in_languages
from taxonomy.languages import language_name

register = template.Library()


@register.filter
def in_readers_language(entry, field):
    """Return the ShownText of a field of an entry in the active language, or of the original."""
    return entry.in_language(field)


@register.inclusion_tag("entries/_translated.html")
def translated(entry):
    """Say where the texts of a page are from that is not in the language of its entry, with the originals."""
    shown = [(field, entry.in_language(field)) for field in fields_in_languages(entry._meta.model_name)]
    further = [(field, text) for field, text in shown if text.origin]
    # What says least for the text goes for all of them.
    origins = [origin for origin in reversed(TextOrigin.values) if any(text.origin == origin for _f, text in further)]
    return {
        "origin": origins[0] if origins else "",
        "is_outdated": any(text.is_outdated for _field, text in further),
        "language": language_name(entry.text_language),
        "code": entry.text_language,
        "originals": [text.original for _field, text in further if text.original],
    }
