"""Takes away the English sentences that earlier loads stored as summaries: pages make them in the reader's language."""

import re

from entries.models import EntryText
from organisations.actions import save_organisation
from organisations.models import Organisation
from projects.models import Project

REASON = "Its projects are named in the language of the reader"
NO_PROJECT = "None of its projects is listed at present."
OF_SOME = re.compile(r"The organisation behind (.+)\.")
OF_MANY = re.compile(r"The organisation behind \d+ projects in this directory\.")


def empty_sentences(by=None):
    """Empty the summaries that say exactly what an earlier load made of the names of projects; returns their names.

    Translations of such a sentence go with it. What anybody wrote stays, however it begins.
    """
    begun = Organisation.objects.filter(summary__startswith="The organisation behind ")
    some = [*begun, *Organisation.objects.filter(summary=NO_PROJECT)]
    # Also the former ones, and those of projects that others are behind by now.
    names = set(Project.history.values_list("name", flat=True)) if some else set()
    ours = [one for one in some if _is_made(one.summary, names)]
    for one in ours:
        EntryText.objects.of_entry(one).filter(field="summary").delete()
        one.summary = ""
        save_organisation(one, by=by, reason=REASON)
    return [one.name for one in ours]


def _is_made(summary, names):
    """Say whether nothing but names of projects stands in a sentence, as "A, B and C"."""
    if summary == NO_PROJECT or OF_MANY.fullmatch(summary):
        return True
    found = OF_SOME.fullmatch(summary)
    one = "|".join(re.escape(name) for name in names if name in summary)
    return bool(found and one and re.fullmatch(f"(?:{one})(?:(?:, (?:{one}))* and (?:{one}))?", found[1]))
