"""Stores edits of projects that are spread over a filled directory, index included.

`python -m benchmarks.edits` prints as JSON how many milliseconds each took.
"""

import json
from datetime import date, timedelta
from time import perf_counter

import django

django.setup()

from entries.actions import save_entry  # noqa: E402 - Django's models can be imported only now
from projects.models import Project  # noqa: E402

EDITS = 20


def edits():
    """Return how many milliseconds each of EDITS took; each changes a text and a date, however often this is called."""
    keys, times = list(Project.objects.published().order_by("pk").values_list("pk", flat=True)), []
    for key in keys[:: max(1, len(keys) // EDITS)][:EDITS]:
        project = Project.objects.get(pk=key)
        confirmed_on = (project.confirmed_on or date(2026, 2, 1)) + timedelta(days=1)
        project.summary = f"{project.summary[:100]} Edited, confirmed on {confirmed_on}."
        project.confirmed_on = confirmed_on
        start = perf_counter()
        save_entry(project)
        times.append((perf_counter() - start) * 1000)
    return times


if __name__ == "__main__":
    print(json.dumps(edits()))
