"""What the privacy page promises is what the clock does, in every language."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from screening.verdict import SPAM_FOR
from submissions.actions.housekeeping import LOGO_FOR, UNCONFIRMED_FOR, WITHDRAWN_FOR

PAGES = Path(settings.BASE_DIR, "fixtures", "cluster", "pages")
# The Arabic page has a word for two days.
TERMS = {UNCONFIRMED_FOR, WITHDRAWN_FOR, SPAM_FOR}


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_page_names_every_term(language):
    lists = "".join(line for line in (PAGES / f"privacy.{language}.md").read_text().splitlines() if line[:2] == "- ")
    numbers = {int(number) for number in re.findall(r"\d+", lists)}
    assert {term.days for term in TERMS} <= numbers
    assert LOGO_FOR.days in numbers or language == "ar"


def test_every_language_has_the_same_paragraphs_and_points():
    shapes = {
        code: [line[:2] if line.startswith(("#", "- ")) else "text" for line in text.splitlines() if line]
        for code, _name in settings.LANGUAGES
        if (text := (PAGES / f"privacy.{code}.md").read_text())
    }
    assert len({tuple(shape) for shape in shapes.values()}) == 1
