import pytest
from django.core.cache import cache

from entries.actions import check, publish, save_entry, withdraw
from tests.factories import make_curator, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()
    yield
    cache.clear()


def test_a_second_visit_takes_one_query(client, django_assert_num_queries):
    make_project("Here")
    first = client.get("/projects/")
    with django_assert_num_queries(1):
        second = client.get("/projects/")
    assert second.content == first.content


def test_an_unchanged_page_costs_a_304(client):
    make_project("Here")
    etag = client.get("/projects/")["ETag"]
    response = client.get("/projects/", headers={"If-None-Match": etag})
    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.parametrize(
    "change",
    [
        save_entry,
        lambda project: withdraw(project, by=None),
        lambda project: check(project, by=None, on="2026-05-01"),
        lambda project: publish(make_project("Other", published=False)),
    ],
)
def test_every_publishing_change_makes_pages_new(client, change):
    project = make_project("Here")
    etag = client.get("/projects/")["ETag"]
    change(project)
    assert client.get("/projects/", headers={"If-None-Match": etag}).status_code == 200


def test_a_curators_page_is_never_kept_for_others(client):
    draft = make_project("Draft", published=False)
    client.force_login(make_curator())
    assert client.get(draft.get_absolute_url()).status_code == 200
    client.logout()
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_pages_differ_by_language_and_query(client):
    make_project("Here")
    make_project("There", themes=("housing",))
    assert client.get("/projects/")["ETag"] != client.get("/de/projects/")["ETag"]
    assert b"There" not in client.get("/projects/?theme=language").content
