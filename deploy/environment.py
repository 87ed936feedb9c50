"""Makes what the project needs to run: the virtual environment in .venv and the secret in var/env.

Standard library only, as it runs before anything is installed. It skips whatever is up to date.
"""

import argparse
import contextlib
import fcntl
import hashlib
import os
import secrets
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST_PYTHON = (3, 11)


@contextlib.contextmanager
def one_at_a_time(step="setup"):
    """Wait until nobody else is at this step in this folder, and keep others waiting.

    step: "setup" for all of it, "static" for collecting static files, which is a part of it.
    """
    try:
        VAR.mkdir(exist_ok=True)
        file = (VAR / f"{step}.lock").open("w")
    except PermissionError:
        sys.exit(f"Nothing can be written to {VAR}: give it to the user who runs this.")
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def make_environment(lock_file="requirements.lock"):
    """Install a lock file with its hashes into .venv, and keep a SECRET_KEY in var/env.

    lock_file: name of a file in the project's folder. Exits with a sentence for a person where that fails.
    """
    make_secret()
    digest = hashlib.sha256((ROOT / lock_file).read_bytes()).hexdigest()
    stamp = VENV / f"installed-{lock_file}"
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == digest:
        return
    make_virtual_environment()
    print(f"Installing {lock_file} …", flush=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r"]
    if subprocess.run([*pip, ROOT / lock_file], check=False).returncode:
        sys.exit(f"Installing {lock_file} failed, see above. Is this machine offline? `make` again resumes.")
    stamp.write_text(digest)


def has_pip():
    """Return whether .venv works: a half-made one, or one whose Python was removed, does not."""
    call = [PYTHON, "-m", "pip", "--version"]
    return PYTHON.exists() and subprocess.run(call, capture_output=True, check=False).returncode == 0


def make_virtual_environment():
    if has_pip():
        return
    if sys.version_info < OLDEST_PYTHON:
        sys.exit("Python 3.11 or later is needed. Name one: make PYTHON=/path/to/python3.11 …")
    print(f"Making .venv with Python {sys.version.split()[0]} …", flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], capture_output=True, text=True, check=False)
    if made.returncode:
        sys.exit(
            f"{(made.stdout + made.stderr).strip()}\n\nMaking the virtual environment failed. On Debian and"
            " Ubuntu the package python3-venv is missing; install it, then call make again."
        )


def make_secret():
    """Write a random SECRET_KEY to var/env, readable by its owner alone, unless the file is there."""
    VAR.mkdir(exist_ok=True)
    with contextlib.suppress(FileExistsError):
        descriptor = os.open(VAR / "env", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(f"SECRET_KEY={secrets.token_urlsafe(64)}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--dev", action="store_true", help="also install what tests and checks need")
    options = parser.parse_args()
    with one_at_a_time():
        make_environment("requirements-dev.lock" if options.dev else "requirements.lock")


if __name__ == "__main__":
    main()
