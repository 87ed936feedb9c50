"""What a change would change, as a curator reads it."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from entries.wording import comma_list
from submissions.admin.differences import differences, list_differences
from submissions.readable import label_of, language_of_field, readable

# What reports and claims ask, in words for curators.
SHORT_LABELS = {"what": _("What is wrong?"), "text": _("In their words"), "role": _("What they do there")}


class ProposedChange(NamedTuple):
    """One field that a submission would change. before, after: lists of Pieces; overtaken: what the field said when
    the change was written, where somebody has changed it since, else ""; language: of a text in a further one.
    """

    name: str
    label: str
    before: list
    after: list
    is_list: bool
    overtaken: str
    language: str


class ProposedText(NamedTuple):
    """One text of a translation. original: what the entry says; before, after: lists of Pieces, of the text as it
    stands in that language and as it is proposed; was, became: the same of the original, where that has changed since.
    """

    name: str
    label: str
    original: str
    before: list
    after: list
    was: list
    became: list


def translation(kind, name, *, original, made_from, now, proposed):
    """Return the ProposedText of one field; made_from: what the original said when it was translated."""
    was, became = ([], []) if original == made_from else differences(made_from, original)
    return ProposedText(name, label_of(kind, name), original, *differences(now, proposed), was, became)


def change(kind, name, *, now, base, proposed):
    """Return the Change of one field: from what the entry says now to what is proposed, all as plain values."""
    before, after = readable(kind, name, now), readable(kind, name, proposed)
    is_list = isinstance(after, list)
    pieces = list_differences(before, after) if is_list else differences(before, after)
    then = readable(kind, name, base) if base != now else ""
    return ProposedChange(
        name,
        label_of(kind, name),
        *pieces,
        is_list,
        comma_list(then) if isinstance(then, list) else then,
        language_of_field(kind, name),
    )
