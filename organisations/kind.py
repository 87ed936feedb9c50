"""What the directory has to know of organisations as a kind of entry."""

from django.utils.translation import gettext_lazy as _

from entries.freshness import freshness_in_words, silence_in_words
from entries.kinds import KindOfEntry
from entries.wording import places_in_short
from listing.cards import freshness_badge
from listing.filters import ALL
from organisations.actions import merge_organisations, save_organisation
from organisations.cards import CARD_FACTS
from organisations.declared_fields import ORGANISATION_FIELDS
from organisations.filtersets import OrganisationFilterSet
from organisations.forms import OrganisationForm
from organisations.models import Organisation

KIND = KindOfEntry(
    model=Organisation,
    title=_("Organisations"),
    fields=ORGANISATION_FIELDS,
    filterset=OrganisationFilterSet,
    form=OrganisationForm,
    store=save_organisation,
    merge=merge_organisations,
    card_facts=CARD_FACTS,
    image_facts=lambda organisation: [
        places_in_short(organisation),
        organisation.get_kind_display(),
        freshness_in_words(organisation),
    ],
    schema_type="Organization",
    badges=freshness_badge,
    note=silence_in_words,
    everything={"fresh": ALL},
)
