"""A place filter is about where an offer can be used: first what is there, then what can be used from there as well."""

from datetime import date

import pytest
from django.db import transaction

from listing.page import LeftOutRows
from operations.turns import turn
from projects.models import Reach
from tests.factories import make_city, make_organisation, make_project

THERE = ["In Berlin", "In Berlin for all of Germany"]
# From Berlin, the freshest first, then by name.
FROM_BERLIN = ["Seen lately", "Anywhere", "Germany and Austria", "Nation-wide"]
NOT_SAID = "For 2 more it is not known where they can be used."
FROM_THERE = "use=from-there"


@pytest.fixture(scope="module")
def directory(django_db_setup, django_db_blocker):
    """Projects of every reach, made once for the module, and gone with it."""
    with django_db_blocker.unblock(), turn():
        make_city("munich", region="DE-BY")
        make_project("In Berlin", summary="Courses for all.", languages=["de"])
        make_project("In Berlin for all of Germany", reach=Reach.COUNTRY)
        make_project("Nation-wide", cities=["munich"], reach=Reach.COUNTRY)
        make_project(
            "Seen lately", cities=["munich"], reach=Reach.COUNTRY, last_seen="2026-10", last_seen_on=date(2026, 10, 31)
        )
        make_project("Anywhere", cities=["paris"], country="FR", reach=Reach.ANYWHERE, languages=["de"])
        make_project("Germany and Austria", cities=[], country="AT", reach=Reach.COUNTRIES, reach_places=["AT", "DE"])
        make_project("In Bavaria", cities=[], reach=Reach.CITY, reach_places=["DE-BY"])
        make_project("In France", cities=["paris"], country="FR", reach=Reach.COUNTRY)
        make_project("In Munich", cities=["munich"], reach=Reach.CITY)
        make_project("In some city of Germany", cities=[], reach=Reach.CITY)
        make_project("Not said", cities=["london"], country="GB")
        make_project("Draft", cities=["munich"], reach=Reach.ANYWHERE, published=False)
        make_project("Ended", cities=["munich"], reach=Reach.ANYWHERE, status="discontinued", ended=2018)
        make_project("Homes", cities=["paris"], country="FR", reach=Reach.ANYWHERE, themes=["housing"])
        yield
        transaction.set_rollback(True)


@pytest.fixture
def get(directory, db, client):
    def get(query, path="/projects/"):
        return client.get(f"{path}?{query}")

    return get


def names(entries):
    return [entry.name for entry in entries]


def test_a_list_has_what_is_there_and_then_what_can_be_used_from_there(get):
    context = get("theme=language&city=berlin").context
    from_there = context["from_there"]

    assert names(context["page_obj"]) == THERE
    assert context["total"] == 2
    assert from_there.heading == "Can be used from Berlin as well"
    assert (names(from_there.entries), from_there.number) == (FROM_BERLIN, 4)
    assert from_there.url == f"/projects/?theme=language&city=berlin&{FROM_THERE}"
    assert context["left_out"][0] == LeftOutRows(4, "4 more can be used from there.", from_there.url)


def test_the_second_group_has_an_address_in_pages_exports_and_feeds(get):
    response = get(f"theme=language&city=berlin&{FROM_THERE}&fresh=all")
    rows = b"".join(get(f"theme=language&city=berlin&{FROM_THERE}", "/projects.csv").streaming_content)
    feed = b"".join(get(f"theme=language&city=berlin&{FROM_THERE}", "/projects.atom").streaming_content).decode()

    assert names(response.context["page_obj"]) == FROM_BERLIN
    assert response.context["from_there"] is None
    assert "Can be used from there as well" in [chip.label for chip in response.context["chips"]]
    assert [row.split(",")[0] for row in rows.decode("utf-8-sig").splitlines()[1:]] == FROM_BERLIN
    assert all(f">{name}<" in feed for name in FROM_BERLIN)
    assert not any(f">{name}<" in feed for name in THERE)


def test_the_form_of_a_list_carries_the_second_group_along(get):
    assert ("use", "from-there") in get(f"city=berlin&{FROM_THERE}").context["carried"]


def test_an_option_counts_what_its_list_from_there_has(get):
    facets = {view.name: view for view in get(f"city=berlin&{FROM_THERE}").context["facets"]}
    numbers = {option.value: option.count for option in facets["city"].options}
    themes = {option.value: option.count for option in facets["theme"].options}

    assert (numbers["berlin"], numbers["london"]) == (5, get(f"city=london&{FROM_THERE}").context["total"])
    assert numbers["munich"] == get(f"city=munich&{FROM_THERE}").context["total"] == 5
    assert themes == {"language": 4, "housing": 1}


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("city=munich", ["Anywhere", "Germany and Austria", "In Bavaria", "In Berlin for all of Germany"]),
        ("city=paris", []),
        ("region=DE-BY", ["Anywhere", "Germany and Austria", "In Bavaria", "In Berlin for all of Germany"]),
        ("region=DE-HE", [*FROM_BERLIN, "In Berlin for all of Germany"]),
        ("region=DE-BY&city=berlin", [*FROM_BERLIN, "In Berlin for all of Germany"]),
        ("country=DE", ["Anywhere", "Germany and Austria"]),
        ("country=AT", ["Anywhere"]),
        ("where=germany", ["Anywhere", "Germany and Austria", "In Berlin for all of Germany"]),
        ("where=berlin", FROM_BERLIN),
        ("city=berlin&country=DE", FROM_BERLIN),
        ("city=berlin&city=munich", ["Anywhere", "Germany and Austria", "In Bavaria"]),
        ("city=berlin&country=FR", ["Anywhere"]),
    ],
)
def test_each_way_to_name_a_place_asks_where_offers_can_be_used(get, place, found):
    response = get(f"theme=language&{place}&{FROM_THERE}")

    assert sorted(names(response.context["page_obj"])) == sorted(found)


def test_a_search_that_names_a_place_asks_so_as_well(get):
    context = get("q=language+in+Berlin").context

    assert names(context["page_obj"]) == THERE
    assert names(context["from_there"].entries) == FROM_BERLIN
    assert names(get(f"q=language+in+Berlin&{FROM_THERE}").context["page_obj"]) == FROM_BERLIN


@pytest.mark.parametrize("asked", ["theme=language&region=DE-BY", "q=language+in+Bayern"])
def test_a_region_is_its_cities_and_what_can_be_used_there_as_well(get, asked):
    context = get(asked).context
    facets = {view.name: view for view in context["facets"]}

    assert names(context["page_obj"]) == ["Seen lately", "In Munich", "Nation-wide"]
    assert context["from_there"].heading == "Can be used from Bavaria as well"
    assert names(context["from_there"].entries) == [
        "Anywhere",
        "Germany and Austria",
        "In Bavaria",
        "In Berlin for all of Germany",
    ]
    assert [(option.value, option.label, option.count) for option in facets["region"].options] == [
        ("DE-BY", "Bavaria", 3)
    ]


def test_a_form_with_one_field_for_a_place_leads_to_a_region(get):
    assert get("theme=language&city=DE-BY")["Location"] == "/projects/?theme=language&region=DE-BY"
    assert get("", "/").context["sentence"].fields["city"].choices[1:] == [
        ("Cities", [("berlin", "Berlin"), ("london", "London"), ("munich", "Munich"), ("paris", "Paris")]),
        ("Regions", [("DE-BY", "Bavaria")]),
    ]


@pytest.mark.parametrize("path", ["/projects.csv", "/projects.atom", "/map/", "/search/", "/projects/handout.html"])
def test_a_region_that_a_search_names_is_one_everywhere(get, path):
    response = get("q=courses+in+Bavaria+language", path)
    said = (b"".join(response.streaming_content) if response.streaming else response.content).decode()

    assert "Munich" in said
    assert "In Berlin<" not in said
    assert "\nIn Berlin," not in said


def test_a_place_is_not_given_up_while_something_can_be_used_from_there(get):
    context = get("q=housing+in+Berlin").context

    assert (context["total"], context["in_part"], context["suggestion"]) == (0, None, None)
    assert names(context["from_there"].entries) == ["Homes"]
    assert "There is nothing of this kind in this place itself." in get("theme=housing&city=berlin").content.decode()


def test_what_nothing_fits_is_said_also_where_all_that_fits_the_rest_is_elsewhere(get):
    response = get("q=housing+in+Berlin+in+Arabic")

    assert (response.context["total"], names(response.context["from_there"].entries)) == (0, ["Homes"])
    assert "What you see here matches “Housing and Berlin”, but not “Arabic”." in response.content.decode()


@pytest.mark.parametrize("asked", ["theme=language&city=berlin", "q=language+in+Berlin"])
def test_what_is_not_known_stays_so_and_says_so(get, asked):
    (unknown,) = get(asked).context["from_there"].unknown

    assert (unknown.number, unknown.label) == (2, NOT_SAID)
    assert f"{FROM_THERE}&unknown=reach" in unknown.url
    assert get(f"{asked}&{FROM_THERE}").context["left_out"][0] == unknown
    response = get(unknown.url.partition("?")[2])
    assert sorted(names(response.context["page_obj"])) == sorted([*FROM_BERLIN, "In some city of Germany", "Not said"])
    assert response.context["total"] == 6


def test_without_a_place_nothing_is_asked(get):
    response = get(f"theme=language&{FROM_THERE}")
    searched = get(f"q=language&{FROM_THERE}").context

    assert (response.status_code, response["Location"]) == (302, "/projects/?theme=language")
    assert [chip.label for chip in searched["chips"]] == ["Search: language"]
    assert searched["total"] == get("q=language").context["total"]


def test_a_map_shows_what_is_there_and_leads_to_the_rest(get):
    rows = get("theme=language&city=berlin", "/map/").context["left_out"][0]

    address = f"/projects/?theme=language&city=berlin&{FROM_THERE}"
    assert rows == LeftOutRows(4, "4 more can be used from there.", address)
    assert get(f"city=berlin&{FROM_THERE}", "/map/")["Location"] == "/map/?city=berlin"


def test_the_page_of_a_city_has_both(get):
    response = get("", "/cities/berlin/")

    assert names(response.context["projects"]) == THERE
    assert names(response.context["from_there"].entries) == [*FROM_BERLIN[:3], "Homes", "Nation-wide"]
    assert get("", "/themes/language/").context["from_there"] is None


def test_a_handout_has_both(get):
    context = get("theme=language&city=berlin", "/projects/handout.html").context

    assert (names(context["entries"]), names(context["from_there"].entries)) == (THERE, FROM_BERLIN)


def test_the_search_over_everything_has_both(get):
    (group, *_others) = get("q=housing+in+Berlin", "/search/").context["groups"]

    assert names(group.found) == ["Homes"]


def test_organisations_are_where_they_are(get, directory):
    make_organisation("Here", cities=["berlin"])
    response = get(f"city=berlin&{FROM_THERE}", "/organisations/")

    assert names(response.context["page_obj"]) == ["Here"]
    assert response.context["from_there"] is None


def test_a_list_with_a_place_takes_no_more_queries_for_its_second_group(get, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        get("theme=language&city=berlin&status=all")
    with django_assert_max_num_queries(14):
        get(f"q=language+in+Berlin&{FROM_THERE}")
    with django_assert_max_num_queries(14):
        get("q=language+in+Bavaria")
