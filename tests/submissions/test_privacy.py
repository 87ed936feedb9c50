"""The privacy page says the same in every language; `test_terms` compares its terms with the code."""

from pathlib import Path

from django.conf import settings

PAGES = Path(settings.BASE_DIR, "fixtures", "cluster", "pages")


def test_every_language_has_the_same_paragraphs_and_points():
    shapes = {
        code: [line[:2] if line.startswith(("#", "- ")) else "text" for line in text.splitlines() if line]
        for code, _name in settings.LANGUAGES
        if (text := (PAGES / f"privacy.{code}.md").read_text())
    }
    assert len({tuple(shape) for shape in shapes.values()}) == 1
