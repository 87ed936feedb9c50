"""What projects can learn from each other, on their own pages and on those of their themes.

A fixed number of queries each, however much is known.
"""

from functools import cache
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import pgettext

from cluster.models import Event, FundingOpportunity, Publication
from entries.kinds import kind_of
from projects.models import Project, Status
from search.alphabets import alphabetical
from search.index import NOTHING, current_index
from search.prepared import Prepared, PreparedByKey
from search.results import Rows
from taxonomy.countries import country_name

SHOWN = 4
# More than a phone shows on a few screens, nobody reads; each country leads to the list of its own.
MOST_PROJECTS = 48
MOST_OF_A_COUNTRY = 6
NAMES = PreparedByKey(lambda: Project.objects.only("name", "slug", "status"))


def knowledge_of(entry, organisers):
    """Return what was written about an entry, and the events that these Organisations run; nothing of most."""
    # Most entries have no publications or events yet, which one cheap query finds out.
    organisers = [organiser.pk for organiser in organisers]
    if not _anything_known(kind_of(entry).key, len(organisers)).rows(entry.pk, *organisers):
        return {}
    publications = Publication.objects.published().about(entry).only("title", "slug", "kind", "year")
    events = Event.objects.filter(organiser__in=organisers).published().order_by("-starts_at", "-pk")
    return {
        "publications": publications[:SHOWN],
        "events": events.only("title", "slug", "kind", "starts_at", "time_zone", "is_cancelled")[:SHOWN],
    }


@cache
def _anything_known(kind, organisers):
    """Return the Prepared query for one row of what is known of an entry of a kind with so many organisers."""

    def keys(key, *run_by):
        events = Event.objects.filter(organiser__in=run_by).rewrite(False).order_by().values_list("pk")
        return Publication.objects.ids_about(kind, key).union(events)[:1]

    return Prepared(keys, *[int] * (1 + organisers))


def knowledge_of_theme(theme):
    """Return what is known about a theme, and who works on it in which country."""
    publications, events, funding = (_on_theme(model, theme) for model in (Publication, Event, FundingOpportunity))
    return {
        "theme": theme,
        "publications": publications[:SHOWN],
        "events": events and events.upcoming()[:SHOWN],
        "funding": funding and funding.open()[:SHOWN],
    } | projects_by_country(theme)


def _on_theme(model, theme):
    """Return the published items of a theme; none are asked for where the index has none."""
    by_theme = current_index().facet(model._meta.model_name, "theme_keys")
    return model.objects.published().with_theme(theme.slug) if by_theme.get(theme.slug) else ()


def projects_by_country(theme):
    """Return where a theme has projects that have not ended, most first, as {"by_country", "further_countries"}.

    Each has {"name", "count", "projects", "more"} of some countries. projects: the first of them, those known to run
    before others, none in the last of many countries; more: address of the list of all, "" where all are shown.
    """
    index, kind = current_index(), Project._meta.model_name
    by_status, order = index.facet(kind, "status"), index.order(kind, "name")
    found = index.facet(kind, "theme_keys").get(theme.slug, NOTHING) - by_status.get(Status.DISCONTINUED, NOTHING)
    active = by_status.get(Status.ACTIVE, NOTHING)
    by_country = {code: found & entries for code, entries in index.facet(kind, "country_keys").items()}
    countries = [(country_name(code), code, entries) for code, entries in by_country.items() if entries]
    countries.sort(key=_place)
    first, left = {}, MOST_PROJECTS
    for _name, code, entries in countries:
        most = min(MOST_OF_A_COUNTRY, left)
        first[code] = Rows(Project.objects, [entries & active, entries - active], order).keys(0, most) if most else []
        left -= len(first[code])
    projects, address = NAMES.objects({key for keys in first.values() for key in keys}), reverse("projects:list")
    told = [
        {
            "name": name or pgettext("a country that is not known", "Elsewhere"),
            "count": len(entries),
            "projects": [projects[key] for key in first[code] if key in projects],
            "more": f"{address}?{urlencode({'theme': theme.slug, 'country': code})}"
            if len(entries) > len(first[code])
            else "",
        }
        for name, code, entries in countries
    ]
    shown = sum(bool(keys) for keys in first.values())
    return {"by_country": told[:shown], "further_countries": told[shown:]}


def _place(country):
    """Return the key by which a (name, code, entries) sorts: most first."""
    name, _code, entries = country
    return -len(entries), alphabetical(name)
