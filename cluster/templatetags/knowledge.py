"""What projects can learn from each other, on their own pages and on those of their themes.

A fixed number of queries each, however much is known.
"""

from collections import defaultdict
from urllib.parse import urlencode

from django import template
from django.db.models import Case, When
from django.urls import reverse
from django.utils.translation import pgettext
from django_countries import countries

from cluster.models import Event, FundingOpportunity, Publication
from entries.alphabets import alphabetical
from projects.models import Project, Status

register = template.Library()

SHOWN = 4
MOST_PROJECTS = 300
MOST_OF_A_COUNTRY = 8


@register.inclusion_tag("cluster/_knowledge.html")
def knowledge_of(entry, organisers):
    """Show what was written about an entry, and the events that these Organisations run."""
    events = Event.objects.filter(organiser__in=organisers)
    # Of most entries nothing is known yet: one light query tells.
    if not Publication.objects.ids_about(entry).union(events.rewrite(False).order_by().values_list("pk"))[:1]:
        return {}
    publications = Publication.objects.published().about(entry).only("title", "slug", "kind", "year")
    events = events.published().order_by("-starts_at", "-pk")
    return {
        "publications": publications[:SHOWN],
        "events": events.only("title", "slug", "kind", "starts_at", "time_zone", "is_cancelled")[:SHOWN],
    }


@register.inclusion_tag("cluster/_knowledge_of_theme.html")
def knowledge_of_theme(theme):
    """Show what is known about a theme, and who works on it in which country."""
    return {
        "theme": theme,
        "publications": Publication.objects.published().with_theme(theme.slug)[:SHOWN],
        "events": Event.objects.published().upcoming().with_theme(theme.slug)[:SHOWN],
        "funding": FundingOpportunity.objects.published().open().with_theme(theme.slug)[:SHOWN],
        "by_country": projects_by_country(theme),
    }


def projects_by_country(theme):
    """Return a theme's projects that have not ended as {"name", "projects", "more"} of each country, most first.

    Those known to run stand first. more: address of the list of all of a country, "" where all are shown.
    """
    is_active = Case(When(status=Status.ACTIVE, then=0), default=1)
    running = Project.objects.published().running().with_theme(theme.slug).exclude(country_keys="")
    groups = defaultdict(list)
    shown = running.only("name", "slug", "status", "country_keys").order_by(is_active, "sort_name", "pk")
    for project in shown[:MOST_PROJECTS]:
        for code in project.country_keys:
            groups[code].append(project)
    rows = [
        {
            "name": countries.name(code) or pgettext("a country that is not known", "Elsewhere"),
            "projects": projects[:MOST_OF_A_COUNTRY],
            "more": _list_address(theme, code) if len(projects) > MOST_OF_A_COUNTRY else "",
            "count": len(projects),
        }
        for code, projects in groups.items()
    ]
    return sorted(rows, key=lambda row: (-row["count"], alphabetical(row["name"])))


def _list_address(theme, country):
    query = urlencode({"theme": theme.slug, "country": country})
    return f"{reverse('projects:list')}?{query}"
