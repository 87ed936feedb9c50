"""A backup: one tar file with every table, the uploaded files, and a manifest that says what has to be in it.

    tables/<name>.jsonl.gz    a row a line, as operations/moving/tables.py writes it down
    media/<path>              as it lies in MEDIA_ROOT
    manifest.json             last, so that a file that was cut off has none

It is written under another name first: what bears the name of a backup was read back and found to be whole.
"""

import gzip
import io
import json
import os
import tarfile
import time
import zlib
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import caches
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.utils import timezone

from operations.moving.copying import applied_migrations, fill, make_tables, same_release
from operations.moving.databases import MoveError, refresh_statistics, sequences, snapshot
from operations.moving.media import all_files, checksum, refuse_files, taken_back, write_file
from operations.moving.tables import Tally, all_tables, numbered_columns

FORMAT = 1
MANIFEST = "manifest.json"
PART = ".part"
# One that is still being written is younger.
SECONDS_OF_A_PART = 24 * 3600
DAMAGED = (tarfile.TarError, EOFError, gzip.BadGzipFile, zlib.error, KeyError, TypeError, ValueError)


def back_up(folder, keep=None):
    """Write a backup of the site into a folder, while it runs; returns the path of the file.

    keep: how many backups of this site stay in the folder, the newest ones; None: all. Older ones are deleted only
    once the new one is whole. Raises MoveError where it cannot be written; those that are there stay as they are.
    """
    folder, name = Path(folder), f"{_site()}-{timezone.now():%Y%m%dT%H%M%SZ}.tar"
    part = folder / f".{name}{PART}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w+b") as file:
                _write(file, folder)
                file.flush()
                os.fsync(file.fileno())
            verify(part)
            part.rename(folder / name)
            _sync_folder(folder)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise MoveError(f"No backup was made, and earlier ones are as they were: {error}.") from error
    _delete_old(folder, keep)
    return folder / name


def verify(path):
    """Read a backup from end to end; returns its manifest. Raises MoveError where it is not what the manifest says."""
    with _opened(path) as (archive, manifest):
        tables = {table.name: table for table in all_tables()}
        for name, expected in manifest["tables"].items():
            tally = Tally(tables[name])
            for row in _rows(archive, name):
                tally.add(row)
            if [tally.rows, tally.checksum] != [expected["rows"], expected["checksum"]]:
                raise MoveError(f"{path} is damaged: {name} is not what was written.")
        for name, expected in manifest["media"].items():
            if checksum(archive.extractfile(f"media/{name}")) != expected:
                raise MoveError(f"{path} is damaged: the file {name} is not what was written.")
        return manifest


def restore(path, is_dry_run=False):
    """Bring a backup back into the empty database and the empty MEDIA_ROOT of the settings; returns its manifest.

    is_dry_run: only look whether it could be done; a database without tables gets them all the same. Raises MoveError
    where the backup is damaged or of another release, or the place is not empty; then nothing is left of it.
    """
    with _opened(path) as (_archive, manifest):
        # First, as one with other tables would seem to be damaged.
        same_release(manifest["migrations"], "The backup")
    verify(path)
    refuse_files(settings.MEDIA_ROOT)
    make_tables(DEFAULT_DB_ALIAS)
    if is_dry_run:
        return manifest
    with _opened(path) as (archive, _manifest), taken_back(settings.MEDIA_ROOT) as written, transaction.atomic():
        fill(DEFAULT_DB_ALIAS, lambda name: _rows(archive, name), manifest["numbers"])
        for name, expected in manifest["media"].items():
            arrived = write_file(settings.MEDIA_ROOT, name, archive.extractfile(f"media/{name}"))
            # Only now, as a name may lead out of the folder: what lies there is not ours to delete.
            written.append(name)
            if arrived != expected:
                raise MoveError(f"The file {name} did not arrive as it was.")
    refresh_statistics(DEFAULT_DB_ALIAS)
    # What is kept there is of a time that did not come about.
    for cache in caches.all():
        cache.clear()
    return manifest


def _site():
    return urlsplit(settings.SITE_URL).hostname


def _write(file, folder):
    made_at, source = timezone.now(), connections[DEFAULT_DB_ALIAS].settings_dict
    with tarfile.open(fileobj=file, mode="w") as archive, snapshot(source) as alias:
        tables = all_tables()
        manifest = {
            "format": FORMAT,
            "made_at": made_at.isoformat(),
            "site": settings.SITE_URL,
            "database": connections[alias].vendor,
            "migrations": applied_migrations(alias),
            "numbers": sequences(alias, numbered_columns(tables)),
            "tables": {table.name: _add_table(archive, table, alias, folder) for table in tables},
            "media": {},
        }
        for name in all_files(settings.MEDIA_ROOT):
            if found := _add_file(archive, name):
                manifest["media"][name.as_posix()] = found
        content = json.dumps(manifest, indent=1).encode()
        archive.addfile(_member(MANIFEST, len(content)), io.BytesIO(content))


def _add_table(archive, table, alias, folder):
    tally = Tally(table)
    with TemporaryFile(dir=folder) as spool:
        with gzip.open(spool, "wt", compresslevel=6, encoding="utf-8", newline="\n") as lines:
            for row in table.read(alias):
                lines.write(json.dumps(tally.add(row), ensure_ascii=False) + "\n")
        size = spool.tell()
        spool.seek(0)
        archive.addfile(_member(_member_of(table.name), size), spool)
    return {"rows": tally.rows, "checksum": tally.checksum}


def _add_file(archive, name):
    """Add an uploaded file; returns its checksum, None where it was deleted meanwhile: nothing refers to it then."""
    with suppress(FileNotFoundError), Path(settings.MEDIA_ROOT, name).open("rb") as file:
        found, size = checksum(file), file.tell()
        file.seek(0)
        archive.addfile(_member(f"media/{name.as_posix()}", size), file)
        return found
    return None


def _member(name, size):
    member = tarfile.TarInfo(name)
    member.size, member.mtime, member.mode = size, int(time.time()), 0o600
    return member


def _member_of(table_name):
    return f"tables/{table_name}.jsonl.gz"


def _rows(archive, table_name):
    with gzip.open(archive.extractfile(_member_of(table_name)), "rt", encoding="utf-8", newline="\n") as lines:
        yield from map(json.loads, lines)


@contextmanager
def _opened(path):
    """Return the archive and its manifest; raises MoveError where it is none, or turns out not to be whole."""
    try:
        with tarfile.open(path, mode="r:") as archive:
            manifest = json.load(archive.extractfile(MANIFEST))
            if manifest["format"] != FORMAT:
                raise MoveError(f"{path} has the format {manifest['format']}; this release reads {FORMAT}.")
            yield archive, manifest
    except DAMAGED as error:
        raise MoveError(f"{path} is damaged, cut off, or no backup: {error}") from error
    except OSError as error:
        raise MoveError(f"{path} cannot be read: {error}") from error


def _sync_folder(folder):
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _delete_old(folder, keep):
    if keep is not None:
        # To the digit: another site's name may go on with a dash where this one ends.
        moment = f"{8 * '[0-9]'}T{6 * '[0-9]'}Z"
        for path in sorted(folder.glob(f"{_site()}-{moment}.tar"))[:-keep]:
            path.unlink()
    for path in folder.glob(f".{_site()}-*{PART}"):
        if path.stat().st_mtime < time.time() - SECONDS_OF_A_PART:
            path.unlink()
