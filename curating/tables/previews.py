"""Where a file waits between its preview and its import."""

from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings
from django.utils import timezone
from import_export.tmp_storages import CacheStorage, TempFolderStorage

from curating.terms import PREVIEWS_FOR


class SharedStorage(CacheStorage):
    """Keeps a file between its preview and its import where several hosts serve the site."""

    CACHE_LIFETIME = PREVIEWS_FOR.total_seconds()

    def read(self):
        data = super().read()
        if data is None:
            raise FileNotFoundError(self.name)
        return data


class FolderStorage(TempFolderStorage):
    """Keeps it in a folder of the site: a temporary one may be another for each service."""

    def get_full_path(self):
        return str(_folder() / self.name)

    def _open(self, mode="r"):
        if self.name:
            return super()._open(mode)
        _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        file = NamedTemporaryFile(dir=_folder(), delete=False)  # noqa: SIM115 - the library closes it
        self.name = Path(file.name).name
        return file


def _folder():
    return Path(settings.VAR_DIR, "previews")


def delete_old_previews() -> int:
    """Delete the files of previews that nobody confirmed in time; returns how many."""
    limit = (timezone.now() - PREVIEWS_FOR).timestamp()
    folder = _folder()
    old = [path for path in (folder.iterdir() if folder.is_dir() else ()) if path.stat().st_mtime < limit]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
