"""Pages in the admin: two editors at once, going back, and a preview that stores nothing."""

import pytest

from cluster.actions import save_page
from cluster.models import Page
from tests.cluster.making import make_page
from tests.curators import client_of, form_of, go_back, make_group_curator
from tests.factories import make_visitor

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]

ADD = "/admin/cluster/page/add/"


@pytest.fixture
def client():
    return client_of(make_group_curator())


def change(page):
    return f"/admin/cluster/page/{page.pk}/change/"


def filled(client, address, **changes):
    form = form_of(client.get(address), "page_form")
    return form | {name: [value] for name, value in changes.items()}


def test_a_new_page_is_a_draft_until_it_is_published(client):
    data = filled(client, ADD, slug="story", title_uk="Історія", text_uk="Слова.")
    assert client.post(ADD, data).status_code == 302
    page = Page.objects.get(slug="story")
    assert (page.publication, page.title_uk) == ("draft", "Історія")
    chosen = {"action": "publish_pages", "_selected_action": [page.pk], "confirmed": "1"}
    client.post("/admin/cluster/page/", chosen)
    assert Page.objects.published().get() == page


@pytest.mark.parametrize("field", ["title", "text"])
def test_a_page_needs_its_texts_in_one_language_and_nothing_typed_is_lost(client, field):
    typed = {"slug": "story", "title_en": "Story", "text_en": "Some words."} | {f"{field}_en": ""}
    response = client.post(ADD, filled(client, ADD, **typed))
    assert "Needed in at least one language." in response.content.decode()
    other = {"title": "text_en", "text": "title_en"}[field]
    assert form_of(response, "page_form")[other] == [typed[other]]
    assert not Page.objects.exists()


@pytest.mark.parametrize("slug", ["projects", "map", "submit", "de"])
def test_an_address_of_another_part_of_the_site_is_refused(client, slug):
    response = client.post(ADD, filled(client, ADD, slug=slug, title_en="Story", text_en="Words."))
    assert response.status_code == 200
    assert "This address belongs to another part of the site." in response.content.decode()
    assert not Page.objects.exists()


def test_a_colleagues_edit_is_not_written_over(client):
    page = make_page("story")
    mine = filled(client, change(page), title_en="Mine")
    page.title_en = "Theirs"
    save_page(page, by=make_group_curator())
    response = client.post(change(page), mine)
    assert "Somebody else has saved this in the meantime, so yours was not saved." in response.content.decode()
    assert Page.objects.get().title_en == "Theirs"
    assert form_of(response, "page_form")["title_en"] == ["Mine"]


def test_the_preview_shows_what_is_typed_and_stores_nothing(client):
    page = make_page("story")
    data = filled(client, change(page), title_de="Geschichte", text_de="# Neu\n\nNoch *nirgends*.")
    response = client.post(f"/admin/cluster/page/preview/de/?object={page.pk}", data)
    html = response.content.decode()
    assert 'lang="de"' in html
    assert "<h2>Neu</h2>" in html
    assert "<em>nirgends</em>" in html
    assert Page.objects.get().text_de is None
    assert page.history.count() == 1


def test_a_page_that_is_not_yet_stored_has_a_preview_too(client):
    data = filled(client, ADD, slug="story", title_en="Story", text_en="Only here.")
    response = client.post("/admin/cluster/page/preview/en/", data)
    assert "Only here." in response.content.decode()
    assert not Page.objects.exists()


def test_the_preview_of_something_incomplete_says_what_is_missing(client):
    response = client.post("/admin/cluster/page/preview/en/", filled(client, ADD, slug="story"))
    assert "Needed in at least one language." in response.content.decode()


def test_the_preview_is_for_curators_only_and_takes_no_get(client):
    page = make_page("story")
    address = f"/admin/cluster/page/preview/de/?object={page.pk}"
    assert client.get(address).status_code == 405
    assert client.post("/admin/cluster/page/preview/xx/").status_code == 403
    visitor = client_of(make_visitor())
    assert visitor.post(address, {"title_en": "X"}).status_code == 302
    assert client_of(make_visitor(is_staff=True)).post(address, {"title_en": "X"}).status_code == 403


def test_history_names_each_change_once_and_a_version_comes_back(client):
    page = make_page("story", text_en="First words.")
    client.post(change(page), filled(client, change(page), text_en="Second words.", reason="Shorter"))
    history = client.get(f"/admin/cluster/page/{page.pk}/history/").content.decode()
    assert "Shorter" in history
    assert history.count("Second words.") == 1
    first = page.history.earliest()
    go_back(client, f"/admin/cluster/page/{page.pk}/history/{first.pk}/")
    page.refresh_from_db()
    assert page.text_en == "First words."
    assert page.history.count() == 3


def test_a_page_cannot_be_deleted(client):
    page = make_page("story")
    assert client.post(f"/admin/cluster/page/{page.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Page.objects.filter(pk=page.pk).exists()
