"""The draft of an issue: what is new since the last one, as Markdown in every language."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from cluster.models import Event, FundingOpportunity, Publication
from cluster.wording import until_when
from entries import dates
from entries.freshness import freshness_in_words, not_silent
from entries.wording import colon, comma_list
from listing.exports import absolute
from organisations.models import Organisation
from projects.models import Project
from taxonomy.texts import CODES

# The first issue looks back this far.
FIRST_WINDOW = timedelta(days=60)
# An issue names no more entries than this; the list has the rest.
MOST_OF_A_KIND = 12
# What Markdown takes for marks, at least somewhere in a line.
MARKS = re.compile(r"([\\`*_\[\]<>#&!])")


@dataclass(frozen=True)
class Section:
    """heading; queryset: of all that can be in it; list_name and query: where all of them are; fact: what a line says
    after the name, besides its summary.
    """

    heading: Promise
    queryset: Callable[[], QuerySet]
    list_name: str
    query: dict
    fact: Callable


def _day_of_event(event):
    return comma_list([event.get_kind_display(), dates.day(event.local_start)])


def _kind_and_year(publication):
    return comma_list([publication.get_kind_display(), publication.year])


SECTIONS = (
    Section(
        gettext_lazy("Coming up"),
        lambda: Event.objects.published().upcoming().filter(is_cancelled=False),
        "events:list",
        {},
        _day_of_event,
    ),
    Section(
        gettext_lazy("Funding you can apply for"),
        lambda: FundingOpportunity.objects.published().open(),
        "funding:list",
        {},
        until_when,
    ),
    Section(
        gettext_lazy("To read"),
        lambda: Publication.objects.published().order_by("-year", "pk"),
        "publications:list",
        {},
        _kind_and_year,
    ),
    Section(
        gettext_lazy("New projects"),
        lambda: not_silent(Project.objects.published()).order_by("-published_at", "-pk"),
        "projects:list",
        {"sort": "newest"},
        freshness_in_words,
    ),
    Section(
        gettext_lazy("New organisations"),
        lambda: not_silent(Organisation.objects.published()).order_by("-published_at", "-pk"),
        "organisations:list",
        {"sort": "newest"},
        freshness_in_words,
    ),
)


def draft(since, until):
    """Return what was published in between: {"title_en": …, "text_en": …} of every language; None if nothing was."""
    found = [(section, list(_new(section, since, until))) for section in SECTIONS]
    found = [(section, rows) for section, rows in found if rows]
    if not found:
        return None
    texts = {}
    for code in CODES:
        with override(code):
            month = dates.month(localtime(until))
            texts[f"title_{code}"] = _("%(site)s: what is new in %(month)s") % {
                "site": settings.SITE_NAME,
                "month": month,
            }
            texts[f"text_{code}"] = "\n\n".join(_section(section, rows) for section, rows in found) + "\n"
    return texts


def _new(section, since, until):
    # One more than is shown, to know whether there are more.
    return section.queryset().filter(published_at__gt=since, published_at__lte=until)[: MOST_OF_A_KIND + 1]


def _section(section, rows):
    lines = [_line(section, row) for row in rows[:MOST_OF_A_KIND]]
    if len(rows) > MOST_OF_A_KIND:
        query = f"?{urlencode(section.query)}" if section.query else ""
        address = absolute(reverse(section.list_name) + query)
        # The tools that collect texts find none between the braces of an f-string.
        more = _("And more: see all of them")
        lines.append(f"- [{more}]({address})")
    return f"# {escaped(section.heading)}\n\n" + "\n".join(lines)


def _line(section, row):
    fact = section.fact(row)
    about = ". ".join(part.rstrip(".") for part in (fact, row.in_language("summary").text) if part)
    line = f"- [{escaped(row.name)}]({absolute(row.get_absolute_url())})"
    return f"{line}{colon()}{escaped(about)}." if about else line


def escaped(text):
    """Return a text in one line, in which nothing is a mark of Markdown."""
    return MARKS.sub(r"\\\1", " ".join(str(text).split()))
