"""The building blocks of a list's filterset.

A facet is a filter whose options are counted. Within a facet several values mean *any of them*; between facets all
have to hold.
"""

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from entries.search import parse

# So many ids may stand in a query; databases find rows by them faster than by looking through all keys.
FEW = 500
ALL = "all"


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
            message = _("“%(value)s” is not known here.")
            raise ValidationError(
                [ValidationError(message, code="unknown", params={"value": value}) for value in unknown]
            )
        return values


def value_alone(label, value):
    return value


def label_alone(label, value):
    return label


def label_and_value(label, value):
    return _("%(filter)s: %(value)s") % {"filter": label, "value": value}


class ListFilter(django_filters.Filter):
    """What every filter of a list declares.

    most: how many values of a repeated parameter count, from the last one.
    chip: what a page and its title say of a value that is on, a function of the filter's label and the value's.
    """

    most = 1

    def __init__(self, *, chip=value_alone, **kwargs):
        super().__init__(**kwargs)
        self.chip = chip

    def settled(self, values):
        """Return the values asked for without those that others of them override."""
        return values


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

    def filter(self, queryset, values):
        return self.narrow(queryset, values) if values else queryset

    def narrow(self, queryset, values):
        """Return the rows that have one of the values; there is at least one value."""
        raise NotImplementedError


class RelatedFilter(ValuesFilter):
    """Entries related to others that are named by their slugs; not counted. path: the way there, e.g. "networks"."""

    def __init__(self, *, path, chip=label_and_value, **kwargs):
        super().__init__(chip=chip, **kwargs)
        self.path = path

    def narrow(self, queryset, values):
        related = queryset.model.objects.filter(**{f"{self.path}__slug__in": values})
        return queryset.filter(pk__in=related.values("pk"))


class Facet(ValuesFilter):
    """A filter with counted options.

    column: the model's column that the options are counted from, a plain one or a KeysField.
    is_long: whether there are so many options that most fold away, and stand in the order of their counts.
    spellings: a function of the filterset that returns value -> all names of an option that has several.
    """

    def __init__(self, *, column, is_long=False, spellings=lambda _filterset: {}, **kwargs):
        super().__init__(**kwargs)
        self.get_spellings = spellings
        self.column = column
        self.is_long = is_long

    @property
    def spellings(self):
        return self.get_spellings(self.parent)

    def narrow(self, queryset, values):
        return queryset.filter(**{f"{self.column}__in": values})

    def offered(self, ticked):
        """Return the options to choose from, value -> label, while these values are ticked."""
        return self.options()

    def keys(self, stored):
        """Return the options under which a row counts that has this value in the column."""
        return [stored] if stored else []

    def narrows(self, values):
        """Say whether there are rows that do not pass where these values are ticked."""
        return bool(values)

    def fits(self, stored, values):
        """Say whether a row with this value in the column passes: what `filter` says, for rows counted in memory."""
        return not values or any(key in values for key in self.keys(stored))


class UsualFacet(Facet):
    """A facet that leaves rows out even while nothing is ticked; its option `all` lifts that, and stands alone.

    Subclasses say what is usual.
    """

    def usual(self, queryset):
        """Return the rows that show while nothing is ticked."""
        raise NotImplementedError

    def is_usual(self, stored):
        """Say whether a row with this value in the column shows while nothing is ticked."""
        raise NotImplementedError

    def filter(self, queryset, values):
        if not values:
            return self.usual(queryset)
        return queryset if ALL in values else self.narrow(queryset, values)

    def settled(self, values):
        # Which tick came last cannot be told, as a form sends them in the order of the page.
        others = [value for value in values if value != ALL]
        return others if any(value in self.options() for value in others) else values

    def offered(self, ticked):
        # Not where it would be overridden at once.
        return {value: label for value, label in self.options().items() if value != ALL or set(ticked) <= {ALL}}

    def keys(self, stored):
        return [stored, ALL]

    def narrows(self, values):
        return ALL not in values

    def fits(self, stored, values):
        if not values:
            return self.is_usual(stored)
        return ALL in values or stored in values


class KeysFacet(Facet):
    """A facet over a KeysField: a row may have several of its options."""

    def narrow(self, queryset, values):
        return queryset.filter(**{f"{self.column}__any": values})

    def keys(self, stored):
        return stored


class TagFacet(KeysFacet):
    """A facet over themes or cities. Where few rows have a tag it goes by their ids, else through the key column.

    through: the model that says which entry has which tag.
    """

    def __init__(self, *, through, **kwargs):
        super().__init__(**kwargs)
        self.through = through
        self._few = {}

    def narrow(self, queryset, values):
        few = self._ids(queryset.model, tuple(values))
        return super().narrow(queryset, values) if few is None else queryset.filter(pk__in=few)

    def _ids(self, model, slugs):
        """Return the ids of the entries with one of the tags, asked for once; None where there are many."""
        if slugs not in self._few:
            items = self.through.objects.filter(content_type=self.through.content_type_for(model), tag__slug__in=slugs)
            ids = set(items.values_list("object_id", flat=True)[: FEW + 1])
            self._few[slugs] = ids if len(ids) <= FEW else None
        return self._few[slugs]


class SortFilter(ValuesFilter):
    """Chooses an order; narrows nothing."""

    most = 1

    def narrow(self, queryset, values):
        return queryset


class SearchField(forms.CharField):
    """Free text to Query, whatever it is made of: nothing that somebody types into a search is an error."""

    def clean(self, value):
        return parse(value or "")


class SearchFilter(ListFilter):
    """Its value is a Query; the filterset itself resolves typos once and then matches."""

    field_class = SearchField

    def filter(self, queryset, query):
        return self.parent.match(queryset) if query else queryset


class YearFilter(ListFilter, django_filters.NumberFilter):
    field_class = forms.IntegerField
