"""Filters of the lists: by theme, city and the rings around the home city, through the key columns; and one with a
default.
"""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from search.alphabets import in_order
from taxonomy.countries import country_name
from taxonomy.models import City, Theme
from taxonomy.where import where_keys, where_label


class FilterWithDefault(admin.SimpleListFilter):
    """Has no “all”: what the list shows unless asked for something else is the lookup whose value is None."""

    def choices(self, changelist):
        for value, label in self.lookup_choices:
            yield {
                "selected": self.value() == value,
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }


class KeysFilter(admin.SimpleListFilter):
    """Narrows to the entries that have a key. Subclasses declare `column` beside title and parameter_name."""

    column = ""

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        known = {key for key, _label in self.lookup_choices} & {self.value()}
        return queryset.filter(**{f"{self.column}__any": list(known)})


class ThemeFilter(KeysFilter):
    title = _("theme")
    parameter_name = "theme"
    column = "theme_keys"

    def lookups(self, request, model_admin):
        return [(theme.slug, theme.name) for theme in Theme.objects.all()]


class CityFilter(KeysFilter):
    title = _("city")
    parameter_name = "city"
    column = "city_keys"

    def lookups(self, request, model_admin):
        used = model_admin.model.cities.through.objects.filter(
            content_type=model_admin.model.cities.through.content_type_for(model_admin.model)
        )
        return [(city.slug, city.name) for city in City.objects.filter(pk__in=used.values("tag"))]


class CountryFilter(KeysFilter):
    title = _("country")
    parameter_name = "country"
    column = "country_keys"

    def lookups(self, request, model_admin):
        used = model_admin.model._default_manager.order_by().values_list("country", flat=True).distinct()
        return in_order((code, country_name(code)) for code in used if code)


class WhereFilter(KeysFilter):
    title = _("where")
    parameter_name = "where"
    column = "where_keys"

    def lookups(self, request, model_admin):
        home, *_rest = where_keys()
        home_city = City.objects.filter(slug=home).first()
        return [(key, where_label(key, home_city.name if home_city else home.title())) for key in where_keys()]
