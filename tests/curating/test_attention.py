"""The curators' morning page, as a member of the group Curators sees it: what needs somebody, and what mends it."""

import shutil

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from curating.attention import NAMED, Rank
from curating.entry_admin import UNHEARD
from entries.actions import check, save_entry, withdraw
from entries.kinds import kind_named, kinds
from operations.models import JobOutcome, JobState
from operations.moving.databases import connected, settings_of
from operations.scheduling import declared_jobs
from projects.models import Project, Status
from submissions.actions import report_mistake
from tests.cluster.making import make_event
from tests.curators import client_of, form_of, make_group_curator
from tests.factories import make_city, make_organisation, make_project, make_visitor
from tests.submissions.conftest import seen
from tests.upkeep.making import make_sign

pytestmark = pytest.mark.django_db

COMPLETE = {
    "website": "https://sound.example",
    "description": "A long text.",
    "languages": ["de"],
    "newcomer_led": "no",
    "launched": 2015,
    "seeking": ["funding"],
    "cost": "free",
    "delivery": "online",
    "reach": "anywhere",
}


@pytest.fixture
def client():
    return client_of(make_group_curator("ada@example.org"))


def morning(client):
    """Return (kind, label) -> Waiting of the page."""
    return {(item.kind, str(item.label)): item for item in client.get("/admin/").context["waiting"]}


def numbers(client):
    return {key: item.count for key, item in morning(client).items()}


def make_complete(name, **fields):
    """Return a project that lacks nothing and was seen lately."""
    project = make_project(name, **COMPLETE | fields)
    make_sign(project, when=f"{timezone.localdate().year}")
    project.refresh_from_db()
    return project


def report(entry, text="It has moved."):
    return report_mistake(target=entry, payload={"text": text}, by=make_visitor(), visit=seen())


def stand_in_all_states():
    """Make entries of which each list of the page has some and not others."""
    make_complete("Sound")
    make_complete("Nowhere filed", themes=())
    make_complete("Without a website", website="")
    make_complete("Thin", description="")
    make_complete("Wordless", languages=[])
    make_complete("Draft", published=False)
    make_project("Over", status=Status.DISCONTINUED, launched=2015)
    silent = make_project("Silent", status=Status.ACTIVE, **COMPLETE)
    make_sign(silent, when="2016-03")
    withdraw(make_project("Gone", themes=()), by=None)
    make_city("atlantis", latitude=None, longitude=None)


def test_each_number_is_the_length_of_the_list_that_it_leads_to(client):
    stand_in_all_states()
    waiting = client.get("/admin/").context["waiting"]

    assert {(item.kind, str(item.label)): item.count for item in waiting} == {
        ("projects", "Drafts waiting"): 1,
        ("projects", "Not heard of for long: they may have ended"): 1,
        ("projects", "Without a website"): 1,
        ("projects", "Thin: without a description"): 1,
        ("projects", "Without a theme"): 1,
        ("projects", "Language of the offer: not known"): 1,
        ("cities", "Without a position"): 1,
    }
    for item in waiting:
        assert client.get(item.address).context["cl"].result_count == item.count, item.label


def test_the_page_says_when_nothing_waits(client):
    assert "Nothing is waiting for you." in client.get("/admin/").content.decode()


def test_the_queue_comes_first_and_the_facts_of_which_most_would_gain_before_those_of_few(client):
    make_event("Draft", published=False)
    for number in range(3):
        make_complete(f"Wordless {number}", languages=[])
    make_complete("Undated", launched=None)
    make_complete("Without a website", website="")
    make_complete("Draft", published=False)
    report(Project.objects.get(name="Undated"))

    rows = client.get("/admin/").context["waiting"]

    assert [row.rank for row in rows] == sorted(row.rank for row in rows)
    assert [(str(row.label), row.count) for row in rows] == [
        ("Drafts waiting", 1),
        ("Reports of mistakes", 1),
        ("Without a website", 1),
        ("Language of the offer: not known", 3),
        ("Year of launch: not known", 1),
        ("Drafts waiting", 1),
    ]
    assert (rows[0].rank, rows[-1].rank) == (Rank.QUEUE, Rank.OTHER)


def test_what_mends_an_entry_leads_to_its_field_and_a_mended_one_is_gone_at_once(client):
    project = make_complete("Without a website", website="")
    line = morning(client)["projects", "Without a website"]
    address = reverse("admin:projects_project_change", args=[project.pk])
    assert line.mended_at == line.named[0].address == f"{address}#id_website"
    assert line.mend == "Give the first one’s"

    form = form_of(client.get(address), "project_form") | {"website": "https://found.example", "reason": "Found"}
    client.post(address, form)

    assert numbers(client) == {}


def test_silent_entries_stand_by_age_with_when_they_were_last_heard_of(client):
    years = [2018, 2013, 2016, 2019]
    for year in years:
        make_sign(make_project(f"Of {year}", status=Status.ACTIVE, **COMPLETE), when=f"{year}")
    line = morning(client)["projects", "Not heard of for long: they may have ended"]
    listed = client.get(line.address).context["cl"].result_list

    assert line.count == len(years)
    assert [one.name for one in line.named] == [f"Of {year}, {year}" for year in sorted(years)[:NAMED]]
    assert [entry.name for entry in listed] == [f"Of {year}" for year in sorted(years)]
    assert '<td class="field-heard">2013</td>' in client.get(line.address).content.decode()


def test_one_of_which_nothing_is_known_lacks_what_it_lacks_and_what_has_ended_lacks_nothing(client):
    make_project("Never heard of", **COMPLETE | {"website": "", "launched": None})
    make_project("Over", status=Status.DISCONTINUED, **COMPLETE | {"website": ""})
    make_organisation("Helpers", themes=("language",), description="Text.")

    assert numbers(client) == {
        ("projects", "Without a website"): 1,
        ("projects", "Year of launch: not known"): 1,
        ("organisations", "Without a website"): 1,
    }


def test_one_that_was_checked_lately_is_neither_silent_nor_one_of_which_nothing_is_known(client):
    checked = make_project("Checked", status=Status.ACTIVE, **COMPLETE)
    make_sign(checked, when="2013")
    check(checked, by=None, on=timezone.localdate())
    make_project("Never heard of", status=Status.ACTIVE, **COMPLETE)

    assert numbers(client) == {}


def test_reports_are_told_by_entry_the_most_reported_first(client):
    often, once = make_complete("Often"), make_complete("Once")
    report(once)
    for text in ("It has moved.", "It has another name."):
        report(often, text)
    line = morning(client)["submissions", "Reports of mistakes"]

    assert line.count == 3
    assert [one.name for one in line.named] == ["Often (2)", "Once (1)"]
    for one, number in zip(line.named, (2, 1), strict=True):
        assert client.get(one.address).context["cl"].result_count == number
    assert ("submissions", "Waiting for a decision") not in numbers(client)


def test_names_of_people_are_not_shown_where_nobody_notes_who_looked(client):
    submitter = make_visitor("private@example.org")
    report(make_complete("Lingo"), "Call Ada Private.")

    page = client.get("/admin/").content.decode()

    assert submitter.email not in page
    assert "Private" not in page


def test_a_curator_sees_only_lines_of_what_they_may_see():
    make_complete("Draft", published=False)
    make_organisation("Draft too", published=False, themes=("language",))
    viewer = make_visitor("bo@example.org", is_staff=True)
    assert numbers(client_of(viewer)) == {}
    viewer.user_permissions.add(Permission.objects.get(codename="view_organisation"))

    assert set(numbers(client_of(viewer))) == {("organisations", "Drafts waiting")}


def test_everything_the_page_leads_to_opens_for_a_curator_who_is_no_superuser(client):
    stand_in_all_states()
    report(Project.objects.get(name="Sound"))
    for line in morning(client).values():
        for address in (line.address, line.mended_at, *(one.address for one in line.named)):
            assert client.get(address.partition("#")[0]).status_code == 200, address


def test_numbers_of_entries_are_kept_until_an_entry_changes(client):
    project = make_complete("Thin", description="")

    def counting():
        with CaptureQueriesContext(connection) as queries:
            assert numbers(client)["projects", "Thin: without a description"] == 1
        read = [query["sql"].partition(" FROM ") for query in queries]
        return sum("COUNT(" in what and where.startswith('"projects_project"') for what, _from, where in read)

    assert counting() > 0
    assert counting() == 0
    project.description = "Text."
    save_entry(project, by=None)
    assert numbers(client) == {}


def test_jobs_that_do_not_run_stand_last_with_their_number(client):
    now = timezone.now()
    for name in declared_jobs():
        JobState.objects.create(name=name, outcome=JobOutcome.DONE, started_at=now, ended_at=now)
    assert "Jobs that do not run" not in client.get("/admin/").content.decode()
    JobState.objects.filter(name="back_up").update(outcome=JobOutcome.FAILED, result="The disk is full.")

    page = client.get("/admin/").content.decode()

    assert '<td class="attention__count">1</td>' in page
    assert "The disk is full." in page
    assert page.index("What needs somebody today") < page.index("Jobs that do not run")


def test_the_group_of_the_curators_may_see_jobs():
    assert Group.objects.get(name="Curators").permissions.filter(codename="view_jobstate").exists()


def test_the_page_costs_the_same_for_two_entries_and_for_ten(client):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get("/admin/")
        return len(captured)

    for number in range(2):
        make_project(f"Bare {number}")
    queries()
    make_project("Bare")
    few = queries()
    for number in range(8):
        make_project(f"Barer {number}")

    assert queries() == few


def test_what_turns_silent_overnight_is_counted_the_day_after(time_machine):
    time_machine.move_to("2026-11-30 12:00+00:00", tick=False)
    project, curator = make_project("Lingo", status=Status.ACTIVE, **COMPLETE), make_group_curator()
    make_sign(project, when="2021-12-01")
    assert numbers(client_of(curator)) == {}
    time_machine.move_to("2026-12-02 12:00+00:00", tick=False)

    assert numbers(client_of(curator)) == {("projects", "Not heard of for long: they may have ended"): 1}


def lines_of_the_index():
    return [
        pytest.param(model, key, id=f"{model.__name__} {key}")
        for model, model_admin in admin.site._registry.items()
        for key, item in getattr(model_admin, "attention", {}).items()
        if item.indexed
    ]


@pytest.mark.parametrize(("model", "key"), lines_of_the_index())
def test_the_index_names_the_entries_that_the_list_has(model, key):
    stand_in_all_states()
    make_project("Bare")
    line = admin.site._registry[model].attention[key]

    listed = set(line.narrow(model.objects.all()).values_list("pk", flat=True))

    assert set(line.indexed()) == listed
    assert Project.objects.get(name="Bare").pk in listed


@pytest.mark.parametrize("kind", [kind.key for kind in kinds()])
def test_silent_entries_are_found_by_an_index_in_the_order_of_their_dates(kind, migrated_file, tmp_path):
    """Asked in a file of its own: figures that another test had counted of its few rows would make a scan cheaper."""
    model = kind_named(kind).model
    line = admin.site._registry[model].attention[UNHEARD]
    file = shutil.copy(migrated_file, tmp_path)
    with connected(settings_of(f"sqlite:///{file}")) as alias:
        plan = line.narrow(model.objects.using(alias)).order_by(*line.order).explain()

    assert f"SEARCH {model._meta.db_table} USING INDEX" in plan
    assert "(publication=? AND heard_on>? AND heard_on<?)" in plan
