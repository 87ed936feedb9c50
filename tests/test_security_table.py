"""The table of what OWASP ASVS asks is whole: each item of level 2 once, with files that are there."""

import re
from collections import Counter
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+\.\d+\.\d+) \| (.+?) \| (.+?) \| ?(.*?) ?\|$", TEXT, re.MULTILINE)
# Section -> its items of level 2. What is missing was taken out of the standard, or is of level 3.
ITEMS = {
    "1.1": "1-7", "1.2": "1-4", "1.4": "1 4 5", "1.5": "1-4", "1.6": "1-4", "1.7": "1-2", "1.8": "1-2", "1.9": "1-2",
    "1.10": "1", "1.11": "1-2", "1.12": "2", "1.14": "1-6",
    "2.1": "1-12", "2.2": "1-3", "2.3": "1-3", "2.4": "1-6", "2.5": "1-7", "2.6": "1-3", "2.7": "1-6", "2.8": "1-7",
    "2.9": "1-3", "2.10": "1-4",
    "3.1": "1", "3.2": "1-4", "3.3": "1-4", "3.4": "1-5", "3.5": "1-3", "3.7": "1",
    "4.1": "1-3 5", "4.2": "1-2", "4.3": "1-3",
    "5.1": "1-5", "5.2": "1-8", "5.3": "1-10", "5.4": "1-3", "5.5": "1-4",
    "6.1": "1-3", "6.2": "1-6", "6.3": "1-2", "6.4": "1-2",
    "7.1": "1-4", "7.2": "1-2", "7.3": "1 3 4", "7.4": "1-3",
    "8.1": "1-4", "8.2": "1-3", "8.3": "1-8",
    "9.1": "1-3", "9.2": "1-4",
    "10.2": "1-2", "10.3": "1-3",
    "11.1": "1-8",
    "12.1": "1-3", "12.2": "1", "12.3": "1-6", "12.4": "1-2", "12.5": "1-2", "12.6": "1",
    "13.1": "1 3-5", "13.2": "1-3 5 6", "13.3": "1-2", "13.4": "1-2",
    "14.1": "1-4", "14.2": "1-6", "14.3": "2-3", "14.4": "1-7", "14.5": "1-4",
}  # fmt: skip


def items():
    """Yield the number of every item, such as "1.1.1"."""
    for section, ranges in ITEMS.items():
        for each in ranges.split():
            first, _dash, last = each.partition("-")
            yield from (f"{section}.{number}" for number in range(int(first), int(last or first) + 1))


def test_every_item_of_level_2_has_one_row_in_its_order():
    assert [number for number, *_rest in ROWS] == list(items())


def test_the_sums_at_the_top_are_those_of_the_rows():
    found = Counter(state for _number, _asked, state, _where in ROWS)
    said = re.search(
        r"Of (\d+) items (\d+) are met,\s(\d+) are not, (\d+) are the operator's to meet, and (\d+) do not apply", TEXT
    )

    assert found.keys() == {"met", "not met", "operator", "n/a"}
    assert [int(number) for number in said.groups()] == [
        len(ROWS),
        *(found[state] for state in ("met", "not met", "operator", "n/a")),
    ]


def test_every_file_that_the_table_names_is_there():
    names = set(re.findall(r"`([\w./-]+\.(?:py|md|js|html|yml|toml|lock)|\.ci/run)`", TEXT))

    assert len(names) > 20
    assert [name for name in sorted(names) if not (ROOT / name).is_file()] == []
