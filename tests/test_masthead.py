"""What stands at the top of every page, and what a page says of nothing."""

import re

import pytest
from django.utils import translation
from django.utils.html import strip_tags

from submissions.actions import set_intake
from tests.factories import make_project

pytestmark = pytest.mark.django_db
CONTROLS = ('id="filters"', 'id="sort"', "Search within these entries")


def html_of(client, path):
    return client.get(path).content.decode()


def part(html, opening, closing):
    """Return the text of a page between two marks, the first of each."""
    return html.partition(opening)[2].partition(closing)[0]


@pytest.mark.parametrize("path", ["/", "/projects/", "/events/", "/nowhere/"])
def test_the_masthead_says_whether_anything_can_be_handed_in(client, path):
    def label():
        return strip_tags(part(html_of(client, path), "masthead__add", "</a>").partition(">")[2]).strip()

    assert label() == "Add a project"
    set_intake(state="paused")
    assert label() == "Adding is paused"


def test_a_pause_without_an_address_for_questions_names_the_form(client):
    def ways():
        notice = part(html_of(client, "/submit/"), '<div class="notice">', "What you can still do")
        return ['href="/contact/"' in notice, 'href="mailto:office@example.org"' in notice]

    set_intake(state="paused")
    assert ways() == [True, False]
    set_intake(state="paused", contact="office@example.org")
    assert ways() == [False, True]


@pytest.mark.parametrize("path", ["/events/", "/funding/", "/projects/"])
def test_a_list_of_nothing_has_nothing_to_filter_or_to_sort(client, path):
    html = html_of(client, path)
    assert 'class="empty"' in html
    assert [control for control in CONTROLS if control in html] == []


def test_a_list_in_which_filters_leave_nothing_keeps_them(client):
    make_project()
    html = html_of(client, "/projects/?status=paused")
    assert "Nothing matches all your filters" in html
    assert [control for control in CONTROLS if control not in html] == []


@pytest.mark.parametrize("address", ["/projects/lotsen-hamburg/", "/de/lotsen-hambrug/", "/x/Lotsen_Hamburg"])
def test_a_missing_page_looks_for_what_its_address_named(client, address):
    project = make_project("Lotsen Hamburg", slug="somewhere-else")
    response = client.get(address)
    with translation.override("de" if address.startswith("/de/") else "en"):
        assert f'href="{project.get_absolute_url()}"' in response.content.decode()
    assert response.status_code == 404


def test_a_missing_page_that_named_nothing_we_have_only_offers_the_search(client):
    make_project("Lotsen")
    html = html_of(client, "/wp-login.php")
    assert 'class="rows"' not in html
    assert 'value="wp login php"' in html


def test_a_ticked_option_stays_where_it_was(client):
    for number in range(12):
        for _times in range(13 - number):
            make_project(themes=(f"theme-{number:02}",), cities=())

    def themes(query=""):
        html = html_of(client, f"/projects/{query}")
        is_unfolded = " open" in part(html, '<details class="more" id="more-theme"', ">")
        return re.findall(r'name="theme" value="([^"]+)"', html), is_unfolded

    plain, _is_unfolded = themes()
    assert plain == [f"theme-{number:02}" for number in range(12)]
    # One that stands among those that are folded away is seen all the same.
    assert themes("?theme=theme-10&theme=theme-02") == (plain, True)
    assert themes("?theme=theme-02") == (plain, False)


def test_the_filters_can_be_skipped(client):
    make_project()
    html = html_of(client, "/projects/")
    assert html.index('<a class="skip" href="#results">Skip the filters</a>') < html.index('id="filters"')
    assert 'id="results"' in html
