"""The catalogues: every collected text is there in every language, with its placeholders, and compiled."""

import gettext
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings

LOCALE = Path(settings.BASE_DIR, "locale")
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w+\}")


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


def test_all_languages_have_the_same_texts(messages):
    assert set(catalogue(LANGUAGES[0])) == set(messages)


def test_no_text_is_left_out_or_doubtful(messages):
    gaps = [message.id for message in messages.values() if message.fuzzy or not all(translations(message))]
    assert gaps == []


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
