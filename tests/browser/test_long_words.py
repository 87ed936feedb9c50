"""A word that is longer than a phone is wide breaks; no page gets wider for it."""

import pytest

from tests.cluster.making import make_event, make_funding, make_page, make_publication
from tests.factories import make_city, make_organisation, make_project, make_theme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
WORD = "Donau" + "dampf" * 11  # 60 letters


def test_no_page_gets_wider_for_a_word_of_sixty_letters(page, live_server):
    organisation = make_organisation(WORD, summary=f"{WORD} runs it.")
    make_theme("theme", name=WORD, introduction_en=WORD)
    make_city("city", name=WORD, introduction_en=WORD)
    tags = {"themes": ["theme"], "cities": ["city"], "organisations": [organisation]}
    project = make_project(WORD, summary=f"{WORD} helps.", description=WORD, sources=WORD, how_to_start=WORD, **tags)
    ended = make_project(f"{WORD}e", status="discontinued", sources=WORD, successor_name=WORD, lessons=WORD, **tags)
    about = make_page("about", title_en=WORD, summary_en=WORD, text_en=f"# {WORD}\n\n- {WORD}")
    items = [make(WORD, summary_en=f"{WORD} it is.") for make in (make_event, make_publication, make_funding)]
    page.set_viewport_size({"width": 360, "height": 800})

    wide = []
    lists = ["/projects/", "/organisations/", "/events/", "/publications/", "/funding/", "/map/", "/search/"]
    # As it is found, and with nothing found.
    lists = ["/", *(path + query for path in lists for query in ("", f"?q={WORD}", f"?q={WORD}x"))]
    lists += [f"/projects/?theme={WORD}", "/themes/", "/themes/theme/", "/cities/", "/cities/city/", "/contact/"]
    lists += [f"/projects/handout.html?q={WORD}x", "/projects/handout.html?second=de", "/map/?city=city"]
    for path in [*lists, *(entry.get_absolute_url() for entry in (organisation, project, ended, about, *items))]:
        page.goto(live_server.url + path)
        if page.evaluate("document.documentElement.scrollWidth") > 360:
            wide.append(path)

    assert wide == []
