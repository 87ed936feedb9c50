"""The browsers of these tests see the fonts of tests/fonts and no others, whatever is installed."""

import sys

import pytest

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(sys.platform != "linux", reason="only there browsers take their fonts from fontconfig"),
]
FAMILIES = ["system-ui", "ui-serif", "serif", "monospace", "Arial", "Noto Sans"]
WIDTHS = """families => families.map((family) => {
    const brush = document.createElement("canvas").getContext("2d");
    brush.font = `100px "${family}", ${family}`;
    return brush.measureText("Dortmund").width;
})"""


@pytest.mark.parametrize("font", ["wide", "narrow"])
def test_every_family_is_the_font_of_the_test(new_page, font):
    (width,) = set(new_page(font=font).evaluate(WIDTHS, FAMILIES))

    assert width > 500 if font == "wide" else width < 400
