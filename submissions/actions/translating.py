"""Writes the translations of those who were asked for them: at once, or as proposals that a curator decides on."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import User
from entries.actions import TextsChangedError, check_texts, store_texts
from entries.indexing import indexed_together
from entries.models import Entry, EntryText, TextOrigin
from entries.texts import originals_of, texts_that_differ
from operations.turns import writing
from submissions.actions.steps import locked_submission, step
from submissions.models import State, Submission, SubmissionKind, Translator
from submissions.translating import open_translation, state_seen
from submissions.translation_table import TableRow, texts_to_store


@dataclass(frozen=True)
class SavedTranslation:
    """number: of texts that are others than before; proposal: what waits for a curator now, None where nothing does."""

    number: int
    proposal: Submission | None = None


@writing
def save_translation(
    entry: Entry, texts: Mapping[str, str], *, language: str, by: User, seen: str | None = None
) -> SavedTranslation:
    """Store texts of an entry, field -> text, that one of its translators wrote; "" takes one away.

    Of whom the curators trust they are public at once. Of others they wait for a curator as one proposal for each entry
    and language, which they may go on changing until then: what they do not name stays as they had it.
    seen: the state_seen() that they looked at, None where it does not matter. Raises PermissionDenied where they were
    not asked for this language, TextsChangedError, ValidationError.
    """
    translator = Translator.objects.filter(user=by, language=language).first()
    if translator is None:
        raise PermissionDenied
    entry = type(entry)._base_manager.get(pk=entry.pk)
    proposal = open_translation(by, language, entry)
    if seen is not None and seen != state_seen(entry, language, proposal):
        raise TextsChangedError
    if proposal:
        proposal = locked_submission(proposal)
        texts = {**proposal.payload, **texts}
    if translator.is_trusted:
        changed = store_texts(entry, texts, language=language, origin=TextOrigin.PERSON, by=by)
        if proposal:
            step(proposal, State.WITHDRAWN, by=by)
        return SavedTranslation(len(changed))
    check_texts(entry, texts, language)
    return _propose(entry, texts, proposal, language, by)


def _propose(
    entry: Entry, texts: Mapping[str, str], proposal: Submission | None, language: str, by: User
) -> SavedTranslation:
    """Let a translation wait, made from what the entry says now; what is stored like that already is no part of it."""
    known = EntryText.objects.by_entry(type(entry), [entry.pk], language).get(entry.pk, {})
    originals = originals_of(entry)
    new = texts_that_differ(texts, known, language=language, origin=TextOrigin.PERSON, originals=originals)
    before = (proposal.payload, proposal.base) if proposal else ({}, {})
    base = {field: originals[field] for field in new}
    if (new, base) == before and (proposal is None or proposal.state == State.WAITING):
        return SavedTranslation(0, proposal)
    number = sum(before[0].get(field) != text for field, text in new.items())
    if proposal and not new:
        step(proposal, State.WITHDRAWN, by=by)
        return SavedTranslation(number)
    if proposal is None:
        now = timezone.now()
        proposal = Submission(kind=SubmissionKind.TRANSLATION, into=language, submitter=by, email=by.email)
        proposal.target_kind, proposal.target_id = entry._meta.model_name, entry.pk
        proposal.language, proposal.confirmed_at, proposal.waiting_since = by.language, now, now
    else:
        proposal.revision += 1
    proposal.payload, proposal.base = new, base
    if proposal.state == State.WAITING:
        proposal.save()
    else:
        step(proposal, State.WAITING, by=by)
    return SavedTranslation(number, proposal)


@writing
def save_table(rows: list[TableRow], *, language: str, by: User, is_right: bool = False) -> list[SavedTranslation]:
    """Store what the rows of a table say in a language, all of it or nothing; returns what was saved of each entry.

    is_right: whether the texts are in that language, however they look. Raises TableRefused, PermissionDenied.
    """
    with indexed_together():
        return [
            save_translation(entry, texts, language=language, by=by)
            for entry, texts in texts_to_store(rows, language, by, is_right=is_right)
        ]
