"""Which projects do the same as another one, in its country and in others."""

from heapq import nsmallest

from django.db.models.expressions import RawSQL

from projects.models import Project, Status
from taxonomy.models import LocatedItem, ThemedItem

# Of each theme and city the latest: so the work does not grow with the directory.
CANDIDATES = 60
# What being in the same city is worth, beside likeness between 0 and 1: people look for what they can walk to.
NEARNESS = 0.5
# What decides whether and where one of them is shown.
RANKED_BY = ("pk", "status", "sort_name", "theme_keys", "city_keys", "country_keys")
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
    "languages",
    "newcomer_led",
    "theme_keys",
    "city_keys",
    "country_keys",
    "verified_on",
)


def similar(project, at_home, abroad):
    """Return two lists of published projects that share a theme with this one and have not ended; in two queries.

    The first has at most `at_home` of them in its country, or anywhere where that is not known; only active ones where
    the project itself has ended. The second has at most `abroad` active ones in other countries; none where its own is
    not known. Those with most themes in common come first, then active ones, then by name.
    """
    themes, cities, countries = map(set, (project.theme_keys, project.city_keys, project.country_keys))
    here, elsewhere = [], []
    for pk, status, name, its_themes, its_cities, its_countries in _candidates(project):
        shared = len(themes.intersection(its_themes))
        if not shared:
            continue
        likeness = shared / len(themes.union(its_themes))  # Jaccard index
        is_active = status == Status.ACTIVE
        if not countries or not countries.isdisjoint(its_countries):
            if is_active or not project.is_discontinued:
                is_near = not cities.isdisjoint(its_cities)
                here.append((-likeness - NEARNESS * is_near, not is_active, name, pk))
        elif is_active and its_countries:
            elsewhere.append((-likeness, name, pk))
    chosen = [[pk for *_rank, pk in nsmallest(*few)] for few in ((at_home, here), (abroad, elsewhere))]
    shown = Project.objects.only(*SHOWN).order_by().in_bulk([pk for ids in chosen for pk in ids])
    # One may have gone between the two queries.
    return [[shown[pk] for pk in ids if pk in shown] for ids in chosen]


def _candidates(project):
    """Return RANKED_BY of the latest projects with one of its themes, and of those in one of its cities."""
    latest = [
        *(_latest(ThemedItem, slug) for slug in project.theme_keys),
        *(_latest(LocatedItem, slug) for slug in project.city_keys),
    ]
    if not latest:
        return []
    sql, params = " UNION ".join(sql for sql, _params in latest), [one for _sql, params in latest for one in params]
    others = Project.objects.published().running().exclude(pk=project.pk).order_by()
    return others.filter(pk__in=RawSQL(sql, params)).values_list(*RANKED_BY)  # noqa: S611 - names of our own


def _latest(through, slug):
    """Return SQL and parameters for the ids of the latest projects with one tag, which an index answers.

    By hand, as Django does not limit a part of a union on SQLite.
    """
    items, tags = through._meta.db_table, through._meta.get_field("tag").related_model._meta.db_table
    sql = (
        f"SELECT object_id FROM (SELECT object_id FROM {items} "  # noqa: S608 - names of our own
        f"WHERE tag_id = (SELECT id FROM {tags} WHERE slug = %s) AND content_type_id = %s "
        f"ORDER BY object_id DESC LIMIT {CANDIDATES}) AS latest"
    )
    return sql, (slug, through.content_type_for(Project).pk)
