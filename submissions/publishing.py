"""Makes an entry of what was handed in, through the same form that it came by."""

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from entries.actions import publish, store_texts, withdraw
from entries.further import FurtherText
from entries.indexing import indexed_together
from entries.kinds import kind_named, kind_of
from entries.models import EntryText, PublicationState, TextOrigin
from entries.texts import originals_of
from screening.domains import is_same_site
from submissions.kinds import HANDING_IN, is_only_from, reason_of
from submissions.models import Caretaker
from submissions.models.submission import NEW_ENTRIES
from submissions.payloads import changed_fields, form_of, further_texts_of, payload_of_entry

# What an entry keeps that was taken out, and is published again by the same submission.
KEPT = ("pk", "slug", "logo", "publication", "published_at", "created_at")


def write_entry(submission, *, by, fields=None):
    """Save and publish the entry of a submission; returns it.

    Of a change only what its submitter changed is taken over, and of that only `fields`, so that nobody's later edit
    is written over; its texts in further languages count as written by the organisation. Raises ValidationError where
    the form refuses the payload.
    """
    is_new = submission.kind in NEW_ENTRIES
    entry = None if is_new else locked_target(submission)
    form = form_of(submission.entry_kind, payload_to_write(submission, entry, fields), entry)
    if not form.is_valid():
        raise ValidationError(
            [f"{_label(form, name)}: {error}" for name, errors in form.errors.items() for error in errors]
        )
    entry = form.save(commit=False)
    if is_new and (before := _taken_out_before(submission)):
        for name in KEPT:
            setattr(entry, name, getattr(before, name))
        entry._state.adding = False
    if submission.logo and (fields is None or "logo" in fields):
        entry.logo = ContentFile(bytes(submission.logo.data), name=f"{submission.token}.{submission.logo.extension}")
    _date(entry, submission, by)
    reason = reason_of(submission)
    tags = {name: form.cleaned_data[name] for name in ("themes", "cities")}
    relations = HANDING_IN[submission.entry_kind].relations(form, submission, by) if is_new else {}
    kind_of(entry).store(entry, by=by, reason=reason, **tags, **relations)
    _write_further_texts(entry, submission, payload_taken(submission, fields))
    return publish(entry, by=by, reason=reason) if is_new else entry


def _write_further_texts(entry, submission, payload):
    """Store what a payload says in further languages, as made from the texts beside which it was written.

    What stands in the language that the entry is written in itself by now is left alone: nobody reads it.
    """
    if submission.kind in NEW_ENTRIES:
        payload = _own_before(entry) | payload
    originals = {name: submission.payload.get(name, text) for name, text in originals_of(entry).items()}
    how = {"origin": TextOrigin.OWN, "by": submission.submitter, "originals": originals}
    with indexed_together():
        for language, texts in further_texts_of(payload, entry._meta.model_name).items():
            if language != entry.text_language:
                store_texts(entry, texts, language=language, **how)


def _own_before(entry):
    """Return a payload without the texts that a submission has written before it was taken back, and edited."""
    own = EntryText.objects.of_entry(entry).filter(origin=TextOrigin.OWN)
    return {FurtherText(text.field, text.language).name: "" for text in own}


def write_translation(submission):
    """Store the texts of a translation as those of whoever wrote it; returns their entry.

    A text whose original has changed since is stored as made from the former one, so that it is outdated; one whose
    original is gone is left out. Raises ValidationError where the entry is withdrawn, or by now written in that
    language itself.
    """
    entry = locked_target(submission)
    texts = {field: text for field, text in submission.payload.items() if getattr(entry, field)}
    how = {"language": submission.into, "origin": TextOrigin.PERSON, "by": submission.submitter}
    store_texts(entry, texts, **how, originals={field: submission.base[field] for field in texts})
    return entry


def take_out(submission, *, by):
    """Withdraw the entry that a submission became, and what was published with it; returns the entry.

    Raises ValidationError where somebody has worked on the entry since, or it is withdrawn already.
    """
    entry = locked_target(submission)
    if not is_only_from(submission, entry):
        raise ValidationError(f"“{entry.name}” has been worked on since, and stays.")
    HANDING_IN[submission.entry_kind].take_out(entry, submission, by)
    return withdraw(entry, by=by, reason=f"{reason_of(submission)} taken back")


def _taken_out_before(submission):
    """Return the entry that a submission of a new one became before that was taken back, or None: it keeps its
    address.
    """
    found = kind_named(submission.kind).model.objects.select_for_update()
    entry = found.filter(pk=submission.target_id, publication=PublicationState.WITHDRAWN).first()
    return entry if entry and is_only_from(submission, entry) else None


def payload_to_write(submission, entry, fields=None):
    """Return the payload that approving would write: for a change, the entry as it is now with what was changed."""
    return submission.payload if entry is None else payload_of_entry(entry) | payload_taken(submission, fields)


def payload_taken(submission, fields=None):
    """Return what is taken over of a payload: of a new entry all, of a change what was changed, and `fields` of it."""
    if submission.kind in NEW_ENTRIES:
        return submission.payload
    changed = changed_fields(submission.payload, submission.base)
    return {name: submission.payload[name] for name in changed if fields is None or name in fields}


def locked_target(submission):
    """Return the entry that a submission is about, locked. Raises ValidationError where it is withdrawn or gone."""
    entry = kind_named(submission.target_kind).model.objects.select_for_update().filter(pk=submission.target_id).first()
    if entry is None or entry.publication == PublicationState.WITHDRAWN:
        raise ValidationError("The entry has been withdrawn in the meantime.")
    return entry


def _date(entry, submission, by):
    """Set the dates of trust: a curator has looked, and the organisation has spoken where we know that it was them."""
    entry.checked_on, entry.checked_by = timezone.localdate(), by
    person = submission.submitter
    is_theirs = is_same_site(submission.email, entry.website) or (
        entry.pk and person and Caretaker.objects.of_entry(entry).of_user(person).exists()
    )
    if is_theirs:
        said_on = timezone.localdate(submission.waiting_since)
        # The organisation may have confirmed the entry again while the change waited.
        entry.confirmed_on = max(said_on, entry.confirmed_on or said_on)


def _label(form, name):
    return form.fields[name].label if name in form.fields else name
