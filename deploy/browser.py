"""Gets the Chromium that the browser tests drive, where there is none and this machine lets it.

Standard library only. Without one the tests are skipped, and say so at their end.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = ROOT / ".venv" / "bin" / "python"
# The shell first, the engine without the windows of a browser: it opens a page in a third of the time.
NAMES = ("chromium-headless-shell", "chrome-headless-shell", "chromium", "chromium-browser", "google-chrome")
PACKAGES = ("chromium-headless-shell", "chromium")
BY_HAND = "apt-get install chromium, or .venv/bin/playwright install --with-deps chromium, or CHROMIUM=/path/to/it"
MOST_SECONDS = 600


def find_browser():
    """Return the path of a Chromium as text: the one that CHROMIUM names, one on the PATH, Playwright's; or None."""
    named = filter(None, [os.environ.get("CHROMIUM"), *NAMES])
    kept = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or Path.home() / ".cache" / "ms-playwright")
    of_playwright = [
        path
        for pattern in ("chromium_headless_shell-*/chrome-*/chrome-headless-shell", "chromium-*/chrome-*/chrome")
        for path in sorted(map(str, kept.glob(pattern)), reverse=True)
    ]
    return next(filter(None, map(shutil.which, [*named, *of_playwright])), None)


def ways():
    """Yield the commands that may get a browser here, each as a list of steps."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        for package in PACKAGES:
            yield [
                ["apt-get", "update", "-qq"],
                ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package],
            ]
    yield [[str(PYTHON), "-m", "playwright", "install", "--only-shell", "chromium"]]


def succeeds(command):
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        call = subprocess.run(command, env=environment, capture_output=True, timeout=MOST_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return call.returncode == 0


def get_browser():
    """Return the path of a Chromium, got if there was none, or None where none can be had."""
    if browser := find_browser():
        return browser
    for steps in ways():
        print(f"Getting Chromium for the browser tests: {' '.join(steps[-1])} …", flush=True)
        if all(map(succeeds, steps)) and (browser := find_browser()):
            return browser
    return None


def main():
    if get_browser():
        return
    print(f"No Chromium could be had here. By hand: {BY_HAND}.", flush=True)
    if os.environ.get("CI"):
        sys.exit(1)


if __name__ == "__main__":
    main()
