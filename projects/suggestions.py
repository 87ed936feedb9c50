"""What the search box suggests while somebody types: themes, cities, projects and organisations."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from entries.models import all_names
from entries.search import named, parse, resolve
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
    """One row: kind is "theme", "city", "project" or "organisation"; kind_label names it in the active language.

    note: says of a project that it has ended.
    """

    kind: str
    kind_label: str
    label: str
    url: str
    note: str = ""


def suggestions(text, *, limit=8):
    """Return at most `limit` Suggestions for what was typed so far, grouped by kind, the best of each kind first.

    Only published entries, and only themes and cities that have some. Where no kind has anything for what was typed,
    for that without a last word that says nothing; then with its typing mistakes corrected. Four to ten database
    queries, whatever the size.
    """
    query = parse(text, is_being_typed=True)
    if not query.terms or sum(len(word) for term in query.terms for word in term) < FEWEST_LETTERS:
        return []
    themes, cities = list(in_use(Theme)), list(in_use(City))
    for attempt, names in _attempts(text, query):
        groups = [
            _tags("theme", _("Theme"), themes, names, attempt),
            _tags("city", _("City"), cities, names, attempt),
            _entries("project", _("Project"), Project, attempt, limit),
            _entries("organisation", _("Organisation"), Organisation, attempt, limit),
        ]
        if any(groups):
            return [row for group in _shared_out(groups, limit) for row in group]
    return []


def _attempts(text, query):
    """Yield the queries to try until one finds something, each with the function that returns the names of a tag."""
    yield query, _all_names
    finished = parse(text)
    if finished.terms != query.terms:
        yield finished, _all_names
    corrected = resolve(finished, Project, Organisation)
    if corrected.corrections:
        # Among the names in all languages there is one like any word.
        yield corrected.query, _names_on_this_page


def _shared_out(groups, limit):
    """Return the groups cut to `limit` rows together: some of each first, what room is left to the first groups."""
    sizes = [min(len(group), MOST_OF_A_KIND) for group in groups]
    while sum(sizes) > limit:
        sizes[sizes.index(max(sizes))] -= 1
    for place, group in enumerate(groups):
        sizes[place] += min(len(group) - sizes[place], limit - sum(sizes))
    return [group[:size] for group, size in zip(groups, sizes, strict=True)]


def _entries(kind, kind_label, model, query, limit):
    found = named(model.objects.published(), query).defer("description").best_first()[:limit]
    return [Suggestion(kind, kind_label, entry.name, entry.get_absolute_url(), _end(entry)) for entry in found]


def _end(entry):
    return entry.get_status_display() if getattr(entry, "is_discontinued", False) else ""


def _tags(kind, kind_label, tags, names, query):
    """Return Suggestions of the themes or cities with a name that has all the words; names: tag -> its names."""
    found = _with_all({tag: [_indexed(name) for name in names(tag)] for tag in tags}, query.terms)
    list_url = reverse("projects:list")
    return [Suggestion(kind, kind_label, str(tag), f"{list_url}?{urlencode({kind: tag.slug})}") for tag in found]


def _all_names(tag):
    return [*all_names(tag), *getattr(tag, "other_names", "").splitlines()]


def _names_on_this_page(tag):
    """Return the names of a tag in the active language and in English, and the further spellings of a city."""
    return [tag.name, tag.name_en or "", *getattr(tag, "other_names", "").splitlines()]


def _with_all(names, terms):
    """Return the tags with a name that has every term, those first whose name starts with one."""
    ranked = []
    for place, (tag, tag_names) in enumerate(names.items()):
        fitting = [name for name in tag_names if all(_has(name, term) for term in terms)]
        if fitting:
            starts = any(name.startswith(f" {words}") for name in fitting for words in terms[0])
            ranked.append((not starts, place, tag))
    return [tag for _not_first, _place, tag in sorted(ranked, key=lambda row: row[:2])]


def _indexed(name):
    """Return the words of a name in a row, each behind a space: what comes next is the beginning of one."""
    return "".join(f" {word}" for word in with_stems(words(name)))


def _has(name, term):
    return any(f" {words}" in name for words in term)
