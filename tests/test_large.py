"""What is there in hundreds: projects of an organisation, cities of a project, entries of a theme."""

import pytest

from entries import indexing
from entries.actions import save_tag
from projects.models import Project
from search.models import SearchDocument
from taxonomy.models import Theme
from tests.curators import client_of, make_group_curator
from tests.factories import make_city, make_organisation, make_project, make_theme

pytestmark = pytest.mark.django_db


def test_the_page_of_an_organisation_shows_some_of_its_projects_and_all_where_asked(client):
    organisation = make_organisation("Large")
    for number in range(30):
        make_project(f"Project {number:02}", organisations=[organisation])

    page = client.get("/organisations/large/")
    assert len(page.context["related"]) == 24
    html = page.content.decode()
    assert "Its 30 projects" in html
    assert 'href="?projects=all#projects"' in html
    assert "Show all 30" in html

    whole = client.get("/organisations/large/?projects=all")
    assert [project.name for project in whole.context["related"]] == [f"Project {number:02}" for number in range(30)]
    assert "Show all 30" not in whole.content.decode()


def test_of_few_projects_all_are_shown(client):
    organisation = make_organisation("Small")
    for _number in range(24):
        make_project(organisations=[organisation])
    page = client.get("/organisations/small/")
    assert len(page.context["related"]) == 24
    assert "projects=all" not in page.content.decode()


def test_most_of_many_cities_are_folded_away(client):
    names = [f"town-{number:02}" for number in range(40)]
    make_project("Everywhere", cities=names)
    html = client.get("/projects/everywhere/").content.decode()
    shown, folded = html.split('<details class="more">')[:2]
    assert [name for name in names if f"/cities/{name}/" in shown] == names[:8]
    assert [name for name in names if f"/cities/{name}/" in folded] == names[8:]
    assert "Show all 40" in folded


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("munchen", {"Lingo"}),
        ("München", {"Lingo"}),
        ("monaco", {"Lingo"}),
        ("housing", {"Roof"}),
        ("wohnen", {"Roof"}),
        ("lingo munich", {"Lingo"}),
        ("roof munich", set()),
        ("unich", set()),
    ],
)
def test_the_search_of_the_admin_knows_cities_and_themes(term, found):
    make_city("munich", name_en="Munich", name_de="München", other_names="Monaco di Baviera")
    make_theme("housing", name_en="Housing", name_de="Wohnen")
    make_project("Lingo", cities=["munich"], published=False)
    make_project("Roof", themes=["housing"], cities=["berlin"])

    page = client_of(make_group_curator()).get("/admin/projects/project/", {"q": term})

    assert {project.name for project in page.context["cl"].result_list} == found


def test_few_entries_of_a_theme_are_indexed_with_its_new_name_at_once(monkeypatch):
    monkeypatch.setattr(indexing, "PORTION", 3)
    for _number in range(3):
        make_project(themes=["housing"])
    theme = Theme.objects.get(slug="housing")
    theme.name_en = "Dwelling"

    save_tag(theme)

    assert {document.themes for document in SearchDocument.objects.filter(kind="project")} == {"dwelling"}


def test_many_are_indexed_in_portions_once_the_name_is_written(monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(indexing, "PORTION", 3)
    for _number in range(8):
        make_project(themes=["housing"])
    theme = Theme.objects.get(slug="housing")
    theme.name_en = "Dwelling"
    portions = []
    whole = indexing._reindex

    def noted(entries):
        portions.append(len(entries))
        return whole(entries)

    monkeypatch.setattr(indexing, "_reindex", noted)

    with django_capture_on_commit_callbacks(execute=True):
        save_tag(theme)
        assert portions == []

    assert portions == [3, 3, 2]
    assert {document.themes for document in SearchDocument.objects.filter(kind="project")} == {"dwelling"}
    assert Project.objects.count() == 8
