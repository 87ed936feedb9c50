from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from entries.exports import ENTRY_COLUMNS, TRUST_COLUMNS, Column
from entries.sharing import EntryCard, ListCard
from entries.templatetags.look import places_in_short
from entries.views import EntryDetail, EntryExport, EntryList, Handout
from organisations.filtersets import OrganisationFilterSet
from organisations.models import Organisation

ORGANISATION_COLUMNS = (
    *ENTRY_COLUMNS,
    Column("kind", lambda o: o.kind),
    Column("size", lambda o: o.size),
    Column("founded", lambda o: o.founded),
    *TRUST_COLUMNS,
)


class OrganisationList(EntryList):
    model = Organisation
    filterset_class = OrganisationFilterSet
    title = _("Organisations")

    @staticmethod
    def count_label(number):
        return ngettext("%(number)s organisation", "%(number)s organisations", number) % {"number": localize(number)}

    @staticmethod
    def show_label(number):
        return ngettext("Show %(number)s organisation", "Show %(number)s organisations", number) % {
            "number": localize(number)
        }


class OrganisationListCard(ListCard, OrganisationList):
    pass


class OrganisationHandout(Handout, OrganisationList):
    pass


class OrganisationExport(EntryExport):
    model = Organisation
    filterset_class = OrganisationFilterSet
    title = _("Organisations")
    prefetch = ()
    columns = ORGANISATION_COLUMNS


class OrganisationDetail(EntryDetail):
    model = Organisation

    def get_cards(self):
        return {"related": self.object.projects.visible_to(self.request.user).distinct()}

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "networks": self.object.networks.visible_to(user),
            "members": self.object.members.visible_to(user),
            "partners": self.object.partners(),
            "organisers": [self.object],
        }


class OrganisationCard(EntryCard):
    model = Organisation

    def get_facts(self, organisation):
        return [places_in_short(organisation), organisation.get_kind_display()]
