"""Asks pip-audit whether a lock file names versions with known holes: 1 where it does, 0 where it does not.

pip-audit ends with 0 as well where nothing could be looked up. Here that is said in a line, and where it is so of some
distributions only, they are named and the result is 1. Use it by `make audit`.
"""

import json
import subprocess
import sys


def report_on(lock_file):
    """Return what pip-audit says of every distribution of a lock file, as a list, and its last word besides.

    The list is empty where it broke off before it had anything to say.
    """
    call = [sys.executable, "-m", "pip_audit", "--requirement", lock_file, "--require-hashes", "--disable-pip"]
    call += ["--format", "json", "--progress-spinner", "off"]
    asked = subprocess.run(call, capture_output=True, text=True, check=False)
    last_word = (asked.stderr.strip().splitlines() or [""])[-1]
    try:
        return json.loads(asked.stdout)["dependencies"], last_word
    except ValueError:
        return [], last_word


def findings(report):
    """Return a sentence for each hole, and for each distribution that could not be looked up."""
    unknown = [f"{row['name']} could not be looked up: {row['skip_reason']}" for row in report if "skip_reason" in row]
    known = [
        f"{row['name']} {row['version']} has {hole['id']}, mended in {', '.join(hole['fix_versions']) or 'no version'}"
        for row in report
        for hole in row.get("vulns", ())
    ]
    return [*known, *unknown]


def main(lock_file):
    report, last_word = report_on(lock_file)
    if all("skip_reason" in row for row in report):
        reason = report[0]["skip_reason"] if report else last_word
        print(f"{lock_file}: known holes were not looked up, as pip-audit does not reach its data: {reason[:120]}")
        return 0
    found = findings(report)
    print("\n".join(found) or f"{lock_file}: {len(report)} distributions without a known hole.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
