"""The uploaded files, which move with the database."""

from contextlib import contextmanager
from hashlib import file_digest
from pathlib import Path

from operations.moving.databases import MoveError


def all_files(folder):
    """Yield the path of every file below a folder, sorted; relative to it."""
    folder = Path(folder)
    yield from (path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file())


def checksum(file):
    return file_digest(file, "sha256").hexdigest()


def refuse_files(folder):
    """Raise MoveError where there is a file in a folder."""
    if found := next(all_files(folder), None):
        raise MoveError(f"The folder for uploads, {folder}, is not empty: there is {found}.")


def write_file(folder, name, source):
    """Write a file from an open one into a folder, under a name that may have folders in it; returns its checksum.

    Raises MoveError where the name leads out of the folder. A file that cannot be written to its end does not stay.
    """
    folder = Path(folder).resolve()
    path = (folder / name).resolve()
    if not path.is_relative_to(folder) or path == folder:
        raise MoveError(f"“{name}” leads out of the folder for uploads.")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as target:
        try:
            while block := source.read(2**20):
                target.write(block)
            target.flush()
        except BaseException:
            path.unlink()
            raise
    with path.open("rb") as written:
        return checksum(written)


def copy_files(source, target):
    """Copy every file below a folder into another, which is empty; returns how many.

    Raises MoveError where that is not empty, or where one did not arrive as it was, OSError where one cannot be read
    or written; then none of them stays there.
    """
    refuse_files(target)
    names = list(all_files(source))
    with taken_back(target) as written:
        for name in names:
            with (Path(source) / name).open("rb") as file:
                arrived = write_file(target, name, file)
                written.append(name)
                file.seek(0)
                if arrived != checksum(file):
                    raise MoveError(f"{name} did not arrive as it was.")
    return len(names)


@contextmanager
def taken_back(folder):
    """Yield a list for the names of files that were written into a folder: where anything fails, they are deleted."""
    written = []
    try:
        yield written
    except BaseException:
        for name in written:
            Path(folder, name).unlink(missing_ok=True)
        raise
