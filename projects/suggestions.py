"""What the search box suggests while somebody types: themes, cities, projects and organisations."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from entries.models import all_names
from entries.search import named, nearest_words, parse, resolve
from entries.search.articles import with_stems
from entries.search.text import words
from organisations.models import Organisation
from projects.models import Project
from projects.tags import in_use
from taxonomy.models import City, Theme

FEWEST_LETTERS = 2
MOST_OF_A_KIND = 3  # of each kind, as long as others have suggestions too


@dataclass(frozen=True)
class Suggestion:
    """One row: kind is "theme", "city", "project" or "organisation"; kind_label names it in the active language."""

    kind: str
    kind_label: str
    label: str
    url: str


def suggestions(text, *, limit=8):
    """Return at most `limit` Suggestions for what was typed so far, grouped by kind, the best of each kind first.

    Only published entries, and only themes and cities that have some. Five to nine database queries, whatever the size.
    """
    query = parse(text)
    if not query.terms or sum(len(word) for term in query.terms for word in term) < FEWEST_LETTERS:
        return []
    list_url = reverse("projects:list")
    groups = [
        [
            Suggestion("theme", _("Theme"), str(tag), f"{list_url}?{urlencode({'theme': tag.slug})}")
            for tag in _tags(Theme, query, limit)
        ],
        [
            Suggestion("city", _("City"), str(tag), f"{list_url}?{urlencode({'city': tag.slug})}")
            for tag in _tags(City, query, limit)
        ],
        [
            Suggestion("project", _("Project"), project.name, project.get_absolute_url())
            for project in _entries(Project, query, limit)
        ],
        [
            Suggestion("organisation", _("Organisation"), organisation.name, organisation.get_absolute_url())
            for organisation in _entries(Organisation, query, limit)
        ],
    ]
    return [row for group in _shared_out(groups, limit) for row in group]


def _shared_out(groups, limit):
    """Return the groups cut to `limit` rows together: some of each first, what room is left to the first groups."""
    sizes = [min(len(group), MOST_OF_A_KIND) for group in groups]
    while sum(sizes) > limit:
        sizes[sizes.index(max(sizes))] -= 1
    for place, group in enumerate(groups):
        sizes[place] += min(len(group) - sizes[place], limit - sum(sizes))
    return [group[:size] for group, size in zip(groups, sizes, strict=True)]


def _entries(model, query, limit):
    query = resolve(query, model).query
    found = named(model.objects.published(), query)
    return found.only("name", "slug").order_by("-relevance", "sort_name", "pk")[:limit]


def _tags(model, query, limit):
    """Return the themes or cities with a name, in any language, that has all the words, or nearly."""
    names = {tag: _names(tag) for tag in in_use(model)}
    found = _with_all(names, query.terms)
    if not found:
        vocabulary = [(word, word, 1) for words_ in names.values() for name in words_ for word in name]
        found = _with_all(names, [nearest_words(term[0], set(vocabulary)) or term for term in query.terms])
    return found[:limit]


def _names(tag):
    """Return the names of a tag, each as the words that an index would keep."""
    return [with_stems(words(name)) for name in (*all_names(tag), *getattr(tag, "other_names", "").splitlines())]


def _with_all(names, terms):
    """Return the tags with a name that has every term, those first whose name starts with one."""
    ranked = []
    for place, (tag, tag_names) in enumerate(names.items()):
        fitting = [name for name in tag_names if all(_has(name, term) for term in terms)]
        if fitting:
            starts = any(_has(name[:1], terms[0]) for name in fitting)
            ranked.append((not starts, place, tag))
    return [tag for _not_first, _place, tag in sorted(ranked, key=lambda row: row[:2])]


def _has(name, term):
    return any(word.startswith(beginning) for word in name for beginning in term)
