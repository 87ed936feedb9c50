"""Tables that are too long for one turn: they come in beside the site's work, as a whole or not at all."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import OperationalError
from django.test import Client

from curating.models import ImportedRow, ImportState, ImportStepError, TableImport
from curating.tables import imports, running
from curating.tables.running import run_imports
from entries.actions import publish, save_entry
from operations.running import stopping
from operations.scheduling import JobError
from operations.turns import has_turn
from organisations.models import Organisation
from projects.models import Project
from search.models import SearchDocument
from tests.curating.test_imports import client, confirm, curator, exported, preview, said, table
from tests.factories import make_organisation, make_project

pytestmark = pytest.mark.django_db
__all__ = ["client", "curator"]

NEW = {"slug": "", "name": "Fresh", "summary": "New here."}


@pytest.fixture(autouse=True)
def every_table_is_long(monkeypatch):
    """Two rows a turn, and no pause between them."""
    monkeypatch.setattr(imports, "MOST_AT_ONCE", 0)
    monkeypatch.setattr(running, "PAUSE", 0)
    monkeypatch.setattr(running, "PORTION", 1000)
    for name in ("FIRST_PORTION", "LARGEST_PORTION", "UNDONE_AT_ONCE"):
        monkeypatch.setattr(running, name, 2)
    yield
    stopping.clear()


@pytest.fixture
def five(curator):
    return [
        make_project(f"School {number}", organisations=[make_organisation(f"Firm {number}")]) for number in range(5)
    ]


def changed(client):
    """Return the rows of an export with other summaries, and without the one who is behind each."""
    return [row | {"summary": f"From the table: {row['slug']}", "organisations": ""} for row in exported(client)]


def state_of_directory():
    fields = [field.attname for field in Project._meta.concrete_fields]
    left_out = {"revision", "updated_at", "edited_at"}
    return (
        [
            {name: getattr(one, name) for name in fields if name not in left_out}
            for one in Project.objects.order_by("pk")
        ],
        sorted(Project.objects.values_list("pk", "partnerships__organisation", "partnerships__role")),
        sorted(SearchDocument.objects.filter(kind="project").values_list("object_id", "name", "organisations")),
    )


def between_portions(monkeypatch, do, *, after=1):
    """Let something happen after so many portions."""
    write, done = running.TableRun._written, []

    def written(run, *arguments):
        if len(done) == after:
            do()
        done.append(1)
        return write(run, *arguments)

    monkeypatch.setattr(running.TableRun, "_written", written)


def test_a_long_table_comes_in_with_the_next_run_and_a_page_tells_how_far_it_is(client, curator, five):
    page = confirm(client, preview(client, table(*changed(client))))

    assert "It begins shortly." in page.content.decode()
    assert '<meta http-equiv="refresh"' in page.content.decode()
    assert {one.summary for one in Project.objects.all()} == {"Helps people to arrive."}
    assert "done" in run_imports()

    page = client.get(page.request["PATH_INFO"])
    assert "Done: 0 new, 5 changed, 0 as they were." in page.content.decode()
    assert '<meta http-equiv="refresh"' not in page.content.decode()
    for one in Project.objects.all():
        assert (one.summary, list(one.organisations.all())) == (f"From the table: {one.slug}", [])
        assert (one.history.latest().history_user, one.history.latest().history_change_reason) == (curator, "Imported")
    assert LogEntry.objects.filter(user=curator).count() == 5
    record = TableImport.objects.get()
    assert (bytes(record.content), record.seen, record.lines, ImportedRow.objects.exists()) == (b"", {}, [], False)


def test_new_rows_and_those_that_say_what_is_there_come_in_as_well(client, five):
    rows = changed(client)
    rows[1:3] = exported(client)[1:3]
    columns = dict.fromkeys(rows[0], "")

    confirm(client, preview(client, table(*rows, columns | NEW, columns | NEW)))
    run_imports()

    record = TableImport.objects.get()
    assert (record.state, record.added, record.updated, record.unchanged) == ("done", 2, 3, 2)
    assert set(Project.objects.filter(name="Fresh").values_list("slug", "publication")) == {
        ("fresh", "draft"),
        ("fresh-2", "draft"),
    }


def test_a_second_click_leads_to_the_same_import(client, five):
    page = preview(client, table(*changed(client)))

    first, second = confirm(client, page), confirm(client, page)
    run_imports()
    third = confirm(client, page)

    assert len({response.request["PATH_INFO"] for response in (first, second, third)}) == 1
    assert TableImport.objects.count() == 1
    assert Project.objects.first().history.filter(history_change_reason="Imported").count() == 1


def test_no_row_is_checked_in_a_turn_and_no_more_than_a_portion_is_written_in_one(client, five, monkeypatch):
    confirm(client, preview(client, table(*changed(client))))
    checks, portions = [], []
    import_data = running.admin.site.get_model_admin(Project).resource_classes[0].import_data

    def noted(resource, dataset, *, dry_run=False, **kwargs):
        (checks if dry_run else portions).append((has_turn(), len(dataset)))
        return import_data(resource, dataset, dry_run=dry_run, **kwargs)

    monkeypatch.setattr("curating.tables.resources.EntryResource.import_data", noted)
    run_imports()

    assert checks == [(False, 5)]
    assert portions == [(True, 2), (True, 2), (True, 1)]


def test_an_edit_before_it_is_checked_refuses_it_and_nothing_is_written(client, five):
    page = confirm(client, preview(client, table(*changed(client))))
    five[3].summary = "Somebody else’s work."
    save_entry(five[3])
    before = state_of_directory()

    run_imports()

    html = client.get(page.request["PATH_INFO"]).content.decode()
    assert "Line 5: Somebody has changed this entry" in html
    assert state_of_directory() == before
    assert not Project.history.filter(history_change_reason="Imported").exists()


def test_an_edit_while_it_is_written_undoes_it_as_a_whole(client, five, monkeypatch):
    make_organisation("Firm 0 has")
    rows = changed(client)
    columns = dict.fromkeys(rows[0], "")
    page = confirm(client, preview(client, table(columns | NEW, *rows)))
    before = state_of_directory()

    def edit():
        last = Project.objects.get(slug=rows[-1]["slug"])
        last.summary = "Somebody else’s work."
        save_entry(last)

    between_portions(monkeypatch, edit, after=2)
    run_imports()

    html = client.get(page.request["PATH_INFO"]).content.decode()
    assert "Nothing was imported" in html
    assert "Somebody has changed this entry" in html
    assert "Look at these" not in html
    Project.objects.filter(slug=rows[-1]["slug"]).update(summary="Helps people to arrive.")
    assert state_of_directory() == before
    assert Project.history.filter(history_change_reason="Import undone").count() == 4 - 1
    assert not ImportedRow.objects.exists()


def test_what_somebody_changed_after_it_was_written_stays_and_is_named(client, five, monkeypatch):
    rows = changed(client)
    columns = dict.fromkeys(rows[0], "")
    page = confirm(client, preview(client, table(columns | NEW, *rows)))

    def edit():
        for slug in (rows[0]["slug"], rows[-1]["slug"]):
            one = Project.objects.get(slug=slug)
            one.description = "Somebody else’s work."
            save_entry(one)
        publish(Project.objects.get(slug="fresh"))

    between_portions(monkeypatch, edit)
    run_imports()

    record = TableImport.objects.get()
    assert record.stays == [five[0].name, "Fresh"]
    assert five[0].name in client.get(page.request["PATH_INFO"]).content.decode()
    written = Project.objects.get(slug=rows[0]["slug"])
    assert (written.summary, written.description) == (rows[0]["summary"], "Somebody else’s work.")
    assert Project.objects.get(slug="fresh").is_published


def test_whatever_breaks_half_way_undoes_it(client, five, monkeypatch, caplog):
    page = confirm(client, preview(client, table(*changed(client))))
    before = state_of_directory()

    def fail(*_rows):
        raise ZeroDivisionError("of all things")

    between_portions(monkeypatch, lambda: monkeypatch.setattr(running.TableRun, "_keep", fail))
    run_imports()

    assert "ZeroDivisionError: of all things" in client.get(page.request["PATH_INFO"]).content.decode()
    assert state_of_directory() == before


@pytest.mark.parametrize("after", range(4))
def test_it_goes_on_after_a_process_that_was_ended(client, five, monkeypatch, after):
    rows = changed(client)
    confirm(client, preview(client, table(*rows)))

    def end():
        raise SystemExit

    with monkeypatch.context() as patched:
        between_portions(patched, end, after=after)
        if after < 3:
            with pytest.raises(SystemExit):
                run_imports()
            assert TableImport.objects.get().written == 2 * after
    run_imports()

    assert TableImport.objects.get().state == ImportState.DONE
    for one in Project.objects.all():
        assert one.history.filter(history_change_reason="Imported").count() == 1


def test_it_goes_on_undoing_after_a_process_that_was_ended(client, five, monkeypatch):
    confirm(client, preview(client, table(*changed(client))))
    before = state_of_directory()
    undo, undone = running.TableRun._undo_row, []

    def end(run, row):
        undone.append(row)
        if len(undone) == 3:
            raise SystemExit
        return undo(run, row)

    def fail():
        five[4].summary = "Somebody else’s work."
        save_entry(five[4])

    between_portions(monkeypatch, fail, after=2)
    with monkeypatch.context() as patched:
        patched.setattr(running.TableRun, "_undo_row", end)
        with pytest.raises(SystemExit):
            run_imports()
    assert TableImport.objects.get().state == ImportState.UNDOING
    run_imports()

    assert TableImport.objects.get().state == ImportState.REFUSED
    Project.objects.filter(pk=five[4].pk).update(summary="Helps people to arrive.")
    assert state_of_directory() == before


def test_a_process_that_is_told_to_stop_ends_between_two_portions(client, five, monkeypatch):
    confirm(client, preview(client, table(*changed(client))))

    between_portions(monkeypatch, stopping.set, after=0)
    run_imports()

    assert TableImport.objects.get().written == 2
    stopping.clear()
    run_imports()
    assert TableImport.objects.get().state == ImportState.DONE


def test_of_two_processes_one_lets_go(client, five, monkeypatch):
    confirm(client, preview(client, table(*changed(client))))

    between_portions(monkeypatch, lambda: TableImport.objects.update(written=4))

    assert "goes on elsewhere" in run_imports()
    assert TableImport.objects.get().written == 4


def test_others_in_the_way_let_it_wait_for_the_next_run(client, five, monkeypatch):
    confirm(client, preview(client, table(*changed(client))))
    with monkeypatch.context() as patched:
        patched.setattr(running, "is_in_the_way", lambda error: True)

        def busy():
            raise OperationalError("database is locked")

        between_portions(patched, busy)
        with pytest.raises(JobError, match="goes on with the next run"):
            run_imports()
    run_imports()

    assert TableImport.objects.get().state == ImportState.DONE


def test_a_choice_of_the_preview_is_kept(client):
    project = make_project("Refugee Radio")
    page = preview(client, table(NEW | {"name": "Refugee Ratio"}, NEW | {"name": "Refugee Ratios"}))

    confirm(client, page, **{"choice-2": project.slug, "choice-3": ":leave-out"})
    run_imports()

    assert Project.objects.get().summary == "New here."
    record = TableImport.objects.get()
    assert (record.added, record.updated, record.unchanged) == (0, 1, 1)


def test_organisations_come_in_by_their_own_table(client):
    address = "/admin/organisations/organisation/"
    page = confirm(client, preview(client, table(NEW), address=address), address)

    run_imports()

    assert Organisation.objects.get().name == "Fresh"
    assert page.request["PATH_INFO"].startswith(address)
    assert client.get(f"/admin/projects/project/import/{TableImport.objects.get().pk}/").status_code == 404


def test_the_page_of_imports_leads_back_to_the_last_ones(client, five):
    page = confirm(client, preview(client, table(*changed(client))))

    listed = client.get("/admin/projects/project/import/").content.decode()

    number = page.request["PATH_INFO"].rstrip("/").rpartition("/")[2]
    assert f'<a href="{number}/"><bdi>table.csv</bdi></a>' in listed


def test_what_is_bad_in_the_preview_never_begins(client, five):
    page = preview(client, table(*(row | {"launched": "1066"} for row in changed(client))))

    assert "confirm_form" not in page.context
    assert said(confirm_forged(client)) == ["This is not a preview that you were shown. Choose the file again."]
    assert not TableImport.objects.exists()


def confirm_forged(client: Client):
    data = {"import_file_name": "/etc/passwd", "original_file_name": "a", "format": "0", "resource": "0"}
    return client.post("/admin/projects/project/process_import/", data, follow=True)


def test_what_ended_long_ago_is_forgotten(client, five, time_machine):
    time_machine.move_to("2026-11-30 10:00:00+00:00", tick=False)
    confirm(client, preview(client, table(*changed(client))))
    run_imports()
    time_machine.move_to("2026-12-29 10:00:00+00:00", tick=False)
    run_imports()
    assert TableImport.objects.exists()
    time_machine.move_to("2026-12-31 10:00:00+00:00", tick=False)
    run_imports()
    assert not TableImport.objects.exists()


def test_an_import_goes_from_state_to_state_as_declared():
    with pytest.raises(ImportStepError, match="from waiting to done"):
        TableImport(kind="project").move_to(ImportState.DONE)
