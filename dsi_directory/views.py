"""The pages that stand above all apps."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from cluster.views import Search
from entries.cache import DirectoryPage
from entries.facets import count_facets
from entries.sharing import Card, CardView
from entries.tagging import tagged
from newsletter.models import Issue
from organisations.models import Organisation
from organisations.views import OrganisationList
from projects.filtersets import ProjectFilterSet
from projects.models import Project
from projects.views import ProjectList
from submissions.models import Intake

SHOWN = 4
# What the one search looks through: what the cluster knows of, and what stands above it.
SEARCHED = (*Search.kinds, (gettext_lazy("Newsletter"), Issue, "", {}))


class Home(DirectoryPage, TemplateView):
    template_name = "home.html"

    def get_context_data(self, **kwargs):
        filterset = ProjectFilterSet()
        counts = count_facets(filterset, ["theme", "where"])
        running = Project.objects.published().running()
        confirmed = running.filter(verified_on__isnull=False).order_by("-verified_on", "-pk")[:SHOWN]
        newest = running.order_by("-published_at", "-pk")[:SHOWN]
        for slug, theme in filterset.themes.items():
            theme.project_count = counts.by_facet["theme"][slug]
        return super().get_context_data(**kwargs) | {
            "project_count": counts.total,
            "organisation_count": Organisation.objects.published().count(),
            "themes": filterset.themes.values(),
            "rings": [
                {
                    "key": key,
                    "label": label,
                    "count": counts.by_facet["where"][key],
                    "url": f"{reverse('projects:list')}?where={key}",
                }
                for key, label in filterset.rings.items()
            ],
            "recently_confirmed": tagged(confirmed, filterset.themes),
            "intake": Intake.current(),
            "newest": tagged(newest, filterset.themes),
        }


class HomeCard(CardView):
    """The sharing image of the site as a whole, and of the pages that have none of their own."""

    def get_card(self):
        return Card(
            kind=_("Directory"),
            heading=_("Digital projects that help people arrive"),
            text=_("Where we know it from, and whether someone has checked it."),
            facts=(
                ProjectList.count_label(Project.objects.published().running().count()),
                OrganisationList.count_label(Organisation.objects.published().count()),
            ),
            hue="teal",
        )
