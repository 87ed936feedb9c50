import itertools
import json
import re

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cluster.filtersets import EventFilterSet, FundingFilterSet, PublicationFilterSet
from listing.counts import count_facets
from listing.filters import DatedFacet, Facet, FreshnessFacet, YearFilter
from organisations.filtersets import OrganisationFilterSet
from projects.filtersets import ProjectFilterSet
from projects.models import Project, Status
from tests.factories import make_city, make_project

pytestmark = pytest.mark.django_db


def counts_of(query):
    return count_facets(ProjectFilterSet(QueryDict(query), Project.objects.published()))


FEW_OPTIONS = 30
FILTERSETS = {
    each._meta.model: each
    for each in (ProjectFilterSet, OrganisationFilterSet, EventFilterSet, PublicationFilterSet, FundingFilterSet)
}


@pytest.fixture
def mixed_projects(db):
    """Sixteen projects that differ in most facets, some in several cities and themes, one of them a draft."""
    themes = [("language",), ("housing", "language"), ("health",), ()]
    cities = [("berlin",), ("berlin", "hamburg"), (), ("paris",)]
    for number, (theme, city) in enumerate(itertools.product(themes, cities)):
        make_project(
            themes=theme,
            cities=city,
            country="FR" if city == ("paris",) else "DE",
            status=["active", "unknown", "discontinued", "paused"][number % 4],
            languages=[["de"], ["ar", "de"], []][number % 3],
            seeking=[[], ["funding"]][number % 2],
            newcomer_led=["yes", "unknown"][number % 2],
        )
    make_project(themes=("language",), cities=("berlin",), published=False)


def test_an_option_counts_without_its_own_facet_and_with_the_others(mixed_projects):
    make_project(themes=("housing",), cities=("hamburg",), status="active")
    counts = counts_of("theme=housing&city=hamburg&status=active")
    assert counts.total == 1
    assert counts.by_facet["theme"]["housing"] == 1
    assert counts.by_facet["city"]["hamburg"] == 1
    housing = Project.objects.published().filter(status="active", theme_keys__any=["housing"])
    assert counts.by_facet["city"]["berlin"] == housing.filter(city_keys__any=["berlin"]).count()


def test_an_entry_with_two_cities_counts_once_in_each_and_once_in_the_total(db):
    make_project(cities=("berlin", "hamburg"))
    counts = counts_of("")
    assert counts.total == 1
    assert counts.by_facet["city"] == {"berlin": 1, "hamburg": 1}
    assert counts.by_facet["where"] == {"berlin": 1, "germany": 1}


def test_drafts_are_never_counted(mixed_projects):
    assert counts_of("status=all").total == 16


@given(
    st.dictionaries(
        st.sampled_from(["theme", "city", "country", "where", "status", "language", "newcomer_led", "seeking"]),
        st.integers(0, 3),
        max_size=4,
    )
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
def test_every_count_is_what_a_tick_would_give(mixed_projects, picks):
    options = {
        "theme": ["language", "housing", "health", "language"],
        "city": ["berlin", "hamburg", "paris", "berlin"],
        "country": ["DE", "FR", "IT", "DE"],
        "where": ["berlin", "germany", "europe", "world"],
        "status": ["active", "all", "discontinued", "paused"],
        "language": ["de", "ar", "uk", "de"],
        "newcomer_led": ["yes"] * 4,
        "seeking": ["funding", "partners", "funding", "funding"],
    }
    query = QueryDict(mutable=True)
    for name, index in picks.items():
        query[name] = options[name][index]
    counts = counts_of(query.urlencode())
    filterset = ProjectFilterSet(query, Project.objects.published())
    assert counts.total == filterset.qs.count()
    for name, counter in counts.by_facet.items():
        offered = filterset.filters[name].options()
        # Of countries and languages, of which there are hundreds, those that count; "", those that do not say, is none.
        for value in offered if len(offered) < FEW_OPTIONS else counter.keys() & offered.keys():
            ticked = query.copy()
            ticked[name] = value
            found = ProjectFilterSet(ticked, Project.objects.published()).qs.count()
            assert (name, value, found) == (name, value, counter[value])


@pytest.mark.parametrize("query", ["", "theme=language&city=berlin&where=berlin&status=all&language=de"])
def test_counting_asks_for_the_number_of_the_index_and_its_facets_alone(
    mixed_projects, query, django_assert_num_queries
):
    filterset = ProjectFilterSet(QueryDict(query), Project.objects.published())
    assert filterset.values["theme"] is not None
    assert filterset.vocabularies.cities_of_regions == {}
    with django_assert_num_queries(2):
        count_facets(filterset)


def test_every_facet_counts_what_the_index_has():
    for model, filterset in FILTERSETS.items():
        columns = {each.column for each in filterset.base_filters.values() if isinstance(each, (Facet, YearFilter))}
        # What depends on the day is in no index.
        dated = {
            each.column for each in filterset.base_filters.values() if isinstance(each, (DatedFacet, FreshnessFacet))
        }
        assert columns - dated <= set(model.FACETS)
        assert set(filterset.sorts) - {"relevance"} <= set(model.ORDERS)


@pytest.mark.parametrize("page", [1, 2, 3])
def test_pages_far_down_go_on_where_the_ones_before_end(mixed_projects, page):
    rows = ProjectFilterSet(QueryDict("status=all&sort=name"), Project.objects.published()).qs
    expected = list(Project.objects.published().order_by("sort_key", "pk"))
    assert rows[page * 5 - 5 : page * 5] == expected[page * 5 - 5 : page * 5]
    assert list(rows) == expected


@pytest.mark.parametrize("page", ["/projects/", "/de/projects/", "/map/", "/map/germany/"])
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_ticked_status_overrides_all_in_the_address_too(client, mixed_projects, page, headers):
    query = "?theme=language&theme=nonsense&status=active&status=all"
    response = client.get(f"{page}{query}", headers=headers, follow=True)
    assert response.redirect_chain == [(f"{page}?theme=language&theme=nonsense&status=active", 302)]
    running = Project.objects.published().filter(status="active", theme_keys__any=["language"])
    assert response.context["total"] == running.count()
    assert len(response.context["chips"]) == 2
    assert len(response.context["notices"]) == 1


@pytest.mark.parametrize(
    ("query", "is_offered"), [("", True), ("status=all", True), ("status=active", False), ("status=nonsense", True)]
)
def test_all_is_offered_where_no_other_status_is_ticked(client, mixed_projects, query, is_offered):
    (facet,) = (facet for facet in client.get(f"/projects/?{query}").context["facets"] if facet.name == "status")
    counted = {option.value: option.count for option in facet.options}
    every = {status: Project.objects.published().filter(status=status).count() for status in Status.values}
    assert counted == every | ({"all": 16} if is_offered else {})


def test_all_with_what_is_no_status_is_all(client, mixed_projects):
    context = client.get("/projects/?status=all&status=nonsense").context
    assert context["total"] == 16
    assert any("nonsense" in notice for notice in context["notices"])


def test_a_ticked_status_overrides_all_as_data(client, mixed_projects):
    rows = json.loads(client.get("/projects.json?status=all&status=active").getvalue())["projects"]
    assert {row["status"] for row in rows} == {"active"}


@pytest.mark.parametrize(
    ("address", "city", "names"),
    [
        ("/projects/", "koln", "Köln; Colonia"),
        ("/de/projects/", "koln", "Cologne; Colonia"),
        ("/fr/projects/", "koln", "Köln; Colonia"),
        ("/ar/projects/", "lubeck", "Lübeck"),
    ],
)
def test_a_city_can_be_found_by_the_names_that_its_label_does_not_say(client, address, city, names):
    make_city(
        "koln", name="Cologne", name_de="Köln", name_fr="Cologne", name_ar="كولونيا", other_names="Koeln\nColonia"
    )
    make_city("lubeck", name="Lübeck", name_de="Lübeck", name_ar="لوبيك")
    make_project(cities=["koln", "lubeck"])
    html = client.get(address).content.decode()
    assert (
        re.search(r'<label class="option" data-names="([^"]*)"><input type="checkbox" id="city-' + city, html)[1]
        == names
    )


def test_a_city_that_is_called_the_same_everywhere_says_so_once(client):
    make_city("lubeck", name="Lübeck", name_de="Lübeck", other_names="Luebeck")
    make_project(cities=["lubeck"])
    assert "data-names" not in client.get("/de/projects/").content.decode()
