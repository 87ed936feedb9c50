"""The query grammar that projects and organisations share: one filterset validates it for pages, feeds and exports."""

from dataclasses import replace
from functools import cached_property
from itertools import chain
from typing import NamedTuple

import django_filters
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import QueryDict
from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from django_countries import countries
from pyroaring import BitMap

from entries.dates import month_after_a_word
from entries.freshness import Freshness, limits
from entries.wording import isolated, labelled
from listing.filters import (
    ALL,
    REACH,
    UNKNOWN,
    Facet,
    FreshnessFacet,
    GroupedPlaceFacet,
    PlaceFacet,
    SearchFilter,
    SortFilter,
    WayOfReading,
    YearFilter,
)
from listing.lexicon import CITY, FOR_ALL, LANGUAGE, NEED, OF_ORGANISATIONS, PLACES, REGION, as_meant, lexicon
from search.articles import stems
from search.corrections import resolve
from search.index import NOTHING, current_index
from search.joined import as_one
from search.query import MAX_LENGTH, Query, parse
from search.reading import Reading
from search.results import Finder, Rows, is_known
from search.text import MAX_WORD, words
from taxonomy.reach import usable_from_city, usable_from_countries, usable_from_region, usable_from_ring
from taxonomy.regions import REGIONS, region_choices
from taxonomy.vocabularies import current_vocabularies
from taxonomy.where import where_keys, where_label

PER_PAGE = (24, 12, 48, 96)

UNKNOWN_VALUE = _("“%(value)s” is not known as a value of “%(name)s” and was left out.")
TOO_MANY = _("Too many values for “%(name)s”: “%(value)s” was left out.")
NO_PAGE = _("There is no page “%(page)s”.")


class Rejected(NamedTuple):
    """A value that a list leaves out; complaint: what is said of it, a format of the name and the value (or page)."""

    name: str
    value: str
    complaint: str

    @property
    def is_too_many(self):
        """Whether it is known, and more than its filter takes."""
        return self.complaint is TOO_MANY

    def __str__(self):
        name, value = isolated(_shortened(self.name)), isolated(_shortened(self.value))
        return self.complaint % {"name": name, "value": value, "page": value}


def _shortened(text):
    return text if len(text) <= 60 else f"{text[:60]}…"


def is_page_number(text):
    try:
        return int(text) > 0
    except ValueError:
        return False


# Parameter -> whether a value of it makes sense, and what is said of one that does not.
PAGING = {
    "page": (is_page_number, NO_PAGE),
    "per_page": (lambda text: text in map(str, PER_PAGE), UNKNOWN_VALUE),
}

# The parameter that asks for what is elsewhere and can be used from a place, and its one value.
FROM_THERE, YES = "use", "from-there"
# The value of `read` that has a search taken word by word.
WORD_BY_WORD = "words"
# Entries with one word in their name of which the name is looked at.
MOST_CALLED = 1000
SHORTEST_AS_ONE = 6  # letters of words that are looked for as one
MOST_AS_ONE = 50  # names that have a word in one; what more of them have is a word of its own
# What of a reading is given up first where nothing fits all of it; REST: the words that were not read.
REST = "rest"
GIVEN_UP = (
    OF_ORGANISATIONS,
    (LANGUAGE,),
    (REST,),
    PLACES,
    (LANGUAGE, REST),
    (LANGUAGE, *PLACES),
    (REST, *PLACES),
    (LANGUAGE, REST, *PLACES),
    (NEED,),
    (NEED, REST),
    (NEED, LANGUAGE, REST),
    (NEED, REST, *PLACES),
    (*OF_ORGANISATIONS, REST),
    (*OF_ORGANISATIONS, *PLACES),
    (*OF_ORGANISATIONS, REST, *PLACES),
    (*OF_ORGANISATIONS, NEED, REST),
)


def _take_out_paging(sound):
    """Take pages and sizes of pages that make no sense out of a QueryDict; returns them as a list of Rejected."""
    return [
        Rejected(name, value, complaint)
        for name, (makes_sense, complaint) in PAGING.items()
        if name in sound and not makes_sense(sound[name])
        for value in sound.pop(name)
    ]


# What a list can be narrowed to: what has ended is a matter of the status.
OFFERED = [(one.value, one.label) for one in Freshness if one != Freshness.ENDED]

RELEVANCE = "relevance"
SORTS = {
    RELEVANCE: pgettext_lazy("sort by", "Relevance"),
    "name": pgettext_lazy("sort by", "Name"),
    "newest": pgettext_lazy("sort by", "Recently added"),
}


def year_filter(column, is_within, label, words, said_of_unknown=None):
    """Return a YearFilter; words: of its chip, a format with the year; said_of_unknown: see ListFilter."""
    return YearFilter(
        column=column,
        is_within=is_within,
        label=label,
        chip=lambda _label, year: words % {"year": year},
        said_of_unknown=said_of_unknown,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
    )


class EntryFilterSet(django_filters.FilterSet):
    """Narrows published entries by what a query string asks for.

    A value that it cannot make sense of is left out and named in `rejected`, so that a page can say so and a data
    format can refuse. What no list knows, such as the marks that newsletters and social networks hang onto links, is
    ignored: `is_adorned` says that there was some.

    `settled` is the query as it came, but for values that others override and for former names. `sorts` has the label
    of each order that the model declares in ORDERS. `former` says what addresses of old, and of forms, are called here:
    parameter -> parameter, or (parameter, value) -> (parameter, value).
    """

    sorts = SORTS
    # A form that asks for a place in one field sends regions as it sends cities.
    former = {(CITY, key): (REGION, key) for key in REGIONS}

    q = SearchFilter(label=pgettext_lazy("a filter", "Search"), chip=labelled)
    theme = Facet(column="theme_keys", label=_("Theme"), is_long=True, options=lambda f: f.themes)
    # The first ring has the name of a city.
    where = PlaceFacet(
        column="where_keys",
        label=_("Where"),
        chip=labelled,
        options=lambda f: f.rings,
        usable_from=lambda f, key: f.usable_from_city(key) if key == settings.HOME_CITY else usable_from_ring(key),
    )
    city = PlaceFacet(
        column="city_keys",
        label=_("City"),
        is_long=True,
        options=lambda f: f.city_names,
        spellings=lambda f: f.city_spellings,
        usable_from=lambda f, slug: f.usable_from_city(slug),
    )
    region = GroupedPlaceFacet(
        column="city_keys",
        label=_("Region"),
        is_long=True,
        options=lambda _filterset: dict(region_choices()),
        members=lambda f: f.vocabularies.cities_of_regions,
        usable_from=lambda _filterset, key: usable_from_region(key),
    )
    country = PlaceFacet(
        column="country_keys",
        label=_("Country"),
        is_long=True,
        options=lambda f: dict(countries),
        usable_from=lambda _filterset, code: usable_from_countries(code),
    )
    sort = SortFilter(label=_("Sort by"), options=lambda f: f.sorts)
    read = WayOfReading(
        label=pgettext_lazy("a filter", "Search"), options=lambda _filterset: {WORD_BY_WORD: _("Exactly these words")}
    )

    def __init__(self, data=None, queryset=None, *, known_in=(), **kwargs):
        """known_in: the models whose words are right as they are typed, where these are more than the list's own."""
        if queryset is None:
            # The library would take all rows, and so count drafts on the pages that anybody sees.
            queryset = self._meta.model.objects.published()
        super().__init__(data, queryset, **kwargs)
        self.known_in = known_in or (self.queryset.model,)
        self.is_bound = True
        self.settled = self._settle(self.data)
        self.data, self.rejected = self._sort_out(self.settled)

    def _settle(self, data):
        """Return a QueryDict under today's names, without empty values and those that others override.

        Itself where that changes nothing.
        """
        data = self._under_new_names(data)
        asked = {name: [value for value in data.getlist(name) if value] for name in data if name in self.filters}
        kept = {name: self.filters[name].settled(values) for name, values in asked.items()}
        overridden = {name: values for name, values in kept.items() if values != data.getlist(name)}
        if not overridden:
            return data
        settled = data.copy()
        for name, values in overridden.items():
            if values:
                settled.setlist(name, values)
            else:
                del settled[name]
        return settled

    def _under_new_names(self, data):
        """Return a QueryDict in which nothing has a name of old, itself where nothing has one.

        What is there under its name of today as well counts under that one alone.
        """
        pairs = [(name, value) for name, values in data.lists() for value in values]
        if not any(name in self.former or (name, value) in self.former for name, value in pairs):
            return data
        renamed = QueryDict(mutable=True)
        for name, value in pairs:
            today = self.former.get(name, name)
            if today == name or today not in data:
                renamed.appendlist(*self.former.get((today, value), (today, value)))
        return renamed

    def _sort_out(self, data):
        """Return the part of a QueryDict that makes sense, and the rest as a list of Rejected."""
        sound, rejected = QueryDict(mutable=True), []
        for name in data:
            if not self._knows(name):
                continue
            counting, left_out = self._counting(name, data.getlist(name))
            if counting:
                sound.setlist(name, counting)
            rejected += left_out
        return sound, [*rejected, *_take_out_paging(sound), *self._take_out_unknown(sound)]

    def _knows(self, name):
        return name in self.filters or name in PAGING

    @property
    def is_adorned(self):
        """Whether the query has parameters that mean nothing here."""
        return not all(map(self._knows, self.settled))

    def _counting(self, name, asked):
        """Return those values of a known parameter that count, and the others as a list of Rejected."""
        values = [value for value in asked if value.strip()]
        # A database refuses NUL in any string; in the search box it is just dropped.
        fit = [value for value in values if name == "q" or "\0" not in value]
        most = 1 if name in PAGING else self.filters[name].most
        counting = list(dict.fromkeys(fit[-most:]))
        unfit = [Rejected(name, value, UNKNOWN_VALUE) for value in values if value not in fit]
        too_many = [Rejected(name, value, TOO_MANY) for value in dict.fromkeys(fit) if value not in counting]
        return counting, unfit + too_many

    def _take_out_unknown(self, sound):
        """Take what the filters do not know out of a QueryDict; returns it as a list of Rejected."""
        self.data = sound
        rejected = []
        for name, complaints in self.get_form_class()(sound).errors.as_data().items():
            values = sound.pop(name)
            # A filter of several values names those that it does not know; any other refuses its one value.
            named = {complaint.params["value"] for complaint in complaints if complaint.code == UNKNOWN}
            unknown = named or set(values)
            rejected += [Rejected(name, value, UNKNOWN_VALUE) for value in values if value in unknown]
            if known := [value for value in values if value not in unknown]:
                sound.setlist(name, known)
        return rejected

    @cached_property
    def vocabularies(self):
        return current_vocabularies()

    def share_vocabularies(self, other):
        """Take themes and cities from another filterset instead of asking for them again."""
        self.vocabularies = other.vocabularies

    @property
    def themes(self):
        return self.vocabularies.themes

    @property
    def cities(self):
        return self.vocabularies.cities

    # Of the language that is active when they are asked for: a handout says its headings in two.
    @property
    def city_spellings(self):
        return self.vocabularies.city_spellings

    @property
    def city_names(self):
        return self.vocabularies.city_names

    def usable_from_city(self, slug):
        """Return the UsableFrom of a city by its slug; one that there is not is nowhere."""
        return usable_from_city(*self.vocabularies.places_of_cities.get(slug, ("", "")))

    @property
    def rings(self):
        return {key: where_label(key, self.city_names.get(key, key)) for key in where_keys()}

    @cached_property
    def values(self):
        """The validated values, parameter -> value; complete, as nothing unsound is left."""
        self.form.full_clean()
        return self.form.cleaned_data

    @cached_property
    def reading(self):
        """What the search asks for beside words: the Reading of those kinds for which this list has a facet."""
        query = self.values["q"]
        if not query.terms or WORD_BY_WORD in self.values["read"]:
            return Reading()
        text = self.data.get("q", "").strip()[:MAX_LENGTH]
        read = self._lexicon.read(
            text,
            is_known=lambda word: any(is_known(model, word) for model in self.known_in),
            is_possible=self._is_possible,
        )
        return as_meant(read)

    @property
    def _lexicon(self):
        return lexicon(self.vocabularies)

    def _is_possible(self, sense):
        return sense.key in self._possible[sense.kind]

    @cached_property
    def _possible(self):
        """kind of a sense -> the keys by which this list can be narrowed."""
        kinds = (NEED, *PLACES, LANGUAGE, *OF_ORGANISATIONS)
        facets = {kind: self.filters[kind].options() for kind in kinds if kind in self.filters}
        return dict.fromkeys(kinds, ()) | facets | {FOR_ALL: ("",)}

    @cached_property
    def meant(self):
        """The part of the reading that something fits, and the kinds of what was given up for it: (Reading, kinds)."""
        reading, said = self.reading, {part.sense.kind for part in self.reading.parts}
        if reading.rest:
            said.add(REST)
        others = self.passing(["q"], is_wide=True)
        if not reading or others & (self._all_of(reading, is_wide=True) | self._word_by_word):
            return reading, ()
        for kinds in GIVEN_UP:
            given_up = said.intersection(kinds)
            if given_up and given_up != said and (REST not in given_up or said - given_up):
                part = reading.without(*kinds)
                if part and others & self._all_of(part, with_rest=REST not in given_up, is_wide=True):
                    return part, tuple(kind for kind in kinds if kind in given_up)
        return reading, ()

    def _all_of(self, reading, *, with_rest=True, is_wide=False):
        """Return the BitMap of the entries that fit a reading: one key of each kind, and all words that are left.

        is_wide: whether what can be used from a place counts like what is there.
        """
        found = self.index.everything(self.kind)
        for kind in dict.fromkeys(part.sense.kind for part in reading.parts):
            each = self.filters[kind]
            found = found & (each.entries_from_there if is_wide else each.entries)(reading.keys(kind))
        if with_rest and reading.rest and (rest := self._rest.query):
            found = found & self.finder.found(rest)
        return found

    @cached_property
    def _word_by_word(self):
        """The BitMap of the entries that have all words of the search, or are called them written as one.

        Where all of it was read, as a need and more, words in passing are no answer: an entry has to meet the need, or
        to be called like that.
        """
        found = self.finder.found(self.resolution.query) | self._written_as_one
        needs = self.reading.keys(NEED)
        if not needs or self.reading.rest or all(part.sense.kind == NEED for part in self.reading.parts):
            return found
        return found & (self._called | self.filters[NEED].entries(needs))

    @cached_property
    def _written_as_one(self):
        """The BitMap of the entries in whose name words of the search stand as one: phrase book, bureau crazy."""
        query, typed = self.values["q"], self.data.get("q", "")[:MAX_LENGTH]
        joined = as_one(typed)
        if not query.terms or query.phrases or query.excluded or not SHORTEST_AS_ONE <= len(joined) <= MAX_WORD:
            return NOTHING
        if len(words(typed)) > 1:
            return self.finder.found(Query(terms=(tuple(stems(joined)),)), in_name=True)
        near = self.finder.found(Query(phrases=((stems(joined)[0],),)), in_name=True)
        if len(near) > MOST_AS_ONE:
            return NOTHING
        names = self._meta.model.objects.filter(pk__in=list(near)).order_by().values_list("pk", "sort_name")
        return BitMap([key for key, name in names if as_one(name) == joined and name != joined])

    @cached_property
    def _rest(self):
        """The Resolution of the words that were not read."""
        return resolve(parse(self.reading.rest), *self.known_in)

    @cached_property
    def resolution(self):
        """The search query with its typos corrected, and the corrections as (typed, used) pairs.

        What was read as a need, a place or a language is spelled right, or stands for what it was taken for.
        """
        query = self.values["q"]
        if not self.reading:
            return resolve(query, *self.known_in)
        typed = parse(self.reading.rest)
        mended = dict(zip(typed.terms, self._rest.query.terms, strict=True))
        mended |= {typed.terms[0]: meant for typed, meant in self._mended_in_reading if len(typed.terms) == 1}
        return replace(self._rest, query=query.with_terms(mended.get(term, term) for term in query.terms))

    @property
    def _mended_in_reading(self):
        """What was mistyped of what was read, and what it was taken for: (Query, alternatives of a term) pairs."""
        mended = {part.corrected: part for part in self.reading.said if part.corrected}
        for corrected, part in mended.items():
            typed = parse(self.reading.text[part.start : part.end])
            yield typed, tuple(dict.fromkeys((*chain.from_iterable(typed.terms), *words(corrected))))

    @property
    def near_by(self):
        """What is spelled like the words of a search, and the cities of the region and of the country of a place that
        it names: facet -> values.
        """
        read = self._lexicon.near(self.data.get("q", "").strip()[:MAX_LENGTH])
        found = {kind: [] for kind in (NEED, *PLACES, LANGUAGE)}
        for sense in read:
            if self._is_possible(sense) and sense.kind in found:
                found[sense.kind].append(sense.key)
        regions = self.reading.keys(REGION)
        countries_named = {self.cities[slug].country.code for slug in self.reading.keys(CITY)}
        countries_named |= {REGIONS[key].country for key in regions}
        found[CITY] += [slug for key in regions for slug in self.vocabularies.cities_of_regions.get(key, ())]
        found[CITY] += [slug for slug, city in self.cities.items() if city.country.code in countries_named]
        return found

    def without_search(self):
        """Return the filterset of the same list without its search."""
        data = self.data.copy()
        for name in ("q", "read", "page"):
            data.pop(name, None)
        without = type(self)(data, self.queryset, request=self.request)
        without.share_vocabularies(self)
        return without

    @property
    def active(self):
        """The names of the filters that are on, in the order of declaration."""
        idle = {"sort"} if self.is_from_there else {"sort", FROM_THERE}
        return [name for name, value in self.values.items() if value and name not in idle]

    @cached_property
    def index(self):
        """The Index that all of this list is read from."""
        return current_index()

    @cached_property
    def kind(self):
        return self._meta.model._meta.model_name

    @cached_property
    def finder(self):
        return Finder(self.index, self.kind)

    def entries(self, without=(), unasked=()):
        """Return the BitMap of the entries that pass every filter but those named.

        unasked: filters that are taken as if nothing had been asked of them, as some leave entries out even then.
        """
        there = self.passing(without, unasked)
        if not self.is_from_there or FROM_THERE in (*without, *unasked):
            return there
        return self.passing(without, unasked, is_wide=True) - there

    def passing(self, without=(), unasked=(), *, is_wide=False):
        """Return the same of what is in the places asked for; is_wide: with what can be used from there."""
        passing = (self._passing(name, name in unasked, is_wide) for name in self.values if name not in without)
        return BitMap.intersection(self.index.everything(self.kind), *(each for each in passing if each is not None))

    def _passing(self, name, is_unasked, is_wide):
        """Return the BitMap of the entries that pass one filter, None where all do."""
        each = self.filters[name]
        if is_unasked:
            return each.entries(None)
        is_wide = is_wide and each.tells_places
        if (name, is_wide) not in self._kept_passing:
            value = self.values[name]
            found = (each.entries_from_there if is_wide else each.entries)(value)
            if value and found is not None and each.field_name in self.with_unknown:
                found = found | each.unknown_entries
            self._kept_passing[name, is_wide] = found
        return self._kept_passing[name, is_wide]

    @cached_property
    def places(self):
        """The (facet, value) pairs of the places that are asked for, by ticks or by the search."""
        asked = {name: self.values[name] for name, each in self.filters.items() if isinstance(each, PlaceFacet)}
        read = [(kind, key) for kind in PLACES for key in self.meant[0].keys(kind)] if self.values["q"] else []
        return list(dict.fromkeys([*((name, value) for name, values in asked.items() for value in values), *read]))

    @property
    def is_from_there(self):
        """Whether it is a list of what is not in a place, but can be used from there."""
        return self.asks_from_there and bool(self.places)

    @property
    def asks_from_there(self):
        """Whether the query asks for that, be there a place or not."""
        return bool(self.values.get(FROM_THERE))

    @cached_property
    def only_from_there(self):
        """The BitMap of the entries that are not in the places asked for, but can be used from there."""
        return self.passing(is_wide=True) - self.passing() if self.places else NOTHING

    @property
    def perhaps_from_there(self):
        """The BitMap of those of which nobody says whether they can be used from there, where nobody asks for them."""
        if REACH in self.with_unknown or not self.places:
            return NOTHING
        found = self.passing([*(name for name, _value in self.places), "q"]) - self.passing(is_wide=True)
        if self.values["q"]:
            reading, given_up = self.meant
            found = found & (
                self._word_by_word | self._all_of(reading.without(*PLACES), with_rest=REST not in given_up)
            )
        for facet in dict.fromkeys(name for name, _value in self.places):
            values = [value for name, value in self.places if name == facet]
            found = found & self.filters[facet].perhaps_from_there(values)
        return found

    @property
    def with_unknown(self):
        """The facts of which it may be unknown whether an entry has them; some filters ask for the same one."""
        return self.values.get("unknown", ())

    @cached_property
    def _kept_passing(self):
        return {}

    @cached_property
    def searched(self):
        """The BitMap of the entries that have all words of the search, and those that fit what was read from it."""
        return self._word_by_word | self._fitting if self.reading else self._word_by_word

    @cached_property
    def searched_from_there(self):
        """The same where what can be used from a place counts like what is there."""
        return self._word_by_word | self._fitting_from_there if self.reading else self._word_by_word

    @cached_property
    def _fitting(self):
        reading, given_up = self.meant
        return self._all_of(reading, with_rest=REST not in given_up)

    @cached_property
    def _fitting_from_there(self):
        reading, given_up = self.meant
        return self._all_of(reading, with_rest=REST not in given_up, is_wide=True)

    @property
    def order(self):
        """The key of the order in force; relevance, the first choice while searching, needs a search."""
        chosen = self.values["sort"][-1] if self.values["sort"] else RELEVANCE
        return self.usual_order if chosen == RELEVANCE else chosen

    @property
    def usual_order(self):
        """The key of the order that needs not be asked for."""
        return RELEVANCE if self.values["q"] else "name"

    @property
    def qs(self):
        """The Rows asked for, in the order asked for."""
        return self._rows(self._parts(self.entries(), is_wide=self.is_from_there))

    @property
    def from_there(self):
        """The Rows of what is not in the places asked for but can be used from there, in the same order."""
        return self._rows(self._parts(self.only_from_there, is_wide=True))

    @property
    def usable(self):
        """The Rows of both, what is there first."""
        if self.is_from_there:
            return self.qs
        return self._rows([*self._parts(self.entries()), *self._parts(self.only_from_there, is_wide=True)])

    def _parts(self, found, *, is_wide=False):
        """Return entries (a BitMap) in parts, the best first; is_wide: whether some are used from elsewhere."""
        return self._best_first(found, is_wide=is_wide) if self.order == RELEVANCE else [found]

    def _rows(self, parts):
        if self.order == RELEVANCE:
            return Rows(self.queryset, parts, self.index.order(self.kind, self._meta.model.BEST_ORDER))
        order, is_reversed = self.order_of_rows
        return Rows(self.queryset, parts, self.index.order(self.kind, order), is_reversed=is_reversed)

    @property
    def newest(self):
        """The Rows asked for, those published last first."""
        return Rows(self.queryset, [self.entries()], self.index.order(self.kind, "newest"))

    @property
    def order_of_rows(self):
        """The name of the order in force as the model declares it, and whether it is read from its end."""
        return self.order, False

    def _best_first(self, found, *, is_wide=False):
        """Return what was found in parts: those that are called like that, those that fit what was read, the rest.

        Where nothing was read, by where the words stand. is_wide: whether some fit by being used from elsewhere.
        """
        if not self.reading:
            called = self._written_as_one & found
            others = self.finder.best_first(self.resolution.query, found - called, sinks=self._meta.model.SINKS)
            return [called, *others] if called else others
        called = self._called & found
        fitting = ((self._fitting_from_there if is_wide else self._fitting) & found) - called
        return [part for some in (called, fitting, found - called - fitting) for part in self._by_needs(some) if part]

    def _by_needs(self, entries):
        """Return entries in parts: who asks for two things gets what offers both before what offers one of them.

        Of those the one that was said first: “my landlord gave us notice” is about a home before it is about a job.
        """
        reading, _given_up = self.meant
        needs = reading.keys(NEED)
        if len(needs) < 2:
            return [entries]
        parts = [entries, *[BitMap()] * len(needs)]  # by the number of needs that they offer
        for key in needs:
            offers = self.filters[NEED].entries([key])
            stay, rise = [part - offers for part in parts], [part & offers for part in parts]
            parts = [one | other for one, other in zip(stay, [BitMap(), *rise[:-1]], strict=True)]
        said = [part for part in reading.parts if part.sense.kind == NEED]
        first = self.filters[NEED].entries([part.sense.key for part in said if part.start == said[0].start])
        return [piece for part in reversed(parts) for piece in (part & first, part - first)]

    @cached_property
    def _called(self):
        """The BitMap of the entries that bear what was typed as their name.

        Words that mean something else as well (work, friend) stand in many names: alone they have to be all of it, and
        several of them have to follow each other.
        """
        query = self.resolution.query
        if query.is_positive and (self.reading.rest or not self.reading):
            return self.finder.found(query, in_name=True) | self._written_as_one
        typed = words(self._spelled_right)
        if len(typed) == 1:
            near = list(self.finder.found(parse(f'"{typed[0]}"'), in_name=True))[:MOST_CALLED]
            names = self._meta.model.objects.filter(pk__in=near, sort_name=typed[0])
            return self._written_as_one | BitMap(list(names.order_by().values_list("pk", flat=True)))
        return self._written_as_one | self.finder.found(parse(f'"{" ".join(typed)}"'), in_name=True)

    @property
    def _spelled_right(self):
        """The search with what its mistyped words were taken for in their place."""
        text = self.reading.text
        corrected = {(part.start, part.end): part.corrected for part in self.reading.said if part.corrected}
        for (start, end), other in sorted(corrected.items(), reverse=True):
            text = f"{text[:start]}{other}{text[end:]}"
        return text


# What was heard of lately stands first, also among what any other order leaves equal: see ORDERS of the models.
FRESH_SORTS = SORTS | {"fresh": pgettext_lazy("sort by", "Most certain first")}


def silent_in_words(number):
    words = ngettext(
        "%(number)s more has not been heard of since %(month)s.",
        "%(number)s more have not been heard of since %(month)s.",
        number,
    )
    return words % {"number": localize(number), "month": month_after_a_word(limits().silent)}


class FreshnessFilterSet(EntryFilterSet):
    """A list of entries, which are heard of at some time: the freshest stand first, and the silent ones are hidden."""

    sorts = FRESH_SORTS
    former = EntryFilterSet.former | {("sort", "verified"): ("sort", "fresh")}

    fresh = FreshnessFacet(
        column="heard_on",
        label=_("How fresh"),
        chip=labelled,
        options=lambda f: dict(OFFERED) | {ALL: _("All, including those not heard of for a long time")},
        hidden=Freshness.SILENT.value,
        said_of_hidden=silent_in_words,
    )

    @cached_property
    def values(self):
        """As asked for; but a search shows silent ones too where nothing else is called like that, or fits it whole.

        Not where other filters are on: there the list says how many it hides.
        """
        values = super().values  # kept by itself meanwhile, for what the search is read with
        if [name for name in self.active if name != FROM_THERE] == ["q"] and self._is_only_among_silent():
            self._kept_passing.clear()
            return values | {"fresh": [ALL]}
        return values

    def _is_only_among_silent(self):
        if not self.resolution.query.is_positive:
            return False
        shown = self.passing(["q"])
        silent = self.passing(["q", "fresh"]) - shown
        fits = self._word_by_word | self._all_of(self.reading, is_wide=True) if self.reading else self._word_by_word
        return any(found & silent and not found & shown for found in (fits, self._called))

    @property
    def usual_order(self):
        return RELEVANCE if self.values["q"] else "fresh"
