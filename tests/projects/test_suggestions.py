from datetime import date

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.timezone import localdate

from projects.suggestions import suggestions
from projects.views import Suggest
from search.index import one_state
from tests.factories import make_city, make_organisation, make_project, make_theme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def addresses(settings):
    settings.ROOT_URLCONF = "dsi_directory.urls"


def labels(text, **options):
    return [(row.kind, row.label) for row in suggestions(text, **options)]


def test_themes_cities_projects_and_organisations_are_suggested_in_this_order():
    make_theme("berlin-life", name="Berlin life")
    make_project("Berlin codes", themes=["berlin-life"], cities=["berlin"])
    make_organisation("Berlin Helpers")
    assert labels("berl") == [
        ("theme", "Berlin life"),
        ("city", "Berlin"),
        ("project", "Berlin codes"),
        ("organisation", "Berlin Helpers"),
    ]


def test_each_leads_to_its_page_or_list():
    make_theme("berlin-life", name="Berlin life")
    project = make_project("Berlin codes", themes=["berlin-life"])
    assert [row.url for row in suggestions("berl")] == [
        "/projects/?theme=berlin-life",
        "/projects/?city=berlin",
        project.get_absolute_url(),
    ]


def test_projects_that_have_ended_come_last_and_say_so():
    make_project("Arrival", status="discontinued", cities=["paris"])
    make_project("The last arrival")
    rows = suggestions("arrival")
    assert [(row.label, row.note) for row in rows] == [("The last arrival", ""), ("Arrival", "Discontinued")]
    html = render_to_string("includes/_suggestions.html", {"suggestions": rows})
    assert html.count("Discontinued") == 1


def test_what_may_have_ended_says_since_when_nobody_has_heard_of_it():
    make_project("Arrival", checked_on=date(2017, 5, 3))
    make_organisation("Arrivals", checked_on=date(2016, 5, 3))
    make_organisation("Arrivals today", checked_on=localdate())
    assert [(row.label, row.note) for row in suggestions("arrival")] == [
        ("Arrival", "Not heard of since May 2017; may have ended"),
        ("Arrivals", "Not heard of since May 2016; may have ended"),
        ("Arrivals today", ""),
    ]


def test_only_what_is_published_is_suggested():
    make_project("Secret draft", published=False, themes=["secrecy"], cities=["secretville"])
    make_organisation("Secret club", published=False)
    assert labels("secret") == []


def test_only_names_count():
    make_project("Alpha", summary="Kitchen for all")
    assert labels("kitchen") == []


def test_every_word_of_the_name_counts_in_any_order():
    make_project("Open Kitchen Berlin")
    make_project("Open door")
    assert labels("kitchen op") == [("project", "Open Kitchen Berlin")]


def test_a_word_with_a_hyphen_counts_as_its_pieces_in_a_row():
    make_theme("job-matching", name="Job-Matching")
    make_project("Jobmatching for all", themes=["job-matching"])
    make_project("Matching a job")
    assert labels("job-mat") == [("theme", "Job-Matching"), ("project", "Jobmatching for all")]


def test_a_typo_still_suggests():
    make_project("Programming school", cities=["berlin"])
    assert labels("progamming") == [("project", "Programming school")]
    assert labels("brelin") == [("city", "Berlin")]


def test_nothing_is_corrected_where_another_kind_has_what_was_typed():
    make_theme("work", name="Word and image")
    make_project("Redi School", themes=["work"], cities=["cork"])
    make_organisation("Work for All")
    assert labels("redi") == [("project", "Redi School")]
    assert labels("work") == [("organisation", "Work for All")]


@pytest.mark.parametrize(
    "typed",
    ["law", "rent", "chat"],  # too short; known from a description; in the name of a city in another language alone
)
def test_what_may_be_no_mistake_or_leads_to_no_name_on_the_page_is_not_corrected(typed):
    make_theme("language", name="Language", name_de="Sprache")
    make_city("aachen", name="Aachen", name_fr="Chut")
    make_project("Alpha", summary="How to pay the rent", themes=["language", "mentoring"], cities=["aachen"])
    assert labels(typed) == []


def test_a_mistake_is_corrected_to_a_name_in_the_language_of_the_page_or_in_english():
    make_theme("housing", name="Housing", name_de="Wohnen", name_fr="Logement")
    make_project("Alpha", themes=["housing"])
    with translation.override("de"):
        assert labels("wohnne") == labels("housnig") == [("theme", "Wohnen")]
        # Names of other languages are taken for what was typed only where a search would read it like that.
        assert labels("logemnt") == labels("logement") == [("theme", "Wohnen")]


def test_the_nearest_correction_of_all_kinds_counts():
    make_project("Hamburger Tisch", cities=["berlin"])
    make_organisation("Humbolts")
    assert labels("hamburgre") == [("project", "Hamburger Tisch")]


def test_a_last_word_that_says_nothing_counts_only_as_the_beginning_of_another():
    make_project("Work Integration")
    make_project("Work for All", cities=["berlin"])
    assert labels("work in") == labels("work int") == [("project", "Work Integration")]
    both = [("project", "Work Integration"), ("project", "Work for All")]
    assert sorted(labels("work in ")) == sorted(labels("work of")) == both


def test_a_city_is_suggested_by_its_other_names():
    make_city("koln", name="Cologne", other_names="Köln\nColonia")
    make_project("Alpha", cities=["koln"])
    assert labels("koeln") == [("city", "Cologne")]


@pytest.mark.parametrize("typed", ["سكن", "السكن", "للسكن", "سك", "الس"])
def test_a_theme_is_suggested_with_and_without_its_arabic_article(typed):
    make_theme("housing", name="Housing", name_ar="السكن")
    make_project("Alpha", themes=["housing", "language"])
    assert labels(typed) == [("theme", "Housing")]


def test_some_of_each_kind_are_suggested_and_never_more_than_the_limit():
    for number in range(10):
        make_project(f"Berlin {number}")
    make_organisation("Berlin Helpers")
    assert labels("berlin") == [
        ("city", "Berlin"),
        *[("project", f"Berlin {number}") for number in range(6)],
        ("organisation", "Berlin Helpers"),
    ]
    assert len(labels("berlin", limit=3)) == 3


@pytest.mark.parametrize("typed", ["", " ", "b", "-berlin", "\0", '"', "x" * 10_000, "'; DROP TABLE x"])
def test_where_there_is_nothing_to_suggest_there_is_no_suggestion(typed):
    make_project("Berlin")
    assert labels(typed) == []


@pytest.mark.django_db(transaction=True)  # in another transaction nothing of the index is kept
@pytest.mark.parametrize(("typed", "most"), [("berlin", 4), ("brelin of", 10), ("work of nothingness", 10)])
def test_the_number_of_queries_is_the_same_for_2_and_20_rows(typed, most):
    def queries():
        for _time in range(2):  # the first one reads what a worker keeps
            with CaptureQueriesContext(connection) as captured, one_state():
                suggestions(typed)
        reading = [query["sql"] for query in captured if query["sql"].startswith("SELECT")]
        assert len(reading) <= most
        return len(reading)

    make_project("Berlin one")
    make_organisation("Berlin two")
    few = queries()
    for number in range(10):
        make_project(f"Berlin {number}", cities=[f"berlin-{number}"])
        make_organisation(f"Berlin {number}")
    assert queries() == few


def test_the_fragment_is_a_listbox_of_links_and_escapes_names():
    make_project("<b>Berlin</b>", cities=[], themes=[])
    response = Suggest.as_view()(RequestFactory().get("/suggest", {"q": "berlin"})).render()
    html = response.content.decode()
    assert 'role="listbox"' in html
    assert html.count('role="option"') == 1
    assert "&lt;b&gt;Berlin&lt;/b&gt;" in html


def test_the_fragment_without_suggestions_has_no_options():
    assert 'role="option"' not in render_to_string("includes/_suggestions.html", {"suggestions": []})
