"""A publication as others cite it: in one line, and as BibTeX."""

import re

from cluster.models.items import shown_names
from listing.exports import absolute
from search.text import plain
from taxonomy.texts import CODES

CONTENT_TYPE = "application/x-bibtex; charset=utf-8"
TYPES = {"report": "techreport", "case-study": "misc", "analysis": "techreport", "article": "article"}
# BibTeX calls the publisher something else in each type.
PUBLISHERS = {"techreport": "institution", "article": "journal", "misc": "howpublished"}
SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    **{character: f"\\{character}" for character in "&%$#_"},
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def original_title(publication):
    """Return the title in the language that it is written in, as far as that is known; else the first there is."""
    written_in = [code for code in publication.languages if code in CODES]
    titles = (getattr(publication, f"title_{code}") for code in (*written_in, *CODES))
    return next((title for title in titles if title), publication.title)


def publisher_of(publication):
    """Return who published it: as noted, or the organisations of its authors."""
    return publication.publisher or ", ".join(shown_names(publication.organisations.all()))


def address_of(publication):
    return publication.url or absolute(publication.get_absolute_url())


def citation(publication):
    """Return one line of plain text, e.g. "Mason, Ben (2018): Tech Jobs for Refugees. MPI Europe. https://…"."""
    authors = "; ".join(map(_family_first, publication.author_list))
    publisher = publisher_of(publication)
    who = authors or publisher
    title = original_title(publication)
    head = f"{who} ({publication.year}): {title}" if who else f"{title} ({publication.year})"
    parts = [head, publisher if authors else "", address_of(publication)]
    return ". ".join(part.rstrip(".") for part in parts if part)


def _family_first(name):
    if "," in name:
        return name
    given, _space, family = name.rpartition(" ")
    return f"{family}, {given}" if given else name


def bibtex(publication, key=""):
    """Return a BibTeX entry, with what is special to TeX escaped; text stays UTF-8. key: "" for its usual one."""
    entry_type = TYPES[publication.kind]
    fields = {
        "title": f"{{{_escaped(original_title(publication))}}}",
        "author": " and ".join(_escaped(_family_first(name)) for name in publication.author_list),
        "year": str(publication.year),
        PUBLISHERS[entry_type]: _escaped(publisher_of(publication)),
        "url": re.sub(r"[{}\\\s]", "", address_of(publication)),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{entry_type}{{{key or _key(publication)},", *lines, "}"]) + "\n"


def _key(publication):
    first = publication.author_list[0].rpartition(" ")[2] if publication.author_list else publisher_of(publication)
    words = plain(first).split() or ["anonymous"]
    title = [word for word in plain(original_title(publication)).split() if len(word) > 3]
    key = f"{words[0]}{publication.year}{title[0] if title else ''}"
    return re.sub(r"[^a-z0-9]", "", key) or f"publication{publication.pk}"


def _escaped(text):
    return "".join(SPECIAL.get(character, character) for character in text)


def bibtex_export(exported):
    """Write an ExportedList of publications as BibTeX, with no key twice."""
    taken = set()
    for publication in exported.rows:
        key = _key(publication)
        key = f"{key}-{publication.pk}" if key in taken else key
        taken.add(key)
        yield bibtex(publication, key) + "\n"
