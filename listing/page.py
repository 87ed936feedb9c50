"""A list as a page shows it: chips, facets, sorts and pages, all derived from one filterset."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.formats import localize
from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from entries.wording import and_list, labelled
from listing.counts import FacetCounts
from listing.filters import ALL, REACH, Facet
from listing.filtersets import FROM_THERE, NO_PAGE, PER_PAGE, REST, WORD_BY_WORD, YES, Rejected
from listing.lexicon import CITY, LANGUAGE, NEED, PLACES
from listing.tags_of_rows import tagged
from search.alphabets import alphabetical
from search.query import parse, reductions, with_other_word

LONGEST_WORDS = 120  # letters of a title
SHOWN_AT_ONCE = 8  # options of a long facet
# How many options of a facet are offered where a search finds nothing, and the facets of which some always are.
NEAR_BY, MOST_ASKED_FOR = 4, (NEED, CITY)
# Ways out of an empty list, the later ones only where no earlier one helps: a correction may not be what was meant.
SURE, KEEPS_A_CORRECTION, LAST_RESORT = range(3)


@dataclass
class Option:
    value: str
    label: str
    count: int
    is_on: bool
    spellings: tuple = ()  # all its names, where it has several


@dataclass
class FacetView:
    """A facet with its options: those with results and those that are on, each where it stands also when it is not;
    the empty ones apart.
    """

    name: str
    label: str
    is_long: bool
    options: list = field(default_factory=list)
    empty_options: list = field(default_factory=list)
    is_open: bool = False

    @property
    def active_count(self):
        return sum(option.is_on for option in self.options)

    @property
    def first(self):
        """The options of a long facet that are shown at once."""
        return self.options[:SHOWN_AT_ONCE]

    @property
    def others(self):
        return self.options[SHOWN_AT_ONCE:]

    @property
    def is_unfolded(self):
        """Whether one of the others is on, so that they have to be seen."""
        return any(option.is_on for option in self.others)


@dataclass
class Chip:
    label: str
    url: str


@dataclass
class ReadAs:
    """How a part of a search was read. label: in words; typed: "" where it was spelled so; rest: what was typed without
    it; url: of the list of that.
    """

    label: str
    typed: str
    rest: str
    url: str


@dataclass
class MatchedInPart:
    """What of a search the rows of a list fit, and what of it none does, each in words."""

    kept: str
    given_up: str


@dataclass
class LeftOutRows:
    """Rows that a list hides: how many, what is said of them, and the address of the list with them."""

    number: int
    label: str
    url: str


@dataclass
class RowsFromThere:
    """What is not in the places asked for but can be used from there. heading; entries: the first of them; number: of
    all; url: of the list of all; unknown: LeftOutRows of which that is not known.
    """

    heading: str
    entries: list
    number: int
    url: str
    unknown: list


@dataclass
class WayOut:
    facet_label: str
    label: str
    count: int
    url: str
    rank: int = SURE


def listing_of_search(filterset_class, path, typed, everything, *, way="", **how):
    """Return the Listing that a list makes of a search, asked for all that it has: what it reads there and finds.

    path: of the list; everything: what it has to be asked in order to leave nothing out; way: WORD_BY_WORD, or "";
    how: as the class takes it.
    """
    data = QueryDict(mutable=True)
    data.update({"q": typed} | dict(everything) | ({"read": way} if way else {}))
    return Listing(filterset_class(data, **how), path)


def notices_of(query):
    """Return what people should know of the way a query was read, in words."""
    notices = []
    if query.truncated:
        notices.append(_("Your search is too long: we looked only for its first words."))
    if query.is_of_letters:
        notices.append(_("A single letter finds only words of one letter."))
    return notices


class Listing:
    """Everything that a page of results says, from a filterset and the address it stands at.

    within: what of the whole the address itself asks for, in words, as that of the map of a region does.
    """

    def __init__(self, filterset, path, within=""):
        self.filterset = filterset
        self.path = path
        self.within = within

    @cached_property
    def counts(self):
        return FacetCounts.of(self.filterset)

    @property
    def total(self):
        return self.counts.total

    def url(self, **changes):
        """Return the address of this list with some parameters replaced (None: removed), on its first page."""
        data = self.filterset.data.copy()
        data.pop("page", None)
        for name, values in changes.items():
            data.setlist(name, [values] if isinstance(values, str) else values or [])
        query = data.urlencode()
        return f"{self.path}?{query}" if query else self.path

    @property
    def query_string(self):
        """What this list was asked for, without the page: for the exports."""
        return self.url().removeprefix(self.path)

    @cached_property
    def facets(self):
        """The facets in the order of their declaration; one without any option that counts is left out."""
        names = [name for name, item in self.filterset.filters.items() if isinstance(item, Facet)]
        return self.facets_named(*names)

    def facets_named(self, *names):
        """Return some of them, likewise."""
        views = (self._facet(name, self.filterset.filters[name]) for name in names)
        return [view for view in views if view.options]

    def _facet(self, name, facet):
        counter = self.counts.by_facet[name]
        ticked, spellings = self.filterset.values[name], facet.spellings
        view = FacetView(name, facet.label, facet.is_long, is_open=facet.is_open)
        for value, known in facet.offered(ticked).items():
            count, is_on = counter[value], value in ticked
            if facet.is_long and not (count or is_on):
                continue
            option = Option(value, str(known), count, is_on, spellings.get(value, ()))
            (view.options if count or is_on else view.empty_options).append(option)
        if facet.is_long:
            language = get_language()
            view.options.sort(key=lambda option: (-option.count, alphabetical(option.label, language)))
        return view

    @cached_property
    def chips(self):
        """One for every value that is on, with the address of the list without it."""
        chips = []
        for name in self.filterset.active:
            facet = self.filterset.filters[name]
            values = self.filterset.data.getlist(name)
            for value in values:
                rest = [other for other in values if other != value]
                label = str(facet.chip(facet.label, self._label(name, value)))
                chips.append(Chip(label, self.url(**{name: rest})))
        return chips

    @cached_property
    def read_as(self):
        """How the search was read: a ReadAs for each need, place and language; none where it was taken word by word."""
        reading, found = self.filterset.reading, {}
        for part in reading.parts:
            label = self._label(part.sense.kind, part.sense.key)
            if part.sense.kind == LANGUAGE:
                label = _("in %(language)s") % {"language": label}
            rest = reading.text_without(part.sense)
            typed = reading.text[part.start : part.end] if part.corrected else ""
            found.setdefault(part.sense, ReadAs(label, typed, rest, self.url(q=rest)))
        return list(found.values())

    @cached_property
    def offers(self):
        """What may have been meant by words that nothing has: (word, address of the list that looks for it) pairs."""
        typed = self.filterset.data.get("q", "")
        pairs = self.filterset.resolution.offers if self.filterset.values["q"] else ()
        return [(offer, self.url(q=with_other_word(typed, word, offer))) for word, offer in pairs]

    @property
    def word_by_word_url(self):
        return self.url(read=WORD_BY_WORD)

    @cached_property
    def in_part(self):
        """MatchedInPart where nothing fits all of the search and the list shows what fits the rest of it; else None."""
        reading = self.filterset.reading
        given_up = self.filterset.meant[1] if reading else ()
        if not given_up:
            return None
        kept, lacking = {}, {}
        for part in reading.parts:
            label = self._label(part.sense.kind, part.sense.key)
            (lacking if part.sense.kind in given_up else kept)[label] = True
        if reading.rest:
            (lacking if REST in given_up else kept)[reading.rest] = True
        return MatchedInPart(and_list(kept), and_list(lacking))

    @cached_property
    def left_out(self):
        """What the list hides although nobody asked it to, as a list of LeftOutRows."""
        found = []
        for name, facet in self.filterset.filters.items():
            hidden = getattr(facet, "hidden", "")
            number = self.counts.by_facet[name][hidden] if hidden and not self.filterset.values[name] else 0
            if number:
                found.append(LeftOutRows(number, facet.said_of_hidden(number), self.url(**{name: ALL})))
        return found

    @cached_property
    def unknown(self):
        """Those that only what is not known of them keeps from the list, as a list of LeftOutRows."""
        already, asking = self.filterset.data.getlist("unknown"), {}
        for name in self.filterset.active:
            each = self.filterset.filters[name]
            if each.said_of_unknown and each.field_name not in already:
                asking.setdefault(each.field_name, []).append(name)
        found = []
        for fact, names in asking.items():
            each = self.filterset.filters[names[0]]
            number = len(self.filterset.entries(without=names) & each.unknown_entries)
            if number:
                found.append(LeftOutRows(number, each.said_of_unknown(number), self.url(unknown=[*already, fact])))
        return found

    @cached_property
    def beyond(self):
        """How many are not in the places asked for but can be used from there, as LeftOutRows, or None."""
        number = 0 if self.filterset.is_from_there else len(self.filterset.only_from_there)
        if not number:
            return None
        words = ngettext("%(number)s more can be used from there.", "%(number)s more can be used from there.", number)
        unknown = [fact for fact in self.filterset.data.getlist("unknown") if fact != REACH]
        url = self.url(**{FROM_THERE: YES, "unknown": unknown})
        return LeftOutRows(number, words % {"number": localize(number)}, url)

    @cached_property
    def perhaps(self):
        """Those of which nobody says whether they can be used from there, as a list of LeftOutRows."""
        number = len(self.filterset.perhaps_from_there)
        if not number:
            return []
        url = self.url(**{FROM_THERE: YES, "unknown": [*self.filterset.data.getlist("unknown"), REACH]})
        return [LeftOutRows(number, self.filterset.filters[REACH].said_of_unknown(number), url)]

    def from_there(self, most):
        """Return RowsFromThere with so many of them, None where there are none, or where they are the list."""
        if not self.beyond:
            return None
        entries = tagged(self.filterset.from_there[:most], self.filterset.vocabularies)
        return RowsFromThere(self.heading_from_there, entries, self.beyond.number, self.beyond.url, self.perhaps)

    @property
    def heading_from_there(self):
        """What is said above what can be used from the places asked for."""
        names = [self._label(*place) for place in self.filterset.places if place[0] in PLACES]
        if len(names) == 1 == len(self.filterset.places):
            return _("Can be used from %(place)s as well") % {"place": names[0]}
        return _("Can be used from there as well")

    @property
    def is_bare(self):
        """Whether there is nothing at all to narrow or to sort."""
        return not (self.total or self.chips or self.left_out or self.unknown or self.beyond or self.notices)

    @cached_property
    def near_by(self):
        """Where nothing at all fits a search: a WayOut to what is spelled like it, or lies near it, and has entries.

        Where other filters are on as well, `suggestion` says which to drop.
        """
        if self.total or self.beyond or self.filterset.active != ["q"]:
            return []
        others = type(self)(self.filterset.without_search(), self.path)
        facets = {view.name: view for view in others.facets}
        found = []
        for kind, keys in self.filterset.near_by.items():
            options = {option.value: option for option in facets[kind].options} if kind in facets else {}
            chosen = [options[key] for key in keys if key in options and options[key].count]
            if kind in MOST_ASKED_FOR:
                chosen += [option for option in options.values() if option.count and option not in chosen]
            found += [
                WayOut(facets[kind].label, option.label, option.count, others.url(**{kind: option.value}))
                for option in chosen[:NEAR_BY]
            ]
        return found

    @cached_property
    def words(self):
        """What is asked for, in words: "Housing · since 2015"; "" for the whole list."""
        return " · ".join(filter(None, [str(self.within), *(chip.label for chip in self.chips)]))

    def titled(self, title):
        """Return a title with what is asked for, in one line of bounded length: "Projects: Housing · since 2015"."""
        return labelled(title, Truncator(self.words).chars(LONGEST_WORDS)) if self.words else str(title)

    def _label(self, name, value):
        options = getattr(self.filterset.filters[name], "options", None)
        return str(options()[value]) if options else value

    @property
    def sorts(self):
        """The orders to choose from; the usual one has no value, so that addresses do not name it."""
        usual = self.filterset.usual_order
        return [
            Option("" if key == usual else key, label, 0, key == self.filterset.order)
            for key, label in self.filterset.sorts.items()
            if key in (usual, self.filterset.order) or key != "relevance"
        ]

    def carried(self, controls):
        """Return (name, value) of whatever is on and has none of these controls: a form carries it along hidden."""
        shown = {name for name, each in self.filterset.filters.items() if each.control in controls}
        # A form always asks for the first page.
        return [(n, v) for n, vs in self.filterset.data.lists() if n not in shown | {"page"} for v in vs]

    @property
    def notices(self):
        """What was left out of the request, in words."""
        asked = self.filterset.data.get("page")
        is_beyond = asked and self._page_asked != self.page.number
        return self.notices_of_filters + ([str(Rejected("page", asked, NO_PAGE))] if is_beyond else [])

    @property
    def notices_of_filters(self):
        """The same of all but the number of a page, as a sheet to print has none."""
        return [str(each) for each in self.filterset.rejected[:10]] + notices_of(self.filterset.values["q"])

    @cached_property
    def per_page(self):
        return int(self.filterset.data.get("per_page", PER_PAGE[0]))

    @property
    def _page_asked(self):
        return int(self.filterset.data.get("page", 1))

    @cached_property
    def page(self):
        """The Page asked for; the nearest one where there is none such."""
        paginator = Paginator(self.filterset.qs, self.per_page)
        paginator.count = self.total  # known from the facets, so that it is not counted again
        page = paginator.get_page(self._page_asked)
        page.object_list = tagged(page.object_list, self.filterset.vocabularies)
        return page

    @cached_property
    def suggestion(self):
        """On an empty list: the one filter or word whose removal gives most results, or None where none helps."""
        if self.total or self.beyond:
            return None
        words = reductions(self.filterset.data.get("q"))
        ways = [*self._without_a_filter(has_words=bool(words)), *self._without_a_word(words)]
        helpful = [replace(way, count=len(found)) for found, way in ways if found]
        return max(helpful, key=lambda way: (-way.rank, way.count), default=None)

    def _without_a_filter(self, has_words):
        """Yield for each filter that is on the entries that pass all others, and the Suggestion to drop it.

        has_words: whether there are single words of the search to drop instead of all of it.
        """
        is_corrected = bool(self.filterset.resolution.corrections)
        for name in self.filterset.active:
            label = and_list([self._label(name, value) for value in self.filterset.data.getlist(name)])
            rank = (LAST_RESORT if has_words else SURE) if name == "q" else self._rank(is_corrected)
            yield self.filterset.entries(unasked=[name]), self._suggestion(name, label, None, rank)

    def _without_a_word(self, words):
        """Yield for each of several words the entries found by the others, and the Suggestion to drop it."""
        corrected = dict(zip(self.filterset.values["q"].terms, self.filterset.resolution.query.terms, strict=True))
        others = self.filterset.entries(without=["q"])
        for word, rest in words:
            query = parse(rest)
            terms = tuple(corrected.get(term, term) for term in query.terms)
            rank = self._rank(is_corrected=terms != query.terms)
            found = self.filterset.finder.found(query.with_terms(terms))
            yield others & found, self._suggestion("q", word, rest, rank)

    @staticmethod
    def _rank(is_corrected):
        return KEEPS_A_CORRECTION if is_corrected else SURE

    def _suggestion(self, name, label, value, rank):
        return WayOut(self.filterset.filters[name].label, label, 0, self.url(**{name: value}), rank)
