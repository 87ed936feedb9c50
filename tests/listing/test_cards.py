"""What a card tells in short: markup of ours, and nobody else's."""

import re

import pytest
from django.template import Context, Template
from django.utils.html import escape

from projects.models import Project, Status
from tests.factories import make_organisation, make_project, make_theme

pytestmark = pytest.mark.django_db

CARD = Template('{% include "listing/_card.html" with entry=entry query=None only %}')


def card(entry):
    return CARD.render(Context({"entry": entry}))


def words(html):
    """Return the text of a piece of HTML, spaces as one."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_themes_are_links_in_a_list():
    html = card(make_project(themes=("language", "housing")))

    links = re.findall(r'<li><a class="tag" data-hue="\w+" href="(.*?)">(.*?)</a></li>', html)
    assert sorted(links) == [("/themes/housing/", "Housing"), ("/themes/language/", "Language")]
    assert "&lt;" not in html


def test_names_are_escaped_wherever_they_stand():
    make_theme("tricky", name="<b>Theme</b>")
    html = card(make_project("<b>Name</b>", themes=("tricky",), summary="<b>Summary</b>"))

    assert "<b>" not in html
    for text in ("Name", "Summary", "Theme"):
        assert f"&lt;b&gt;{text}&lt;/b&gt;" in html


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"launched": 2015}, "since 2015"),
        ({"launched": 2015, "ended": 2018, "status": Status.DISCONTINUED}, "2015–2018"),
        ({"ended": 2018, "status": Status.DISCONTINUED}, "until 2018"),
        ({"launched": 2015, "status": Status.DISCONTINUED}, "started in 2015"),
        ({"languages": ["ar", "de"]}, "In these languages: Arabic and German"),
        ({"confirmed_on": "2026-01-05"}, "Confirmed in January 2026"),
        ({"last_seen": "2022-03", "last_seen_on": "2022-03-31", "status": Status.ACTIVE}, "in March 2022"),
        ({"status": Status.UNKNOWN, "launched": 2015}, "Not heard of since 2015; may have ended"),
        ({"status": Status.ACTIVE}, "Active"),
        ({"newcomer_led": "yes"}, "Led by newcomers"),
    ],
)
def test_what_is_known_is_told(time_machine, fields, told):
    time_machine.move_to("2026-06-01")
    project = make_project(**fields)

    assert told in words(card(Project.objects.get(pk=project.pk)))


def test_a_card_of_an_organisation_tells_its_kind_and_year():
    text = words(card(make_organisation(kind="nonprofit", founded=2001, themes=("language",))))

    assert "Non-profit" in text
    assert "since 2001" in text
    assert "Not known" not in text


def test_without_a_theme_there_is_no_empty_list():
    assert 'class="tags"' not in card(make_organisation())


def test_each_card_of_a_list_offers_to_put_its_entry_on_my_list_and_names_it(client):
    for entry in (make_project("Lingo <3", themes=("language",)), make_organisation("School")):
        page = client.get(f"/{entry._meta.app_label}/").content.decode()

        (link,) = re.findall(r'<a class="card__pick[^>]*>.*?</a>', page, re.S)
        key = f"{entry._meta.model_name}/{entry.slug}"
        assert f'href="/my-list/?pick={key}"' in link
        assert f'data-pick="{key}"' in link
        assert words(link) == "Put on my list"
        assert f'aria-description="{escape(entry.name)}"' in link
        assert client.get(f"/my-list/?pick={key}").status_code == 200


def test_on_a_sheet_and_on_my_list_itself_no_card_offers_it():
    project = make_project("Lingo")
    sheet = Template('{% include "listing/_card.html" with entry=entry query=None is_sheet=True only %}')

    assert "data-pick" not in sheet.render(Context({"entry": project}))
