"""What a card tells of an entry in short; each kind of entry says what that is.

In Python, as a list has dozens of cards: as templates within theirs these parts took a third of the time of a page.
What depends on a few values and the language alone is kept.
"""

from functools import lru_cache

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from entries.freshness import Freshness, freshness_and_words
from entries.kinds import kind_of
from entries.marks import icon
from entries.wording import colon, places_in_short
from taxonomy.models import Theme


def where(entry):
    places = places_in_short(entry)
    return places and format_html("<bdi>{}</bdi>", places)


# Tone and icon of what says how fresh the knowledge of an entry is.
FRESHNESS_LOOKS = {
    Freshness.CONFIRMED: ("ok", "check"),
    Freshness.SEEN: ("ok", "check"),
    Freshness.QUIET: ("quiet", ""),
    Freshness.SILENT: ("quiet", "unknown"),
}


def freshness_mark(entry):
    """Return (tone, icon, words) of how fresh the knowledge of an entry is; None where nothing is known or it ended."""
    freshness, words = freshness_and_words(entry)
    return (*FRESHNESS_LOOKS[freshness], words) if words else None


@lru_cache(maxsize=2000)
def marks_of(marks):
    """Return (tone, icon, words) of each badge as HTML."""
    shown = ((tone, icon(name) if name else "", words) for tone, name, words in marks)
    badges = format_html_join("", '<span class="badge badge--{}">{}{}</span>', shown)
    return format_html('<span class="badges">{}</span>', badges)


def freshness_badge(entry, *, is_short=False):
    """Return how fresh the knowledge of an entry is, as badges: for kinds that have no other state."""
    mark = freshness_mark(entry)
    return marks_of((mark,)) if mark else ""


def facts_in_short(entry):
    """Return what is known of an entry of what cards of its kind tell, each beside its icon."""
    facts = ((icon(name), fact(entry)) for name, fact in kind_of(entry).card_facts)
    # By hand as well, of what icon() has made safe and what is escaped here.
    return SafeString("".join(f"<span>{mark}{conditional_escape(text)}</span>" for mark, text in facts if text))


def sheet_facts(entry):
    """Return what a sheet to hand out tells of an entry beside that, each with its name: how to start, whom to ask."""
    facts = ((label, fact(entry)) for label, fact in kind_of(entry).sheet_facts)
    named = ((label, colon(), text) for label, text in facts if text)
    return format_html_join("", '<p class="card__more"><b>{}</b>{}{}</p>', named)


def theme_tags(themes):
    """Return themes as a list of links to their pages."""
    return _theme_tags(tuple((theme.slug, theme.name, theme.hue) for theme in themes), get_language())


@lru_cache(maxsize=1000)
def _theme_tags(themes, language):
    """themes: (slug, name, hue) of each; language: of the page, which names and addresses depend on."""
    links = format_html_join(
        "",
        '<li><a class="tag" data-hue="{}" href="{}">{}</a></li>',
        ((hue, Theme(slug=slug).get_absolute_url(), name) for slug, name, hue in themes),
    )
    return format_html('<ul class="tags" aria-label="{}">{}</ul>', _("Themes"), links) if links else ""


def badges(entry, is_short=False):
    """Return the state of an entry in words, "" for kinds without one. is_short: leaves out what is not known."""
    return kind_of(entry).badges(entry, is_short=is_short)
