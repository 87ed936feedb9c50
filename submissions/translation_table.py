"""The table of texts for those who translate elsewhere: out as CSV, and in again as a whole or not at all.

A row is one text of one entry, with a mark of what its texts looked like when the table was made.
"""

from collections import defaultdict
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from curating.tables.files import RowComplaint, UnreadableTable, read_sheet
from entries.doubting import IS_RIGHT
from entries.kinds import kinds
from entries.models import TextOrigin
from entries.texts import fields_in_languages, give_texts
from listing.exports import csv_cell
from sharing.picking import pick_key
from submissions.translating import TranslationForm, open_translations, state_in_words, state_seen, untranslated

COLUMNS = ("entry", "name", "field", "source_language", "source", "language", "translation", "state", "seen")
MOST_BYTES = 5 * 1024 * 1024
MEGABYTES = MOST_BYTES // (1024 * 1024)
# What of a refused table is told at once.
MOST_COMPLAINTS = 100
# States of texts that a person may say to have read, and found right.
UNREAD = {TextOrigin.MACHINE.value, TextOrigin.OWN.value, "outdated"}


class TableRefused(Exception):
    """A table has mistakes. complaints: all of them, as a list of RowComplaint."""

    def __init__(self, complaints):
        super().__init__(f"{len(complaints)} complaints")
        self.complaints = complaints


@dataclass(frozen=True)
class TableRow:
    """A row as it came; number: the line of a RowComplaint."""

    number: int
    values: dict

    @property
    def text(self):
        return self.values["translation"]


class TableForm(forms.Form):
    """A table that comes back."""

    table = forms.FileField(
        label=gettext_lazy("The table with your translations"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
        help_text=gettext_lazy(
            "CSV or XLSX, with the columns that you got here and what you wrote under “translation”."
        ),
    )
    language_is_right = forms.BooleanField(
        label=gettext_lazy("The texts are in the right language, however they look"), required=False
    )

    def clean_table(self):
        table = self.cleaned_data["table"]
        if table.size > MOST_BYTES:
            raise forms.ValidationError(_("At most %(number)s MB, please."), params={"number": MEGABYTES}, code="size")
        return table


def rows_out(language, person, state):
    """Yield the rows of a table with what there is to do for a person in a language, the names of the columns first.

    state: which of submissions.translating.STATES.
    """
    yield COLUMNS
    for group in untranslated(language, person, state):
        entries = list(group.entries)
        give_texts(entries, language)
        proposals = open_translations(person, language, entries)
        for entry in entries:
            yield from _rows_of(entry, language, proposals.get(entry))


def _rows_of(entry, language, proposal):
    seen = state_seen(entry, language, proposal, entry.further_texts)
    for field in fields_in_languages(entry._meta.model_name):
        if source := getattr(entry, field):
            text, state = _at_hand(entry, language, field, proposal)
            values = [pick_key(entry), entry.name, field, entry.text_language, source, language]
            yield [csv_cell(value) for value in [*values, text, state, seen]]


def _at_hand(entry, language, field, proposal):
    """Return the text of a field in a language, as it waits or else as it is stored, and its state in a word."""
    if proposal and field in proposal.payload:
        return proposal.payload[field], proposal.state
    known = entry.further_texts.get((language, field))
    return known.text if known else "", state_in_words(known)


def rows_in(content, language):
    """Return the TableRows in the bytes of a file. Raises TableRefused on anything but a table of this language."""
    try:
        sheet = read_sheet(content)
    except UnreadableTable as error:
        raise TableRefused([RowComplaint(error.line, str(error))]) from None
    complaints = [
        RowComplaint(0, _("A column is missing: %(name)s.") % {"name": n}) for n in COLUMNS if n not in sheet.columns
    ]
    complaints = complaints or [
        *sheet.complaints,
        *(
            RowComplaint(line.number, _("This row is for another language."))
            for line in sheet.lines
            if line.cells["language"].strip() != language
        ),
    ]
    if complaints:
        raise TableRefused(complaints)
    return [TableRow(line.number, {name: cell.strip() for name, cell in line.cells.items()}) for line in sheet.lines]


def texts_to_store(rows, language, person, *, is_right):
    """Return (entry, texts to store) of each entry of which rows by a person say something new; texts: field -> text.

    Reads what is stored now, so in the turn in which it is written. is_right: whether it was said that the language is
    right, however a text looks. Raises TableRefused.
    """
    complaints, by_entry = [], defaultdict(dict)
    entries = _entries_named({row.values["entry"] for row in rows})
    for row in rows:
        entry, field = entries.get(row.values["entry"]), row.values["field"]
        if entry is None:
            complaints.append(RowComplaint(row.number, _("The directory has no entry of this name.")))
        elif field not in fields_in_languages(entry._meta.model_name) or not getattr(entry, field):
            complaints.append(RowComplaint(row.number, _("The entry has no such text.")))
        elif field in by_entry[entry]:
            complaints.append(RowComplaint(row.number, _("The same text is in two rows.")))
        else:
            by_entry[entry][field] = row
    give_texts(by_entry, language)
    proposals, found = open_translations(person, language, by_entry), []
    for entry, said in by_entry.items():
        proposal = proposals.get(entry)
        new = {field: row for field, row in said.items() if _is_new(row, *_at_hand(entry, language, field, proposal))}
        complaints += _wrong_with(entry, new, language, proposal, is_right)
        found.append((entry, {field: row.text for field, row in new.items()}))
    if complaints:
        raise TableRefused(sorted(complaints, key=lambda complaint: complaint.line))
    return [(entry, texts) for entry, texts in found if texts]


def _entries_named(keys):
    found = {}
    for kind in kinds():
        slugs = [key.partition("/")[2] for key in keys if key.partition("/")[0] == kind.key]
        found |= {pick_key(entry): entry for entry in kind.model.objects.published().filter(slug__in=slugs)}
    return found


def _is_new(row, text, state):
    """Whether a row has another text than the one at hand, or says that a person has read that."""
    is_read = row.values["state"] == TextOrigin.PERSON
    return row.text != text or bool(text and is_read and state in UNREAD)


def _wrong_with(entry, rows, language, proposal, is_right):
    """Return the Complaints about the new texts of an entry: what its form says of them, and what changed meanwhile."""
    if not rows:
        return []
    if language == entry.text_language:
        return [RowComplaint(row.number, _("The entry itself is written in this language.")) for row in rows.values()]
    now = state_seen(entry, language, proposal, entry.further_texts)
    changed = [row for row in rows.values() if row.values["seen"] != now]
    if changed:
        text = _("The entry or its translation has changed since the table was made. Get a new table for it.")
        return [RowComplaint(row.number, text) for row in changed]
    typed = {field: row.text for field, row in rows.items()} | ({IS_RIGHT: "on"} if is_right else {})
    form = TranslationForm(entry, language, typed, proposal=proposal)
    return [RowComplaint(rows[name].number, " ".join(errors)) for name, errors in form.errors.items() if name in rows]
