"""From SQLite to PostgreSQL and back, with all that a site holds."""

import errno
import shutil
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections
from post_office.models import Email, Log

from accounts.models import User
from operations.moving import media
from operations.moving.copying import copy_database
from operations.moving.databases import MoveError, connected, settings_of, snapshot
from operations.moving.media import write_file
from operations.moving.tables import KINDS, Tally, all_tables
from projects.models import Project
from screening.models import BlockedDomain
from submissions.models import UploadedLogo
from tests.factories import make_organisation, make_project, make_visitor
from tests.newsletter.making import make_issue, make_subscriber
from tests.operations.moving import (  # noqa: F401
    columns_of,
    new_file,
    of_the_same_kind,
    rows_of,
    without_tables,
)
from tests.shipped import directory_in
from tests.submissions.reviewing import make_change

pytestmark = pytest.mark.django_db


def default():
    return connection.settings_dict


def small(settings, *domains):
    """Put domains into an empty database; returns its settings."""
    with connected(settings) as alias:
        for domain in domains:
            BlockedDomain.objects.using(alias).create(domain=domain)
    return settings


def blocked(settings):
    with connected(settings) as alias:
        return sorted(BlockedDomain.objects.using(alias).values_list("domain", flat=True))


def fill_site():
    """A little of everything that is hard to move."""
    project = make_project(
        "Sprachbrücke", themes=["language"], cities=["berlin"], organisations=[make_organisation("Verein")]
    )
    project.name_ar = "جسر"
    project.save()
    make_change(project, name="Another name")
    mail = Email.objects.create(
        from_email="a@example.org",
        to=["b@example.org", "c@example.org"],
        cc=["d@example.org"],
        subject="Zeile",
        message="“Text”\nin lines, 100 %",
        headers={"X-Order": 1, "A": None},
    )
    Log.objects.create(email=mail, status=1, message="refused")
    UploadedLogo.objects.create(data=bytes(range(256)), extension="png")
    make_subscriber()
    make_issue()


# PostgreSQL makes and drops no database within a transaction.
@pytest.mark.django_db(transaction=True)
@pytest.mark.long
def test_everything_comes_back_as_it_was(shipped_file, new_file, of_the_same_kind):  # noqa: F811
    site, back = new_file(), new_file()
    shutil.copy(shipped_file, site["NAME"])
    with directory_in(site["NAME"]):
        fill_site()
        # Versions tell of what is gone, so that its key is never given out again.
        gone = make_visitor()
        last_key = gone.pk
        gone.delete()

    tallies = copy_database(site, of_the_same_kind)
    copy_database(of_the_same_kind, back)

    with connected(site) as first, connected(of_the_same_kind) as second, connected(back) as third:
        assert tallies["projects.project"].rows == Project.objects.using(first).count() > 200
        assert rows_of(second) == rows_of(first)
        assert rows_of(third) == rows_of(first)
        assert Email.objects.using(second).get().to == ["b@example.org", "c@example.org"]
        assert Project.history.using(second).count() == Project.history.using(first).count()
        assert User.objects.using(second).create(email="new@example.org").pk > last_key
        with connections[third].cursor() as cursor:
            cursor.execute("SELECT count(*) FROM search_documentindex WHERE search_documentindex MATCH 'sprachbrucke'")
            assert cursor.fetchone() == (1,)
    assert columns_of(back["NAME"]) == columns_of(site["NAME"])


@pytest.mark.anywhere
def test_a_target_that_is_not_empty_is_refused_and_left_alone(new_file):  # noqa: F811
    source, target = small(new_file(), "a.example", "b.example"), small(new_file(), "kept.example")

    with pytest.raises(MoveError, match=r"The target is not empty: there are rows in screening\.blockeddomain"):
        copy_database(source, target)

    assert blocked(target) == ["kept.example"]


@pytest.mark.anywhere
def test_a_target_of_something_else_is_refused(new_file, tmp_path):  # noqa: F811
    settings = settings_of(f"sqlite:///{tmp_path}/other.sqlite3")
    with connected(settings) as alias, connections[alias].cursor() as cursor:
        cursor.execute("CREATE TABLE accounts (id integer)")
    with pytest.raises(MoveError, match="tables of something else, such as accounts"):
        copy_database(new_file(), settings)


@pytest.mark.anywhere
@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("DELETE FROM django_migrations WHERE app = 'search'", "of an older release, without search"),
        ("INSERT INTO django_migrations (app, name, applied) VALUES ('search', '0099', '2026-01-01')", "search.0099"),
    ],
)
def test_databases_of_two_releases_are_not_mixed(new_file, statement, message):  # noqa: F811
    target = new_file()
    with connected(target) as alias, connections[alias].cursor() as cursor:
        cursor.execute(statement)
    with pytest.raises(MoveError, match=message):
        copy_database(new_file(), target)


def spoil(settings, when, what):
    """Let a database do something of its own with each domain that it is given."""
    with connected(settings) as alias, connections[alias].cursor() as cursor:
        cursor.execute(f"CREATE TRIGGER spoil {when} INSERT ON screening_blockeddomain BEGIN {what}; END")
    return settings


@pytest.mark.anywhere
def test_what_does_not_arrive_as_it_was_is_named_and_taken_back(new_file):  # noqa: F811
    target = spoil(new_file(), "AFTER", "UPDATE screening_blockeddomain SET domain = 'x'")

    with pytest.raises(MoveError, match=r"screening\.blockeddomain did not arrive as it was: 1 rows"):
        copy_database(small(new_file(), "a.example"), target)

    assert blocked(target) == []


@pytest.mark.anywhere
def test_a_row_that_the_target_refuses_is_named(new_file):  # noqa: F811
    target = spoil(new_file(), "BEFORE", "SELECT RAISE(ABORT, 'not here')")

    with pytest.raises(MoveError, match=r"screening\.blockeddomain cannot be written: not here"):
        copy_database(small(new_file(), "a.example"), target)


@pytest.mark.django_db(transaction=True)
def test_a_snapshot_does_not_see_what_comes_after_it(new_file):  # noqa: F811
    database = default() if connection.vendor == "postgresql" else new_file()
    small(database, "before.example")
    with snapshot(database) as alias:
        assert BlockedDomain.objects.using(alias).filter(domain__endswith=".example").count() == 1
        small(database, "after.example")
        assert BlockedDomain.objects.using(alias).filter(domain__endswith=".example").count() == 1

    assert {"before.example", "after.example"} <= set(blocked(database))


def test_the_checksum_is_of_what_rows_mean_and_not_of_their_order():
    (table,) = (table for table in all_tables() if table.name == "submissions.submission")
    place = table.places_of_json[0]
    rows = [[f"value {number}"] * place + ['{"a": 1, "b": null}'] for number in range(3)]
    turned = [[*row[:place], '{"b": null, "a": 1}'] for row in reversed(rows)]
    changed = [*rows[:2], [*rows[2][:place], '{"a": 1, "b": 0}']]

    def tally(some):
        counted = Tally(SimpleNamespace(places_of_json=[place]))
        for row in some:
            counted.add(row)
        return counted

    assert tally(rows) == tally(turned)
    assert tally(rows) != tally(changed)
    assert tally(rows) != tally([*rows, rows[0]])


def test_every_kind_of_column_that_needs_it_is_written_down_in_its_own_way():
    """What JSON has by itself, and what stands in KINDS: a new kind of field needs a decision."""
    same = {
        "AutoField",
        "BigAutoField",
        "BigIntegerField",
        "BooleanField",
        "CharField",
        "FileField",
        "FloatField",
        "IntegerField",
        "PositiveBigIntegerField",
        "PositiveIntegerField",
        "PositiveSmallIntegerField",
        "SlugField",
        "TextField",
        "URLField",
    }
    used = {column.type for table in all_tables() for column in table.columns}

    assert used - KINDS.keys() <= same


def test_tables_come_behind_those_that_they_refer_to():
    places = {table.name: place for place, table in enumerate(all_tables())}

    assert places["accounts.user"] < places["submissions.submission"] < places["submissions.decision"]
    assert places["contenttypes.contenttype"] < places["auth.permission"] < places["auth.group_permissions"]


def test_the_command_tells_what_it_copied_with_the_uploads(new_file, settings, tmp_path):  # noqa: F811
    source, target = small(new_file(), "a.example"), new_file()
    logos = settings.MEDIA_ROOT / "logos"
    logos.mkdir(parents=True)
    (logos / "a.png").write_bytes(b"picture")
    printed = StringIO()

    call_command(
        "copy_database",
        f"sqlite:///{source['NAME']}",
        f"sqlite:///{target['NAME']}",
        media=tmp_path / "elsewhere",
        stdout=printed,
    )

    assert "screening.blockeddomain: 1 rows, " in printed.getvalue()
    assert "Files: 1" in printed.getvalue()
    assert (tmp_path / "elsewhere" / "logos" / "a.png").read_bytes() == b"picture"


@pytest.mark.parametrize("fault", ["not empty", "full"])
def test_where_uploads_cannot_be_copied_nothing_is(new_file, settings, tmp_path, fault, monkeypatch):  # noqa: F811
    source, target, elsewhere = small(new_file(), "a.example"), new_file(), tmp_path / "elsewhere"
    settings.MEDIA_ROOT, kept = tmp_path / "media", []
    for name in ("a.png", "b.png"):
        settings.MEDIA_ROOT.mkdir(exist_ok=True)
        (settings.MEDIA_ROOT / name).write_bytes(b"picture")
    if fault == "not empty":
        elsewhere.mkdir()
        (elsewhere / "kept.png").touch()
        kept = ["kept.png"]
    else:

        def write_and_fail(folder, name, source):
            if name.name == "b.png":
                raise OSError(errno.ENOSPC, "No space left on device")
            return write_file(folder, name, source)

        monkeypatch.setattr(media, "write_file", write_and_fail)

    with pytest.raises(CommandError, match=r"is not empty|No space left"):
        call_command("copy_database", f"sqlite:///{source['NAME']}", f"sqlite:///{target['NAME']}", media=elsewhere)

    assert blocked(target) == []
    assert [path.name for path in elsewhere.iterdir()] == kept


def test_a_file_that_is_not_there_is_not_made(new_file, tmp_path):  # noqa: F811
    with pytest.raises(CommandError, match="There is no database to copy from"):
        call_command("copy_database", f"sqlite:///{tmp_path}/mistyped.sqlite3", f"sqlite:///{new_file()['NAME']}")
    assert not (tmp_path / "mistyped.sqlite3").exists()


@pytest.mark.parametrize(
    "address", ["nonsense", "mysql://u:secret@db.example/x", "postgres://u:secret@127.0.0.1:1/nobody"]
)
def test_an_address_that_leads_nowhere_is_told_in_a_sentence(address, new_file):  # noqa: F811
    with pytest.raises(CommandError) as raised:
        call_command("copy_database", address, f"sqlite:///{new_file()['NAME']}")

    assert "Traceback" not in str(raised.value)
    assert "secret" not in str(raised.value)
