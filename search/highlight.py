"""Marks in a text what a query found there."""

from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from search.articles import forms
from search.text import placed_words


def highlight_terms(text, query):
    """Return a text as safe HTML, the words that the query found in <mark>; blank or None queries mark nothing.

    Text that is HTML already (marked safe) is returned as it is: there is no telling its words from its tags.
    """
    if not query or hasattr(text, "__html__"):
        return conditional_escape(text)
    text = str(text)
    parts, done = [], 0
    for start, end in _spans(text, query):
        parts += [
            conditional_escape(text[done:start]),
            "<mark>",
            conditional_escape(text[start:end]),
            "</mark>",
        ]
        done = end
    parts.append(conditional_escape(text[done:]))
    return mark_safe("".join(parts))  # noqa: S308 - every part is escaped above


def _spans(text, query):
    """Return (start, end) of what is to be marked, in order, without overlap; the words of a phrase as one."""
    placed = [(forms(word), start, end) for word, start, end in placed_words(text)]
    found = [stem for (stem, *_others), _start, _end in placed]
    rows = [words.split() for term in query.terms for words in term if " " in words]
    spans = []
    for place, (found_under, start, end) in enumerate(placed):
        ends = [placed[place + len(p) - 1][2] for p in query.phrases if tuple(found[place : place + len(p)]) == p]
        ends += [placed[place + len(row) - 1][2] for row in rows if _stands_at(place, row, placed)]
        if any(_begins(form, query.terms) for form in found_under):
            ends.append(end)
        if ends:
            spans.append((start, max(ends)))
    return _joined(spans)


def _stands_at(place, row, placed):
    """Say whether the pieces of a word with hyphens follow each other from a place on."""
    *others, (last_forms, _start, _end) = placed[place : place + len(row)]
    is_complete = [found_under[0] for found_under, _start, _end in others] == row[:-1]
    return is_complete and any(_begins(form, [row[-1:]]) for form in last_forms)


def _begins(word, terms):
    return any(word.startswith(one) if len(one) > 1 else word == one for alternatives in terms for one in alternatives)


def _joined(spans):
    joined = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
