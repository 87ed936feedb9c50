"""The small pictures beside words: icons of the sprite, and the tile of an entry in the hue of its first theme."""

from functools import cache

from django.templatetags.static import static
from django.utils.html import format_html


@cache
def icon(name):
    """Return a symbol of the sprite. It only repeats what stands beside it, so screen readers skip it."""
    address = f"{static('icons/sprite.svg')}#{name}"
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', address)


def monogram(entry):
    """Return an entry's logo, or a tile with its initials; its name stands beside it and is read out."""
    if entry.logo:
        return format_html('<img class="monogram" src="{}" alt="" loading="lazy">', entry.logo.url)
    return format_html('<span class="monogram" aria-hidden="true" translate="no">{}</span>', entry.monogram)


def hue(entry):
    """Return the hue of an entry's first theme: the colour of its edge and its monogram."""
    return hue_of(entry.themes.all())


def hue_of(themes):
    return next((theme.hue for theme in themes), "slate")
