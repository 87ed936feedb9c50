"""How scripts find each other once they are served under names that hold their hash."""

import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import StaticFilesStorage

from dsi_directory.staticfiles import StaticFiles

STATIC = Path(settings.BASE_DIR) / "static"
IMPORTED = re.compile(r'"\./([\w.-]+\.js)"')


def test_a_module_names_another_by_its_hash(tmp_path):
    source = StaticFilesStorage(location=STATIC)
    paths = {f"js/{path.name}": (source, f"js/{path.name}") for path in (STATIC / "js").glob("*.js")}
    served = StaticFiles(location=tmp_path)
    for path in paths:
        with source.open(path) as file:
            served.save(path, file)

    list(served.post_process(paths))

    hashed = [tmp_path / served.hashed_files[path] for path in paths]
    imported = {name for path in hashed for name in IMPORTED.findall(path.read_text())}
    assert {name.partition(".")[0] for name in imported} == {"combobox", "letters", "listing", "narrowing", "picks"}
    assert imported <= {path.name for path in hashed}
    assert not imported & {Path(path).name for path in paths}
