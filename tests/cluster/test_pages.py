"""The pages that curators write: what visitors see of them, in five languages."""

import re

import pytest
from django.conf import settings
from django.utils.translation import override

from cluster.actions import delete_channel, publish_page, save_channel, save_page, withdraw_page
from cluster.loading import load_pages
from cluster.management.commands.load_cluster import FOLDER
from cluster.models import Channel, Page
from entries.models import TransitionError
from search.models import SearchDocument
from taxonomy.texts import CODES, language_of
from tests.cluster.making import make_page
from tests.factories import make_curator

pytestmark = pytest.mark.django_db

SHIPPED = ["cluster", "about", "contact", "privacy", "accessibility", "imprint"]


def test_a_page_shows_its_markdown_below_one_main_heading(client):
    make_page("story", text_en="# First\n\nSome *words*.\n\n<script>alert(1)</script>")
    html = client.get("/story/").content.decode()
    assert re.findall(r"<h1[^>]*>(.*?)</h1>", html) == ["<bdi>Story</bdi>"]
    assert "<h2>First</h2>" in html
    assert "<em>words</em>" in html
    assert "<script>alert" not in html


def test_a_draft_and_a_withdrawn_page_are_for_those_who_may_edit_them(client):
    make_page("draft", published=False)
    withdraw_page(make_page("gone"), by=None)
    assert [client.get(f"/{slug}/").status_code for slug in ("draft", "gone")] == [404, 404]
    client.force_login(make_curator())
    response = client.get("/draft/")
    assert response.status_code == 200
    assert "noindex" in response.content.decode()


def test_the_footer_has_the_published_pages_in_their_order(client):
    make_page("second", position=20)
    make_page("first", position=10)
    make_page("hidden", position=5, in_navigation=False)
    make_page("draft", position=1, published=False)
    html = client.get("/second/").content.decode()
    links = re.findall(r'<a href="/([a-z]+)/" lang="en">', html[html.index("<footer") :])
    assert links == ["first", "second"]


def test_a_language_without_a_text_gets_the_first_that_has_one_and_says_so(client):
    make_page("story", title_en=None, text_en=None, title_de="Geschichte", text_de="Auf Deutsch.")
    html = client.get("/ar/story/").content.decode()
    assert '<h1 lang="de"><bdi>Geschichte</bdi></h1>' in html
    assert "Auf Deutsch." in html


def test_a_text_in_the_language_of_the_visitor_is_that_language():
    page = make_page("story", title_de="Geschichte")
    with override("de"):
        assert (language_of(page, "title"), page.title) == ("de", "Geschichte")
    with override("fr"):
        assert (language_of(page, "title"), page.title) == ("en", "Story")


def test_a_change_of_a_page_is_seen_at_once_and_an_unchanged_one_costs_a_304(client):
    page = make_page("story", text_en="Old words.")
    etag = client.get("/story/")["ETag"]
    assert client.get("/story/", headers={"If-None-Match": etag}).status_code == 304
    page.text_en = "New words."
    save_page(page)
    assert "New words." in client.get("/story/", headers={"If-None-Match": etag}).content.decode()


def test_every_save_is_a_version_that_says_who_and_why():
    curator = make_curator()
    page = make_page("story")
    page.title_en = "Tale"
    save_page(page, by=curator, reason="A better word")
    versions = page.history.order_by("history_id").values_list("title_en", "history_user", "history_change_reason")
    assert list(versions) == [("Story", None, ""), ("Tale", curator.pk, "A better word")]
    assert page.revision == 1


def test_a_page_is_published_once():
    page = make_page("story")
    with pytest.raises(TransitionError):
        publish_page(page, by=None)


def test_withdrawing_a_page_leaves_what_a_colleague_wrote_meanwhile():
    page = make_page("story")
    theirs = Page.objects.get()
    theirs.title_en = "Theirs"
    save_page(theirs)
    withdraw_page(page, by=None)
    stored = Page.objects.get()
    assert (stored.title_en, stored.publication, stored.revision) == ("Theirs", "withdrawn", theirs.revision + 1)


def test_published_pages_are_in_the_search_in_all_languages_and_leave_it_when_withdrawn():
    page = make_page("story", title_de="Geschichte")
    document = SearchDocument.objects.get(kind="page", object_id=page.pk)
    assert {"story", "geschichte"} <= document.vocabulary()
    withdraw_page(page, by=None)
    assert not SearchDocument.objects.filter(kind="page").exists()


def test_accounts_to_follow_show_as_soon_as_they_are_saved(client):
    make_page("about")
    assert "Follow the cluster elsewhere" not in client.get("/about/").content.decode()
    channel = save_channel(Channel(name="Mastodon", handle="@dsi@example.org", url="https://example.org/@dsi"))
    assert 'href="https://example.org/@dsi"' in client.get("/about/").content.decode()
    delete_channel(channel)
    assert "@dsi" not in client.get("/about/").content.decode()


def test_the_texts_that_ship_are_complete_in_five_languages(client):
    load_pages(FOLDER)
    assert list(Page.objects.published().values_list("slug", flat=True)) == SHIPPED
    for page in Page.objects.all():
        for code in CODES:
            for field in ("title", "summary", "text"):
                assert getattr(page, f"{field}_{code}"), (page, field, code)
        sections = {code: re.findall("^# ", getattr(page, f"text_{code}"), re.MULTILINE) for code in CODES}
        assert len({len(found) for found in sections.values()}) == 1, page
        assert client.get(f"/ar/{page.slug}/").status_code == 200


@pytest.mark.parametrize("code", [code for code, _name in settings.LANGUAGES])
def test_the_links_of_the_texts_stay_in_their_language(client, code):
    load_pages(FOLDER)
    texts = [getattr(page, f"text_{code}") for page in Page.objects.all()]
    links = {link for text in texts for link in re.findall(r"\]\((/[^)]*)\)", text)}
    prefix = "" if code == "en" else f"/{code}"
    assert links
    for link in links:
        assert link.startswith(f"{prefix}/")
        assert link.removeprefix(prefix).split("/")[1] not in CODES
        assert client.get(link, follow=True).status_code == 200, link


def test_loading_again_changes_nothing_and_never_writes_over_an_edit():
    assert load_pages(FOLDER) == SHIPPED
    page = Page.objects.get(slug="about")
    page.text_en = "In our own words."
    save_page(page, by=make_curator())
    withdraw_page(Page.objects.get(slug="imprint"), by=None)
    assert load_pages(FOLDER) == []
    assert Page.objects.get(slug="about").text_en == "In our own words."
    assert not Page.objects.get(slug="imprint").is_published


def test_loading_brings_a_text_up_to_date_that_nobody_has_changed():
    load_pages(FOLDER)
    Page.objects.filter(slug="about").update(text_en="The text of an earlier release.")
    assert load_pages(FOLDER) == ["about"]
    assert "The text of an earlier release." not in Page.objects.get(slug="about").text_en
