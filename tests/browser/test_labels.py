"""What is short stays whole on a phone: the menu in one line, labels within what they stand in."""

import pytest
from django.conf import settings

pytestmark = pytest.mark.browser

PREFIXES = ["" if code == settings.LANGUAGE_CODE else f"/{code}" for code, _name in settings.LANGUAGES]
PAGES = [
    "/",
    "/projects/?theme=housing&where=berlin&status=all",
    "/projects/redi-school-of-digital-integration/",
    "/organisations/?country=DE",
    "/events/?when=past",
    "/publications/?language=en",
    "/funding/?stage=open",
    "/submit/project/",
    "/newsletter/",
]
# About as much as a font that is a fifth wider needs.
WIDER = ".button, .chip, .badge, .tag, select { letter-spacing: 0.1em !important; }"
LINES_OF_THE_MENU = """() => new Set([...document.querySelectorAll(".menu > li > a")]
    .map((link) => Math.round(link.getBoundingClientRect().top))).size"""
# Labels whose ink leaves their box or the window, and options that their select cuts off.
CUT_OFF = """() => {
    const ARROW = 18; // what browsers keep of a select for its arrow
    const isClipped = (node) => getComputedStyle(node).clipPath !== "none"; // what only screen readers read
    const isSeen = (node) => node.checkVisibility({ visibilityProperty: true }) && !isClipped(node);
    const found = [];
    for (const box of document.querySelectorAll(".button, .chip, .badge, .tag")) {
        const outer = box.getBoundingClientRect();
        const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
            if (!texts.currentNode.data.trim() || !isSeen(texts.currentNode.parentElement)) continue;
            const ink = document.createRange();
            ink.selectNodeContents(texts.currentNode);
            const { left, right } = ink.getBoundingClientRect();
            if (!right) continue;
            const fits = outer.left - 1 < left && right < outer.right + 1 && left >= 0 && right <= innerWidth;
            if (!fits) found.push(texts.currentNode.data.trim());
        }
    }
    for (const select of document.querySelectorAll("select")) {
        if (!isSeen(select) || select.options.length > 20) continue;
        const style = getComputedStyle(select);
        const brush = document.createElement("canvas").getContext("2d");
        brush.font = style.font;
        brush.letterSpacing = style.letterSpacing;
        const room = select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - ARROW;
        for (const { label } of select.options) if (brush.measureText(label).width > room + 1) found.push(label);
    }
    return found;
}"""


@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_menu_fits_one_line_of_a_phone(new_page, prefix):
    page = new_page(width=360)
    for path in ("/", "/projects/", "/insights/", "/cluster/"):
        page.goto(prefix + path)
        assert page.evaluate(LINES_OF_THE_MENU) == 1, path


@pytest.mark.parametrize("prefix", PREFIXES)
def test_labels_are_whole_in_a_font_that_is_a_fifth_wider(new_page, prefix):
    page = new_page(width=360, bypass_csp=True)
    cut_off = {}
    for path in PAGES:
        page.goto(prefix + path)
        page.add_style_tag(content=WIDER)
        page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        if found := page.evaluate(CUT_OFF):
            cut_off[path] = found
    assert cut_off == {}
