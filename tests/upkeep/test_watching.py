"""What is watched, what is noted of it, and what never follows from it; against websites on this machine."""

import os
import subprocess
import sys
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db.models import F
from django.utils import timezone

from entries.actions import save_entry, withdraw
from entries.freshness import Freshness, freshness_of
from entries.models import DirectoryVersion
from operations import running
from operations.scheduling import JobError, declared_jobs
from projects.models import Project, Status
from tests.cluster.making import make_event, make_funding, make_publication
from tests.factories import make_curator, make_organisation, make_project
from tests.upkeep.making import make_check
from tests.upkeep.town import certificate, look, make_looker, page, redirect, status, town  # noqa: F401 - fixtures
from upkeep import watching
from upkeep.actions import enlist_addresses, note_looks, settle_link, take_new_address
from upkeep.judging import LinkLook
from upkeep.models import LinkCheck, LinkOutcome, LinkVerdict
from upkeep.terms import LOOKED_EVERY
from upkeep.watching import watch

pytestmark = pytest.mark.django_db

LINGO = "http://lingo.example/"


def watched():
    enlist_addresses()
    return set(LinkCheck.objects.values_list("address", flat=True))


def later(**options):
    """Let so much time pass for all that is watched."""
    passed = timedelta(**options)
    LinkCheck.objects.update(
        next_at=F("next_at") - passed,
        looked_at=F("looked_at") - passed,
        failing_since=F("failing_since") - passed,
    )


@pytest.fixture
def run(make_looker):  # noqa: F811
    return lambda: watch(make_looker)


def test_it_is_off_until_an_operator_turns_it_on(settings, monkeypatch):
    monkeypatch.setattr("upkeep.management.commands.watch_links.watch", lambda: "Looked at all.")
    make_project(website=LINGO)
    job = declared_jobs()["watch_links"]

    assert settings.WATCH_LINKS is False
    assert job.run() == "WATCH_LINKS is off."
    with pytest.raises(CommandError, match="WATCH_LINKS is off"):
        call_command("watch_links")
    assert not LinkCheck.objects.exists()
    settings.WATCH_LINKS = True
    assert job.run() == "Looked at all."


def test_who_asks_which_jobs_there_are_loads_nothing_that_asks_websites():
    asks = "import django; django.setup(); from operations.scheduling import declared_jobs; import upkeep.admin"
    code = f"{asks}; declared_jobs(); import sys; print('aiohttp' in sys.modules)"
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "dsi_directory.settings"}

    assert subprocess.check_output([sys.executable, "-c", code], env=environment, text=True) == "False\n"


def test_websites_of_entries_and_what_publications_events_and_funding_lead_to_are_watched():
    make_project(website="https://project.example/", status=Status.DISCONTINUED)
    make_organisation(website="https://organisation.example/")
    make_publication(url="https://publication.example/")
    make_funding(url="https://call.example/")
    make_event(registration_url="https://registration.example/", online_url="https://event.example/")

    assert watched() == {
        *("https://project.example/", "https://organisation.example/", "https://publication.example/"),
        *("https://call.example/", "https://registration.example/", "https://event.example/"),
    }


def test_what_no_visitor_is_led_to_is_not_watched_or_no_longer():
    make_project(website="https://draft.example/", published=False)
    make_project(website="")
    make_event(days_ahead=-7, registration_url="https://over.example/")
    make_event(is_cancelled=True, online_url="https://cancelled.example/")
    make_publication(url="https://draft.example/", published=False)
    project = make_project(website=LINGO)
    assert watched() == {LINGO}
    withdraw(project, by=None)
    assert watched() == set()


def test_one_address_of_several_entries_is_asked_once_and_noted_of_each(town, run):  # noqa: F811
    project, organisation = make_project(website=LINGO), make_organisation(website=LINGO)
    draft = make_project(website=LINGO, published=False)
    other = make_project(website="http://other.example/")
    town.hosts["lingo.example"], town.hosts["other.example"] = page(), status(503)

    told = run()

    assert town.paths_of("lingo.example") == ["/robots.txt", "/"]
    today = timezone.localdate()
    assert [one.answered_on for one in (project, organisation, draft, other) if not one.refresh_from_db()] == [
        *(today, today, today),
        None,
    ]
    assert told == f"Looked at 2 of 2 addresses that were due on {today}. it answered: 1, it answered with a fault: 1"


def test_an_answer_is_no_sign_of_life_no_edit_and_no_version(town, run):  # noqa: F811
    project = make_project(website=LINGO, launched=2015)
    town.hosts["lingo.example"] = page()
    before = Project.objects.values().get(pk=project.pk)
    versions, (number, _turned) = project.history.count(), DirectoryVersion.current_state()

    run()

    project.refresh_from_db()
    changed = {name for name, value in Project.objects.values().get(pk=project.pk).items() if value != before[name]}
    assert changed == {"answered_on"}
    assert project.history.count() == versions
    assert freshness_of(project) == Freshness.SILENT
    assert DirectoryVersion.current_state()[0] > number


def test_twice_and_days_apart_is_gone_and_the_status_stays_what_it_was(town, run):  # noqa: F811
    project = make_project(website=LINGO, status=Status.ACTIVE)
    town.unknown = {"lingo.example"}
    make_project(website="http://other.example/")
    town.hosts["other.example"] = page()

    for days, expected in [(0, LinkVerdict.UNSURE), (1, LinkVerdict.UNSURE), (1, LinkVerdict.GONE)]:
        later(days=days)
        run()
        assert LinkCheck.objects.get(address=LINGO).verdict == expected
    project.refresh_from_db()
    assert (project.status, project.is_published, project.answered_on) == (Status.ACTIVE, True, None)


def test_each_is_asked_about_once_a_week(town, run):  # noqa: F811
    make_project(website=LINGO)
    town.hosts["lingo.example"] = page()
    asked = []
    for _day in range(15):
        run()
        asked.append(len(town.paths_of("lingo.example")) // 2)
        later(days=1)

    assert timedelta(days=7) == LOOKED_EVERY
    assert asked == [1] * 7 + [2] * 7 + [3]


def test_a_machine_without_a_way_out_accuses_nobody_and_says_so(town, run, monkeypatch):  # noqa: F811
    monkeypatch.setattr(watching, "ENOUGH_TO_TELL", 2)
    for number in range(2):
        make_project(website=f"http://host{number}.example/")
        town.unknown.add(f"host{number}.example")

    with pytest.raises(JobError, match="no way out"):
        run()
    assert not LinkCheck.objects.exclude(looked_at=None).exists()


def test_one_unknown_name_alone_counts_only_where_others_are_known(town, run):  # noqa: F811
    make_project(website=LINGO)
    known = make_project(website="http://known.example/")
    town.hosts["known.example"] = town.hosts["lingo.example"] = page()
    run()
    town.unknown = {"lingo.example", "known.example"}
    later(days=3)
    LinkCheck.objects.filter(address=known.website).update(next_at=timezone.now() + LOOKED_EVERY)
    LinkCheck.objects.filter(address=LINGO).update(next_at=timezone.now())
    run()
    assert LinkCheck.objects.get(address=LINGO).outcome == LinkOutcome.UNREACHABLE
    town.unknown = {"lingo.example"}
    LinkCheck.objects.filter(address=LINGO).update(next_at=timezone.now())
    run()

    check = LinkCheck.objects.get(address=LINGO)
    assert (check.outcome, check.verdict) == (LinkOutcome.NO_NAME, LinkVerdict.UNSURE)
    assert check.failing_since is not None


def test_what_was_looked_at_before_a_kill_is_noted_and_the_rest_is_looked_at_next(town, make_looker, monkeypatch):  # noqa: F811
    monkeypatch.setattr(watching, "BATCH", 1)
    for name in ("one", "two", "three"):
        make_project(website=f"http://{name}.example/")
        town.hosts[f"{name}.example"] = page()
    note, noted = watching.note_looks, []

    def note_one_and_die(looks):
        if noted:
            raise KeyboardInterrupt
        noted.append(looks)
        return note(looks)

    monkeypatch.setattr(watching, "note_looks", note_one_and_die)
    with pytest.raises(KeyboardInterrupt):
        watch(make_looker)
    assert LinkCheck.objects.due().count() == 2
    monkeypatch.setattr(watching, "note_looks", note)
    watch(make_looker)

    assert LinkCheck.objects.due().count() == 0
    assert set(LinkCheck.objects.values_list("verdict", flat=True)) == {LinkVerdict.ANSWERED}


def test_a_run_ends_between_two_batches_where_the_process_does_or_its_time_is_over(town, run, monkeypatch):  # noqa: F811
    make_project(website=LINGO)
    with monkeypatch.context() as patched:
        patched.setattr(watching, "LONGEST_RUN", timedelta())
        assert run().startswith("Looked at 0 of 1")
    running.stopping.set()
    try:
        assert run().startswith("Looked at 0 of 1")
    finally:
        running.stopping.clear()
    assert town.asked == []


def test_a_run_costs_the_same_queries_for_two_addresses_and_for_ten(town, run, django_assert_max_num_queries):  # noqa: F811
    def make(number):
        make_project(website=f"http://host{number}.example/")
        town.hosts[f"host{number}.example"] = page()

    make(0)
    make(1)
    with django_assert_max_num_queries(80) as few:
        run()
    for number in range(2, 12):
        make(number)
    later(days=7)
    with django_assert_max_num_queries(80) as many:
        run()
    assert len(many) <= len(few)


def test_an_entry_that_gets_another_website_is_accused_of_nothing(town, run):  # noqa: F811
    project = make_project(website=LINGO)
    make_check(LINGO)
    project.website = "http://other.example/"
    save_entry(project, by=None)
    town.hosts["other.example"] = page()

    run()

    assert {(one.address, one.verdict) for one in LinkCheck.objects.all()} == {
        ("http://other.example/", LinkVerdict.ANSWERED)
    }


def test_what_is_looked_at_no_longer_is_left_out():
    make_project(website=LINGO)
    enlist_addresses()

    note_looks([LinkLook("http://forgotten.example/", LinkOutcome.ANSWERED, 200)])

    assert LinkCheck.objects.get().looked_at is None


def test_a_new_address_is_taken_by_all_that_led_to_the_old_one_each_as_a_version_of_the_curators(town, run):  # noqa: F811
    project, draft = make_project(website=LINGO), make_project(website=LINGO, published=False)
    publication, other = make_publication(url=LINGO), make_project(website="http://other.example/")
    town.hosts["lingo.example"], town.hosts["www.lingo.example"] = redirect("http://www.lingo.example/"), page()
    run()
    curator = make_curator()

    number = take_new_address(LinkCheck.objects.get(address=LINGO), by=curator)

    assert number == 3
    for item, field in ((project, "website"), (draft, "website"), (publication, "url")):
        item.refresh_from_db()
        assert getattr(item, field) == "http://www.lingo.example/"
        latest = item.history.latest()
        assert (latest.history_user, latest.history_change_reason) == (
            curator,
            "It has moved, as the former address says",
        )
    other.refresh_from_db()
    assert other.website == "http://other.example/"
    assert not LinkCheck.objects.filter(address=LINGO).exists()


def test_an_address_of_another_site_is_never_taken():
    make_project(website=LINGO)
    check = make_check(LINGO, LinkVerdict.MOVED, is_same_site=False)

    with pytest.raises(ValueError, match="the same site"):
        take_new_address(check, by=make_curator())
    assert Project.objects.get().website == LINGO


def test_what_is_to_mend_is_what_visitors_would_miss_and_nobody_has_settled():
    make_project(website="http://gone.example/")
    make_project(website="http://ended.example/", status=Status.DISCONTINUED)
    make_publication(url="http://report.example/")
    make_funding(url="http://closed.example/", days_ahead=-3)
    settled = make_check("http://left.example/")
    make_project(website=settled.address)
    settle_link(settled, by=make_curator())
    for name in ("gone", "ended", "report", "closed", "unused"):
        make_check(f"http://{name}.example/")
    make_project(website="http://moved.example/")
    make_check("http://moved.example/", LinkVerdict.MOVED)

    found = LinkCheck.objects.to_mend(LinkVerdict.GONE).values_list("address", flat=True)

    assert set(found) == {"http://gone.example/", "http://report.example/"}


def test_a_dry_run_lists_what_is_due_and_asks_nobody(monkeypatch):
    monkeypatch.setattr("upkeep.management.commands.watch_links.watch", pytest.fail)
    make_project(website=LINGO)
    make_publication(url="http://report.example/")
    make_check("http://report.example/", LinkVerdict.ANSWERED)
    printed = StringIO()
    call_command("watch_links", "--dry-run", stdout=printed)

    assert printed.getvalue() == f"{LINGO}\n"


def test_the_command_says_what_came_of_it_or_why_nothing_did(settings, monkeypatch):
    settings.WATCH_LINKS, printed = True, StringIO()
    monkeypatch.setattr("upkeep.management.commands.watch_links.watch", lambda: "Looked at 1 of 1.")
    call_command("watch_links", stdout=printed)
    assert printed.getvalue() == "Looked at 1 of 1.\n"

    def fail():
        raise JobError("no way out")

    monkeypatch.setattr("upkeep.management.commands.watch_links.watch", fail)
    with pytest.raises(CommandError, match="no way out"):
        call_command("watch_links")
    with pytest.raises(JobError, match="no way out"):
        declared_jobs()["watch_links"].run()
