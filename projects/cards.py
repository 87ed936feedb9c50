"""What a card tells of a project. What depends on a few values and the language alone is kept."""

from functools import lru_cache

from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from entries.freshness import silence_in_words
from entries.wording import comma, languages_in_short
from listing.cards import freshness_mark, marks_of, where
from projects.models import Cost, NewcomerLed, Reach, Status
from projects.wording import contacts_of, used_in_short

# Tone and icon of the badge.
STATUS_LOOKS = {
    Status.ACTIVE: ("ok", "check"),
    Status.PAUSED: ("ended", "pause"),
    Status.DISCONTINUED: ("ended", "ended"),
}


def years(project):
    """Return the years of a project that has ended, "2015–2018", or the one that it lasted."""
    if project.launched == project.ended:
        return str(project.ended)
    return f"{project.launched}–{project.ended}"


def when(project):
    """Since when, or from when to when, as far as it is known."""
    start, end = project.launched, project.ended
    if start and end:
        return format_html("<bdi>{}</bdi>", years(project))
    if end:
        return _("until %(year)s") % {"year": end}
    if start and project.has_ended:
        return _("started in %(year)s") % {"year": start}
    return start and _("since %(year)s") % {"year": start}


def languages(project):
    return project.languages and _languages(tuple(project.languages), get_language())


@lru_cache(maxsize=1000)
def _languages(codes, language):
    return format_html('<span class="hidden">{} </span>{}', _("In these languages:"), languages_in_short(codes))


def around(project):
    """Where it can be used, of an offer for its cities; where it is, of one of which that is not known."""
    if project.reach == Reach.CITY:
        return format_html("<bdi>{}</bdi>", used_in_short(project))
    return "" if project.reach else where(project)


def beyond(project):
    """Where it can be used, of an offer for whole countries or for everybody."""
    is_local = project.reach in ("", Reach.CITY)
    return "" if is_local else format_html("<bdi>{}</bdi>", used_in_short(project))


def cost_in_short(project):
    """That it costs nothing, or not all of it does: what most want to know. A fee is told on its page."""
    return project.get_cost_display() if project.cost in (Cost.FREE, Cost.SOME) else ""


CARD_FACTS = (
    ("place", around),
    ("globe", beyond),
    ("calendar", when),
    ("speech", languages),
    ("cost", cost_in_short),
)


def how_to_start(project):
    said = project.in_language("how_to_start")
    return said and format_html('<span lang="{}" dir="auto">{}</span>', said.language, capfirst(said.text))


def ways_in_touch(project):
    """Return the ways to get in touch as they are written; that of the website stands beside."""
    written = ((each,) for _what, _address, each in contacts_of(project))
    return format_html_join(comma(), '<span dir="ltr" translate="no">{}</span>', written)


SHEET_FACTS = (
    (gettext_lazy("How to start"), how_to_start),
    (gettext_lazy("Ways to get in touch"), ways_in_touch),
)


def project_badges(project, *, is_short=False):
    """Return the state of a project in words, and how fresh that is. is_short: leaves out that nothing is known."""
    mark, status = freshness_mark(project), project.status
    marks = [mark] if mark else []
    # That one runs was heard of at some time, which the mark says; only without a date the status has to do.
    if status in STATUS_LOOKS and not (mark and status == Status.ACTIVE):
        marks.insert(0, (*STATUS_LOOKS[status], str(Status(status).label)))
    if not marks and not is_short:
        marks.append(("quiet", "unknown", _("No sign of life is known")))
    if project.newcomer_led == NewcomerLed.YES:
        marks.append(("warm", "people", _("Led by newcomers")))
    return marks_of(tuple(marks))


def end(project):
    """Return what is said beside the name of a project that has ended, or may have; "" of others."""
    return project.get_status_display() if project.has_ended else silence_in_words(project)
