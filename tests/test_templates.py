"""How templates are laid out."""

import re
from pathlib import Path

from django.conf import settings

TEMPLATES = Path(settings.BASE_DIR) / "templates"
LONGEST_LINE = 120
# A text to translate stands on one line, however long it is.
MESSAGE = re.compile(r'\{% translate ".*?".*?%\}|\{% blocktranslate.*?%\}.*?\{% endblocktranslate %\}')


def too_long(line):
    return len(MESSAGE.sub("", line)) > LONGEST_LINE


def test_a_variable_stands_on_one_line():
    """Django takes one that is wrapped for text."""
    texts = {path.relative_to(TEMPLATES): path.read_text() for path in sorted(TEMPLATES.rglob("*.*"))}
    assert [path for path, text in texts.items() if re.search(r"\{[{%][^{}]*$", text, re.MULTILINE)] == []


def test_lines_of_templates_are_short():
    long_ones = [
        f"{path.relative_to(TEMPLATES)}:{number}"
        for path in sorted(TEMPLATES.rglob("*.html"))
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if too_long(line)
    ]
    assert long_ones == []


def test_only_texts_to_translate_may_be_longer():
    assert too_long("<p>" + "word " * 40)
    assert not too_long('  {% translate "' + "word " * 40 + '" %}')
    assert too_long('  {% translate "word" %}' + "<b></b>" * 20)


def test_attributes_of_htmx_are_valid_html():
    bare = [path.name for path in sorted(TEMPLATES.rglob("*.html")) if re.search(r"(?<!data-)hx-\w", path.read_text())]
    assert bare == []
