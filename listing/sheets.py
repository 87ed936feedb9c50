"""The entries of a sheet to hand out, by theme."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from listing.second_language import said_in


@dataclass(frozen=True)
class SheetSection:
    """heading: the name of a theme, "" where there is nothing to tell apart; second: the same in a second language, as
    said_in() has it.
    """

    heading: str
    second: dict | None
    entries: list


def sections_of(entries, *, among=(), second=""):
    """Return entries as SheetSections, each under the first of its themes, in the order of these; those without one
    come last.

    entries: tagged, in their order within each section; among: slugs of the themes that the list asks for, of which
    each entry has one; second: the second language, "" for none.
    """
    sections = {}
    for entry in entries:
        themes = [theme for theme in entry.themes.all() if not among or theme.slug in among]
        sections.setdefault(themes[0] if themes else None, []).append(entry)
    if len(sections) < 2:
        return [SheetSection("", None, entries)] if entries else []
    in_order = sorted(sections, key=lambda theme: (theme is None, theme and theme.position))
    return [_section(theme, sections[theme], second) for theme in in_order]


def _section(theme, entries, second):
    def name():
        return theme.name if theme else _("Other entries")

    return SheetSection(str(name()), said_in(second, name), entries)
