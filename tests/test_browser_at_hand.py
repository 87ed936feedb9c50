"""How `make test` comes by a browser, and what it says without one."""

import subprocess
import sys

import pytest
from django.conf import settings

from deploy import browser

OF_PLAYWRIGHT = "kept/chromium_headless_shell-1/chrome-linux/chrome-headless-shell"


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """Return a function that makes the machine a bare one, on which what is named works and brings a browser.

    That is playwright, or a package that apt-get has.
    """
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "kept"))

    def make(*, root=False, apt=False, works=()):
        calls = []

        def run(command):
            calls.append(command)
            if command[:2] == ["apt-get", "update"]:
                return True
            brought = command[-1] if command[0] == "apt-get" else "playwright"
            if brought in works:
                executable(tmp_path / (OF_PLAYWRIGHT if brought == "playwright" else f"bin/{brought}"))
            return brought in works

        if apt:
            executable(tmp_path / "bin/apt-get")
        monkeypatch.setattr(browser.os, "geteuid", lambda: 0 if root else 1000)
        monkeypatch.setattr(browser, "succeeds", run)
        return calls

    return make


def executable(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("")
    path.chmod(0o755)
    return path


def test_one_that_is_there_is_taken_and_nothing_is_called(machine, tmp_path):
    calls = machine(root=True, apt=True, works=["chromium"])
    there = executable(tmp_path / "bin/google-chrome")

    assert browser.get_browser() == str(there)
    assert calls == []


def test_the_one_that_is_named_comes_first(machine, tmp_path, monkeypatch):
    machine()
    executable(tmp_path / "bin/chromium")
    named = executable(tmp_path / "elsewhere/chrome")
    monkeypatch.setenv("CHROMIUM", str(named))

    assert browser.find_browser() == str(named)


def test_a_shell_without_windows_comes_before_a_whole_browser(machine, tmp_path):
    machine()
    executable(tmp_path / "bin/chromium")
    executable(tmp_path / "kept/chromium-1/chrome-linux/chrome")
    shell = executable(tmp_path / "bin/chromium-headless-shell")

    assert browser.find_browser() == str(shell)


def test_that_of_playwright_is_found_as_a_shell_or_whole(machine, tmp_path):
    machine()
    whole = executable(tmp_path / "kept/chromium-1/chrome-linux/chrome")
    assert browser.find_browser() == str(whole)

    shell = executable(tmp_path / OF_PLAYWRIGHT)
    assert browser.find_browser() == str(shell)


@pytest.mark.parametrize("packages", [["chromium-headless-shell", "chromium"], ["chromium"]])
def test_root_gets_the_package_of_the_system(machine, tmp_path, packages):
    calls = machine(root=True, apt=True, works=packages)

    assert browser.get_browser() == str(tmp_path / "bin" / packages[0])
    assert {command[0] for command in calls} == {"apt-get"}
    assert calls[-1][-1] == packages[0]


@pytest.mark.parametrize(("root", "apt"), [(False, True), (True, False), (True, True)])
def test_who_may_not_install_it_or_cannot_gets_that_of_playwright(machine, tmp_path, root, apt):
    calls = machine(root=root, apt=apt, works=["playwright"])

    assert browser.get_browser() == str(tmp_path / OF_PLAYWRIGHT)
    assert calls[-1][1:] == ["-m", "playwright", "install", "--only-shell", "chromium"]
    assert any(command[0] == "apt-get" for command in calls) == (root and apt)


def test_where_none_can_be_had_it_says_what_to_do_and_the_tests_go_on(machine, capsys):
    machine(root=True, apt=True)

    browser.main()

    assert "No Chromium could be had here. By hand: apt-get install chromium, or" in capsys.readouterr().out


def test_in_ci_a_missing_browser_is_a_failure(machine, monkeypatch):
    machine()
    monkeypatch.setenv("CI", "true")

    with pytest.raises(SystemExit, match="1"):
        browser.main()


def test_a_command_that_is_not_there_does_not_succeed():
    assert not browser.succeeds(["/no/such/command"])


NEEDS_A_BROWSER = """
import pytest

@pytest.mark.browser
@pytest.mark.parametrize("number", range(3))
def test_it_shows(page, number):
    assert page
"""


def run_of(text, tmp_path):
    """Return how pytest ran a file of tests with this text."""
    file = tmp_path / "test_of_a_browser.py"
    file.write_text(text)
    (tmp_path / "conftest.py").write_text("from tests.conftest import *")
    options = ["-q", "-n", "0", "-p", "no:cacheprovider", "--rootdir", settings.BASE_DIR]
    command = [sys.executable, "-m", "pytest", *options, "-c", settings.BASE_DIR / "pyproject.toml", file]
    return subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=120, check=False)


def test_the_last_lines_say_what_was_skipped_and_what_to_do(machine, tmp_path):
    machine()

    result = run_of(NEEDS_A_BROWSER, tmp_path)

    assert result.returncode == 0, result.stdout
    assert result.stdout.splitlines()[-2:] == [
        "3 browser tests were skipped, as there is no Chromium on this machine.",
        f"To run them: {browser.BY_HAND}.",
    ]


def test_in_ci_what_needs_a_browser_fails_without_one(machine, monkeypatch, tmp_path):
    machine()
    monkeypatch.setenv("CI", "true")

    result = run_of(NEEDS_A_BROWSER, tmp_path)

    assert result.returncode == 1
    assert result.stdout.count("Failed: no Chromium on this machine") >= 3
    assert "3 errors" in result.stdout
