"""Projects, the pages of themes and cities, whose middle is a list of projects, and what the search box suggests."""

from copy import copy

from django.db.models import F, Prefetch
from django.http import QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.translation import ngettext
from django.views.generic import DetailView, TemplateView

from entries.cache import DirectoryPage
from entries.prose import without_markup
from listing.counts import count_facets
from listing.exports import export_columns
from listing.page import Listing
from listing.tags_of_rows import tagged
from listing.views import EntryDetail, EntryExport, EntryList, Handout
from organisations.filtersets import OrganisationFilterSet
from organisations.models import Organisation
from organisations.views import OrganisationList
from projects.filtersets import ProjectFilterSet
from projects.kind import KIND
from projects.models import Project, Role
from projects.similar import similar
from projects.suggestions import suggestions
from projects.tags_in_use import in_use
from search.alphabets import alphabetical
from search.index import one_state
from search.prepared import Prepared
from sharing.drawing import SharingCard
from sharing.views import EntrySharingImage, ListSharingImage, SharingImage, first_names
from taxonomy.models import City, Theme

SIMILAR = 6
ABROAD = 2
CARDS = 12
FROM_THERE = 6

PUBLISHED_ORGANISATIONS = Prefetch("organisations", Organisation.objects.published())


def _behind(organisations):
    """Return the Prepared query for those of some organisations that are behind a project, each with its `role`."""
    shown = organisations.only("name", "slug", "sort_key").order_by()
    return Prepared(lambda key: shown.filter(partnerships__project=key).annotate(role=F("partnerships__role")), int)


# By whether somebody may see all of them.
BEHIND = {False: _behind(Organisation.objects.published()), True: _behind(Organisation.objects.all())}
SUCCESSORS = Prefetch("successor", Project.objects.only("slug", "publication"))


class ProjectList(EntryList):
    model = Project
    filterset_class = KIND.filterset
    title = KIND.title

    @staticmethod
    def count_label(number):
        return ngettext("%(number)s project", "%(number)s projects", number) % {"number": localize(number)}

    @staticmethod
    def show_label(number):
        text = ngettext("Show %(number)s project", "Show %(number)s projects", number)
        return text % {"number": localize(number)}


class ProjectListSharingImage(ListSharingImage, ProjectList):
    pass


class ProjectHandout(Handout, ProjectList):
    pass


class ProjectExport(EntryExport):
    model = Project
    filterset_class = KIND.filterset
    title = KIND.title
    prefetch = (PUBLISHED_ORGANISATIONS, SUCCESSORS)
    columns = export_columns(KIND)


class ProjectDetail(EntryDetail):
    model = Project

    def get_cards(self):
        """Projects that do the same, at home and in other countries; for one that has ended, only active ones."""
        related, abroad = similar(self.object, at_home=SIMILAR, abroad=ABROAD)
        return {"related": related, "abroad": abroad}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        may_see_all = self.request.user.has_perm("organisations.change_organisation")
        in_order = [*Role]
        organisers = BEHIND[may_see_all].objects(self.object.pk)
        for organisation in organisers:
            organisation.role = Role(organisation.role)
        return context | {
            "organisers": sorted(organisers, key=lambda one: (in_order.index(one.role), one.sort_key)),
            "alternatives": self._others(context["related"]) or self._others(context["abroad"]),
        }

    def _others(self, projects):
        """Leave out what the project lives on in, which is named before them."""
        return [project for project in projects if project.pk != self.object.successor_id]


class ProjectSharingImage(EntrySharingImage):
    model = Project


class ThemeList(DirectoryPage, TemplateView):
    template_name = "projects/theme_list.html"

    def get_context_data(self, **kwargs):
        filterset = ProjectFilterSet()
        counter = count_facets(filterset, ["theme"]).by_facet["theme"]
        return super().get_context_data(**kwargs) | {"themes": with_counts(filterset.themes, counter)}


class CityList(DirectoryPage, TemplateView):
    """The cities that have a project, most projects first."""

    template_name = "projects/city_list.html"

    def get_context_data(self, **kwargs):
        filterset = ProjectFilterSet()
        cities = with_counts(filterset.cities, count_facets(filterset, ["city"]).by_facet["city"])
        cities = sorted(
            (city for city in cities if city.project_count),
            key=lambda city: (-city.project_count, alphabetical(city.name)),
        )
        return super().get_context_data(**kwargs) | {"cities": cities}


def with_counts(tags, counter):
    """Return copies of tags (slug -> Theme or City) as a list, each with its `project_count`; counter: by slug.

    Copies, as all pages share the tags that a worker keeps.
    """
    counted = [copy(tag) for tag in tags.values()]
    for tag in counted:
        tag.project_count = counter[tag.slug]
    return counted


class TagDetail(DirectoryPage, DetailView):
    """What a theme or a city is about, its counts, and the first of its projects and organisations.

    parameter: the filter of the project list that stands for the tag; facets: those that its projects are counted by.
    """

    parameter = ""
    facets = ()

    def get_context_data(self, **kwargs):
        query = QueryDict(mutable=True)
        query[self.parameter] = self.object.slug
        address = reverse("projects:list")
        filterset = ProjectFilterSet(query, Project.objects.published())
        listing = Listing(filterset, address)
        organisations = OrganisationFilterSet(query, Organisation.objects.published())
        organisation_listing = Listing(organisations, reverse("organisations:list"))
        return super().get_context_data(**kwargs) | {
            "listing": listing,
            "facets": listing.facets_named(*self.facets),
            "project_total": listing.total,
            "projects": tagged(filterset.qs[:CARDS], filterset.vocabularies),
            "projects_url": listing.url(),
            "projects_print_url": reverse("projects:handout") + listing.query_string,
            "left_out": listing.left_out,
            "from_there": listing.from_there(FROM_THERE),
            "organisation_total": organisation_listing.total,
            "organisations": tagged(organisations.qs[:CARDS], filterset.vocabularies),
            "organisations_url": organisation_listing.url(),
            "organisations_print_url": reverse("organisations:handout") + organisation_listing.query_string,
        }


class ThemeDetail(TagDetail):
    model = Theme
    template_name = "projects/theme_detail.html"
    parameter = "theme"
    facets = ("where", "status")


class CityDetail(TagDetail):
    model = City
    template_name = "projects/city_detail.html"
    parameter = "city"
    facets = ("status",)

    def get_queryset(self):
        """A city that only drafts name is none yet, save for those who may edit it."""
        return City.objects.all() if self.request.user.has_perm("taxonomy.change_city") else in_use(City)


class TagSharingImage(SharingImage):
    """The sharing image of a theme or a city: what it is about, and its numbers. Subclasses add model and parameter."""

    def get_kind(self, tag):
        return capfirst(tag._meta.verbose_name)

    def get_tags(self):
        return self.model.objects.all()

    def get_card(self):
        tag = get_object_or_404(self.get_tags(), slug=self.kwargs["slug"])
        query = QueryDict(mutable=True)
        query[self.parameter] = tag.slug
        projects = ProjectFilterSet(query, Project.objects.published())
        organisations = OrganisationFilterSet(query, Organisation.objects.published())
        return SharingCard(
            kind=self.get_kind(tag),
            heading=tag.name,
            text=without_markup(tag.introduction) or first_names(projects),
            facts=(
                ProjectList.count_label(count_facets(projects, [self.parameter]).total),
                OrganisationList.count_label(count_facets(organisations, [self.parameter]).total),
            ),
            hue=getattr(tag, "hue", "teal"),
        )


class ThemeSharingImage(TagSharingImage):
    model = Theme
    parameter = "theme"


class CitySharingImage(TagSharingImage):
    model = City
    parameter = "city"

    def get_kind(self, city):
        return city.country.name

    def get_tags(self):
        return in_use(City)


class Suggest(TemplateView):
    """`GET ?q=` returns an HTML fragment: the options of the listbox under the search box, none where nothing fits."""

    template_name = "includes/_suggestions.html"

    def get_context_data(self, **kwargs):
        with one_state():
            found = suggestions(self.request.GET.get("q", ""))
        return super().get_context_data(suggestions=found, **kwargs)
