"""The data that ships: loaded whole and only once, true to its evidence, and found by everyday searches."""

import shutil
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from entries.freshness import Freshness, freshness_of
from operations.deriving import compare_derived
from organisations.models import Organisation
from projects.models import Project, Status
from projects.searches import answers, read_searches
from taxonomy.models import City, Theme
from tests import shipped
from tests.shipped import directory_in
from upkeep.evidence import FACTS, read_evidence
from upkeep.management.commands.load_evidence import SHIPPED

# Everyday searches in five languages as they were handed over, and as five people might ask who never saw those.
FILES = ("searches.csv", "further_searches.csv")


def told_by(command):
    out = StringIO()
    call_command(command, stdout=out)
    return out.getvalue()


@pytest.mark.long
@pytest.mark.anywhere
@pytest.mark.django_db
def test_what_ships_is_whole_true_and_found(shipped_file, tmp_path):
    """One test, as loading once more takes a while as well."""
    copy = shutil.copy(shipped_file, tmp_path / "directory.sqlite3")
    with directory_in(copy):
        check_that_all_of_it_is_there()
        rows = check_that_the_evidence_fits(shipped.told_by(shipped_file))
        check_that_nine_searches_in_ten_are_answered()
        assert compare_derived().startswith("As it should be: ")

        assert f"left alone: {len(rows)}." in told_by("load_evidence")
        told_by("load_shipped_data")
        assert Project.objects.count() == 280


@pytest.mark.django_db
def test_a_load_that_breaks_off_leaves_nothing(monkeypatch):
    def break_off(path):
        assert Theme.objects.exists()
        raise OSError("the disk is full")

    monkeypatch.setattr("dsi_directory.management.commands.load_shipped_data.load_city_names", break_off)
    with pytest.raises(OSError, match="full"):
        call_command("load_shipped_data")
    assert not Theme.objects.exists()


def check_that_all_of_it_is_there():
    assert (Project.objects.published().count(), Organisation.objects.published().count()) == (280, 276)
    assert Organisation.objects.get(name="Zentrum ÜBERLEBEN").projects.count() == 3
    assert not Project.objects.exclude(country="DE").filter(where_keys__any=["berlin"]).exists()
    names = [f"name_{code}" for code, _name in settings.LANGUAGES]
    assert [city.slug for city in City.objects.all() if not all(getattr(city, name) for name in names)] == []


def check_that_the_evidence_fits(told):
    """Return the rows of the evidence, each of which the catalogue now says."""
    rows, problems = read_evidence(SHIPPED)
    projects = {project.name: project for project in Project.objects.all()}
    counted = Counter(freshness_of(project) for project in projects.values())
    dated = [row for row in rows if row.values["last_seen"]]

    assert problems == []
    assert f"Signs of life: {len(dated)}, " in told
    assert "no project" not in told
    assert counted[Freshness.ENDED] == sum(project.has_ended for project in projects.values())
    assert projects["Workeer"].last_seen == "2025"
    assert projects["#UnterkunftUkraine"].status == Status.PAUSED
    assert projects["ZUM-Willkommen"].has_ended
    assert projects["ZUM-Willkommen"].successor_name == "ZUM Deutsch Lernen"
    for row in rows:
        facts = {name for name in FACTS if row.values[name]} - {"city", "successor"}
        assert {name: getattr(projects[row.values["name"]], name) for name in facts} == {
            name: row.values[name] for name in facts
        }
    return rows


def check_that_nine_searches_in_ten_are_answered():
    for file in FILES:
        found = answers(read_searches(Path(__file__).with_name(file)))

        unanswered = [(each.search.query, each.complaint) for each in found if not each.is_answered]
        assert len(unanswered) <= len(found) / 10, (file, unanswered)
