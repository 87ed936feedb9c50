"""Handouts and my list in two languages beside each other, each text with its language and its direction."""

import re

import pytest

from entries.actions import store_texts
from entries.models import TextOrigin
from taxonomy.models import Theme
from tests.cluster.making import make_event
from tests.factories import make_city, make_organisation, make_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    made = make_project("Lingo", summary="Teaches a language.", cities=["koeln"], languages=["uk"])
    city = made.cities.get()
    make_city("koeln")
    type(city).objects.filter(pk=city.pk).update(name_en="Cologne", name_de="Köln", name_ar="كولونيا")
    for language, text in {"ar": "يعلّم لغة.", "de": "Lehrt eine Sprache."}.items():
        store_texts(made, {"summary": text}, language=language, origin=TextOrigin.MACHINE)
    return made


def shown(client, address):
    return client.get(address).content.decode()


@pytest.mark.parametrize("address", ["/projects/handout.html?", "/my-list/?pick=project/lingo&"])
def test_a_sheet_says_everything_in_both_languages(client, project, address):
    page = shown(client, f"/de{address}second=ar")
    first, _mark, rest = page.partition('<div class="card__second" lang="ar" dir="rtl">')

    assert '<p lang="de" dir="auto">Lehrt eine Sprache.</p>' in first
    second = rest.partition("</article>")[0]
    assert '<p lang="ar" dir="auto">يعلّم لغة.</p>' in second
    assert "كولونيا" in second
    assert "الأوكرانية" in second
    assert '<option value="ar" selected>' in page
    assert 'class="card__second" lang="de" dir="ltr"' in shown(client, f"/ar{address}second=de")


def test_headings_and_tags_are_in_both_languages(client, project):
    Theme.objects.filter(slug="language").update(name_de="Sprache", name_ar="اللغة")

    page = shown(client, "/de/projects/handout.html?theme=language&second=ar")
    said = re.findall(r'<span class="said-again" lang="ar" dir="rtl">(.*?)</span>', page)
    assert [text.replace("\u2068", "").replace("\u2069", "") for text in said] == ["المشاريع: اللغة", "مشروع واحد"]
    second = page.partition('<div class="card__second"')[2].partition("</div>\n</article>")[0]
    assert 'class="tag"' in second
    assert "اللغة" in second
    page = shown(client, "/de/my-list/?pick=project/lingo&second=ar")
    assert re.findall(r'<span class="said-again" lang="ar" dir="rtl">(.*?)</span>', page) == ["قائمتي", "مدخل واحد"]
    named = shown(client, "/de/my-list/?pick=project/lingo&second=ar&name=Ours")
    assert len(re.findall("said-again", named)) == 1


@pytest.mark.parametrize(
    ("asked", "german", "arabic"),
    [
        ("city=koeln", "Projekte: Köln", "المشاريع: كولونيا"),
        ("q=in+Cologne&city=koeln", "Köln", "كولونيا"),
        ("where=germany", "Deutschland", "ألمانيا"),
        ("region=DE-NW", "Projekte: Nordrhein-Westfalen", "المشاريع: شمال الراين وستفاليا"),
        ("country=DE", "Projekte: Deutschland", "المشاريع: ألمانيا"),
        ("theme=language", "Projekte: Sprache", "المشاريع: اللغة"),
        ("cost=free&language=uk", "Ukrainisch", "الأوكرانية"),
    ],
)
def test_the_second_heading_says_what_was_asked_for_in_its_language(client, project, asked, german, arabic):
    Theme.objects.filter(slug="language").update(name_de="Sprache", name_ar="اللغة")
    page = shown(client, f"/de/projects/handout.html?{asked}&second=ar")
    title = re.search(r"<title>(.*?)</title>", page, re.S)[1]
    second = re.findall(r'<span class="said-again" lang="ar" dir="rtl">(.*?)</span>', page)[0]
    title, second = (text.replace("\u2068", "").replace("\u2069", "") for text in (title, second))

    assert (german in title, arabic in second) == (True, True)
    assert german not in second


def test_what_can_be_used_from_a_city_is_said_with_its_name_in_both_languages(client, project):
    make_project("Anywhere", cities=[], reach="anywhere")
    page = shown(client, "/de/projects/handout.html?city=koeln&second=ar")
    said = re.findall(r'<span class="said-again" lang="ar" dir="rtl">(.*?)</span>', page)

    assert any("كولونيا" in text for text in said[1:])
    assert not any("Köln" in text for text in said)


def test_a_text_that_stands_there_already_is_not_said_twice(client, project):
    page = shown(client, "/projects/handout.html?second=uk")

    assert page.count("Teaches a language.") == 1
    assert 'class="card__second" lang="uk" dir="ltr"' in page


def test_what_stands_for_a_summary_is_in_both_languages(client):
    make_project("Lingo", organisations=[make_organisation("Verein", summary="")])
    page = shown(client, "/organisations/handout.html?second=de")

    assert "The organisation behind Lingo." in page
    assert '<p lang="de" dir="auto">Die Organisation hinter Lingo.</p>' in page


@pytest.mark.parametrize("asked", ["", "en", "xx", "a\0b"])
def test_what_is_no_second_language_shows_one_and_says_so(client, project, asked):
    page = client.get("/projects/handout.html", {"second": asked}).content.decode()

    assert "card__second" not in page
    assert ("Not a language of this site" in page) is (asked not in ("", "en"))


def test_the_choice_keeps_what_was_asked_for(client, project):
    page = shown(client, "/projects/handout.html?theme=language&theme=mentoring&second=uk")
    form = re.search(r'<form class="second-choice.*?</form>', page, re.S)[0]

    assert re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', form) == [
        ("theme", "language"),
        ("theme", "mentoring"),
    ]


def test_my_list_keeps_its_second_language(client, project):
    make_project("Other")
    page = shown(client, "/my-list/?pick=project/lingo&pick=project/other&second=ar&name=Ours")

    assert 'href="?pick=project/other&amp;pick=project/lingo&amp;name=Ours&amp;second=ar"' in page
    assert page.count('<input type="hidden" name="second" value="ar">') == 2


def test_only_entries_are_offered_in_two_languages(client):
    make_event("Summit")

    assert "second-choice" not in shown(client, "/events/handout.html?second=de")


def test_the_second_language_costs_one_query_however_long_the_list(client, project, django_assert_max_num_queries):
    for number in range(20):
        make_project(f"Project {number}")
    with django_assert_max_num_queries(15):
        shown(client, "/de/projects/handout.html?second=ar")
