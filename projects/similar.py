"""Which projects do the same as another one, in its country and in others."""

from datetime import date
from functools import cache
from heapq import nsmallest

from django.db.models.expressions import RawSQL

from entries.fields import unpack
from entries.freshness import FRESH, Freshness, Limits, freshness_of_rows, limits
from projects.models import Project, Status
from search.prepared import Prepared, PreparedByKey
from taxonomy.models import LocatedItem, ThemedItem

# Only the latest projects of each theme and city are compared, so that the work does not grow with the directory.
CANDIDATES = 60
# What being in the same city is worth, beside likeness between 0 and 1: people look for what they can walk to.
NEARNESS = 0.5
# What decides whether and where one of them is shown.
RANKED_BY = ("status", "heard_on", "sort_key", "theme_keys", "city_keys", "country_keys")
# What their cards show.
SHOWN = (
    "name",
    "slug",
    "summary",
    "text_language",
    "logo",
    "website",
    "status",
    "launched",
    "ended",
    "country",
    "cost",
    "delivery",
    "reach",
    "reach_places",
    "languages",
    "newcomer_led",
    "theme_keys",
    "city_keys",
    "country_keys",
    "confirmed_on",
    "checked_on",
    "last_seen",
    "last_seen_on",
)
CARDS = PreparedByKey(lambda: Project.objects.only(*SHOWN))


def similar(project, at_home, abroad):
    """Return two lists of published projects that share a theme with this one and have not ended; in two queries.

    The first has at most `at_home` of them in its country, or anywhere where that is not known; only ones that were
    heard of lately where the project itself has ended. The second has at most `abroad` such ones in other countries;
    none where its own is not known. Silent ones come last; those with most themes in common come first, then those
    heard of lately, then by name.
    """
    themes, cities, countries = map(set, (project.theme_keys, project.city_keys, project.country_keys))
    here, elsewhere = [], []
    for pk, freshness, status, heard_on, name, its_themes, its_cities, its_countries in _candidates(project):
        shared = len(themes.intersection(its_themes := unpack(its_themes)))
        if not shared:
            continue
        likeness = shared / len(themes.union(its_themes))  # Jaccard index
        # Without a date the word of whoever set the status has to do.
        is_fresh = freshness in FRESH or (heard_on is None and status == Status.ACTIVE)
        is_silent = freshness == Freshness.SILENT
        if not countries or not countries.isdisjoint(unpack(its_countries)):
            if is_fresh or not project.has_ended:
                is_near = not cities.isdisjoint(unpack(its_cities))
                here.append((is_silent, -likeness - NEARNESS * is_near, not is_fresh, name, pk))
        elif is_fresh and its_countries:
            elsewhere.append((-likeness, name, pk))
    chosen = [[pk for *_rank, pk in nsmallest(*few)] for few in ((at_home, here), (abroad, elsewhere))]
    shown = CARDS.objects(pk for ids in chosen for pk in ids)
    # A project may have been deleted between the two queries.
    return [[shown[pk] for pk in ids if pk in shown] for ids in chosen]


def _candidates(project):
    """Return pk, Freshness and RANKED_BY as they are stored, of the latest projects with one of its themes or in one of
    its cities.
    """
    if not (project.theme_keys or project.city_keys):
        return []
    query = _latest_with(len(project.theme_keys), len(project.city_keys))
    content_type = ThemedItem.content_type_for(Project).pk
    return query.rows(project.pk, content_type, CANDIDATES, *limits(), *project.theme_keys, *project.city_keys)


@cache
def _latest_with(themes, cities):
    """Return the Prepared query of _candidates() for so many themes and cities."""

    def latest(pk, content_type, most, *values):
        limit, slugs = Limits(*values[:3]), values[3:]
        sql = " UNION ".join([_latest(ThemedItem)] * themes + [_latest(LocatedItem)] * cities)
        among = RawSQL(sql, [one for slug in slugs for one in (slug, content_type, most)])  # noqa: S611 - names of our own
        others = Project.objects.published().running().exclude(pk=pk).order_by()
        return others.filter(pk__in=among).values_list("pk", freshness_of_rows(limit), *RANKED_BY)

    return Prepared(latest, int, int, int, date, date, date, *[str] * (themes + cities))


def _latest(through):
    """Return SQL for the ids of the latest entries with one tag, which an index answers; of its slug, the content type
    of the entries, and how many.

    By hand, as Django does not limit a part of a union on SQLite.
    """
    items, tags = through._meta.db_table, through._meta.get_field("tag").related_model._meta.db_table
    return (
        f"SELECT object_id FROM (SELECT object_id FROM {items} "  # noqa: S608 - names of our own
        f"WHERE tag_id = (SELECT id FROM {tags} WHERE slug = %s) AND content_type_id = %s "
        "ORDER BY object_id DESC LIMIT %s) AS latest"
    )
