"""Markdown as text: what those read who want no HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.drafting import escaped
from newsletter.plain_text import plain_text, words_in_a_line


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("", ""),
        ("One *soft* **line**\nand more.", "One soft line and more."),
        ("# Head\n\nText.", "Head\n----\n\nText."),
        ("See [the list](https://example.org/a).", "See the list: https://example.org/a."),
        ("<https://example.org/a>", "https://example.org/a"),
        ("Write to <me@example.org>.", "Write to me@example.org."),
        ("- One\n- [Two](https://example.org)", "- One\n- Two: https://example.org"),
        ("3. Three\n4. Four", "3. Three\n4. Four"),
        ("- One\n  - Inner\n\n  Second paragraph.", "- One\n  - Inner\n  Second paragraph."),
        ("Text.\n\n---\n\nMore.", "Text.\n\n--------------------\n\nMore."),
        ("    code <b>\n", "code <b>"),
        ("A  \nB", "A\nB"),
        ("#\n\n-\n", ""),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ],
)
def test_markdown_becomes_text_that_reads_well(markdown, text):
    assert plain_text(markdown) == text


def test_words_in_a_line_are_without_markup():
    assert words_in_a_line("# Head\n\n- [Name](https://example.org): *new*\n- `code`") == "Head Name: new code"


@given(st.text(max_size=300))
def test_any_text_can_be_made_plain(text):
    assert isinstance(plain_text(text), str)
    assert "\n" not in words_in_a_line(text)


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=60))
def test_what_is_escaped_reads_as_it_was_typed(name):
    if " ".join(name.split()):
        shown = words_in_a_line(f"- [{escaped(name)}](https://example.org/): x")
        assert shown == f"{' '.join(name.split())}: x"
