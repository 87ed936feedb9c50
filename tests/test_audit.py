"""What `make audit` says of the distributions that a deployment installs."""

import json
from email.message import Message
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).resolve().parent.parent
FINE = {"name": "fine", "version": "1.0", "vulns": []}
HOLED = {"name": "holed", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]}
UNKNOWN = {"name": "unknown", "skip_reason": "not found"}


def script(name):
    """Return a script of .ci/ as a module."""
    spec = spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def audit(monkeypatch, capsys):
    """Return a function that gives status and text where pip-audit says this of the distributions."""
    module = script("vulnerabilities")

    def audit(said):
        monkeypatch.setattr(
            module.subprocess, "run", lambda *args, **kwargs: SimpleNamespace(stdout=said, stderr="a\nwhy\n")
        )
        return module.main("a.lock"), capsys.readouterr().out

    return audit


def report(*rows):
    return json.dumps({"dependencies": rows})


def test_a_known_hole_is_named_with_the_version_that_mends_it(audit):
    assert audit(report(FINE, HOLED)) == (1, "holed 1.0 has PYSEC-1, mended in 1.1\n")


def test_without_a_hole_all_is_well(audit):
    assert audit(report(FINE)) == (0, "a.lock: 1 distributions without a known hole.\n")


@pytest.mark.parametrize(("said", "reason"), [("", "why"), (report(), "why"), (report(UNKNOWN, UNKNOWN), "not found")])
def test_without_a_network_that_is_said_in_one_line_and_nothing_fails(audit, said, reason):
    start = "a.lock: known holes were not looked up, as pip-audit does not reach its data: "

    assert audit(said) == (0, f"{start}{reason}\n")


def test_one_distribution_among_others_that_cannot_be_looked_up_fails(audit):
    assert audit(report(FINE, UNKNOWN)) == (1, "unknown could not be looked up: not found\n")


@pytest.mark.parametrize(
    ("fields", "allowed"),
    [
        ({"License-Expression": "MIT"}, True),
        ({"License-Expression": "Apache-2.0 OR AGPL-3.0-only"}, True),
        ({"License-Expression": "MIT AND AGPL-3.0-only"}, False),
        ({"License-Expression": "GPL-3.0-or-later", "License": "MIT"}, False),
        ({"Classifier": "License :: OSI Approved :: BSD License"}, True),
        ({"Classifier": "License :: OSI Approved :: GNU Affero General Public License v3"}, False),
        ({"License": "MPL-2.0 AND MIT"}, True),
        ({"License": "Ask us"}, False),
        ({"Classifier": "License :: OSI Approved"}, False),
        ({}, False),
    ],
)
def test_a_licence_is_allowed_where_the_list_meets_what_a_distribution_says(monkeypatch, tmp_path, fields, allowed):
    module, said = script("licences"), Message()
    for name, value in fields.items():
        said[name] = value
    monkeypatch.setattr(module, "metadata", lambda name: said)
    lock = tmp_path / "a.lock"
    lock.write_text("something==1.0 \\\n    --hash=sha256:00\n")

    assert (module.refused(lock) == []) is allowed


def test_every_distribution_of_the_lock_is_looked_at():
    lock = ROOT / "requirements.lock"
    names = script("licences").names_in(lock)

    assert {"django", "psycopg-binary", "whitenoise"} <= set(names)
    # The lines of its hashes are indented.
    assert names == [line.partition("==")[0] for line in lock.read_text().splitlines() if line[0].isalpha()]


def test_what_is_installed_has_licences_that_are_allowed():
    assert script("licences").refused(ROOT / "requirements.lock") == []
