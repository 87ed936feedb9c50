"""What the lists of the cluster can be narrowed by, beside what all lists have."""

from functools import cached_property

from django.db.models import F
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
from entries.choices import language_choices
from entries.filters import ALL, Facet, KeysFacet, RelatedFilter, UsualFacet, label_and_value
from entries.filtersets import RELEVANCE, SORTS, EntryFilterSet
from organisations.models import Organisation
from projects.models import Project

SHARED_SORTS = {key: SORTS[key] for key in (RELEVANCE, "name", "newest")}


class OptionFacet(UsualFacet):
    """Shows only its usual option unless asked for more."""

    def __init__(self, *, usual, **kwargs):
        super().__init__(**kwargs)
        self.usual_option = usual

    def usual(self, queryset):
        return self.narrow(queryset, [self.usual_option])

    def is_usual(self, stored):
        return stored == self.usual_option


class YearFacet(Facet):
    """A column of years; addresses have them as text."""

    def keys(self, stored):
        return [str(stored)]


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
    sorts = SHARED_SORTS | {"date": (pgettext_lazy("sort by", "Date"), ["starts_at", "pk"])}
    cubes = (("time", "kind", "where"), ("theme",), ("language",), ("city", "country"))

    time = OptionFacet(
        column="time",
        usual=Time.UPCOMING,
        label=_("When"),
        options=lambda f: dict(Time.choices) | {ALL: _("All, also past ones")},
    )
    kind = Facet(column="kind", label=_("Kind"), chip=label_and_value, options=lambda f: dict(EventKind.choices))
    language = KeysFacet(
        column="languages", label=_("Language"), is_long=True, options=lambda f: dict(language_choices())
    )
    organisation = RelatedFilter(path="organiser", label=_("Organisation"), options=lambda f: f.organisations)

    class Meta:
        model = Event
        fields = ()

    @property
    def qs(self):
        """What is past is read from today backwards."""
        found = super().qs
        is_past = self.order == "date" and self.values["time"] and Time.UPCOMING not in self.values["time"]
        return found.order_by("-starts_at", "-pk") if is_past else found


class PublicationFilterSet(ItemFilterSet):
    by = "year"
    sorts = SHARED_SORTS | {"year": (pgettext_lazy("sort by", "Year"), ["-year", "sort_name", "pk"])}
    cubes = (("kind", "year", "where"), ("theme",), ("language",), ("city", "country"))

    kind = Facet(column="kind", label=_("Kind"), options=lambda f: dict(PublicationKind.choices))
    year = YearFacet(column="year", label=_("Year"), chip=label_and_value, is_long=True, options=lambda f: f.years)
    language = KeysFacet(
        column="languages", label=_("Language"), is_long=True, options=lambda f: dict(language_choices())
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
    sorts = SHARED_SORTS | {
        "deadline": (pgettext_lazy("sort by", "Deadline"), [F("deadline").asc(nulls_last=True), "sort_name", "pk"])
    }
    cubes = (("stage", "applicants", "where"), ("theme",), ("city", "country"))

    stage = OptionFacet(
        column="stage",
        usual=Stage.OPEN,
        label=_("Stage"),
        chip=label_and_value,
        options=lambda f: dict(Stage.choices) | {ALL: _("All, also closed ones")},
    )
    applicants = KeysFacet(
        column="applicants", label=_("Who may apply"), chip=label_and_value, options=lambda f: dict(Applicant.choices)
    )
    organisation = RelatedFilter(path="funder", label=_("Organisation"), options=lambda f: f.organisations)

    class Meta:
        model = FundingOpportunity
        fields = ()
