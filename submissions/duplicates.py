"""Which published entries may be the one that somebody is about to hand in."""

from django.db.models import Q

from entries.kinds import kind_named
from entries.likeness import ALIKE, FEWEST_LETTERS, has_same_website, likeness
from screening.domains import domain_of_website
from search.corrections import resolve
from search.index import one_state
from search.query import parse
from search.results import find
from search.text import fold

MOST = 5
CANDIDATES = 60


def similar_entries(kind, name="", website=""):
    """Return at most five published entries with the same website or nearly the same name, the likeliest first.

    kind: the key of a kind of entry; another raises UnknownKind.
    """
    published = kind_named(kind).model.objects.published()
    found = {entry.pk: (100, entry) for entry in _with_website(published, website)}
    for entry in _candidates(published, name):
        alike = likeness(name, entry.name)
        if alike >= ALIKE:
            found.setdefault(entry.pk, (alike, entry))
    return [entry for _alike, entry in sorted(found.values(), key=lambda row: (-row[0], row[1].sort_key))][:MOST]


def _with_website(published, website):
    if not domain_of_website(website):
        return []
    candidates = published.filter(website__icontains=domain_of_website(website))[:CANDIDATES]
    return [entry for entry in candidates if has_same_website(website, entry.website)]


def _candidates(published, name):
    name = name.strip()
    if len(name) < FEWEST_LETTERS:
        return []
    query = resolve(parse(name), published.model).query
    with one_state():
        found = find(published, query, in_name=True)[:CANDIDATES] if query.terms else []
    first_word = fold(name).split(" ")[0]
    starts = Q(sort_name__startswith=first_word) | Q(sort_name__startswith=fold(name)[:6])
    return [*found, *published.filter(starts)[:CANDIDATES]]
