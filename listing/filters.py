"""The building blocks of a list's filterset.

A facet is a filter whose options are counted. Within a facet several values mean *any of them*; between facets all
have to hold.
"""

from functools import cached_property

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap

from entries.freshness import sets_by_freshness
from entries.wording import labelled
from search.index import NOTHING, any_of
from search.query import parse

ALL = "all"
# The code of a complaint about one of several values, which it names.
UNKNOWN = "unknown"
# The parts of which the form of a list is made, see ListFilter.
CONTROLS = ("search", "facets", "years", "order")
# What the index has of where an entry can be used from, and the fact that a page calls unknown where it has nothing.
USED_FROM, REACH = "used_from", "reach"


class ValuesField(forms.Field):
    """Takes every value of a repeated parameter, and complains of each unknown one by itself.

    options: a callable that returns the known values as a mapping of value -> label.
    """

    widget = forms.MultipleHiddenInput
    options = dict

    def clean(self, values):
        values = list(dict.fromkeys(value for value in values or [] if value))
        known = self.options() if values else {}
        unknown = [value for value in values if value not in known]
        if unknown:
            message = _("We do not know “%(value)s”.")
            raise ValidationError(
                [ValidationError(message, code=UNKNOWN, params={"value": value}) for value in unknown]
            )
        return values


def value_alone(label, value):
    return value


def label_alone(label, value):
    return label


class ListFilter(django_filters.Filter):
    """What every filter of a list declares.

    control: the part of a list's form that shows it, one of CONTROLS; "" where none does.
    said_of_unknown: what a page says of those of which the fact asked for is not known, a function of their number;
        None where it is known of all.
    most: how many values of a repeated parameter count, from the last one.
    chip: what a page and its title say of a value that is on, a function of the filter's label and the value's.
    """

    control = ""
    most = 1

    said_of_unknown = None

    def __init__(self, *, chip=value_alone, said_of_unknown=None, **kwargs):
        super().__init__(**kwargs)
        self.chip = chip
        self.said_of_unknown = said_of_unknown

    @property
    def fact_label(self):
        return self.label

    @property
    def unknown_entries(self):
        """The BitMap of the entries that do not say what the filter asks for."""
        raise NotImplementedError

    @property
    def everything(self):
        """The BitMap of all published entries."""
        return self.parent.index.everything(self.parent.kind)

    def settled(self, values):
        """Return the values asked for without those that others of them override."""
        return values

    def entries(self, value):
        """Return the BitMap of the entries that pass where this is asked for, None where all do."""
        return

    def entries_from_there(self, value):
        """Return the same where what can be used from a place counts like what is there."""
        return self.entries(value)

    @property
    def tells_places(self):
        """Whether that makes a difference."""
        return type(self).entries_from_there is not ListFilter.entries_from_there


class ValuesFilter(ListFilter):
    """Any of several known values.

    options: a function of the filterset that returns value -> label in the order of display.
    """

    field_class = ValuesField
    most = 50

    def __init__(self, *, options, **kwargs):
        super().__init__(**kwargs)
        self.get_options = options

    @property
    def field(self):
        field = super().field
        field.options = self.options
        return field

    def options(self):
        return self.get_options(self.parent)


class RelatedFilter(ValuesFilter):
    """Entries related to others that are named by their slugs; not counted. path: the way there, e.g. "networks"."""

    def __init__(self, *, path, chip=labelled, **kwargs):
        super().__init__(chip=chip, **kwargs)
        self.path = path

    def entries(self, values):
        if not values:
            return None
        related = self.parent.queryset.model.objects.published().filter(**{f"{self.path}__slug__in": values})
        return BitMap(related.order_by().values_list("pk", flat=True))


class Facet(ValuesFilter):
    """A filter with counted options.

    column: the model's column that has the options, a plain one or a KeysField; named in the FACETS of the model.
    is_long: whether there are so many options that most fold away, and stand in the order of their counts.
    is_open: whether it stands open also below the first ones.
    unknown: what the column has of entries that do not say.
    spellings: a function of the filterset that returns value -> all names of an option that has several.
    kin: value -> other values of which the entries fit as well.
    """

    control = "facets"

    def __init__(
        self, *, column, is_long=False, is_open=False, spellings=lambda _filterset: {}, unknown="", kin=None, **kwargs
    ):
        super().__init__(**kwargs)
        self.unknown = unknown
        self.get_spellings = spellings
        self.column = column
        self.is_long = is_long
        self.is_open = is_open
        self.kin = kin or {}

    @property
    def spellings(self):
        return self.get_spellings(self.parent)

    def entries(self, values):
        return any_of(self.stored.get(value, NOTHING) for value in values) if values else None

    def offered(self, ticked):
        """Return the options to choose from, value -> label, while these values are ticked."""
        return self.options()

    @property
    def stored(self):
        """The published entries that have each value, as value -> BitMap."""
        found = self.parent.index.facet(self.parent.kind, self.column)
        fitting = {value: any_of(found.get(each, NOTHING) for each in (value, *kin)) for value, kin in self.kin.items()}
        return found | {value: entries for value, entries in fitting.items() if entries}

    @property
    def by_value(self):
        """The same of each option that is counted, and of those that do not say where a page asks for these."""
        return self.stored | {self.unknown: self.unknown_entries} if self.said_of_unknown else self.stored

    @property
    def unknown_entries(self):
        return self.everything - any_of(found for value, found in self.stored.items() if value != self.unknown)

    def numbers(self):
        """Return how many entries each option would give, value -> number: with all other filters, without its own."""
        return self.numbers_among(self.parent.entries(without=[self.field_name]))

    def numbers_among(self, entries):
        return {value: found.intersection_cardinality(entries) for value, found in self.by_value.items()}


class PlaceFacet(Facet):
    """A facet of places: an entry has the places where it is, and may be of use to people elsewhere.

    usable_from: a function of the filterset and a value that returns its taxonomy.reach.UsableFrom.
    """

    def __init__(self, *, usable_from, **kwargs):
        super().__init__(**kwargs)
        self.usable_from = usable_from

    def entries_from_there(self, values):
        if not values or not self._used_from:
            return self.entries(values)
        return self.entries(values) | self._having(term for value in values for term in self._terms(value))

    def perhaps_from_there(self, values):
        """Return the BitMap of the entries of which nobody says whether they can be used from there."""
        if not self._used_from:
            return NOTHING
        return self._having(term for value in values for term in self.usable_from(self.parent, value).perhaps)

    @property
    def _used_from(self):
        """Term -> BitMap of the entries that have it; empty for kinds that are used nowhere."""
        return self.parent.index.facet(self.parent.kind, USED_FROM)

    def _terms(self, value):
        usable = self.usable_from(self.parent, value)
        # Only a list of these alone lets in what is not known: a number of what can be used says no more than it knows.
        lets_in = self.parent.asks_from_there and REACH in self.parent.with_unknown
        return [*usable.sure, *(usable.perhaps if lets_in else ())]

    def _having(self, terms):
        return any_of(self._used_from.get(term, NOTHING) for term in terms)

    def numbers(self):
        if not self.parent.is_from_there:
            return super().numbers()
        wide = self.parent.passing([self.field_name], is_wide=True)
        there = self.numbers_among(self.parent.passing([self.field_name]))
        return {
            value: self.entries_from_there([value]).intersection_cardinality(wide) - number
            for value, number in there.items()
        }


class GroupedPlaceFacet(PlaceFacet):
    """A facet of places that are several others each, such as a region, which is its cities.

    members: a function of the filterset that returns value -> the values of the column that belong to it.
    """

    def __init__(self, *, members, **kwargs):
        super().__init__(**kwargs)
        self.members = members

    @property
    def stored(self):
        found = self.parent.index.facet(self.parent.kind, self.column)
        groups = {
            value: any_of(found.get(member, NOTHING) for member in members)
            for value, members in self.members(self.parent).items()
        }
        return {value: entries for value, entries in groups.items() if entries}


class UsualFacet(Facet):
    """A facet that leaves entries out even while nothing is ticked; its option `all` lifts that, and stands alone.

    unusual: the values that are left out; hidden: the only one, where a page says of how many; said_of_hidden: what it
    says, a function of their number.
    """

    def __init__(self, *, unusual=(), hidden="", said_of_hidden=str, **kwargs):
        super().__init__(**kwargs)
        self.unusual, self.hidden, self.said_of_hidden = unusual or [hidden], hidden, said_of_hidden

    def entries(self, values):
        if ALL in (values or ()):
            return None
        if values:
            return super().entries(values)
        return self.everything - any_of(self.stored.get(value, NOTHING) for value in self.unusual)

    @property
    def by_value(self):
        return super().by_value | {ALL: self.everything}

    def settled(self, values):
        # Which tick came last cannot be told, as a form sends them in the order of the page.
        others = [value for value in values if value != ALL]
        return others if any(value in self.options() for value in others) else values

    def offered(self, ticked):
        # “All” is not offered beside a tick that would override it at once.
        return {value: label for value, label in self.options().items() if value != ALL or set(ticked) <= {ALL}}


class FreshnessFacet(UsualFacet):
    """How fresh the knowledge of an entry is, which nothing stores. Leaves out the silent ones unless asked for."""

    @cached_property
    def stored(self):
        return sets_by_freshness(self.parent.index, self.parent.kind)


class DatedFacet(UsualFacet):
    """A facet over what depends on the day, such as whether something is past: annotated, and asked of the database."""

    @cached_property
    def stored(self):
        found = {}
        for pk, value in self.parent.queryset.order_by().values_list("pk", self.column):
            found.setdefault(value, BitMap()).add(pk)
        return found


class UnknownFilter(ValuesFilter):
    """Names filters that let those entries pass as well of which is not known what they ask for."""

    most = 10


class FromThereFilter(ValuesFilter):
    """Asks, of a list narrowed to places, for what is not there but can be used from there."""

    def settled(self, values):
        # A search may name a place as well.
        data, filters = self.parent.data, self.parent.filters
        places = [name for name, each in filters.items() if isinstance(each, PlaceFacet | SearchFilter)]
        return values if any(data.get(name) for name in places) else []


class WayOfReading(ValuesFilter):
    """Chooses how a search is read; narrows nothing by itself."""

    most = 1


class SortFilter(ValuesFilter):
    """Chooses an order; narrows nothing."""

    control = "order"
    most = 1


class SearchField(forms.CharField):
    """Free text to Query, whatever it is made of: nothing that somebody types into a search is an error."""

    def clean(self, value):
        return parse(value or "")


class SearchFilter(ListFilter):
    """Its value is a Query; the filterset itself resolves typos once and then matches."""

    control = "search"
    field_class = SearchField

    def entries(self, query):
        return self.parent.searched if query else None

    def entries_from_there(self, query):
        return self.parent.searched_from_there if query else None


class YearFilter(ListFilter, django_filters.NumberFilter):
    """Entries whose year is on one side of another.

    column: as of a Facet; is_within: a function of their year and the one asked for.
    """

    control = "years"
    field_class = forms.IntegerField

    fact_label = _("Year of launch")

    def __init__(self, *, column, is_within, **kwargs):
        super().__init__(field_name=column, **kwargs)
        self.column, self.is_within = column, is_within

    def entries(self, year):
        if year is None:
            return None
        return any_of(found for value, found in self.stored.items() if self.is_within(int(value), year))

    @property
    def stored(self):
        return self.parent.index.facet(self.parent.kind, self.column)

    @property
    def unknown_entries(self):
        return self.everything - any_of(self.stored.values())
