"""A list to hand out in two languages beside each other: that of the page, and a second one that its address names."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language, get_language_info, override

from entries.texts import shown_text
from listing.cards import facts_in_short
from taxonomy.languages import language_name

SECOND = "second"  # parameter
LONGEST_UNKNOWN = 20  # letters


@dataclass(frozen=True)
class SecondLanguage:
    """code: "" for none; unknown: what was asked for and is none; choices: (code, name); carried: (name, value) of what
    else the address asks for.
    """

    code: str
    unknown: str
    choices: list
    carried: list


def second_language(query):
    """Return the SecondLanguage that a query asks for, of those of the interface that the page is not in."""
    asked, own = query.get(SECOND, ""), get_language()
    choices = [(code, language_name(code)) for code, _label in settings.LANGUAGES if code != own]
    is_there = asked in dict(choices)
    return SecondLanguage(
        code=asked if is_there else "",
        unknown="" if is_there or asked == own else asked.replace("\0", "")[:LONGEST_UNKNOWN],
        choices=choices,
        carried=[(name, value) for name, values in query.lists() if name != SECOND for value in values],
    )


def in_second_language(entry, language):
    """Return what a card says once more in a second language: its summary, unless that stands there, and its facts."""
    first, second = shown_text(entry, "summary"), shown_text(entry, "summary", language)
    with override(language):
        facts = facts_in_short(entry)
    return {
        "language": language,
        "dir": "rtl" if get_language_info(language)["bidi"] else "ltr",
        "summary": second if second != first else None,
        "facts": facts,
    }
