"""The fields that all kinds of entries share, declared for every surface."""

from django.conf import settings
from django.utils.timezone import localdate

from entries.freshness import freshness_of
from entries.surfaces import (
    AS_TEXT,
    BY_THE_ACTION,
    FOLLOWS,
    IN_A_ROW,
    EntryField,
    LeftOut,
    Said,
    itself,
    kept_or_taken,
    latest,
    only,
)

SEARCHED = LeftOut("The search finds its words; as options they would be as many as entries.")
KEEPS_ITS_OWN = LeftOut("The entry that stays keeps its own.")
NO_PROPERTY = LeftOut("Schema.org has no property of this meaning.")
BY_ACTIONS = "Set by an action of the curators, or by saving; not by typing."
DERIVED = "Repeats other fields, for counting and narrowing."


def address(entry):
    return settings.SITE_URL + entry.get_absolute_url()


def places(entry, _organisers):
    """Return its cities as schema.org's places."""
    return [
        {
            "@type": "Place",
            "name": city.name,
            "address": {
                "@type": "PostalAddress",
                "addressLocality": city.name,
                "addressCountry": city.country.code,
            },
        }
        for city in entry.cities.all()
    ]


def page_of(entry, _organisers):
    """Return its page with the dates of what is said there, as far as they are somebody's doing; "" without any."""
    reviewed = max(filter(None, [entry.confirmed_on, entry.checked_on]), default=None)
    edited = entry.edited_at and localdate(entry.edited_at)
    dates = {"lastReviewed": reviewed, "dateModified": edited}
    known = {name: day.isoformat() for name, day in dates.items() if day}
    return {"@type": "WebPage", "@id": address(entry)} | known if known else ""


def year_of(name):
    """Return a year as the text that schema.org takes for a date."""
    return lambda entry, _organisers: str(getattr(entry, name) or "")


def sources_of_both(keep, duplicate, _name):
    return "\n".join(dict.fromkeys(keep.source_list + duplicate.source_list))


def of_the_later_sign(keep, duplicate, name):
    """When it was last seen, and how that is written, go together."""
    is_kept = latest(keep, duplicate, "last_seen_on") == keep.last_seen_on
    return getattr(keep if is_kept else duplicate, name)


def of_the_later_check(keep, duplicate, name):
    """Who checked it and when go together."""
    is_kept = latest(keep, duplicate, "checked_on") == keep.checked_on
    return getattr(keep if is_kept else duplicate, name)


TEXTS = (
    EntryField(
        "name",
        form=True,
        facet=SEARCHED,
        admin="text",
        table=True,
        export=itself("name"),
        review=AS_TEXT,
        merge=KEEPS_ITS_OWN,
        page=True,
        linked_data=Said("name", lambda entry, _organisers: entry.name),
    ),
    EntryField(
        "slug",
        form=LeftOut("Made from the name."),
        facet=LeftOut("Each entry has its own."),
        admin="text",
        table=True,
        export=Said("address", address),
        review=LeftOut("Made from the name when it is approved."),
        merge=LeftOut("The address of the duplicate leads to the one that stays."),
        page=LeftOut("The page stands at it."),
        linked_data=Said("@id", lambda entry, _organisers: address(entry)),
    ),
    EntryField(
        "summary",
        form=True,
        facet=SEARCHED,
        admin="text",
        table=True,
        export=itself("summary"),
        review=AS_TEXT,
        merge=KEEPS_ITS_OWN,
        page=True,
        linked_data=Said("description", lambda entry, _organisers: entry.in_language("summary").text),
        in_languages=True,
    ),
    EntryField(
        "description",
        form=True,
        facet=SEARCHED,
        admin="text",
        table=True,
        export=itself("description"),
        review=AS_TEXT,
        merge=kept_or_taken,
        page=True,
        linked_data=LeftOut("The summary is its description there."),
        in_languages=True,
    ),
    EntryField(
        "text_language",
        form=True,
        facet=LeftOut("Nobody looks for offers by the language of their description; there is one of the offer."),
        admin="text",
        table=True,
        export=itself("text_language"),
        review=IN_A_ROW,
        merge=LeftOut("That of the summary, which the entry that stays keeps."),
        page=LeftOut("Marks the texts for screen readers, which readers do not see."),
        linked_data=LeftOut("An organisation has no language there; texts carry none."),
        merged_with="summary",
    ),
    EntryField(
        "website",
        form=True,
        facet=SEARCHED,
        admin="text",
        table=True,
        export=itself("website"),
        review=AS_TEXT,
        merge=kept_or_taken,
        page=True,
        linked_data=Said("url", lambda entry, _organisers: entry.website),
    ),
    EntryField(
        "logo",
        form=LeftOut("A form of its own takes it, as a picture cannot be typed again after an error."),
        facet=LeftOut("A picture is nothing to narrow by."),
        admin="text",
        table=LeftOut("A picture fits no cell."),
        export=LeftOut("The licence of the data does not cover pictures of others."),
        review=LeftOut("Shown as the picture that came with the form."),
        merge=kept_or_taken,
        page=True,
        linked_data=LeftOut("The licence of the data does not cover pictures of others."),
    ),
)


def themes_in(admin):
    return EntryField(
        "themes",
        form="themes",
        facet=LeftOut("Counted by theme_keys, without a join."),
        admin=admin,
        table=True,
        export=LeftOut("Its column comes from theme_keys."),
        review=AS_TEXT,
        merge=BY_THE_ACTION,
        page=True,
        linked_data=Said("keywords", lambda entry, _organisers: [theme.name for theme in entry.themes.all()]),
    )


def cities_in(admin):
    return EntryField(
        "cities",
        form="cities",
        facet=LeftOut("Counted by city_keys, without a join."),
        admin=admin,
        table=True,
        export=LeftOut("Its column comes from city_keys."),
        review=IN_A_ROW,
        merge=BY_THE_ACTION,
        page=True,
        linked_data=Said("location", places),
    )


def country_in(admin):
    return EntryField(
        "country",
        form=True,
        facet=LeftOut("Counted by country_keys, which has those of its cities as well."),
        admin=admin,
        table=True,
        export=LeftOut("Among its countries, in the column of country_keys."),
        review=IN_A_ROW,
        merge=kept_or_taken,
        page=LeftOut("The page says where it is by country_keys where no city is known."),
        linked_data=LeftOut("Its cities say where it is."),
    )


TRUST = (
    EntryField(
        "sources",
        form=LeftOut("Who hands an entry in is its source."),
        facet=SEARCHED,
        admin="trust",
        table=True,
        export=Said("sources", lambda entry: entry.source_list),
        review=LeftOut("No field of the form."),
        merge=sources_of_both,
        page=True,
        linked_data=NO_PROPERTY,
    ),
    EntryField(
        "confirmed_on",
        form=LeftOut("The day on which they send it is the date."),
        facet=LeftOut("Lists are sorted by it."),
        admin="trust",
        table=True,
        export=itself("confirmed_on"),
        review=LeftOut("No field of the form."),
        merge=latest,
        page=True,
        linked_data=NO_PROPERTY,
    ),
    only(
        "checked_on",
        BY_ACTIONS,
        admin="trust",
        export=itself("checked_on"),
        merge=of_the_later_check,
        page=True,
    ),
    only("checked_by", "Who works for the directory is not told.", admin="trust", merge=of_the_later_check),
    only(
        "answered_on",
        BY_ACTIONS,
        admin="trust",
        export=itself("answered_on", "website_answered_on"),
        merge=latest,
        page=True,
    ),
    only(
        "last_seen",
        "Follows the signs of life, which curators note.",
        admin="trust",
        export=itself("last_seen"),
        merge=of_the_later_sign,
        page=True,
    ),
    only("publication", "Public data have what is public alone.", admin="trust", table=True),
    only("published_at", "A list is sorted by it, and feeds have it.", admin="trust"),
    only("edited_at", BY_ACTIONS, admin="trust", export=itself("edited_at"), page=True),
    only("updated_at", "When the row was last written, by whatever: feeds have it.", admin="trust"),
    only("revision", "Tells one edit from the next, for curators alone.", table=True),
)

DERIVED_FIELDS = (
    only("theme_keys", DERIVED, facet="theme", export=itself("theme_keys", "themes"), merge=FOLLOWS),
    only("city_keys", DERIVED, facet="city region", export=itself("city_keys", "cities"), merge=FOLLOWS),
    only("country_keys", DERIVED, facet="country", export=itself("country_keys", "countries"), merge=FOLLOWS),
    only("where_keys", DERIVED, facet="where", export=itself("where_keys", "where"), merge=FOLLOWS),
    only("sort_name", "The name, folded, by which one is found again."),
    only("sort_key", "The name again, for sorting."),
    only(
        "verified_on",
        "The later of confirmed_on and checked_on.",
        merge=FOLLOWS,
        linked_data=Said("mainEntityOfPage", page_of),
    ),
    only("last_seen_on", "The day that last_seen counts as.", merge=of_the_later_sign),
    only(
        "heard_on",
        "The latest of all signs, for sorting; what it means today is told instead.",
        facet="fresh",
        export=Said("freshness", freshness_of),
        merge=FOLLOWS,
    ),
    only("created_at", "When the row was made; what people ask is when it was published."),
    only("id", "Means nothing outside the database; the address names the entry."),
)

# What comes first on a surface, in this order; what a kind adds comes behind.
FIRST_IN_FORMS = ("name", "summary", "website", "country", "description", "text_language")
FIRST_IN_TABLES = (
    *("slug", "name", "summary", "description", "text_language", "website", "country", "cities", "themes"),
    *("sources", "confirmed_on", "publication", "revision"),
)
FIRST_IN_EXPORTS = ("name", "slug", "summary", "website", "theme_keys", "city_keys", "country_keys", "where_keys")
TRUST_IN_EXPORTS = ("confirmed_on", "checked_on", "answered_on", "edited_at", "sources")
FIRST_IN_LINKED_DATA = ("slug", "name", "summary", "website")
