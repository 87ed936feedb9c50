"""By which signs together a page is taken for a parked one, and by which it is not."""

import pytest

from upkeep.parking import is_parked, signs_of_parking, title_of

MANY_WORDS = "We teach German in cafés and offer advice to people who have just arrived in town. " * 5


def signs(body, title="Courses", asked="lingo.example", answering="lingo.example"):
    page = f"<html><head><title>{title}</title><style>a {{}}</style></head><body>{body}</body></html>"
    return set(signs_of_parking(page, asked=asked, answering=answering))


@pytest.mark.parametrize(
    "page",
    [
        {"body": "This domain is for sale.", "title": "lingo.example"},
        {"body": '<script src="//img.sedoparking.com/x.js"></script>Related searches', "title": "lingo.example"},
        {"body": f'<a href="https://dan.com/buy">Buy this domain</a> {MANY_WORDS}'},
        {"body": "<h1>Diese Domain steht zum Verkauf</h1>"},
        {"body": "<h1>Ce nom de domaine est à vendre</h1>"},
        {"body": "<h1>Цей домен продається</h1>"},
        {"body": "<h1>هذا النطاق للبيع</h1>"},
        {"body": "Make an offer", "answering": "www.afternic.com", "asked": "lingo.example"},
    ],
)
def test_several_signs_together_make_a_parked_page(page):
    assert is_parked(signs(**page))


@pytest.mark.parametrize(
    "page",
    [
        # An application that is drawn by a script, and named like its host.
        {"body": '<div id="root"></div>', "title": "lingo.example"},
        {"body": f"{MANY_WORDS} A story of how the old domain is for sale."},
        {"body": f'<a href="https://sedo.com/about">Our sponsor</a> {MANY_WORDS}'},
        {"body": MANY_WORDS, "title": "lingo.example"},
        {"body": "", "title": ""},
        {"body": "sedoparking.com and bodis.com are two of them", "title": "A list"},
        {"body": MANY_WORDS, "answering": "notdan.com"},
    ],
)
def test_one_sign_alone_or_weak_ones_do_not(page):
    assert not is_parked(signs(**page))


def test_what_scripts_and_styles_say_is_no_text():
    assert "for sale" not in signs("<script>const text = 'this domain is for sale'</script>")


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("<title>Lingo &amp; Lab</title>", "Lingo & Lab"),
        ("<TITLE lang=en>\n Lingo\n Lab </TITLE>", "Lingo Lab"),
        ("<title>", ""),
        ("", ""),
    ],
)
def test_the_title_is_read_as_a_person_would(page, title):
    assert title_of(page) == title
