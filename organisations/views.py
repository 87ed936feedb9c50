from django.db.models import Prefetch
from django.utils.formats import localize
from django.utils.translation import ngettext

from listing.exports import export_columns
from listing.views import EntryDetail, EntryExport, EntryList, Handout
from organisations.kind import KIND
from organisations.models import Organisation
from sharing.views import EntrySharingImage, ListSharingImage

# On the page of an organisation, unless all are asked for.
MOST_CARDS = 24
PUBLISHED_NETWORKS = Prefetch("networks", Organisation.objects.published())


class OrganisationList(EntryList):
    model = Organisation
    filterset_class = KIND.filterset
    title = KIND.title

    @staticmethod
    def count_label(number):
        return ngettext("%(number)s organisation", "%(number)s organisations", number) % {"number": localize(number)}

    @staticmethod
    def show_label(number):
        return ngettext("Show %(number)s organisation", "Show %(number)s organisations", number) % {
            "number": localize(number)
        }


class OrganisationListSharingImage(ListSharingImage, OrganisationList):
    pass


class OrganisationHandout(Handout, OrganisationList):
    pass


class OrganisationExport(EntryExport):
    model = Organisation
    filterset_class = KIND.filterset
    title = KIND.title
    prefetch = (PUBLISHED_NETWORKS,)
    columns = export_columns(KIND)


class OrganisationDetail(EntryDetail):
    model = Organisation

    def get_cards(self):
        projects = self.object.projects.visible_to(self.request.user).distinct()
        return {"related": projects if self.is_whole else projects[: MOST_CARDS + 1]}

    @property
    def is_whole(self):
        """Whether all of its projects are asked for, however many they are."""
        return self.request.GET.get("projects") == "all"

    def get_context_data(self, **kwargs):
        user = self.request.user
        context = super().get_context_data(**kwargs)
        projects = context["related"]
        has_more = len(projects) > MOST_CARDS and not self.is_whole
        total = self.object.projects.visible_to(user).distinct().count() if has_more else len(projects)
        return context | {
            "related": projects[:MOST_CARDS] if has_more else projects,
            "project_total": total,
            "all_projects_url": "?projects=all#projects" if has_more else "",
            "networks": self.object.networks.visible_to(user),
            "members": self.object.members.visible_to(user),
            "partners": self.object.partners(),
            "organisers": [self.object],
        }


class OrganisationSharingImage(EntrySharingImage):
    model = Organisation
