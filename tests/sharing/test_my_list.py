"""My list: picked anywhere, put in order, named and handed on; all of it stands in the address."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from entries.actions import save_entry, withdraw
from sharing.picking import MOST_PICKED, picked
from tests.factories import make_organisation, make_project, make_theme

pytestmark = pytest.mark.django_db


def names(query):
    return [pick.entry.name for pick in picked(QueryDict(query)).picks]


@pytest.fixture
def three():
    make_project("Lingo", slug="lingo")
    make_project("Work", slug="work")
    make_organisation("School", slug="school")


QUERY = "pick=project/work&pick=organisation/school&pick=project/lingo"


def test_entries_stand_in_the_order_of_the_address_whatever_their_kind(three):
    assert names(QUERY) == ["Work", "School", "Lingo"]
    assert names("pick=project/lingo&pick=project/lingo") == ["Lingo"]


def test_one_is_moved_taken_off_and_put_on_by_links(client, three):
    mine = picked(QueryDict(f"{QUERY}&name=For+Amina"))

    assert names(mine.moved("project/lingo", -1)[1:]) == ["Work", "Lingo", "School"]
    assert mine.moved("project/work", -1) == mine.moved("project/lingo", 1) == ""
    assert names(mine.without("organisation/school")[1:]) == ["Work", "Lingo"]
    assert picked(QueryDict(mine.with_pick("project/other")[1:])).unknown == ["project/other"]
    assert picked(QueryDict(mine.query()[1:])).name == "For Amina"


def test_a_page_has_the_list_its_name_and_all_ways_to_hand_it_on(client, three):
    page = client.get(f"/my-list/?{QUERY}&name=For+%E2%80%AEAmina%E2%81%A9")
    html = page.content.decode()

    assert "<bdi>For Amina</bdi>" in html.partition("<h1>")[2].partition("</h1>")[0]
    assert html.index("Work") < html.index("School") < html.index("Lingo")
    assert "/qr.svg?path=%2Fmy-list%2F%3Fpick" in html
    assert "mailto:?subject=For%20Amina&amp;body=http" in html
    assert "noindex" in html
    assert client.get(page.context["qr_url"]).status_code == 200
    feed = b"".join(client.get(page.context["feed_url"]).streaming_content).decode()
    assert feed.index("Work") < feed.index("School") < feed.index("Lingo")


def test_every_list_and_every_entry_can_be_sent_on(client, three):
    found = client.get("/projects/?theme=language").content.decode()
    entry = client.get("/projects/lingo/").content.decode()

    assert 'data-share="http' in found
    assert "%2Fprojects%2F%3Ftheme%3Dlanguage" in found.partition("mailto:")[2][:300]
    assert "%2Fprojects%2Flingo%2F" in entry.partition("mailto:")[2][:300]
    assert "mailto:?subject=Lingo" in entry


def test_more_is_found_and_put_on_without_a_script(client, three):
    page = client.get(f"/my-list/?{urlencode({'pick': 'project/work', 'q': 'lingo'})}")
    [(entry, address)] = page.context["finds"]

    assert entry.name == "Lingo"
    assert names(address.partition("?")[2]) == ["Work", "Lingo"]
    assert "data-pick" in client.get("/projects/lingo/").content.decode()


@pytest.mark.parametrize("search", ["Sprache in Berlin", "language Berlin", "lingu"])
def test_a_search_is_read_as_the_lists_read_it(client, search):
    make_theme("language", name_de="Sprache")
    make_project("Lingo", themes=["language"], cities=["berlin"], summary="Linguistics.")
    make_project("Beds", themes=["housing"], cities=["berlin"])
    listed = client.get("/de/search/", {"q": search}).context["groups"]

    finds = client.get("/de/my-list/", {"q": search}).context["finds"]
    assert [entry.name for entry, _address in finds] == ["Lingo"] == [entry.name for entry in listed[0].found]


def test_what_is_not_there_is_named_and_the_others_stay(client, three):
    draft = make_project("Draft", slug="draft", published=False)
    gone = make_project("Gone", slug="gone")
    withdraw(gone, by=None)
    query = "pick=project/gone&pick=project/draft&pick=nothing&pick=theme/language&pick=project/lingo&pick=a%00b&pick="
    html = client.get(f"/my-list/?{query}").content.decode()

    assert names(query) == ["Lingo"]
    assert picked(QueryDict(query)).unknown == ["project/gone", "project/draft", "nothing", "theme/language"]
    assert "project/gone" in html
    assert draft.name not in html


def test_an_entry_is_found_by_its_former_address(three):
    project = make_project("Old", slug="old")
    project.slug = "new"
    save_entry(project)

    assert names("pick=project/old&pick=project/new") == ["Old"]


@pytest.mark.parametrize("prefix", ["", "/uk"])
def test_ten_thousand_picks_are_refused_with_a_word(client, three, prefix):
    many = "&".join(f"pick=project/p{number}" for number in range(10_000))
    page = client.get(f"{prefix}/my-list/?{QUERY}&{many}")

    assert page.status_code == 414
    said = {"": "fewer entries on a list of your own", "/uk": "менше записів у власному списку"}
    assert said[prefix] in " ".join(page.content.decode().split())


def test_a_thousand_picks_are_cut_with_a_word(client, three):
    many = "&".join(f"pick=project/p{number}" for number in range(1000))
    page = client.get(f"/my-list/?{QUERY}&{many}")

    assert page.status_code == 200
    assert "The list is full" in page.content.decode()
    assert len(picked(QueryDict(f"{QUERY}&{many}")).unknown) == MOST_PICKED - 3


def test_a_name_of_any_length_is_one_line(client, three):
    html = client.get("/my-list/", {"name": "x" * 5000 + "\n<b>", "pick": "project/lingo"})

    assert html.status_code == 200
    assert "<b></bdi>" not in html.content.decode()
    assert len(html.context["mine"].name) == 80


def test_the_queries_do_not_grow_with_the_list(client):
    def queries(number):
        picks = [("pick", f"project/{make_project(f'P{number} {each}').slug}") for each in range(number)]
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/ar/my-list/?{urlencode(picks)}")
        return len(asked)

    queries(1)
    assert queries(2) == queries(12)


def test_an_empty_list_says_what_to_do(client):
    assert "Nothing is on it yet" in client.get("/my-list/").content.decode()
    assert client.get("/my-list.atom").status_code == 200
