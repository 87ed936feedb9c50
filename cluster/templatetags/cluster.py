"""What pages show of the cluster: its pages in the footer, where to follow it, and texts, times and amounts."""

from django import template
from django.conf import settings

from cluster import citations, wording
from cluster.models import Applicant, Channel, Event, FundingOpportunity, Page, Publication
from entries.linked_data import data_block
from entries.wording import city_with_country
from listing.exports import absolute
from search.prepared import Prepared
from taxonomy.countries import country_name

register = template.Library()
SHOWN = 3
FOOTER = Prepared(lambda: Page.objects.in_footer().only("slug", "title", "position"))

register.filter("time_of_event", wording.time_of_event)
register.filter("until_when", wording.until_when)
register.filter("deadline_of", wording.deadline_of)
register.filter("registration_deadline", wording.registration_deadline)
register.filter("amount_of_funding", wording.amount_of_funding)
register.filter("citation", citations.citation)
register.filter("bibtex", citations.bibtex)


@register.filter
def quoted(text):
    """Return a text as mails quote one."""
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


@register.filter
def applicant_names(funding):
    """Return who may apply, in the visitor's language."""
    labels = dict(Applicant.choices)
    return [labels[key] for key in funding.applicants]


@register.filter
def countries_and_cities(item):
    """Return where an item belongs, as a list: the countries that it names itself, and its cities."""
    return [*map(country_name, item.own_countries), *map(city_with_country, item.cities.all())]


@register.simple_tag
def pages_in_footer():
    return FOOTER.objects()


@register.inclusion_tag("cluster/_operator.html")
def operator():
    """Show who answers for the site, as the settings say."""
    return {"name": settings.OPERATOR_NAME, "address": settings.OPERATOR_ADDRESS}


@register.inclusion_tag("cluster/_data_protection.html")
def data_protection():
    """Show what the law asks the operator to say about personal data, as the settings say."""
    return {
        "contact": settings.PRIVACY_CONTACT,
        "legal_bases": settings.PRIVACY_LEGAL_BASES,
        "processors": settings.PRIVACY_PROCESSORS,
    }


@register.inclusion_tag("cluster/_channels.html")
def channels():
    """Show the accounts to follow elsewhere."""
    return {"channels": Channel.objects.all()}


@register.inclusion_tag("cluster/_page_links.html")
def page_links(here):
    """Show the pages of the footer beside one of them. here: its address."""
    return {"pages": pages_in_footer(), "here": here}


@register.inclusion_tag("cluster/_whats_on.html")
def whats_on():
    """Show the next events, what can be applied for, and the latest publications; three queries."""
    return {
        "events": Event.objects.published().upcoming().filter(is_cancelled=False)[:SHOWN],
        "funding": FundingOpportunity.objects.published().open()[:SHOWN],
        "publications": Publication.objects.published().order_by("-year", "-published_at", "-pk")[:SHOWN],
    }


@register.inclusion_tag("cluster/_next_events.html")
def next_events():
    """Show the next events as a section of the front page; one query."""
    return {"events": Event.objects.published().upcoming().filter(is_cancelled=False)[:SHOWN]}


@register.simple_tag
def event_data(event, organiser=None):
    """Return an event as a JSON-LD block (schema.org Event). organiser: the Organisation, where it is public."""
    online = {"@type": "VirtualLocation", "url": event.online_url} if event.online_url else None
    places = [event.place, *(city.name for city in event.cities.all())]
    address = ", ".join(filter(None, places))
    offline = {"@type": "Place", "name": event.place or address, "address": address} if address else None
    mode = {(True, True): "Mixed", (True, False): "Online", (False, True): "Offline"}.get((bool(online), bool(offline)))
    who = None
    if organiser:
        url = absolute(organiser.get_absolute_url())
        who = {"@type": "Organization", "@id": url, "name": organiser.name, "url": organiser.website or url}
    elif event.organiser_name:
        who = {"@type": "Organization", "name": event.organiser_name}
    return data_block(
        {
            "@context": "https://schema.org",
            "@type": "Event",
            "@id": absolute(event.get_absolute_url()),
            "name": event.title,
            "description": event.summary,
            "startDate": event.start.isoformat(),
            "endDate": event.end and event.end.isoformat(),
            "eventStatus": f"https://schema.org/Event{_status_of(event)}",
            "previousStartDate": event.moved_from and event.moved_from.start.isoformat(),
            "eventAttendanceMode": mode and f"https://schema.org/{mode}EventAttendanceMode",
            "location": [place for place in (offline, online) if place],
            "organizer": who,
            "inLanguage": list(event.languages),
            "url": event.registration_url or absolute(event.get_absolute_url()),
        }
    )


def _status_of(event):
    if event.is_cancelled:
        return "Cancelled"
    return "Rescheduled" if event.moved_from else "Scheduled"


@register.simple_tag
def publication_data(publication):
    """Return a publication as a JSON-LD block (schema.org Report or Article)."""
    publisher = citations.publisher_of(publication)
    return data_block(
        {
            "@context": "https://schema.org",
            "@type": "Article" if publication.kind == "article" else "Report",
            "@id": absolute(publication.get_absolute_url()),
            "name": citations.original_title(publication),
            "description": publication.summary,
            "datePublished": str(publication.year),
            "author": [{"@type": "Person", "name": name} for name in publication.author_list],
            "publisher": publisher and {"@type": "Organization", "name": publisher},
            "inLanguage": list(publication.languages),
            "url": citations.address_of(publication),
        }
    )
