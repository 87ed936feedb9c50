"""What a page says to search engines: schema.org data as a JSON-LD block."""

import json

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import mark_safe

register = template.Library()

# As in Django's json_script: no text in the data can end the block.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def linked_data(entry, partnerships=()):
    """Return an entry as a JSON-LD block: a Project with those behind it, or an Organization."""
    is_project = entry._meta.model_name == "project"
    data = {
        "@context": "https://schema.org",
        "@type": "Project" if is_project else "Organization",
        "@id": settings.SITE_URL + entry.get_absolute_url(),
        "name": entry.name,
        "description": entry.summary,
        "url": entry.website or None,
        "foundingDate": _text(entry.launched if is_project else entry.founded),
        "dissolutionDate": _text(entry.ended) if is_project else None,
        "keywords": [theme.name for theme in entry.themes.all()],
        "knowsLanguage": list(entry.languages) if is_project else None,
        "location": [
            {
                "@type": "Place",
                "name": city.name,
                "address": {
                    "@type": "PostalAddress",
                    "addressLocality": city.name,
                    "addressCountry": city.country.code,
                },
            }
            for city in entry.cities.all()
        ],
        "parentOrganization": [
            {
                "@type": "Organization",
                "@id": settings.SITE_URL + organisation.get_absolute_url(),
                "name": organisation.name,
            }
            for organisation in dict.fromkeys(partnership.organisation for partnership in partnerships)
        ],
    }
    return data_block(data)


def data_block(data):
    """Return schema.org data as a JSON-LD block; what is not known is left out."""
    known = {key: value for key, value in data.items() if value}
    block = json.dumps(known, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(block))  # noqa: S308


def _text(year):
    return str(year) if year else None
