"""What an offer is called in the visitor's language."""

from functools import lru_cache

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from entries.wording import and_list, places_in_short, places_of, short_address
from projects.contacts import phone_address, service_of
from projects.models import DeliveryMode, Reach
from taxonomy.countries import country_name
from taxonomy.regions import REGIONS


def used_in(project):
    """Return where an offer can be used, without how: "Berlin and Munich", "Germany, country-wide"; "" where not known.

    Of one for its cities that says no city, the country in which it is.
    """
    if project.reach == Reach.CITY:
        regions = [str(REGIONS[key].name) for key in project.reach_regions]
        return and_list(regions + (places_of(project) if project.city_keys or not regions else []))
    return _beyond(project.reach, tuple(project.reach_countries), get_language())


def used_in_short(project):
    """Return the same for a card, with how: "Berlin", "Germany, country-wide, online"; "" where it is not known."""
    if project.reach == Reach.CITY:
        where = used_in(project) if project.reach_regions else places_in_short(project)
    else:
        where = _beyond(project.reach, tuple(project.reach_countries), get_language())
    if project.delivery not in (DeliveryMode.ONLINE, DeliveryMode.BOTH):
        return where
    return with_online(where) if where else pgettext("how an offer is used", "Online")


def with_online(where):
    return pgettext("where an offer can be used", "%(where)s, online") % {"where": where}


@lru_cache(maxsize=500)
def _beyond(reach, countries, language):
    """language: of the page, which names of countries depend on."""
    if reach == Reach.ANYWHERE:
        return pgettext("where an offer can be used", "Anywhere")
    names = [country_name(code) for code in countries]
    if len(names) == 1:
        return _("%(country)s, country-wide") % {"country": names[0]}
    return and_list(names)


def contacts_of(project):
    """Return (what it is, address, how people write it) of each public way to get in touch, as a list."""
    found = []
    if project.email:
        found.append((_("E-mail"), f"mailto:{project.email}", project.email))
    if project.phone:
        found.append((_("Telephone"), phone_address(project.phone), project.phone))
    for address in project.channel_list:
        service = service_of(address)
        found.append((service.name if service else "", address, short_address(address)))
    return found
