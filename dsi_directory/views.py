"""The pages that stand above all apps."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from cluster.views import Search
from dsi_directory.forms import SentenceForm
from entries.cache import DirectoryPage
from entries.freshness import FRESH
from listing.counts import count_facets
from listing.tags_of_rows import tagged
from newsletter.models import Issue
from organisations.filtersets import OrganisationFilterSet
from organisations.views import OrganisationList
from projects.filtersets import ProjectFilterSet
from projects.views import ProjectList, with_counts
from search.alphabets import in_order
from search.index import NOTHING
from search.results import Rows
from sharing.drawing import SharingCard
from sharing.views import SharingImage
from submissions.models import Intake
from taxonomy.where import where_keys

SHOWN = 4
# What the one search looks through: what the cluster knows of, and what stands above it.
SEARCHED = (*Search.kinds, (gettext_lazy("Newsletter"), Issue, None, "", {}))


class Home(DirectoryPage, TemplateView):
    template_name = "home.html"

    def get_context_data(self, **kwargs):
        filterset = ProjectFilterSet()
        counts = count_facets(filterset, ["where", "region", *SentenceForm.base_fields])
        return super().get_context_data(**kwargs) | {
            "project_count": counts.total,
            "organisation_count": len(OrganisationFilterSet().entries()),
            "themes": with_counts(filterset.themes, counts.by_facet["theme"]),
            "sentence": SentenceForm(
                options={
                    "theme": _in_use(filterset, counts, "theme"),
                    "city": _places_in_use(filterset, counts),
                    "language": _in_use(filterset, counts, "language"),
                }
            ),
            "rings": [
                {
                    "key": key,
                    "label": label,
                    "count": counts.by_facet["where"][key],
                    "url": f"{reverse('projects:list')}?where={key}",
                }
                for key, label in filterset.rings.items()
            ],
            "heard_of": tagged(heard_of_lately(filterset)[:SHOWN], filterset.vocabularies),
            "intake": Intake.current(),
            "newest": tagged(filterset.newest[:SHOWN], filterset.vocabularies),
        }


def heard_of_lately(filterset):
    """Return the first Rows of what was heard of lately: what is here, in the same country, in Europe, beyond."""
    left = filterset.filters["fresh"].entries([one.value for one in FRESH])
    parts = []
    for key in where_keys():
        parts.append(left & filterset.index.facet(filterset.kind, "where_keys").get(key, NOTHING))
        left = left - parts[-1]
    return Rows(filterset.queryset, [*parts, left], filterset.index.order(filterset.kind, "fresh"))


def _in_use(filterset, counts, name):
    """Return (value, label) of the options of a facet that some project has: themes in their order, others by name."""
    used = [
        (value, str(label))
        for value, label in filterset.filters[name].options().items()
        if counts.by_facet[name][value]
    ]
    return used if name == "theme" else in_order(used)


def _places_in_use(filterset, counts):
    """Return the cities, and where some lie in regions these as well, which makes two groups."""
    cities, regions = (_in_use(filterset, counts, name) for name in ("city", "region"))
    return [(_("Cities"), cities), (_("Regions"), regions)] if regions else cities


class HomeSharingImage(SharingImage):
    """The sharing image of the site as a whole, and of the pages that have none of their own."""

    def get_card(self):
        return SharingCard(
            kind=_("Directory"),
            heading=_("Digital projects that help newcomers settle in"),
            text=_("Each entry says where our information comes from and whether anyone has checked it."),
            facts=(
                ProjectList.count_label(len(ProjectFilterSet().entries())),
                OrganisationList.count_label(len(OrganisationFilterSet().entries())),
            ),
            hue="teal",
        )
