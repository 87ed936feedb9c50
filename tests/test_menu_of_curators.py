"""The menu of the admin: what waits stands in it openly, the rest folded by what one comes for."""

import re

import pytest
from django.apps import apps

from dsi_directory.navigation import SECTIONS, SELDOM, sections_of_models
from dsi_directory.templatetags.navigation import curating_menu
from tests.curators import client_of, make_group_curator
from tests.factories import make_curator

pytestmark = pytest.mark.django_db
# What only tells what was done, or is reached from where it is needed.
FOLDED_FOR_CURATORS = {"Former addresses", "Mergers", "Changes of caretakers", "Jobs"}


def menu_of(person):
    response = client_of(person).get("/admin/")
    return {label: [str(model["name"]) for model in models] for label, models, _ in sections_in(response)}, response


def sections_in(response):
    return curating_menu(response.context["available_apps"])


def test_a_curator_finds_what_waits_first_and_the_rest_by_what_one_comes_for():
    menu, _response = menu_of(make_group_curator())
    assert list(menu) == [*SECTIONS.values(), SELDOM]
    assert menu["Entries"][:2] == ["Projects", "Organisations"]
    assert menu["Vocabulary"][:2] == ["Themes", "Cities"]
    assert menu["Mail and people"][:2] == ["Newsletter issues", "Subscribers"]
    assert set(menu[SELDOM]) == FOLDED_FOR_CURATORS
    assert menu["What waits"] == ["Submissions", "Messages", "Visitors’ words", "Intake"]


def test_every_model_of_the_menu_is_there():
    assert all(apps.get_model(label) for label in sections_of_models())


def test_the_row_has_only_what_waits_and_the_sections_are_folded():
    _menu, response = menu_of(make_group_curator())
    row = re.search(r'<nav class="models-nav".*?</nav>', response.content.decode(), re.DOTALL).group()
    assert row.count("<details") == row.count("</details>") == len(SECTIONS)
    openly = re.sub(r"<details.*?</details>", "", row, flags=re.DOTALL)
    assert openly.count("<a ") == 4
    assert "<details open" not in row


def test_a_superuser_finds_people_and_logs_in_the_last_section():
    menu, response = menu_of(make_curator("root@example.org"))
    assert {"Users", "Groups"} <= set(menu[SELDOM])
    html = response.content.decode()
    for app in response.context["available_apps"]:
        assert all(model["admin_url"] in html for model in app["models"] if model["admin_url"])
