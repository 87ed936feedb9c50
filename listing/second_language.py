"""What is handed out in two languages beside each other: that of the page, and a second one that its address names."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language, override

from listing.cards import facts_in_short, sheet_facts, theme_tags
from taxonomy.languages import language_name, writing_direction

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


def said_in(language, say):
    """Return what a function says while a language is active, with its lang and dir; None for no language."""
    if not language:
        return None
    with override(language):
        return {"language": language, "dir": writing_direction(language), "text": str(say())}


def in_second_language(entry, language, *, is_sheet=False):
    """Return what a card says once more in a second language: its summary, unless that stands there, its facts and its
    themes. is_sheet: whether it stands on a sheet to hand out, which tells more.
    """
    first, second = entry.in_language("summary"), entry.in_language("summary", language)
    with override(language):
        facts, themes = facts_in_short(entry), theme_tags(entry.themes.all())
        more = sheet_facts(entry) if is_sheet else ""
    return {
        "language": language,
        "dir": writing_direction(language),
        "summary": second if second != first else None,
        "facts": facts,
        "more": more,
        "themes": themes,
    }
