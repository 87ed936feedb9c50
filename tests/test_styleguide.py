"""The living style page: for curators alone, with every component, from the templates of the site."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from dsi_directory.styleguide import samples
from dsi_directory.styleguide.views import TOKENS, icon_names
from projects.models import Project
from taxonomy.models import Hue
from tests.factories import make_curator, make_visitor

STATIC = Path(settings.BASE_DIR, "static")
COMPONENTS = [
    "listing/_card.html",
    "listing/_chips.html",
    "listing/_empty.html",
    "listing/_facet.html",
    "listing/_handout_head.html",
    "listing/_notices.html",
    "listing/_pager.html",
    "listing/_takeaway.html",
    "listing/_toolbar.html",
    "upkeep/_life.html",
    "cluster/_event_card.html",
    "cluster/_fundingopportunity_card.html",
    "cluster/_publication_card.html",
    "includes/_messages.html",
    "includes/_theme_tile.html",
    "insights/_chart.html",
    "projects/_ended.html",
    "includes/_field.html",
    "submissions/_notice_of_pause.html",
    "includes/_errors.html",
]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/styleguide/", "/de/styleguide/", "/ar/styleguide/"])
def test_a_curator_sees_every_component_and_nothing_is_saved(client, address):
    client.force_login(make_curator())
    response = client.get(address)
    assert response.status_code == 200
    shown = {template.name for template in response.templates}
    assert [name for name in COMPONENTS if name not in shown] == []
    assert not Project.objects.exists()
    html = response.content.decode()
    assert '<meta name="robots" content="noindex">' in html
    assert "ETag" not in response


@pytest.mark.django_db
def test_others_have_to_sign_in_or_are_refused(client):
    response = client.get("/styleguide/")
    assert (response.status_code, response["Location"]) == (302, "/admin/login/?next=/styleguide/")
    client.force_login(make_visitor())
    assert client.get("/styleguide/").status_code == 403


@pytest.mark.django_db
def test_machines_are_kept_off_it(client):
    robots = client.get("/robots.txt").content.decode()
    for prefix in ("", "/de", "/fr", "/ar", "/uk"):
        assert f"Disallow: {prefix}/styleguide/\n" in robots
    assert "styleguide" not in client.get("/sitemap-pages.xml").content.decode()


def test_every_colour_of_the_style_sheet_has_a_swatch():
    tokens = (STATIC / "css/site.css").read_text().split("@layer tokens")[1].split("}")[0]
    colours = set(re.findall(r"--([\w-]+): #", tokens))
    assert colours == {*TOKENS, *Hue.values}
    swatches = " ".join((STATIC / "css/styleguide.css").read_text().split())
    assert [token for token in TOKENS if f".swatch--{token} {{ --swatch: var(--{token}); }}" not in swatches] == []


def test_every_icon_and_hue_is_shown():
    assert {"language", "search", "ring-4"} <= set(icon_names())
    assert [theme.hue for theme in samples.sample_themes()] == Hue.values
    assert set(samples.ICONS) <= set(icon_names())
