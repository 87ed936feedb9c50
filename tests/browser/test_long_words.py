"""A word that is longer than a phone is wide breaks; no page gets wider for it."""

import pytest

from tests.cluster.making import make_event, make_funding, make_publication
from tests.factories import make_organisation, make_project

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
WORD = "Donau" + "dampf" * 11  # 60 letters


def test_no_page_gets_wider_for_a_word_of_sixty_letters(page, live_server):
    organisation = make_organisation(WORD, summary=f"{WORD} runs it.")
    project = make_project(WORD, summary=f"{WORD} helps.", description=WORD, organisations=[organisation])
    items = [make(WORD, summary_en=f"{WORD} it is.") for make in (make_event, make_publication, make_funding)]
    page.set_viewport_size({"width": 360, "height": 800})

    wide = []
    lists = ["/projects/", "/organisations/", "/events/", "/publications/", "/funding/", "/map/", "/search/"]
    # As it is found, and with nothing found.
    lists = ["/", *(path + query for path in lists for query in ("", f"?q={WORD}", f"?q={WORD}x"))]
    lists.append(f"/projects/handout.html?q={WORD}x")
    for path in [*lists, *(entry.get_absolute_url() for entry in (organisation, project, *items))]:
        page.goto(live_server.url + path)
        if page.evaluate("document.documentElement.scrollWidth") > 360:
            wide.append(path)

    assert wide == []
