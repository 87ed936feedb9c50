"""A site that is backed up, lost, and restored."""

import errno
import io
import json
import os
import resource
import shutil
import tarfile
import time
from hashlib import sha256
from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from operations.moving import backups
from operations.moving.backups import back_up, restore, verify
from operations.moving.databases import MoveError
from operations.moving.media import write_file
from operations.moving.tables import all_tables
from tests.operations.moving import rows_of
from tests.operations.test_copying import fill_site

LOGO = b"\x89PNG" + bytes(range(256)) * 300


@pytest.fixture
def site(transactional_db, settings, monkeypatch):
    """A site with a little of everything, and an upload."""
    # Tests that run at the same time may share one Redis.
    monkeypatch.setattr(backups, "caches", SimpleNamespace(all=list))
    fill_site()
    logos = settings.MEDIA_ROOT / "logos"
    logos.mkdir(parents=True)
    (logos / "ä b.png").write_bytes(LOGO)


@pytest.fixture
def backup(site, tmp_path):
    return back_up(tmp_path / "backups")


def lose_everything():
    with transaction.atomic():
        for table in reversed(all_tables()):
            table.clear("default")


def digest(content):
    return sha256(content).hexdigest()


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def damaged(path, change):
    """Return another file with the content of a backup, a bytearray, after a change to it."""
    content = bytearray(path.read_bytes())
    change(content)
    other = path.with_name("damaged.tar")
    other.write_bytes(content)
    return other


def test_what_was_backed_up_comes_back(backup, settings, tmp_path, monkeypatch):
    before = rows_of("default")
    lose_everything()
    settings.MEDIA_ROOT = tmp_path / "new"
    cleared = []
    cache = SimpleNamespace(clear=lambda: cleared.append(True))
    monkeypatch.setattr(backups, "caches", SimpleNamespace(all=lambda: [cache]))

    call_command("restore", str(backup), stdout=StringIO())

    assert rows_of("default") == before
    assert (tmp_path / "new" / "logos" / "ä b.png").read_bytes() == LOGO
    assert cleared == [True]


def test_a_dry_run_changes_nothing(backup, settings, tmp_path):
    lose_everything()
    settings.MEDIA_ROOT = tmp_path / "new"
    printed = StringIO()

    call_command("restore", str(backup), dry_run=True, stdout=printed)

    assert "can be restored" in printed.getvalue()
    assert not any(table.has_rows("default") for table in all_tables())
    assert not (tmp_path / "new").exists()


def test_nothing_is_restored_over_something(backup, settings, tmp_path):
    with pytest.raises(MoveError, match=r"The folder for uploads, .*, is not empty: there is logos/ä b\.png"):
        restore(backup)
    settings.MEDIA_ROOT = tmp_path / "new"
    with pytest.raises(CommandError, match="The target is not empty: there are rows in"):
        call_command("restore", str(backup))


def test_a_backup_is_for_its_owner_alone_and_leaves_nothing_else_in_the_folder(backup):
    assert backup.stat().st_mode & 0o777 == 0o600
    assert names(backup.parent) == [backup.name]


def test_a_restore_that_fails_half_way_leaves_nothing(backup, settings, tmp_path, monkeypatch):
    lose_everything()
    settings.MEDIA_ROOT = tmp_path / "new"

    blocks = [b"half of it"]

    def break_off(_size):
        if block := blocks.pop() if blocks else None:
            return block
        raise OSError(errno.ENOSPC, "No space left on device")

    def write_half(folder, name, _source):
        return write_file(folder, name, SimpleNamespace(read=break_off))

    monkeypatch.setattr(backups, "write_file", write_half)
    with pytest.raises(MoveError, match="No space left on device"):
        restore(backup)

    assert not any(table.has_rows("default") for table in all_tables())
    assert not any(path.is_file() for path in (tmp_path / "new").rglob("*"))


def test_a_file_that_was_cut_off_or_changed_is_never_restored(backup):
    """All of it on one backup, as making one takes its time."""
    size = backup.stat().st_size
    for part in (0, 100, size // 3, size // 2, size - 12_000):

        def cut(content, part=part):
            del content[part:]

        with pytest.raises(MoveError, match="damaged"):
            verify(damaged(backup, cut))
    content = backup.read_bytes()
    with tarfile.open(backup) as archive:
        table = archive.getmember("tables/projects.project.jsonl.gz").offset_data
    for place in (table + 60, content.index(LOGO) + 500):

        def flip(content, place=place):
            content[place] ^= 0xFF

        with pytest.raises(MoveError, match="damaged"):
            verify(damaged(backup, flip))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("restore", str(backup.with_name("none.tar")))


def with_manifest(path, change):
    """Return another file with the content of a backup, whose manifest, a dict, was changed."""
    other = path.with_name("changed.tar")
    with tarfile.open(path) as before, tarfile.open(other, "w") as after:
        for member in before:
            content = before.extractfile(member).read()
            if member.name == backups.MANIFEST:
                manifest = json.loads(content)
                change(manifest)
                content = json.dumps(manifest).encode()
                member.size = len(content)
            after.addfile(member, io.BytesIO(content))
    return other


def test_a_backup_of_another_release_is_refused_and_not_called_damaged(backup):
    def age(manifest):
        manifest["migrations"].append("search.0099_later")
        manifest["tables"]["search.later"] = manifest["tables"].pop("search.searchdocument")

    with pytest.raises(MoveError, match=r"The backup is of another release, with search\.0099_later"):
        restore(with_manifest(backup, age))


def test_a_backup_that_names_a_file_outside_leaves_that_alone(backup, settings, tmp_path):
    """Nor does what is taken back after it was refused."""
    lose_everything()
    settings.MEDIA_ROOT = tmp_path / "new"
    outside = tmp_path / "outside"
    outside.write_text("kept")
    other = backup.with_name("outside.tar")
    shutil.copy(with_manifest(backup, lambda manifest: manifest["media"].update({"../outside": digest(b"")})), other)
    with tarfile.open(other, "a") as archive:
        archive.addfile(tarfile.TarInfo("media/../outside"))

    with pytest.raises(MoveError, match="leads out of the folder"):
        restore(other)

    assert outside.read_text() == "kept"
    assert not any(path.is_file() for path in (tmp_path / "new").rglob("*"))


def test_a_full_disk_is_told_and_leaves_the_last_backup_alone(backup):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    content = backup.read_bytes()
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, hard))
        with pytest.raises(MoveError, match="No backup was made, and earlier ones are as they were"):
            back_up(backup.parent, keep=1)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    assert names(backup.parent) == [backup.name]
    assert backup.read_bytes() == content


def test_only_the_newest_stay_of_this_site_alone(site, settings, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    others = ["127.0.0.1-test-20200101T000000Z.tar", "other-20200101T000000Z.tar"]
    for name in ("127.0.0.1-20200101T000000Z.tar", "127.0.0.1-20210101T000000Z.tar", *others):
        (folder / name).touch()
    half = folder / ".127.0.0.1-20220101T000000Z.tar.part"
    half.touch()
    os.utime(half, (0, time.time() - 2 * backups.SECONDS_OF_A_PART))
    settings.SITE_URL = "http://127.0.0.1:8000"
    printed = StringIO()

    call_command("backup", to=str(folder), keep=2, stdout=printed)

    new = printed.getvalue().partition(": ")[0].rpartition("/")[2]
    assert names(folder) == ["127.0.0.1-20210101T000000Z.tar", new, *others]


@pytest.mark.parametrize("keep", ["0", "-1", "all"])
def test_no_backups_are_deleted_by_a_slip(keep, capsys):
    with pytest.raises(CommandError, match="a number from 1 on"):
        call_command("backup", "--to", "/nowhere", "--keep", keep)


@pytest.mark.parametrize("name", ["../outside", "/etc/outside", "a/../../outside", "."])
def test_no_upload_is_written_outside_its_folder(tmp_path, name):
    with pytest.raises(MoveError, match="leads out of the folder"):
        write_file(tmp_path / "media", name, StringIO())
