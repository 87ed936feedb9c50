"""A list as a page shows it: chips, facets, sorts and pages, all derived from one filterset."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import Count, Value
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from entries.alphabets import alphabetical
from entries.facets import count_facets
from entries.filters import Facet, label_and_value
from entries.filtersets import NO_PAGE, PER_PAGE, Rejected
from entries.search import matching, parse, reductions
from entries.tagging import tagged
from entries.templatetags.look import and_list

LONGEST_WORDS = 120  # letters of a title
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
    """A facet with its options: those on first to lose none, then those with results, the empty ones apart."""

    name: str
    label: str
    is_long: bool
    options: list = field(default_factory=list)
    empty_options: list = field(default_factory=list)

    @property
    def active_count(self):
        return sum(option.is_on for option in self.options)


@dataclass
class Chip:
    label: str
    url: str


@dataclass
class Suggestion:
    facet_label: str
    label: str
    count: int
    url: str
    rank: int = SURE


def notices_of(query):
    """Return what people should know of the way a query was read, in words."""
    notices = []
    if query.truncated:
        notices.append(_("What you search for is long: only its beginning was looked for."))
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
        return count_facets(self.filterset)

    @property
    def total(self):
        return self.counts.total

    @property
    def is_filtered(self):
        return bool(self.filterset.active)

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
        views = (self._facet(name, item) for name, item in self.filterset.filters.items() if isinstance(item, Facet))
        return [view for view in views if view.options]

    def _facet(self, name, facet):
        counter = self.counts.by_facet[name]
        ticked = self.filterset.values[name]
        view = FacetView(name, facet.label, facet.is_long)
        for value, known in facet.offered(ticked).items():
            count, is_on = counter[value], value in ticked
            if facet.is_long and not (count or is_on):
                continue
            option = Option(value, str(known), count, is_on, facet.spellings.get(value, ()))
            (view.options if count or is_on else view.empty_options).append(option)
        if facet.is_long:
            view.options.sort(key=lambda option: (not option.is_on, -option.count, alphabetical(option.label)))
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
    def words(self):
        """What is asked for, in words: "Housing · since 2015"; "" for the whole list."""
        return " · ".join(filter(None, [str(self.within), *(chip.label for chip in self.chips)]))

    def titled(self, title):
        """Return a title with what is asked for, in one line of bounded length: "Projects: Housing · since 2015"."""
        return label_and_value(title, Truncator(self.words).chars(LONGEST_WORDS)) if self.words else str(title)

    def _label(self, name, value):
        options = getattr(self.filterset.filters[name], "options", None)
        return str(options()[value]) if options else value

    @property
    def sorts(self):
        """The orders to choose from; the usual one has no value, so that addresses do not name it."""
        usual = self.filterset.usual_order
        return [
            Option("" if key == usual else key, label, 0, key == self.filterset.order)
            for key, (label, _ordering) in self.filterset.sorts.items()
            if key in (usual, self.filterset.order) or key != "relevance"
        ]

    @property
    def carried(self):
        """(name, value) pairs that the search form carries along as hidden inputs."""
        return [(n, v) for n, vs in self.filterset.data.lists() if n not in ("q", "page") for v in vs]

    @property
    def notices(self):
        """What was left out of the request, in words."""
        notices = [str(each) for each in self.filterset.rejected[:10]]
        asked = self.filterset.data.get("page")
        if asked and self._page_asked != self.page.number:
            notices.append(str(Rejected("page", asked, NO_PAGE)))
        return notices + notices_of(self.filterset.values["q"])

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
        page.object_list = tagged(page.object_list, self.filterset.themes)
        return page

    @cached_property
    def suggestion(self):
        """On an empty list: the one filter or word whose removal gives most results, or None where none helps."""
        if self.total:
            return None
        words = reductions(self.filterset.data.get("q"))
        ways = [*self._without_a_filter(has_words=bool(words)), *self._without_a_word(words)]
        counts = [
            rows.order_by()
            # Two steps: where a model is translated, values() without a field of it would take all of them.
            .annotate(way=Value(number))
            .values("way")
            .annotate(rows=Count("pk"))
            .values_list("way", "rows")
            for number, (rows, _way) in enumerate(ways)
        ]
        found = dict(counts[0].union(*counts[1:], all=True)) if counts else {}
        helpful = [replace(way, count=found[number]) for number, (_rows, way) in enumerate(ways) if found.get(number)]
        return max(helpful, key=lambda way: (-way.rank, way.count), default=None)

    def _without_a_filter(self, has_words):
        """Yield for each filter that is on the rows that pass all others, and the Suggestion to drop it.

        has_words: whether there are single words of the search to drop instead of all of it.
        """
        is_corrected = bool(self.filterset.resolution.corrections)
        for name in self.filterset.active:
            label = and_list([self._label(name, value) for value in self.filterset.data.getlist(name)])
            rank = (LAST_RESORT if has_words else SURE) if name == "q" else self._rank(is_corrected)
            yield self.filterset.narrow(unasked=[name]), self._suggestion(name, label, None, rank)

    def _without_a_word(self, words):
        """Yield for each of several words of the search the rows found by the others, and the Suggestion to drop it."""
        corrected = dict(zip(self.filterset.values["q"].terms, self.filterset.resolution.query.terms, strict=True))
        others = self.filterset.narrow(without=["q"])
        for word, rest in words:
            query = parse(rest)
            terms = tuple(corrected.get(term, term) for term in query.terms)
            rank = self._rank(is_corrected=terms != query.terms)
            yield matching(others, query.with_terms(terms)), self._suggestion("q", word, rest, rank)

    @staticmethod
    def _rank(is_corrected):
        return KEEPS_A_CORRECTION if is_corrected else SURE

    def _suggestion(self, name, label, value, rank):
        return Suggestion(self.filterset.filters[name].label, label, 0, self.url(**{name: value}), rank)
