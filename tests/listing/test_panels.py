"""What apps put onto the pages of those below them."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Engine

from entries.discovery import tables_of_apps
from listing import panels

TEMPLATES = Path(settings.BASE_DIR) / "templates"
SLOT = re.compile(r'{% panels "([^"]+)"')


@pytest.fixture
def declare(monkeypatch):
    """Return a function that has two apps declare these panels, each a dictionary, and no other app any."""

    def declare(*tables):
        monkeypatch.setattr(panels, "tables_of_apps", lambda _module, _table: tables)
        panels.panels_of.cache_clear()

    yield declare
    panels.panels_of.cache_clear()


@pytest.fixture
def draw():
    templates = {"name.html": "<b>{{ name }}</b>", "shout.html": "{{ name }}!{{ secret }}"}
    engine = Engine(
        loaders=[("django.template.loaders.locmem.Loader", templates)],
        libraries={"panels": "listing.templatetags.panels"},
    )
    page = engine.from_string('{% load panels %}{% panels "slot" name=name %}')
    return lambda name: page.render(Context({"name": name, "secret": "of the page"}))


def test_panels_stand_in_the_order_of_their_places_whoever_declares_them(declare, draw):
    declare(
        {"slot": [(20, "name.html", dict)]}, {"slot": [(10, "shout.html", dict)], "other": [(1, "none.html", dict)]}
    )

    assert draw("Lingo") == "Lingo!<b>Lingo</b>"


def test_a_panel_gets_what_its_function_makes_of_what_the_page_hands_over(declare, draw):
    declare({"slot": [(10, "name.html", lambda name: {"name": name.upper()})]})

    assert draw("Lingo") == "<b>LINGO</b>"


def test_what_a_panel_shows_is_escaped(declare, draw):
    declare({"slot": [(10, "name.html", dict)]})

    assert draw("<i>") == "<b>&lt;i&gt;</b>"


def test_a_slot_that_nobody_fills_is_empty(declare, draw):
    declare({})

    assert draw("Lingo") == ""


def test_every_slot_that_is_filled_is_drawn_by_a_template_and_the_other_way_round():
    filled = {slot for table in tables_of_apps("panels", "PANELS") for slot in table}
    drawn = {slot for path in TEMPLATES.rglob("*.html") for slot in SLOT.findall(path.read_text())}

    assert filled == drawn
