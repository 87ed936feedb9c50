"""Filters of the lists: by theme, city and the rings around the home city, through the key columns; and one with a
default.
"""

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from search.alphabets import in_order
from taxonomy.countries import country_name
from taxonomy.models import City
from taxonomy.vocabularies import current_vocabularies
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
        return [(slug, theme.name) for slug, theme in current_vocabularies().themes.items()]


class CityFilter(KeysFilter):
    title = _("city")
    parameter_name = "city"
    column = "city_keys"

    def lookups(self, request, model_admin):
        through = model_admin.model.cities.through
        of_entries = through.objects.filter(
            tag=OuterRef("pk"), content_type=through.content_type_for(model_admin.model)
        )
        names = current_vocabularies().city_names
        used = City.objects.filter(Exists(of_entries)).order_by().values_list("slug", flat=True)
        return in_order((slug, names[slug]) for slug in used if slug in names)


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
        name = current_vocabularies().city_names.get(home, home.title())
        return [(key, where_label(key, name)) for key in where_keys()]
