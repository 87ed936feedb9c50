"""No text of the site escapes translation: neither one that a template spells out, nor one that Python writes.

The pages are rendered in a language whose every text stands in brackets; what stands outside of them was never given to
gettext. The data of the tests stand in brackets themselves.
"""

import re
import sys
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel import Locale
from django.conf import settings
from django.template.base import Lexer, TokenType
from django.utils.translation.trans_real import CONTEXT_SEPARATOR, DjangoTranslation
from django_countries import countries

from submissions.actions import set_intake
from tests.cluster.making import make_event, make_funding, make_page, make_publication
from tests.factories import make_city, make_organisation, make_project, make_theme

pytestmark = pytest.mark.anywhere

TEMPLATES = Path(settings.BASE_DIR, "templates")
KEPT = type(lru_cache(len))
LETTER = re.compile(r"[^\W\d_]")
# Names that are the same in every language.
NAMES = [
    *("CSV", "JSON", "GeoJSON", "PDF", "BibTeX", "CC BY 4.0"),
    settings.SITE_NAME,
    *(name for _code, name in settings.LANGUAGES),
]


class Reader(HTMLParser):
    """Collects what a visitor sees or hears of a page, piece by piece."""

    def __init__(self, text):
        super().__init__()
        self.pieces = []
        self.silent = None  # the element within which nothing is read
        self.feed(re.sub("</?(mark|b)>", "", text))
        self.close()

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag in ("script", "style", "pre") or attributes.get("translate") == "no":
            self.silent = tag
        self.pieces += [value for name, value in attributes.items() if value and self.is_read(name, value)]
        if tag == "meta" and str(attributes.get("name") or attributes.get("property")).endswith(
            ("description", ":title")
        ):
            self.pieces.append(attributes["content"])

    @staticmethod
    def is_read(name, value):
        """Say whether an attribute is read: by name, or because it holds a sentence for a script."""
        return name in ("alt", "title", "aria-label", "placeholder", "label", "abbr") or (
            name.startswith("data-") and not name.startswith("data-hx-") and " " in value and not value.startswith("{")
        )

    def handle_endtag(self, tag):
        if tag == self.silent:
            self.silent = None

    def handle_data(self, text):
        if not self.silent:
            self.pieces.append(text)


def left_over(text, names=()):
    """Return the pieces of a page that have letters outside of brackets, and are no names."""
    found, is_open = [], False
    for piece in Reader(text).pieces:
        # A sentence with a field within it is several pieces: the first opens the brackets, the last closes them.
        whole = f"⟦{piece}" if is_open else piece
        is_open = whole.count("⟦") > whole.count("⟧")
        rest, shorter = None, f"{whole}⟧" if is_open else whole
        while rest != shorter:
            rest, shorter = shorter, re.sub(r"⟦[^⟦⟧]*⟧", "", shorter)
        for name in sorted([*NAMES, *names], key=len, reverse=True):
            rest = rest.replace(name, "")
        rest = re.sub(r"\S+@\S+|(https?://)?\b[a-z0-9-]+(\.[a-z0-9-]+)+(/\S*)?", "", rest)
        if LETTER.search(rest):
            found.append(" ".join(piece.split()))
    return found


def spelled_out(template):
    """Return a template's text without its tags, variables, comments, styles and what is marked for translation."""
    kept, is_marked, is_style = [], False, False
    for token in Lexer(template).tokenize():
        if token.token_type == TokenType.TEXT and not is_marked:
            kept.append(token.contents)
        elif token.token_type == TokenType.BLOCK:
            name = token.split_contents()[0]
            if token.contents == "block style" or (is_style and name == "endblock"):
                kept.append("</style>" if is_style else "<style>")
                is_style = not is_style
            is_marked = name in ("blocktranslate", "comment") or (
                is_marked and name not in ("endblocktranslate", "endcomment")
            )
    return "".join(kept)


def test_templates_spell_out_no_text():
    found = {}
    for path in sorted(TEMPLATES.rglob("*.*")):
        # Only curators see these, in English.
        is_public = not {"admin", "styleguide"} & set(path.parts)
        if is_public and (texts := left_over(spelled_out(path.read_text()))):
            found[str(path.relative_to(TEMPLATES))] = texts
    assert found == {}


def forget_what_is_kept():
    """Empty the cache of each function of this project."""
    ours = {path.parent.name for path in Path(settings.BASE_DIR).glob("*/__init__.py")}
    modules = [module for name, module in sys.modules.items() if name.partition(".")[0] in ours]
    for kept in {value for module in modules for value in vars(module).values() if isinstance(value, KEPT)}:
        kept.cache_clear()


@pytest.fixture
def bracketed(monkeypatch):
    """Put every text that gettext is asked for in brackets."""

    def one(_self, text):
        return f"⟦{text.rpartition(CONTEXT_SEPARATOR)[2]}⟧"

    def one_or_many(self, text, plural, number):
        return one(self, text if number == 1 else plural)

    # What is kept for each language would come from other tests without brackets, and go to them with.
    monkeypatch.setattr(countries, "_iter_cache", {}, raising=False)
    forget_what_is_kept()
    monkeypatch.setattr(DjangoTranslation, "gettext", one)
    monkeypatch.setattr(DjangoTranslation, "ngettext", one_or_many)
    yield
    forget_what_is_kept()


@pytest.fixture
def directory(db):
    """Something of every kind, every name and text of it in brackets."""
    make_theme("language", name="⟦Language⟧", introduction="⟦How to talk.⟧")
    make_theme("housing", name="⟦Housing⟧")
    make_city("berlin", name="⟦Berlin⟧")
    make_city("paris", name="⟦Paris⟧")
    network = make_organisation(
        "⟦Network⟧", slug="network", kind="grassroots", summary="⟦A network.⟧", cities=["berlin"]
    )
    one = make_organisation("⟦One⟧", slug="one", summary="⟦One.⟧", networks=[network], founded=2010, size="6-10")
    other = make_organisation("⟦Other⟧", slug="other", summary="⟦Other.⟧", themes=["language"], cities=["berlin"])
    common = {"summary": "⟦It helps.⟧", "description": "⟦Much.⟧"}
    project = make_project(
        "⟦Running⟧",
        slug="running",
        status="active",
        launched=2015,
        newcomer_led="yes",
        languages=["de", "ar"],
        seeking=["funding", "partners"],
        technologies="⟦Python⟧",
        source_code="https://code.example/running",
        website="https://running.example",
        organisations=[one, other],
        themes=["language", "housing"],
        **common,
    )
    make_project("⟦Ended⟧", slug="ended", status="discontinued", launched=2015, ended=2018, lessons="⟦Ask.⟧", **common)
    make_project("⟦Abroad⟧", slug="abroad", status="active", cities=["paris"], country="FR", **common)
    make_project("⟦Bare⟧", slug="bare", cities=[], country="", themes=[], **common)
    texts = {"summary_en": "⟦Short.⟧", "text_en": "⟦Long.⟧", "themes": ["language"]}
    make_event("⟦Meeting⟧", slug="meeting", place="⟦Hall⟧", organiser=one, languages=["en"], **texts)
    make_publication("⟦Report⟧", slug="report", authors="⟦Author⟧", languages=["de"], projects=[project], **texts)
    make_funding("⟦Grant⟧", slug="grant", amount_from=5000, amount_to=50000, **texts)
    make_page("about", title_en="⟦About⟧", summary_en="⟦Short.⟧", text_en="⟦Long.⟧")


PAGES = [
    "/",
    "/projects/",
    "/projects/?theme=language&theme=housing&where=berlin&status=all&q=helps&sort=newest",
    "/projects/?q=zzzqqq&theme=language",
    "/projects/?theme=nonsense&colour=red",
    "/projects/running/",
    "/projects/ended/",
    "/projects/bare/",
    "/organisations/",
    "/organisations/one/",
    "/organisations/network/",
    "/themes/",
    "/themes/language/",
    "/cities/",
    "/cities/berlin/",
    "/map/",
    "/map/world/?theme=language",
    "/insights/",
    "/events/",
    "/events/month/",
    "/events/meeting/",
    "/publications/",
    "/publications/report/",
    "/funding/",
    "/funding/grant/",
    "/search/?q=helps",
    "/contact/",
    "/about/",
    "/submit/",
    "/submit/rules/",
    "/submit/project/",
    "/submit/organisation/",
    "/report/project/running/",
    "/claim/project/running/",
    "/mine/sign-in/",
]


def names_of_cldr():
    """Names and words that come with their translations from CLDR rather than from gettext."""
    locale = Locale("de")
    dates = [*locale.days["format"]["wide"].values(), *locale.months["format"]["wide"].values()]
    short = [locale.days["stand-alone"], locale.months["format"], locale.months["stand-alone"]]
    short = [name for names in short for name in names["abbreviated"].values()]
    places = [locale.territories[code] for code in countries.countries]
    return [*locale.languages.values(), *places, *dates, *short, " und ", "Berlin", "Uhr"]


def untranslated(client, paths, names=()):
    """Return path -> what is left over there, of the German pages where something is."""
    names = [*names, *names_of_cldr()]
    pages = {path: client.get(f"/de{path}").content.decode() for path in paths}
    return {path: texts for path, page in pages.items() if (texts := left_over(page, names))}


def test_pages_have_no_text_that_was_never_given_to_gettext(client, directory, bracketed):
    assert untranslated(client, PAGES, ["zzzqqq", "nonsense", "colour", "helps"]) == {}


def test_an_error_and_the_pages_of_a_paused_intake_have_none_either(client, directory, bracketed):
    set_intake(state="paused", message="⟦Too much at once.⟧")
    paths = ["/", "/submit/", "/submit/project/", "/submit/rules/", "/no/such/page/"]
    assert untranslated(client, paths, ["page"]) == {}
