"""What the lists of the cluster can be narrowed by, beside what all lists have."""

from functools import cached_property

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cluster.models import (
    Applicant,
    Event,
    EventKind,
    FundingOpportunity,
    Publication,
    PublicationKind,
    Stage,
    Time,
)
from entries.wording import labelled
from listing.filters import ALL, DatedFacet, Facet, RelatedFilter
from listing.filtersets import RELEVANCE, SORTS, EntryFilterSet
from organisations.models import Organisation
from projects.models import Project
from taxonomy.languages import KIN, language_choices

SHARED_SORTS = {key: SORTS[key] for key in (RELEVANCE, "name", "newest")}


class ItemFilterSet(EntryFilterSet):
    """Adds the order that is usual while nobody searches: `by` is its key in `sorts`."""

    by = "name"

    @property
    def usual_order(self):
        return RELEVANCE if self.values["q"] else self.by

    @cached_property
    def organisations(self):
        """The published organisations that the query names, slug -> name."""
        named = self.data.getlist("organisation")
        return dict(Organisation.objects.published().filter(slug__in=named).values_list("slug", "name"))

    @cached_property
    def projects(self):
        """The published projects that the query names, slug -> name."""
        named = self.data.getlist("project")
        return dict(Project.objects.published().filter(slug__in=named).values_list("slug", "name"))


class EventFilterSet(ItemFilterSet):
    by = "date"
    sorts = SHARED_SORTS | {"date": pgettext_lazy("sort by", "Date")}

    time = DatedFacet(
        column="time",
        unusual=[Time.PAST.value],
        label=_("When"),
        options=lambda f: dict(Time.choices) | {ALL: _("All, including past ones")},
    )
    kind = Facet(column="kind", label=_("Kind"), chip=labelled, options=lambda f: dict(EventKind.choices))
    language = Facet(
        column="languages",
        label=_("Language"),
        is_long=True,
        is_open=True,
        options=lambda f: dict(language_choices()),
        kin=KIN,
    )
    organisation = RelatedFilter(path="organiser", label=_("Organisation"), options=lambda f: f.organisations)

    class Meta:
        model = Event
        fields = ()

    @property
    def order_of_rows(self):
        """What is past is read from today backwards."""
        is_past = self.order == "date" and self.values["time"] and Time.UPCOMING not in self.values["time"]
        return self.order, bool(is_past)


class PublicationFilterSet(ItemFilterSet):
    by = "year"
    sorts = SHARED_SORTS | {"year": pgettext_lazy("sort by", "Year")}

    kind = Facet(column="kind", label=_("Kind"), options=lambda f: dict(PublicationKind.choices))
    year = Facet(column="year", label=_("Year"), chip=labelled, is_long=True, options=lambda f: f.years)
    language = Facet(
        column="languages",
        label=_("Language"),
        is_long=True,
        is_open=True,
        options=lambda f: dict(language_choices()),
        kin=KIN,
    )
    organisation = RelatedFilter(path="organisations", label=_("Organisation"), options=lambda f: f.organisations)
    project = RelatedFilter(path="projects", label=_("Project"), options=lambda f: f.projects)

    class Meta:
        model = Publication
        fields = ()

    @cached_property
    def years(self):
        years = Publication.objects.published().order_by("-year").values_list("year", flat=True).distinct()
        return {str(year): str(year) for year in years}


class FundingFilterSet(ItemFilterSet):
    by = "deadline"
    sorts = SHARED_SORTS | {"deadline": pgettext_lazy("sort by", "Deadline")}

    stage = DatedFacet(
        column="stage",
        unusual=[value for value in Stage.values if value != Stage.OPEN],
        label=_("Stage"),
        chip=labelled,
        options=lambda f: dict(Stage.choices) | {ALL: _("All, including closed ones")},
    )
    applicants = Facet(
        column="applicants", label=_("Who may apply"), chip=labelled, options=lambda f: dict(Applicant.choices)
    )
    organisation = RelatedFilter(path="funder", label=_("Organisation"), options=lambda f: f.organisations)

    class Meta:
        model = FundingOpportunity
        fields = ()
