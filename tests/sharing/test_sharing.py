"""Sharing images: what stands on them, that they are kept as pages are, and that nothing makes them fail."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings as project_settings
from django.core.files.base import ContentFile
from django.utils import translation
from PIL import Image

from entries.actions import withdraw
from entries.freshness import freshness_in_words
from projects.actions import merge_projects
from sharing import drawing as cards
from sharing.drawing import HEIGHT, WIDTH, SharingCard, draw_card
from sharing.lettering import HAS_SHAPING, SANS, Face, is_right_to_left, kept_in_order
from taxonomy.models import Hue
from tests.cluster.making import make_event, make_funding, make_page, make_publication
from tests.factories import make_city, make_curator, make_organisation, make_project, make_theme

pytestmark = pytest.mark.anywhere

FACE = Face(SANS, 30, 40)
STYLES = Path(project_settings.BASE_DIR, "static/css/site.css").read_text()


def picture(content):
    return Image.open(BytesIO(content)).convert("RGB")


@pytest.fixture
def drawn(monkeypatch):
    """The Cards that were drawn, in their order."""
    seen = []
    monkeypatch.setattr("sharing.views.draw_card", lambda card: seen.append(card) or draw_card(card))
    return seen


def test_a_card_is_a_png_of_the_usual_size():
    image = picture(draw_card(SharingCard("Project", "Code Door", "Teaches.", ("Berlin", "Active"), "plum", "CD")))
    assert image.size == (WIDTH, HEIGHT) == (1200, 630)
    assert image.getpixel((5, 300)) == (0x7A, 0x3E, 0x73)
    assert image.getpixel((1190, 300)) == (0xFB, 0xF7, 0xF0)


def test_a_card_in_arabic_is_mirrored():
    with translation.override("ar"):
        image = picture(draw_card(SharingCard("مشروع", "مدرسة", hue="plum")))
    assert image.getpixel((1190, 300)) == (0x7A, 0x3E, 0x73)
    assert image.getpixel((5, 300)) == (0xFB, 0xF7, 0xF0)


@pytest.mark.parametrize(
    "text",
    ["", "😀 👩", "漢字", "x" * 300, "word " * 200, "\u202e\u0000\x07\ufffd", "e\u0301" * 40, "\u200f", "-"],
)
def test_no_text_makes_a_card_fail_or_reach_beyond_its_margins(text):
    image = picture(draw_card(SharingCard(text[:40], text, text, (text, text), "teal", text[:2])))
    paper = (0xFB, 0xF7, 0xF0)
    assert {image.getpixel((x, y)) for x in range(WIDTH - 60, WIDTH) for y in range(0, HEIGHT, 3)} == {paper}
    assert {image.getpixel((x, y)) for x in range(100, WIDTH) for y in range(HEIGHT - 20, HEIGHT)} == {paper}


def test_letters_that_the_font_lacks_are_left_out():
    assert FACE.readable("Code 😀 Door 漢字") == "Code Door"
    assert FACE.readable("Їжак ґанок Ärzte مدرسة پژ") == "Їжак ґанок Ärzte مدرسة پژ"


def test_lines_fit_and_a_cut_one_says_so():
    assert FACE.lines("one two", 10_000) == ["one two"]
    lines = FACE.lines("Several words and one" + "x" * 80, 300)
    assert max(FACE.width(line) for line in lines) <= 300
    assert "".join(lines).replace(" ", "") == "Severalwordsandone" + "x" * 80
    (cut,) = FACE.cut("Several words that do not fit", 200)
    assert cut.endswith("…")
    assert FACE.width(cut) <= 200
    assert FACE.cut("anything", 200, most=0) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Code", False), ("مدرسة Code", True), ("2016", False), (kept_in_order("برلين"), True), ("", False)],
)
def test_the_first_letter_tells_the_direction(text, expected):
    assert is_right_to_left(text) is expected


def test_arabic_letters_join():
    assert HAS_SHAPING
    apart = sum(FACE.width(letter) for letter in "مدرسة")
    assert FACE.width("مدرسة") < apart


def test_the_colours_are_those_of_the_style_sheet():
    in_light = STYLES[: STYLES.index("prefers-color-scheme: dark")]
    assert {name: re.search(rf"--{name}: (#\w+);", in_light)[1] for name in cards.COLOURS} == cards.COLOURS
    assert set(Hue.values) <= cards.COLOURS.keys()


@pytest.mark.django_db
def test_every_kind_of_page_has_an_image_and_names_it(client, settings):
    organisation = make_organisation("Helpers", cities=("berlin",), themes=("language",))
    entries = [
        make_project("Lingo", organisations=[organisation]),
        organisation,
        make_theme("language"),
        make_city("berlin"),
        make_event("Summit", themes=("language",)),
        make_publication("Report", authors="Ada Lovelace"),
        make_funding("Money"),
        make_page("about"),
    ]
    addresses = [entry.get_absolute_url() for entry in entries]
    addresses += ["/", "/projects/", "/organisations/", "/events/", "/publications/", "/funding/"]
    for address in addresses:
        for prefix in ("", "/ar", "/uk"):
            page = client.get(prefix + address).content.decode()
            (named,) = re.findall(r'property="og:image" content="([^"]+)"', page)
            assert named == f"{settings.SITE_URL}{prefix}{address}card.png"
            response = client.get(prefix + address + "card.png")
            assert (response.status_code, response["Content-Type"]) == (200, "image/png"), named
            assert picture(response.content).size == (WIDTH, HEIGHT)


@pytest.mark.django_db
def test_a_page_without_an_image_of_its_own_names_that_of_the_site(client, settings):
    page = client.get("/de/themes/").content.decode()
    assert f'content="{settings.SITE_URL}/de/card.png"' in page
    assert 'content="summary_large_image"' in page
    assert page.count("og:image:width") == 1


@pytest.mark.django_db
def test_the_image_of_a_project_says_what_matters(client, drawn):
    make_project("Lingo", summary="Teaches.", status="discontinued", launched=2015, ended=2018, languages=["ar"])
    client.get("/projects/lingo/card.png")
    (card,) = drawn
    assert (card.heading, card.text, card.letters, card.hue) == ("Lingo", "Teaches.", "LI", "teal")
    assert card.facts == ("Berlin", "Discontinued", "", "2015–2018", "Arabic")


def in_plain_spaces(text):
    return " ".join(text.replace("\u2068", "").replace("\u2069", "").split())


@pytest.mark.parametrize("language", [code for code, _name in project_settings.LANGUAGES])
@pytest.mark.django_db
def test_the_image_of_an_entry_says_whole_how_long_nothing_was_heard_of_it(language, client, monkeypatch):
    written = []
    monkeypatch.setattr(cards.Paper, "write", lambda _self, text, *_place: written.append(str(text)))
    silent = {"cities": ("berlin",), "last_seen": "2016-09", "last_seen_on": date(2016, 9, 30)}
    for entry in (make_project("Lingo", **silent), make_organisation("Helpers", **silent)):
        written.clear()
        with translation.override(language):
            client.get(f"{entry.get_absolute_url()}card.png")
            assert in_plain_spaces(freshness_in_words(entry)) in in_plain_spaces(" ".join(written))


@pytest.mark.django_db
def test_the_image_of_a_list_says_what_was_asked_for(client, drawn, settings):
    make_theme("housing", hue="plum")
    make_project("Bed", themes=("housing",))
    make_project("Lingo")
    query = "?theme=housing&city=berlin&sort=newest"
    client.get(f"/projects/card.png{query}&theme=nonsense&colour=red")
    (card,) = drawn
    assert (card.kind, card.heading, card.text, card.hue) == (
        "Projects",
        "Housing · Berlin",
        kept_in_order("Bed"),
        "plum",
    )
    assert card.facts == ("1 project",)
    page = client.get(f"/projects/{query}&page=1").content.decode()
    address = f"{settings.SITE_URL}/projects/card.png?theme=housing&amp;city=berlin&amp;sort=newest"
    assert f'property="og:image" content="{address}"' in page
    assert f'property="og:url" content="{address.replace("card.png", "")}"' in page
    assert 'property="og:title" content="Projects: Housing · Berlin – ' in page


@pytest.mark.django_db
@pytest.mark.parametrize("viewer", [None, make_curator])
def test_nobody_gets_an_image_of_a_draft(client, viewer):
    entries = [make_project("Draft", published=False), make_event("Draft", published=False), make_page(published=False)]
    if viewer:
        client.force_login(viewer())
    for entry in entries:
        assert client.get(entry.get_absolute_url() + "card.png").status_code == 404
    assert client.get("/projects/nothing/card.png").status_code == 404


@pytest.mark.django_db
def test_an_image_is_drawn_once_for_each_state_of_the_directory(client, drawn):
    make_project("Lingo")
    first = client.get("/projects/lingo/card.png")
    again = client.get("/projects/lingo/card.png")
    assert first.content == again.content
    assert len(drawn) == 1
    assert client.get("/projects/lingo/card.png", headers={"If-None-Match": first["ETag"]}).status_code == 304
    make_project("Another")
    client.get("/projects/lingo/card.png")
    assert len(drawn) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("is_readable", [True, False])
def test_a_logo_stands_on_the_tile_unless_it_cannot_be_read(client, is_readable):
    content = BytesIO()
    Image.new("RGB", (400, 400), "#ff0000").save(content, "PNG")
    logo = ContentFile(content.getvalue() if is_readable else b"no picture", "logo.png")
    project = make_project("Lingo")
    project.logo.save("logo.png", logo)
    image = picture(client.get("/projects/lingo/card.png").content)
    middle = image.getpixel((cards.START + cards.TILE // 2, cards.TILE_TOP + cards.TILE // 2))
    assert (middle == (255, 0, 0)) is is_readable


@pytest.mark.django_db
def test_the_image_of_a_list_takes_no_more_queries_for_more_rows(client, django_assert_max_num_queries):
    for _number in range(20):
        make_project()
    with django_assert_max_num_queries(11):
        client.get("/projects/card.png?theme=language&city=berlin")


@pytest.mark.django_db
def test_the_image_of_a_list_takes_no_longer_for_a_search_as_long_as_an_address(client, monkeypatch):
    measured = []
    width = Face.width
    monkeypatch.setattr(Face, "width", lambda face, text: measured.append(len(text)) or width(face, text))
    assert client.get("/projects/card.png", {"q": "w" * 10_000}).status_code == 200
    assert 0 < max(measured) <= cards.MOST_LETTERS


@pytest.mark.django_db
def test_the_image_of_a_merged_entry_leads_to_that_of_the_one_that_stays(client):
    keep, duplicate = make_project("Kept"), make_project("Twin")
    merge_projects(keep=keep, duplicate=duplicate, by=make_curator())
    response = client.get("/de/projects/twin/card.png")
    assert (response.status_code, response.url) == (301, "/de/projects/kept/card.png")
    withdraw(keep, by=None)
    assert client.get("/projects/twin/card.png").status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "kinds"), [("ar", ["مشروع", "منظمة"]), ("uk", ["Проєкт", "Організація"])])
def test_the_image_of_an_entry_names_its_kind_in_the_language_of_the_page(client, drawn, language, kinds):
    addresses = [entry.get_absolute_url() for entry in (make_project("Lingo"), make_organisation("Helpers"))]
    for address in addresses:
        client.get(f"/{language}{address}card.png")
    assert [card.kind for card in drawn] == kinds
