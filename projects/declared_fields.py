"""The fields of a project, declared for every surface."""

from entries.declared_fields import (
    DERIVED_FIELDS,
    FIRST_IN_EXPORTS,
    FIRST_IN_FORMS,
    FIRST_IN_LINKED_DATA,
    FIRST_IN_TABLES,
    NO_PROPERTY,
    SEARCHED,
    TEXTS,
    TRUST,
    TRUST_IN_EXPORTS,
    address,
    cities_in,
    country_in,
    themes_in,
    year_of,
)
from entries.surfaces import (
    AS_TEXT,
    BY_THE_ACTION,
    FOLLOWS,
    IN_A_ROW,
    INLINE,
    EntryField,
    EntryFields,
    LeftOut,
    Said,
    itself,
    kept_or_taken,
    of_both,
    only,
    unless,
)
from projects.models import Cost, NewcomerLed, Reach, Status
from taxonomy.countries import country_name
from taxonomy.regions import REGIONS

status_of_both = unless(Status.UNKNOWN)


def launch_of_both(keep, duplicate, name):
    """The year of the duplicate too, unless the one that stays had ended before it: that would be a mistake."""
    is_mistake = keep.ended and duplicate.launched and duplicate.launched > keep.ended
    return keep.launched if is_mistake else kept_or_taken(keep, duplicate, name)


def end_of_both(keep, duplicate, name):
    """The year of the duplicate too, where the one that stays has ended, and not before its launch."""
    has_ended = status_of_both(keep, duplicate, "status") == Status.DISCONTINUED
    is_mistake = keep.launched and duplicate.ended and duplicate.ended < keep.launched
    return kept_or_taken(keep, duplicate, name) if has_ended and not is_mistake else keep.ended


def successor_of_both(keep, duplicate, _name):
    """The successor of the one that stays, else the duplicate's; none that leads to one of the two."""
    both = {keep.pk, duplicate.pk}
    followed = [one for one in (keep, duplicate) if one.successor_id]
    return next((one.successor for one in followed if both.isdisjoint(one.later_keys())), None)


def successor_address(project):
    """Return where a public successor stands; of others nothing is told."""
    successor = project.successor
    return address(successor) if successor and successor.is_published else None


def organisation_names(project):
    """Return the names of those behind it, each once, whatever the number of its roles."""
    return list(dict.fromkeys(organisation.name for organisation in project.organisations.all()))


def organisers(_project, organisers):
    """Return those behind it as schema.org's organisations, each once."""
    return [
        {"@type": "Organization", "@id": address(organisation), "name": organisation.name}
        for organisation in dict.fromkeys(organisers)
    ]


def with_reach(keep, duplicate, name):
    """Where it can be used, and in which places, go together."""
    return getattr(keep if keep.reach else duplicate, name)


def channels_of_both(keep, duplicate, _name):
    return "\n".join(dict.fromkeys(keep.channel_list + duplicate.channel_list))


def audience(project, _organisers):
    said = project.in_language("audience").text
    return {"@type": "Audience", "audienceType": said} if said else ""


def area_served(project, _organisers):
    """Return where it can be used as schema.org's areas; of an offer to everybody that is the world."""
    if project.reach == Reach.ANYWHERE:
        return "Worldwide"
    cities = [{"@type": "City", "name": city.name} for city in project.cities.all()]
    regions = [{"@type": "AdministrativeArea", "name": str(REGIONS[key].name)} for key in project.reach_regions]
    countries = [{"@type": "Country", "name": country_name(code)} for code in project.reach_countries]
    return [*(cities if project.reach == Reach.CITY else ()), *regions, *countries]


def is_free(project, _organisers):
    """Return whether it is free, None where that is not known or only some of it is."""
    return {Cost.FREE: True, Cost.FEE: False}.get(project.cost)


PROJECT_FIELDS = EntryFields(
    *TEXTS,
    themes_in("offer"),
    country_in("offer"),
    cities_in("offer"),
    EntryField(
        "languages",
        form=True,
        facet="language",
        admin="offer",
        table=True,
        export=itself("languages"),
        review=IN_A_ROW,
        merge=of_both,
        page=True,
        linked_data=Said("availableLanguage", lambda project, _organisers: list(project.languages)),
    ),
    EntryField(
        "audience",
        form=True,
        facet=SEARCHED,
        admin="offer",
        table=True,
        export=itself("audience"),
        review=IN_A_ROW,
        merge=kept_or_taken,
        page=True,
        linked_data=Said("audience", audience),
        in_languages=True,
    ),
    EntryField(
        "cost",
        form=True,
        facet="cost",
        admin="offer",
        table=True,
        export=itself("cost"),
        review=IN_A_ROW,
        merge=kept_or_taken,
        page=True,
        linked_data=Said("isAccessibleForFree", is_free),
    ),
    EntryField(
        "delivery",
        form=True,
        facet="delivery",
        admin="offer",
        table=True,
        export=itself("delivery"),
        review=IN_A_ROW,
        merge=kept_or_taken,
        page=True,
        linked_data=NO_PROPERTY,
    ),
    EntryField(
        "reach",
        form=True,
        facet="reach",
        admin="offer",
        table=True,
        export=itself("reach"),
        review=IN_A_ROW,
        merge=with_reach,
        page=True,
        linked_data=Said("areaServed", area_served),
    ),
    EntryField(
        "reach_places",
        form=True,
        facet=LeftOut("The filters of cities and countries take them in."),
        admin="offer",
        table=True,
        export=itself("reach_places"),
        review=IN_A_ROW,
        merge=with_reach,
        page=True,
        linked_data=LeftOut("Part of the area, which the reach says."),
        merged_with="reach",
    ),
    only("reach_basis", "A note for curators.", admin="offer", table=True, merge=with_reach, merged_with="reach"),
    EntryField(
        "how_to_start",
        form=True,
        facet=SEARCHED,
        admin="offer",
        table=True,
        export=itself("how_to_start"),
        review=IN_A_ROW,
        merge=kept_or_taken,
        page=True,
        linked_data=NO_PROPERTY,
        in_languages=True,
    ),
    EntryField(
        "language_level",
        form=True,
        facet=LeftOut("Known of few, and what somebody speaks they see at once."),
        admin="offer",
        table=True,
        export=itself("language_level"),
        review=IN_A_ROW,
        merge=kept_or_taken,
        page=True,
        linked_data=NO_PROPERTY,
    ),
    EntryField(
        "step_free",
        form=True,
        facet=LeftOut("Known of few: who asked for it would miss the others."),
        admin="offer",
        table=True,
        export=itself("step_free"),
        review=IN_A_ROW,
        merge=kept_or_taken,
        page=True,
        linked_data=LeftOut("A property of places there, of which an offer may have several."),
    ),
    EntryField(
        "email",
        form=True,
        facet=LeftOut("Each has its own."),
        admin="offer",
        table=True,
        export=itself("email"),
        review=IN_A_ROW,
        merge=kept_or_taken,
        page=True,
        linked_data=Said("email", lambda project, _organisers: project.email),
    ),
    EntryField(
        "phone",
        form=True,
        facet=LeftOut("Each has its own."),
        admin="offer",
        table=True,
        export=itself("phone"),
        review=IN_A_ROW,
        merge=kept_or_taken,
        page=True,
        linked_data=Said("telephone", lambda project, _organisers: project.phone),
    ),
    EntryField(
        "channels",
        form=True,
        facet=LeftOut("Each has its own."),
        admin="offer",
        table=True,
        export=Said("channels", lambda project: project.channel_list),
        review=IN_A_ROW,
        merge=channels_of_both,
        page=True,
        linked_data=Said("sameAs", lambda project, _organisers: project.channel_list),
    ),
    EntryField(
        "focus",
        form=True,
        facet="focus",
        admin="offer",
        table=True,
        export=itself("focus"),
        review=IN_A_ROW,
        merge=kept_or_taken,
        page=True,
        linked_data=NO_PROPERTY,
    ),
    EntryField(
        "newcomer_led",
        form=True,
        facet="newcomer_led",
        admin="offer",
        table=True,
        export=itself("newcomer_led"),
        review=IN_A_ROW,
        merge=unless(NewcomerLed.UNKNOWN),
        page=True,
        linked_data=NO_PROPERTY,
    ),
    EntryField(
        "status",
        form=True,
        facet="status",
        admin="running",
        table=True,
        export=itself("status"),
        review=IN_A_ROW,
        merge=status_of_both,
        page=True,
        linked_data=LeftOut("The year in which it ended says so."),
    ),
    EntryField(
        "launched",
        form=True,
        facet="launched_from launched_to",
        admin="running",
        table=True,
        export=itself("launched"),
        review=IN_A_ROW,
        merge=launch_of_both,
        page=True,
        linked_data=Said("foundingDate", year_of("launched")),
    ),
    EntryField(
        "ended",
        form=True,
        facet=LeftOut("Whether it has ended is the facet of the status."),
        admin="running",
        table=True,
        export=itself("ended"),
        review=IN_A_ROW,
        merge=end_of_both,
        page=True,
        linked_data=Said("dissolutionDate", year_of("ended")),
    ),
    EntryField(
        "successor",
        form=LeftOut("A curator sets it, who knows which projects are listed."),
        facet=LeftOut("Few projects have one."),
        admin="running",
        table=True,
        export=Said("successor", successor_address),
        review=LeftOut("No field of the form."),
        merge=successor_of_both,
        page=True,
        linked_data=NO_PROPERTY,
    ),
    EntryField(
        "successor_name",
        form=LeftOut("A curator sets it, who knows which projects are listed."),
        facet=LeftOut("Few projects have one."),
        admin="running",
        table=True,
        export=itself("successor_name"),
        review=LeftOut("No field of the form."),
        merge=kept_or_taken,
        page=True,
        linked_data=NO_PROPERTY,
    ),
    EntryField(
        "lessons",
        form=True,
        facet=LeftOut("A long text is nothing to narrow by."),
        admin="running",
        table=True,
        export=itself("lessons"),
        review=AS_TEXT,
        merge=kept_or_taken,
        page=True,
        linked_data=NO_PROPERTY,
        in_text_language=True,
    ),
    EntryField(
        "seeking",
        form=True,
        facet="seeking",
        admin="needs",
        table=True,
        export=itself("seeking"),
        review=IN_A_ROW,
        merge=of_both,
        page=True,
        linked_data=NO_PROPERTY,
    ),
    EntryField(
        "technologies",
        form=True,
        facet=LeftOut("Free words, of which hardly two are alike."),
        admin="needs",
        table=True,
        export=itself("technologies"),
        review=IN_A_ROW,
        merge=kept_or_taken,
        page=True,
        linked_data=NO_PROPERTY,
    ),
    EntryField(
        "source_code",
        form=True,
        facet=LeftOut("Each has its own."),
        admin="needs",
        table=True,
        export=itself("source_code"),
        review=IN_A_ROW,
        merge=kept_or_taken,
        page=True,
        linked_data=LeftOut("A property of software there, which few projects are."),
    ),
    EntryField(
        "organisations",
        form="organisation",
        facet="organisation",
        admin=INLINE,
        table=True,
        export=Said("organisations", organisation_names),
        review=IN_A_ROW,
        merge=BY_THE_ACTION,
        page=True,
        linked_data=Said("parentOrganization", organisers),
    ),
    only("organisation_keys", "Repeats the organisations for the history.", merge=FOLLOWS),
    *TRUST,
    *DERIVED_FIELDS,
    first={
        "form": (
            *FIRST_IN_FORMS,
            *("status", "launched", "ended"),
            *("audience", "cost", "delivery", "reach", "reach_places", "languages", "language_level", "step_free"),
            *("how_to_start", "email", "phone", "channels"),
            *("newcomer_led", "focus", "seeking", "lessons", "technologies", "source_code"),
        ),
        "table": (
            *FIRST_IN_TABLES,
            *(
                "status",
                "launched",
                "ended",
                "successor",
                "successor_name",
                "lessons",
                "languages",
                "newcomer_led",
                "focus",
                "seeking",
            ),
            *("technologies", "source_code", "organisations"),
        ),
        "export": (
            *FIRST_IN_EXPORTS,
            *("status", "launched", "ended", "languages", "newcomer_led", "focus", "seeking", "organisations"),
            *TRUST_IN_EXPORTS,
        ),
        "linked_data": (*FIRST_IN_LINKED_DATA, "launched", "ended", "themes", "languages"),
    },
)
