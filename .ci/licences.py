"""Looks at the licences of what a lock file installs: 1 where one is not on the list below. Use it by `make audit`.

What is asked is what each installed distribution says of itself; one that says nothing that can be read is refused too.
Standard library only.
"""

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

# What may stand beside software under the EUPL 1.2 that others run for the public. The LGPL is used as a library of its
# own, unchanged. The AGPL and the GPL are not here: they would ask more of an operator than our own licence does.
ALLOWED = {
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "LGPL-3.0-only",
    "LGPL-3.0-or-later",
    "MIT",
    "MIT-0",
    "MIT-CMU",
    "MPL-2.0",
    "PSF-2.0",
}
# What older distributions write, in classifiers or in words -> the identifier of SPDX that is meant.
SPELLINGS = {
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
NAME = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==", re.MULTILINE)


def names_in(lock_file):
    """Return the names of all distributions of a lock file, those for other machines than this one too."""
    return NAME.findall(Path(lock_file).read_text(encoding="utf-8"))


def licences_of(said):
    """Return what the metadata of a distribution says, in the order of trust: expression, classifiers, free text."""
    classifiers = said.get_all("Classifier") or []
    named = [text.removeprefix("License :: OSI Approved :: ") for text in classifiers if text.startswith("License :: ")]
    return [text for text in (said.get("License-Expression"), " AND ".join(named), said.get("License")) if text]


def is_allowed(expression):
    """Return whether an expression can be met by the list: by all of what AND joins, by one of what OR does.

    Brackets and WITH, which nothing here uses, are never met.
    """
    return any(
        all(SPELLINGS.get(part, part) in ALLOWED for part in re.split(r"\s+AND\s+", choice.strip()))
        for choice in re.split(r"\s+OR\s+", expression)
    )


def refused(lock_file):
    """Return a sentence for each installed distribution of a lock file whose licence is not allowed or not known."""
    found = []
    for name in names_in(lock_file):
        try:
            said = licences_of(metadata(name))
        except PackageNotFoundError:  # It is for another system or another Python.
            continue
        if not said or not is_allowed(said[0]):
            found.append(f"{name}: {said[0][:80] if said else 'says nothing of its licence'}")
    return found


def main(lock_file):
    found = refused(lock_file)
    print("\n".join(found) or f"{lock_file}: every licence is allowed.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
