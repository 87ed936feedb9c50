import pytest

from entries.actions import check, publish, save_entry, withdraw
from entries.cache import release
from tests.factories import make_curator, make_project

pytestmark = pytest.mark.django_db


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


@pytest.mark.parametrize("address", ["/", "/projects/", "/insights/", "/contact/"])
def test_no_proxy_may_keep_what_somebody_signed_in_sees(client, address):
    client.force_login(make_curator())
    response = client.get(address)
    assert response.status_code == 200
    assert "private" in response["Cache-Control"]
    assert "Cookie" in response["Vary"]


def test_head_tells_what_get_would_say(client):
    make_project("Here")
    head, get = client.head("/projects/"), client.get("/projects/")
    assert head.headers == get.headers
    assert b"Here" in get.content
    assert not head.content


def test_pages_differ_by_language_and_query(client):
    make_project("Here")
    make_project("There", themes=("housing",))
    assert client.get("/projects/")["ETag"] != client.get("/de/projects/")["ETag"]
    assert b"There" not in client.get("/projects/?theme=language").content


PART = {"HX-Request": "true"}


@pytest.mark.parametrize(
    "other",
    [{}, {"HX-Request": "1"}, {"HX-Request": "true", "HX-History-Restore-Request": "true"}],
)
@pytest.mark.parametrize("is_part_first", [True, False])
def test_a_part_is_never_kept_as_a_page_nor_a_page_as_a_part(client, other, is_part_first):
    make_project("Here")
    for headers in (PART, other) if is_part_first else (other, PART):
        client.get("/projects/", headers=headers)

    assert b"<html" not in client.get("/projects/", headers=PART).content
    assert b"<html" in client.get("/projects/", headers=other).content


def test_a_release_is_told_by_its_code_as_well(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    module = tmp_path / "app" / "words.py"
    module.parent.mkdir()
    (module.parent / "__init__.py").touch()
    module.write_text("HELLO = 1")
    before = release.__wrapped__()

    module.write_text("HELLO = 2")

    assert release.__wrapped__() != before


@pytest.mark.parametrize("headers", [{}, {"If-None-Match": "the kept one"}])
def test_a_host_that_is_not_ours_is_refused_whether_or_not_the_page_is_kept(client, headers):
    kept = client.get("/projects/")
    assert kept.status_code == 200
    headers = dict.fromkeys(headers, kept["ETag"]) | {"Host": "evil.example"}
    assert client.get("/projects/", headers=headers).status_code == 400
