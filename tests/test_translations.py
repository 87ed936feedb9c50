"""The catalogues: every text of the site is there in every language, with its placeholders, and compiled."""

import gettext
import io
import re
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
LOCALE = ROOT / "locale"
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
ARABIC = (0, 1, 2, 3, 11, 100)  # none, one, two, few, many, the rest
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w+\}")


# What xgettext looks for in Python: the places of singular, plural and context ("c") among the arguments.
SIMPLE, PLURAL, IN_CONTEXT, PLURAL_IN_CONTEXT = None, (1, 2), ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    "_": SIMPLE,
    "gettext": SIMPLE,
    "gettext_lazy": SIMPLE,
    "gettext_noop": SIMPLE,
    "ngettext": PLURAL,
    "ngettext_lazy": PLURAL,
    "pgettext": IN_CONTEXT,
    "pgettext_lazy": IN_CONTEXT,
    "npgettext": PLURAL_IN_CONTEXT,
    "npgettext_lazy": PLURAL_IN_CONTEXT,
}


def sources():
    """Return the files that `make messages` looks through."""
    left_out = re.search(r"^NOT_TRANSLATED = (.+)$", (ROOT / "Makefile").read_text(), re.M)[1].split()
    found = [path for kind in ("py", "html", "txt") for path in ROOT.rglob(f"*.{kind}")]
    return [
        path
        for path in found
        if not any(fnmatch(part, pattern) for part in path.relative_to(ROOT).parts for pattern in left_out)
    ]


def as_python(path):
    """Return a module, or a template as a module that has its texts: without indents, which a template has not."""
    text = path.read_text()
    if path.suffix == ".py":
        return text
    return "\n".join(line.strip() for line in templatize(text).split("\n"))


@cache
def asked_for():
    """Return (context, text, plural or None, file) for every text in the templates and modules.

    In pure Python, as a machine that only runs the tests has no gettext.
    """
    found = []
    for path in sources():
        module = io.BytesIO(as_python(path).encode())
        for _line, text, _comments, context in extract("python", module, keywords=KEYWORDS):
            one, plural = text if isinstance(text, tuple) else (text, None)
            found.append((context, one, plural, str(path.relative_to(ROOT))))
    return found


@cache
def collected():
    """Return (context, text) -> (plural or None, file) of every text in the templates and modules."""
    texts = {}
    for context, one, plural, file in asked_for():
        if plural or (context, one) not in texts:
            texts[context, one] = plural, file
    return texts


def catalogue(language):
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return {(message.context, message.id): message for message in read_po(file, locale=language) if message.id}


def translations(message):
    return message.string if isinstance(message.string, tuple) else (message.string,)


def originals(message):
    return message.id if isinstance(message.id, tuple) else (message.id,)


@pytest.fixture(scope="module", params=LANGUAGES)
def language(request):
    return request.param


@pytest.fixture(scope="module")
def messages(language):
    return catalogue(language)


def test_every_text_of_the_site_is_in_the_catalogue(messages):
    known = {
        (message.context, *originals(message)[:1]): (*originals(message)[1:], None)[0] for message in messages.values()
    }
    missing = [
        f"{file}: {one}"
        for (context, one), (plural, file) in collected().items()
        if known.get((context, one), "") != plural
    ]
    assert missing == []


def test_no_text_is_asked_for_both_alone_and_with_a_plural():
    """A catalogue keeps one entry for both, and finds it only by a number: alone the text would stay English."""
    with_plural = {(context, one) for context, one, plural, _file in asked_for() if plural}
    assert [
        f"{file}: {one}" for context, one, plural, file in asked_for() if not plural and (context, one) in with_plural
    ] == []


def test_no_catalogue_keeps_a_text_that_the_site_has_no_longer(messages):
    assert [key for key in messages if (key[0], originals(messages[key])[0]) not in collected()] == []


def test_no_text_is_left_out_or_doubtful(messages):
    gaps = [message.id for message in messages.values() if message.fuzzy or not all(translations(message))]
    assert gaps == []


@pytest.mark.parametrize(("language", "numbers"), [("de", (1, 2)), ("fr", (1, 2)), ("uk", (1, 2, 5)), ("ar", ARABIC)])
def test_every_kind_of_number_has_a_form_of_its_own(language, numbers):
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        header = read_po(file, locale=language)
    form_of = gettext.c2py(header.plural_expr)
    assert len({form_of(number) for number in numbers}) == len(numbers)
    plurals = [message for message in catalogue(language).values() if isinstance(message.id, tuple)]
    assert plurals
    assert [message.id for message in plurals if len(message.string) != header.num_plurals] == []


def test_placeholders_are_those_of_the_original(messages):
    """A form of the plural may say its number in words; the last one, which stands for most numbers, may not."""
    wrong = []
    for message in messages.values():
        allowed = {name for text in originals(message) for name in PLACEHOLDER.findall(text)}
        wanted = set(PLACEHOLDER.findall(originals(message)[-1]))
        found = [set(PLACEHOLDER.findall(text)) for text in translations(message)]
        if found[-1] != wanted or any(not names <= allowed for names in found):
            wrong.append((message.id, message.string))
    assert wrong == []


def test_what_is_compiled_is_what_is_translated(language, messages):
    """A user's machine needs no gettext, as the compiled catalogue is committed."""
    with (LOCALE / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    stale = []
    for message in messages.values():
        original = originals(message)
        key = f"{message.context}\x04{original[0]}" if message.context else original[0]
        for form, text in enumerate(translations(message)):
            stored = compiled._catalog.get((key, form) if len(original) > 1 else key)
            if stored != text:
                stale.append((message.id, stored))
    assert stale == []
