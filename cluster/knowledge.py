"""What projects can learn from each other, on their own pages and on those of their themes.

A fixed number of queries each, however much is known.
"""

from collections import defaultdict
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import pgettext

from cluster.models import Event, FundingOpportunity, Publication
from projects.models import Project, Status
from search.alphabets import alphabetical
from search.index import NOTHING, any_of, current_index
from search.results import Rows
from taxonomy.countries import country_name

SHOWN = 4
MOST_PROJECTS = 300
MOST_OF_A_COUNTRY = 8


def knowledge_of(entry, organisers):
    """Return what was written about an entry, and the events that these Organisations run; nothing of most."""
    events = Event.objects.filter(organiser__in=organisers)
    # Most entries have no publications or events yet, which one cheap query finds out.
    if not Publication.objects.ids_about(entry).union(events.rewrite(False).order_by().values_list("pk"))[:1]:
        return {}
    publications = Publication.objects.published().about(entry).only("title", "slug", "kind", "year")
    events = events.published().order_by("-starts_at", "-pk")
    return {
        "publications": publications[:SHOWN],
        "events": events.only("title", "slug", "kind", "starts_at", "time_zone", "is_cancelled")[:SHOWN],
    }


def knowledge_of_theme(theme):
    """Return what is known about a theme, and who works on it in which country."""
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
    index, kind = current_index(), Project._meta.model_name
    by_status, by_country = index.facet(kind, "status"), index.facet(kind, "country_keys")
    found = index.facet(kind, "theme_keys").get(theme.slug, NOTHING) & any_of(by_country.values())
    found = found - by_status.get(Status.DISCONTINUED, NOTHING)
    active = found & by_status.get(Status.ACTIVE, NOTHING)
    shown = Project.objects.only("name", "slug", "status", "country_keys")
    groups = defaultdict(list)
    for project in Rows(shown, [active, found - active], index.order(kind, "name"))[:MOST_PROJECTS]:
        for code in project.country_keys:
            groups[code].append(project)
    rows = [
        {
            "name": country_name(code) or pgettext("a country that is not known", "Elsewhere"),
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
