"""The fields of an organisation, declared for every surface."""

from dataclasses import replace

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
    cities_in,
    country_in,
    themes_in,
    year_of,
)
from entries.surfaces import BY_THE_ACTION, IN_A_ROW, EntryField, EntryFields, LeftOut, Said, itself, kept_or_taken
from organisations.names import name_key


def names_of_both(keep, duplicate, _name):
    """The other names of both, and that of the duplicate, by which people go on looking for it."""
    names = dict.fromkeys([*keep.name_list, duplicate.name, *duplicate.name_list])
    return "\n".join(name for name in names if name_key(name) != name_key(keep.name))


# Unlike a project it may have no summary, and takes that of its duplicate then.
OWN_TEXTS = [replace(field, merge=kept_or_taken) if field.name == "summary" else field for field in TEXTS]

ORGANISATION_FIELDS = EntryFields(
    *OWN_TEXTS,
    EntryField(
        "other_names",
        form=True,
        facet=SEARCHED,
        admin="text",
        table=True,
        export=Said("other_names", lambda entry: entry.name_list),
        review=IN_A_ROW,
        merge=names_of_both,
        page=True,
        linked_data=Said("alternateName", lambda entry, _organisers: entry.name_list),
    ),
    country_in("where"),
    cities_in("where"),
    themes_in("where"),
    EntryField(
        "kind",
        form=True,
        facet="kind",
        admin="itself",
        table=True,
        export=itself("kind"),
        review=IN_A_ROW,
        merge=kept_or_taken,
        page=True,
        linked_data=NO_PROPERTY,
    ),
    EntryField(
        "size",
        form=True,
        facet="size",
        admin="itself",
        table=True,
        export=itself("size"),
        review=IN_A_ROW,
        merge=kept_or_taken,
        page=True,
        linked_data=LeftOut("Schema.org wants a number of people; a range is none."),
    ),
    EntryField(
        "founded",
        form=True,
        facet=LeftOut("The list is sorted by it."),
        admin="itself",
        table=True,
        export=itself("founded"),
        review=IN_A_ROW,
        merge=kept_or_taken,
        page=True,
        linked_data=Said("foundingDate", year_of("founded")),
    ),
    EntryField(
        "networks",
        form=LeftOut("A curator sets them, who knows which networks are listed."),
        facet="network",
        admin="itself",
        table=True,
        export=Said("networks", lambda entry: [network.name for network in entry.networks.all()]),
        review=LeftOut("No field of the form."),
        merge=BY_THE_ACTION,
        page=True,
        linked_data=LeftOut("Its projects say who is behind them; the networks say nothing more of it."),
    ),
    *TRUST,
    *DERIVED_FIELDS,
    first={
        "form": FIRST_IN_FORMS,
        "table": FIRST_IN_TABLES,
        "export": (*FIRST_IN_EXPORTS, "kind", "size", "founded", *TRUST_IN_EXPORTS),
        "linked_data": (*FIRST_IN_LINKED_DATA, "founded", "themes"),
    },
)
