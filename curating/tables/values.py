"""Reads the values of cells as people and spreadsheets write them.

Each reader takes a text and returns a value, or raises ValueError with the reason in words for whoever typed it.
"""

import re
from datetime import date
from functools import cached_property
from types import MappingProxyType

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from rapidfuzz import fuzz, process

from entries.wording import comma_list
from search.names import spelling_key
from search.text import fold

MOST_NEAREST = 5
LONGEST_SHOWN = 60
ISO_DATE = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)(?:[T ]00:00(?::00(?:\.0+)?)?)?")
# As it is written between Lisbon and Kyiv; some spreadsheets show two digits of the year.
DOTTED_DATE = re.compile(r"(?P<day>\d\d?)\.\s?(?P<month>\d\d?)\.\s?(?P<year>\d{4}|\d\d)")
SLASHED_DATE = re.compile(r"\d{1,4}[/]\d\d?[/]\d{1,4}")
# Two digits of a year: 90 and later are of the last century, as nothing here is older.
FIRST_OF_LAST_CENTURY = 90
WHOLE_NUMBER = re.compile(r"(\d{1,9})(?:[.,]0+)?", re.ASCII)
# What people and spreadsheets of the five languages write for yes and no, each as spelling_key() leaves it.
YES_AND_NO = {
    spelling_key(word): key
    for key, words in {
        "yes": "1 yes true ja wahr oui vrai نعم صحيح صواب так істина",
        "no": "0 no false nein falsch non faux لا خطأ خاطئ ні хибність",
    }.items()
    for word in words.split()
}


def languages_of_site():
    return [code for code, _label in settings.LANGUAGES]


def whole_number(text):
    """Return the number in a text, such as 2015 in “2015”, “2015.0” or “2015,0”."""
    if found := WHOLE_NUMBER.fullmatch(text):
        return int(found[1])
    raise ValueError(_("“%s” is not allowed here.") % shortened(text))


def date_in(text):
    """Return the date in a text: 2026-11-28 or 28.11.2026. With slashes nobody can tell the month from the day."""
    if SLASHED_DATE.fullmatch(text):
        raise ValueError(
            _("“%s” can mean two dates: which is the month? Write it as 2026-11-28 or 28.11.2026.") % shortened(text)
        )
    if found := ISO_DATE.fullmatch(text) or DOTTED_DATE.fullmatch(text):
        year = int(found["year"])
        if len(found["year"]) == 2:
            year += 1900 if year >= FIRST_OF_LAST_CENTURY else 2000
        try:
            return date(year, int(found["month"]), int(found["day"]))
        except ValueError:
            pass
    raise ValueError(_("“%s” is no date. Write it as 2026-11-28 or 28.11.2026.") % shortened(text))


def shortened(text):
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def refusal(text, known, labels=MappingProxyType({})):
    """Return the ValueError about a text that is none of those known, with the nearest of them.

    known: key -> names; labels: key -> what to call it, where that is not the name that is near.
    """
    choices = {(key, name): fold(name) for key, names in known.items() for name in [key, *names]}
    found = process.extract(fold(text), choices, scorer=fuzz.ratio, limit=MOST_NEAREST * 4)
    nearest = {}
    for _name, _score, (key, name) in found:
        label = str(labels.get(key, name))
        nearest.setdefault(key, key if fold(label) == fold(key) else f"{key} ({label})")
    if not nearest:
        return ValueError(_("Not known: %s") % shortened(text))
    return ValueError(
        _("Not known: %(text)s. Nearest: %(nearest)s.")
        % {"text": shortened(text), "nearest": comma_list(list(nearest.values())[:MOST_NEAREST])}
    )


class Words:
    """A fixed set of keys, each with a name in every language; read(text) takes any of them in any spelling.

    choices: a function that returns (key, name) pairs, the names in the active language. further: (spelling, key)
    pairs beside them.
    """

    def __init__(self, choices, further=()):
        self.choices, self.further = choices, further

    @cached_property
    def names(self):
        """Key -> its names."""
        names = {}
        for code in languages_of_site():
            with override(code):
                for key, name in self.choices():
                    names.setdefault(key, {key}).add(str(name))
        return {key: sorted(of_key) for key, of_key in names.items()}

    @cached_property
    def keys_by_spelling(self):
        found = {spelling_key(spelling): {key} for spelling, key in self.further}
        for key, names in self.names.items():
            for name in names:
                found.setdefault(spelling_key(name), set()).add(key)
        if {"yes", "no"} <= self.names.keys():
            found = {spelling: {key} for spelling, key in YES_AND_NO.items()} | found
        return found

    def read(self, text):
        if text in self.names:
            return text
        keys = self.keys_by_spelling.get(spelling_key(text), ())
        if len(keys) == 1:
            return next(iter(keys))
        raise refusal(text, {key: self.names[key] for key in keys or self.names}, dict(self.choices()))
