"""What a card tells of an entry in short.

In Python, as a list has dozens of cards: as templates within theirs these parts took a third of the time of a page.
What depends on a few values and the language alone is kept.
"""

from functools import cache, lru_cache

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from entries.templatetags.look import icon, languages_in_short, places_in_short, years

register = template.Library()

# Tone and icon of the badge.
STATUS_LOOKS = {
    "active": ("ok", "check"),
    "paused": ("ended", "pause"),
    "discontinued": ("ended", "ended"),
}


def where(entry):
    places = places_in_short(entry)
    return places and format_html("<bdi>{}</bdi>", places)


def kind(entry):
    return getattr(entry, "kind", "") and entry.get_kind_display()


@register.filter
def when(entry):
    """Since when, or from when to when, as far as it is known."""
    start, end = getattr(entry, "launched", None) or getattr(entry, "founded", None), getattr(entry, "ended", None)
    if start and end:
        return format_html("<bdi>{}</bdi>", years(entry))
    if end:
        return _("until %(year)s") % {"year": end}
    if start and getattr(entry, "is_discontinued", False):
        return _("started in %(year)s") % {"year": start}
    return start and _("since %(year)s") % {"year": start}


def languages(entry):
    codes = getattr(entry, "languages", ())
    return codes and _languages(tuple(codes), get_language())


@lru_cache(maxsize=1000)
def _languages(codes, language):
    return format_html('<span class="hidden">{} </span>{}', _("In these languages:"), languages_in_short(codes))


def confirmed(entry):
    return entry.verified_on and _confirmed(entry.verified_on, get_language())


@lru_cache(maxsize=1000)
def _confirmed(day, language):
    return _("confirmed %(date)s") % {"date": date_format(day, "YEAR_MONTH_FORMAT")}


def unknown(entry):
    return _("not known whether it still runs") if getattr(entry, "status", "") == "unknown" else ""


# Icon, and what stands beside it: a function of the entry; nothing where it returns nothing.
FACTS = (
    ("place", where),
    ("organisation", kind),
    ("calendar", when),
    ("speech", languages),
    ("seal", confirmed),
    ("unknown", unknown),
)


@register.simple_tag
def facts_in_short(entry):
    """Return what is known of FACTS, each beside its icon."""
    facts = ((icon(name), fact(entry)) for name, fact in FACTS)
    return format_html_join("", "<span>{}{}</span>", ((mark, text) for mark, text in facts if text))


@register.simple_tag
def theme_tags(themes):
    """Return themes as a list of links to their pages."""
    return _theme_tags(tuple((theme.slug, theme.name, theme.hue) for theme in themes), get_language())


@lru_cache(maxsize=1000)
def _theme_tags(themes, language):
    """themes: (slug, name, hue) of each; language: of the page, which names and addresses depend on."""
    links = format_html_join(
        "",
        '<li><a class="tag" data-hue="{}" href="{}">{}</a></li>',
        ((hue, reverse("theme-detail", args=[slug]), name) for slug, name, hue in themes),
    )
    return format_html('<ul class="tags" aria-label="{}">{}</ul>', _("Themes"), links) if links else ""


@register.simple_tag
def badges(entry, is_short=False):
    """Return the state of an entry in words; an organisation has none. is_short: leaves out what is not known."""
    status = getattr(entry, "status", "")
    return _badges(type(entry), status, entry.newcomer_led, is_short, get_language()) if status else ""


@cache
def _badges(model, status, newcomer_led, is_short, language):
    """model: the class of the entry; language: of the page, which the words depend on."""
    marks = []
    if status in STATUS_LOOKS:
        tone, name = STATUS_LOOKS[status]
        marks.append((tone, icon(name), dict(model._meta.get_field("status").choices)[status]))
    elif not is_short:
        marks.append(("quiet", icon("unknown"), _("Not known whether it still runs")))
    if newcomer_led == "yes":
        marks.append(("warm", icon("people"), _("Led by newcomers")))
    shown = format_html_join("", '<span class="badge badge--{}">{}{}</span>', marks)
    return format_html('<span class="badges">{}</span>', shown)
