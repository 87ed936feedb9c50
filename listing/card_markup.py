"""The card of an entry as HTML, by hand: a list has two dozen, which as templates took half the time of its page."""

from html import escape

from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from entries.marks import hue_of, monogram
from entries.wording import full_address
from listing.cards import badges, facts_in_short, sheet_facts, theme_tags
from listing.panels import card_marks
from listing.second_language import in_second_language
from search.highlight import highlight_terms


def card(entry, query=None, *, second="", is_sheet=False):
    """Return an entry as a card, as safe HTML.

    entry: with its themes and cities at hand; query: a Query whose matches are marked, or None; second: a second
    language to say it in; is_sheet: whether it stands on a sheet to hand out.
    """
    summary, themes = entry.in_language("summary"), entry.themes.all()
    ended = " card--ended" if entry.has_ended else ""
    website = (
        f'<span class="print-only" dir="ltr">{escape(full_address(entry.website))}</span>' if entry.website else ""
    )
    more = sheet_facts(entry) if is_sheet else ""
    marks = "" if is_sheet else card_marks(entry)
    again = second and render_to_string("listing/_second.html", in_second_language(entry, second, is_sheet=is_sheet))
    return SafeString(
        f'<article class="card{ended}" data-hue="{escape(hue_of(themes))}">\n'
        f"  {monogram(entry)}\n"
        '  <div class="card__body">\n'
        '    <div class="card__head">\n'
        f'      <h3 class="card__name"><a href="{escape(entry.get_absolute_url())}">'
        f"<bdi>{highlight_terms(entry.name, query)}</bdi></a></h3>\n"
        f"      {conditional_escape(badges(entry, is_short=True))}\n"
        "    </div>\n"
        f'      <p lang="{escape(summary.language)}" dir="auto">{highlight_terms(summary.text, query)}</p>\n'
        '    <div class="meta">\n'
        f"      {facts_in_short(entry)}\n"
        f"      {website}\n"
        "    </div>\n"
        f"    {conditional_escape(more)}\n"
        f"    {again}\n"
        f"    {conditional_escape(theme_tags(themes))}\n"
        "  </div>\n"
        f"  {conditional_escape(marks)}\n"
        "</article>"
    )
