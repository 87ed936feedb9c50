"""Which projects do the same as another one, in its country and in others."""

from django.db.models import Case, When

from projects.models import Project
from taxonomy.models import LocatedItem, ThemedItem

# Of each theme and city the latest: so the work does not grow with the directory.
CANDIDATES = 100
# What their cards show.
SHOWN = (
    "name",
    "slug",
    "summary",
    "text_language",
    "logo",
    "website",
    "status",
    "launched",
    "ended",
    "languages",
    "newcomer_led",
    "theme_keys",
    "city_keys",
    "country_keys",
    "verified_on",
)


class Similar:
    """The published projects that share a theme with a project and have not ended."""

    def __init__(self, project):
        self.project = project
        self.themed = _latest(ThemedItem, project.theme_keys)

    def at_home(self):
        """Return those in its country, or anywhere where that is not known: first those in its cities, first active."""
        near = _latest(LocatedItem, self.project.city_keys)
        like = self._among(near | self.themed).filter(theme_keys__any=self.project.theme_keys)
        if self.project.country_keys:
            like = like.filter(country_keys__any=self.project.country_keys)
        is_near = Case(When(city_keys__any=self.project.city_keys, then=0), default=1)
        # "active" stands first in the alphabet of the states.
        return like.order_by(is_near, "status", "sort_name", "pk")

    def abroad(self):
        """Return active ones in other countries; none where its own is not known."""
        if not self.project.country_keys:
            return Project.objects.none()
        elsewhere = self._among(self.themed).active().exclude(country_keys__any=self.project.country_keys)
        return elsewhere.exclude(country_keys="").order_by("sort_name", "pk")

    def _among(self, ids):
        return Project.objects.published().running().filter(pk__in=ids - {self.project.pk}).only(*SHOWN)


def _latest(through, slugs):
    """Return the ids of the latest projects with one of the tags."""
    items = through.objects.filter(content_type=through.content_type_for(Project), tag__slug__in=slugs)
    return set(items.order_by("-object_id").values_list("object_id", flat=True)[:CANDIDATES])
