"""The query grammar that projects and organisations share: one filterset validates it for pages, feeds and exports."""

from functools import cached_property
from typing import NamedTuple

import django_filters
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import F
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries import countries

from entries.filters import KeysFacet, SearchFilter, SortFilter, TagFacet, YearFilter, label_and_value
from entries.search import matching, resolve
from taxonomy.models import City, LocatedItem, Theme, ThemedItem
from taxonomy.where import where_keys, where_label

PER_PAGE = (24, 12, 48, 96)

UNKNOWN_PARAMETER = _("The parameter “%(name)s” is not known and was left out.")
UNKNOWN_VALUE = _("“%(value)s” is not known as a value of “%(name)s” and was left out.")
TOO_MANY = _("“%(value)s” is one value too many for “%(name)s” and was left out.")
NO_PAGE = _("There is no page “%(page)s”.")


class Rejected(NamedTuple):
    """A value that a list leaves out; complaint: what is said of it, a format of the name and the value (or page)."""

    name: str
    value: str
    complaint: str

    def __str__(self):
        value = _shortened(self.value)
        return self.complaint % {"name": _shortened(self.name), "value": value, "page": value}


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

RELEVANCE = "relevance"
SORTS = {
    RELEVANCE: (pgettext_lazy("sort by", "Relevance"), ["-relevance", "sort_name", "pk"]),
    "name": (pgettext_lazy("sort by", "Name"), ["sort_name", "pk"]),
    "verified": (
        pgettext_lazy("sort by", "Recently confirmed"),
        [F("verified_on").desc(nulls_last=True), "pk"],
    ),
    "newest": (
        pgettext_lazy("sort by", "Newest in the directory"),
        [F("published_at").desc(nulls_last=True), "-pk"],
    ),
}


def year_filter(column, lookup, label, words):
    """Return a filter by year; words: of its chip, a format with the year."""
    return YearFilter(
        field_name=column,
        lookup_expr=lookup,
        label=label,
        chip=lambda _label, year: words % {"year": year},
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
    )


class EntryFilterSet(django_filters.FilterSet):
    """Narrows published entries by what a query string asks for.

    What it cannot make sense of is left out and named in `rejected`, so that a page can say so and a data format can
    refuse. `settled` is the query as it came, but for values that others override. `cubes` names the facets that are
    counted together, see `entries.facets`.
    """

    sorts = SORTS
    cubes = ()

    q = SearchFilter(label=pgettext_lazy("a filter", "Search"), chip=label_and_value)
    theme = TagFacet(
        column="theme_keys", through=ThemedItem, label=_("Theme"), is_long=True, options=lambda f: f.themes
    )
    # The first ring has the name of a city.
    where = KeysFacet(column="where_keys", label=_("Where"), chip=label_and_value, options=lambda f: f.rings)
    city = TagFacet(
        column="city_keys",
        through=LocatedItem,
        label=_("City"),
        is_long=True,
        options=lambda f: f.city_names,
        spellings=lambda f: f.city_spellings,
    )
    country = KeysFacet(column="country_keys", label=_("Country"), is_long=True, options=lambda f: dict(countries))
    sort = SortFilter(label=_("Sort by"), options=lambda f: f.sorts)

    def __init__(self, data=None, queryset=None, **kwargs):
        if queryset is None:
            # The library would take all rows, and so count drafts on the pages that anybody sees.
            queryset = self._meta.model.objects.published()
        super().__init__(data, queryset, **kwargs)
        self.is_bound = True
        self.settled = self._settle(self.data)
        self.data, self.rejected = self._sort_out(self.settled)

    def _settle(self, data):
        """Return a QueryDict without what other values of a parameter override; itself where that is nothing."""
        kept = {name: self.filters[name].settled(data.getlist(name)) for name in data if name in self.filters}
        overridden = {name: values for name, values in kept.items() if values != data.getlist(name)}
        if not overridden:
            return data
        settled = data.copy()
        for name, values in overridden.items():
            settled.setlist(name, values)
        return settled

    def _sort_out(self, data):
        """Return the part of a QueryDict that makes sense, and the rest as a list of Rejected."""
        sound, rejected = QueryDict(mutable=True), []
        for name in data:
            asked = data.getlist(name)
            if name not in self.filters and name not in PAGING:
                rejected += [Rejected(name, value, UNKNOWN_PARAMETER) for value in asked]
                continue
            values = [value for value in asked if value.strip()]
            # A database refuses NUL in any string; in the search box it is just dropped.
            fit = [value for value in values if name == "q" or "\0" not in value]
            most = 1 if name in PAGING else self.filters[name].most
            if counting := list(dict.fromkeys(fit[-most:])):
                sound.setlist(name, counting)
            rejected += [Rejected(name, value, UNKNOWN_VALUE) for value in values if value not in fit]
            rejected += [Rejected(name, value, TOO_MANY) for value in dict.fromkeys(fit) if value not in counting]
        for name, (makes_sense, complaint) in PAGING.items():
            if name in sound and not makes_sense(sound[name]):
                rejected += [Rejected(name, value, complaint) for value in sound.pop(name)]
        self.data = sound
        for name, complaints in self.get_form_class()(sound).errors.as_data().items():
            unknown = {complaint.params["value"] for complaint in complaints if complaint.code == "unknown"}
            values = sound.pop(name)
            rejected += [Rejected(name, value, UNKNOWN_VALUE) for value in values if not unknown or value in unknown]
            if known := [value for value in values if unknown and value not in unknown]:
                sound.setlist(name, known)
        return sound, rejected

    @cached_property
    def themes(self):
        return {theme.slug: theme for theme in Theme.objects.all()}

    @cached_property
    def cities(self):
        """All cities, slug -> City, by name."""
        return {city.slug: city for city in City.objects.all()}

    @cached_property
    def city_spellings(self):
        return City.spellings()

    @cached_property
    def city_names(self):
        return {slug: name for slug, (name, *_others) in self.city_spellings.items()}

    @property
    def rings(self):
        return {key: where_label(key, self.city_names.get(key, key)) for key in where_keys()}

    @cached_property
    def values(self):
        """The validated values, parameter -> value; complete, as nothing unsound is left."""
        self.form.full_clean()
        return self.form.cleaned_data

    @cached_property
    def resolution(self):
        """The search query with its typos corrected, and the corrections as (typed, used) pairs."""
        return resolve(self.values["q"], self.queryset.model)

    @property
    def active(self):
        """The names of the filters that are on, in the order of declaration."""
        return [name for name, value in self.values.items() if value and name != "sort"]

    def narrow(self, without=(), unasked=()):
        """Return the rows that pass every filter but those named.

        unasked: filters that are taken as if nothing had been asked of them, as some leave rows out even then.
        """
        queryset = self.queryset.all()
        for name, value in self.values.items():
            if name not in without:
                queryset = self.filters[name].filter(queryset, None if name in unasked else value)
        return queryset

    def match(self, queryset):
        return matching(queryset, self.resolution.query)

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
        """The filtered rows in the order asked for."""
        if self.order == RELEVANCE:
            found = matching(self.narrow(without=["q"]), self.resolution.query, rank=True)
        else:
            found = self.narrow()
        return found.order_by(*self.sorts[self.order][1])
