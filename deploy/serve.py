"""Sets everything up and serves the directory on this machine until Ctrl-C. Use it by `make serve`.

Standard library only, as it runs before anything is installed.
"""

import argparse
import http
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

from environment import PYTHON, ROOT, VAR, make_environment, one_at_a_time

HOST = "127.0.0.1"
LAST_PORT = 65535
SECONDS_TO_START = 60
SECONDS_TO_STOP = 15


def port_number(text):
    """Return the number of a port; raises ArgumentTypeError with a sentence for a person where it is none."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(LAST_PORT)) and 1 <= int(text) <= LAST_PORT):
        raise argparse.ArgumentTypeError(
            f"“{text[:20]}” is not a port; choose one from 1 to {LAST_PORT}, such as PORT=8001"
        )
    return int(text)


def refuse_taken_port(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            reason = error.strerror.lower()
            # Those below 1024 belong to root, and there is none above the last.
            another = port + 1 if 1024 <= port < LAST_PORT else 8001
            sys.exit(f"Port {port} cannot be used ({reason}). Choose another: make serve PORT={another}")


def set_up():
    with one_at_a_time():
        make_environment()
        if subprocess.run([PYTHON, ROOT / "deploy" / "prepare.py"], cwd=ROOT, check=False).returncode:
            sys.exit("Setting up the data failed, see above.")


def start(port):
    """Return the processes that make up the site: the web server, and what runs the jobs.

    Each heads a process group of its own, so that a Ctrl-C reaches this script alone, which then ends them.
    """
    gunicorn = [
        PYTHON,
        "-m",
        "gunicorn",
        "--config",
        ROOT / "deploy" / "gunicorn.conf.py",
        "--bind",
        f"{HOST}:{port}",
    ]
    commands = [[*gunicorn, "dsi_directory.wsgi"], [PYTHON, ROOT / "manage.py", "tick", "--forever"]]
    return [subprocess.Popen(command, cwd=ROOT, start_new_session=True) for command in commands]


def wait_until_it_answers(processes, address):
    """Return whether the site answers, before one of its processes ends."""
    give_up_at = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < give_up_at and all(process.poll() is None for process in processes):
        try:
            return bool(status_of(f"{address}/health/live/"))
        except OSError:
            time.sleep(0.05)
    return False


def status_of(address):
    """Return the status with which an address answers; raises OSError where nothing does."""
    try:
        with urllib.request.urlopen(address, timeout=10) as response:  # noqa: S310 - http, here
            return response.status
    except urllib.error.HTTPError as error:
        return error.code


def stop(processes):
    for process in processes:
        _signal(process, signal.SIGTERM)
    give_up_at = time.monotonic() + SECONDS_TO_STOP
    for process in processes:
        try:
            process.wait(max(0, give_up_at - time.monotonic()))
        except subprocess.TimeoutExpired:
            _signal(process, signal.SIGKILL)
            process.wait()


def _signal(process, number):
    if process.poll() is None:
        os.killpg(process.pid, number)


def end(*_):
    raise KeyboardInterrupt


def main():
    parser = argparse.ArgumentParser(usage="make serve PORT=8000", description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=port_number, default=8000)
    port = parser.parse_args().port
    address = f"http://{HOST}:{port}"
    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGHUP, end)
    processes = []
    try:
        refuse_taken_port(port)
        set_up()
        refuse_taken_port(port)
        if "SITE_URL=" not in (VAR / "env").read_text():
            os.environ.setdefault("SITE_URL", address)
        processes += start(port)
        if not wait_until_it_answers(processes, address):
            sys.exit("The site did not start, see above.")
        # It says that it is alive under any name.
        if status_of(f"{address}/robots.txt") == http.HTTPStatus.BAD_REQUEST:
            print(f"\nALLOWED_HOSTS does not name {HOST}: the site answers under the hosts that it names, not here.")
        print(
            f"\nThe directory is at {address}/ and its admin at {address}/admin/. Ctrl-C stops it.",
            flush=True,
        )
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
        sys.exit("A part of the site ended by itself, see above.")
    except KeyboardInterrupt:
        print("\nStopping …", flush=True)
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        stop(processes)


if __name__ == "__main__":
    main()
