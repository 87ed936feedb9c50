from django import template
from django.conf import settings

from projects.cards import when
from projects.wording import contacts_of, used_in
from search.alphabets import alphabetical
from taxonomy.countries import country_name

register = template.Library()
for each in (when, contacts_of, used_in):
    register.filter(each)


@register.filter
def by_country(cities):
    """Return cities as a list of {"name", "cities"}: the home country, then those with most projects, by name."""
    groups = {}
    for city in cities:
        groups.setdefault(city.country.code, []).append(city)

    def place(code):
        total = sum(city.project_count for city in groups[code])
        return code != settings.HOME_COUNTRY, -total, alphabetical(country_name(code))

    return [{"name": country_name(code), "cities": groups[code]} for code in sorted(groups, key=place)]


@register.filter
def seeking_names(project):
    """Return what a project is looking for, in the visitor's language."""
    labels = dict(project._meta.get_field("seeking").choices)
    return [labels.get(key, key) for key in project.seeking]
