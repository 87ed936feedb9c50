"""What the search box suggests while somebody types: themes, cities, regions, projects and organisations."""

from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from entries.kinds import kinds
from entries.models import all_names
from listing.lexicon import CITY, COUNTRY, LANGUAGE, NEED, REGION, as_meant, lexicon, names_of_region, other_words
from projects.tags_in_use import slugs_in_use
from search.articles import with_stems
from search.corrections import resolve
from search.index import current_index
from search.prepared import PreparedByKey
from search.query import MAX_LENGTH, parse
from search.results import find
from search.text import words
from taxonomy.languages import language_choices
from taxonomy.models import City, Theme
from taxonomy.regions import REGIONS
from taxonomy.vocabularies import current_vocabularies

FEWEST_LETTERS = 2
MOST_OF_A_KIND = 3  # of each kind, as long as others have suggestions too
# What a suggestion is called that is no entry, by the parameter of the list that it leads to.
LABELS = {
    NEED: _("Theme"),
    CITY: _("City"),
    REGION: _("Region"),
    COUNTRY: _("Country"),
    LANGUAGE: _("Language of the offer"),
}


@dataclass(frozen=True)
class Suggestion:
    """One row: kind is one of LABELS or the key of a kind of entry; kind_label names it in the active language.

    note: what its kind says beside its name, such as that a project has ended.
    """

    kind: str
    kind_label: str
    label: str
    url: str
    note: str = ""


def suggestions(text, *, limit=8):
    """Return at most `limit` Suggestions for what was typed so far, grouped by kind, the best of each kind first.

    Only published entries, and only themes, cities and regions that have some. Where no kind has anything for what was
    typed, for that without a last word that says nothing; then with its typing mistakes corrected; then for what it
    asks for as a sentence. A fixed number of database queries, whatever the size.
    """
    query = parse(text, is_being_typed=True)
    if not query.terms or sum(len(word) for term in query.terms for word in term) < FEWEST_LETTERS:
        return []
    index = current_index()
    tags = _tags_in_use(index)
    for attempt, is_corrected in _attempts(text, query):
        groups = [
            *(_tags(kind, tags[kind], attempt, is_corrected) for kind in tags),
            *(_entries(kind, attempt, limit) for kind in kinds()),
        ]
        if any(groups):
            return [row for group in _shared_out(groups, limit) for row in group]
    return _read(text, tags)


def _read(text, tags):
    """Return one Suggestion for what a sentence asks for: the list of that theme, place and language; none where it
    names none of them.
    """
    labels = {kind: {tag.key: tag.label for tag in tags[kind]} for kind in tags}
    labels |= {COUNTRY: dict(countries), LANGUAGE: dict(language_choices())}
    said = lexicon(current_vocabularies())
    read = said.read(text[:MAX_LENGTH], is_possible=lambda sense: sense.key in labels.get(sense.kind, ()))
    reading = as_meant(read)
    if not reading:
        return []
    asked = [(kind, key) for kind in labels for key in reading.keys(kind)]
    label = " · ".join(str(labels[kind][key]) for kind, key in asked)
    kind, _key = asked[0]
    return [Suggestion(kind, str(LABELS[kind]), label, f"{reverse('projects:list')}?{urlencode(asked)}")]


def _attempts(text, query):
    """Yield the queries to try until one finds something, each with whether its typing mistakes were corrected."""
    yield query, False
    finished = parse(text)
    if finished.terms != query.terms:
        yield finished, False
    corrected = resolve(finished, *(kind.model for kind in kinds()))
    if corrected.corrections:
        yield corrected.query, True


def _shared_out(groups, limit):
    """Return the groups cut to `limit` rows together: some of each first, what room is left to the first groups."""
    sizes = [min(len(group), MOST_OF_A_KIND) for group in groups]
    while sum(sizes) > limit:
        sizes[sizes.index(max(sizes))] -= 1
    for place, group in enumerate(groups):
        sizes[place] += min(len(group) - sizes[place], limit - sum(sizes))
    return [group[:size] for group, size in zip(groups, sizes, strict=True)]


def _entries(kind, query, limit):
    keys = find(kind.model.objects.published(), query, in_name=True).keys(0, limit)
    found, label = _rows_of(kind.model).objects(keys), capfirst(str(kind.label))
    return [
        Suggestion(kind.key, label, entry.name, entry.get_absolute_url(), kind.note(entry))
        for entry in (found[key] for key in keys if key in found)
    ]


@cache
def _rows_of(model):
    return PreparedByKey(lambda: model.objects.published().defer("description"))


@dataclass(frozen=True)
class NamedTag:
    """A theme, a city or a region with its names as an index has them, one a line: in all languages, and those of this
    language alone.
    """

    key: str
    label: str
    all_names: str
    names_here: str


def _tags_in_use(index):
    """Return theme, city and region -> those of their NamedTags that published entries have."""
    cities = slugs_in_use(City, index)
    regions = {key for key, slugs in current_vocabularies().cities_of_regions.items() if not cities.isdisjoint(slugs)}
    used = {NEED: slugs_in_use(Theme, index), CITY: cities, REGION: regions}
    return {kind: [tag for tag in tags if tag.key in used[kind]] for kind, tags in _named_tags().items()}


def _named_tags():
    """Return theme, city and region -> their NamedTags in the active language, kept until one of them changes."""
    language, vocabularies = get_language(), current_vocabularies()
    if _kept.get(language, (None, None))[0] != vocabularies.state:
        cities = sorted(vocabularies.cities.values(), key=lambda city: city.name)
        named = {
            NEED: list(map(_named, vocabularies.themes.values())),
            CITY: list(map(_named, cities)),
            REGION: [_named_region(region) for region in REGIONS.values()],
        }
        _kept[language] = (vocabularies.state, named)
    return _kept[language][1]


# Language -> (state of the tags, what _named_tags() returns). Folding hundreds of names takes longer than all else.
_kept = {}


def _named(tag):
    if isinstance(tag, Theme):
        # Of phrases any word would count, and “new in Berlin” is no reason to suggest a theme to who types Berlin.
        said = [word.strip("*~") for word in other_words(tag) if " " not in word]
    else:
        said = tag.other_names.splitlines()
    here = [tag.name, tag.name_en or "", *getattr(tag, "other_names", "").splitlines()]
    return NamedTag(tag.slug, str(tag), _lines((*all_names(tag), *said)), _lines(here))


def _named_region(region):
    label, all_of_them = str(region.name), names_of_region(region)
    return NamedTag(region.key, label, _lines(all_of_them), _lines([label, all_of_them[0]]))


def _lines(names):
    return "\n".join(map(_indexed, names))


def _tags(kind, tags, query, is_corrected):
    """Return Suggestions of the NamedTags with a name that has all the words of a query.

    Corrected, names in all languages would match almost any word, so only those of this language count.
    """
    terms = [[f" {words}" for words in term] for term in query.terms]
    named = [(tag, tag.names_here if is_corrected else tag.all_names) for tag in tags]
    list_url = reverse("projects:list")
    return [
        Suggestion(kind, str(LABELS[kind]), tag.label, f"{list_url}?{urlencode({kind: tag.key})}")
        for tag in _with_all(named, terms)
    ]


def _with_all(named, terms):
    """Return the tags with a name that has every term, those first whose name starts with one.

    named: (tag, its names, one a line); terms: the ways to write each, behind the space that begins a word.
    """
    ranked = []
    for place, (tag, names) in enumerate(named):
        # Of hundreds of tags most have none of the words in any of their names.
        if not all(_has(names, term) for term in terms):
            continue
        fitting = [name for name in names.split("\n") if all(_has(name, term) for term in terms)]
        if fitting:
            starts = any(name.startswith(words) for name in fitting for words in terms[0])
            ranked.append((not starts, place, tag))
    return [tag for _not_first, _place, tag in sorted(ranked, key=lambda row: row[:2])]


def _indexed(name):
    """Return the words of a name in a row, each behind a space: what comes next is the beginning of one."""
    return "".join(f" {word}" for word in with_stems(words(name)))


def _has(names, term):
    return any(words in names for words in term)
