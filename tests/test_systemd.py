"""The units that ship say what systemd understands, and call what there is."""

import re
import shutil
import subprocess

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class

UNITS = sorted((settings.BASE_DIR / "deploy" / "systemd").iterdir())
HOME = "/srv/dsi-directory"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd on this machine")
def test_systemd_finds_nothing_wrong_with_them(tmp_path):
    python = tmp_path / "python"
    python.touch(mode=0o755)
    for unit in UNITS:
        # The project need not lie where the units say, nor the user be there, on a machine that tests it.
        text = unit.read_text().replace(f"{HOME}/.venv/bin/python", str(python))
        (tmp_path / unit.name).write_text(re.sub(r"^(User|Group)=dsi$", r"\1=root", text, flags=re.M))
    result = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(tmp_path / unit.name for unit in UNITS)],  # noqa: S607 - wherever it lies
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    ours = [line for line in result.stderr.splitlines() if "dsi-directory" in line]
    assert (ours, result.returncode) == ([], 0)


@pytest.mark.parametrize("unit", [unit for unit in UNITS if unit.suffix == ".service"], ids=lambda unit: unit.name)
def test_each_calls_what_there_is(unit):
    program, *arguments = re.search(r"^ExecStart=(.*)$", unit.read_text(), re.M)[1].split()

    assert program == f"{HOME}/.venv/bin/python"
    if arguments[0] == "manage.py":
        command = load_command_class(get_commands()[arguments[1]], arguments[1])
        command.create_parser("manage.py", arguments[1]).parse_args(arguments[2:])
    else:
        assert arguments == ["-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "dsi_directory.wsgi"]
        assert (settings.BASE_DIR / "deploy" / "gunicorn.conf.py").exists()


def test_every_timer_starts_a_service_that_ships():
    names = {unit.name for unit in UNITS}
    timers = [unit for unit in UNITS if unit.suffix == ".timer"]

    assert timers
    assert {timer.with_suffix(".service").name for timer in timers} <= names
