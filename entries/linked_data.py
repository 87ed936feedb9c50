"""What a page says to search engines: schema.org data as a JSON-LD block."""

import json

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from entries.kinds import kind_of

# As in Django's json_script: no text in the data can end the block.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def linked_data(entry, organisers=()):
    """Return an entry as a JSON-LD block, as its kind declares; organisers: the organisations behind it."""
    kind = kind_of(entry)
    said = (field.linked_data for field in kind.fields.on("linked_data"))
    return data_block(
        {"@context": "https://schema.org", "@type": kind.schema_type}
        | {name: value(entry, organisers) for name, value in said}
    )


def data_block(data):
    """Return schema.org data as a JSON-LD block; what is not known is left out."""
    known = {key: value for key, value in data.items() if value or value is False}
    block = json.dumps(known, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(block))  # noqa: S308
