"""Makes an entry of what was handed in, through the same form that it came by."""

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import timezone

from entries.actions import publish
from entries.models import Publication
from organisations.actions import save_organisation
from organisations.models import Organisation
from projects.actions import save_project
from projects.models import Role
from screening.domains import is_same_site
from submissions.models import Caretaker, Kind
from submissions.models.people import entry_model
from submissions.payloads import changed_fields, form_of, payload_of_entry


def write_entry(submission, *, by, fields=None):
    """Save and publish the entry of a submission; returns it.

    Of a change only what its submitter changed is taken over, and of that only `fields`, so that nobody's later edit
    is written over. Raises ValidationError where the form refuses the payload.
    """
    entry = locked_target(submission) if submission.kind == Kind.CHANGE else None
    form = form_of(submission.entry_kind, payload_to_write(submission, entry, fields), entry)
    if not form.is_valid():
        raise ValidationError(
            [f"{_label(form, name)}: {error}" for name, errors in form.errors.items() for error in errors]
        )
    is_new = entry is None
    entry = form.save(commit=False)
    if submission.logo and (fields is None or "logo" in fields):
        entry.logo = ContentFile(bytes(submission.logo.data), name=f"{submission.token}.{submission.logo.extension}")
    _date(entry, submission, by)
    reason = f"Submission {submission.token}"
    data = form.cleaned_data
    if submission.entry_kind == "organisation":
        save_organisation(entry, by=by, themes=data["themes"], cities=data["cities"], reason=reason)
    else:
        partnerships = _partnerships(form, submission, by) if is_new else None
        save_project(
            entry, by=by, themes=data["themes"], cities=data["cities"], partnerships=partnerships, reason=reason
        )
    return publish(entry, by=by, reason=reason) if is_new else entry


def payload_to_write(submission, entry, fields=None):
    """Return the payload that approving would write: for a change, the entry as it is now with what was changed."""
    if entry is None:
        return submission.payload
    changed = changed_fields(submission.payload, submission.base)
    taken = {name for name in changed if fields is None or name in fields}
    return payload_of_entry(entry) | {name: submission.payload[name] for name in taken}


def locked_target(submission):
    """Return the entry that a submission is about, locked. Raises ValidationError where it is withdrawn or gone."""
    model = entry_model(submission.target_kind)
    entry = model.objects.select_for_update().filter(pk=submission.target_id).first()
    if entry is None or entry.publication == Publication.WITHDRAWN:
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
        # They may have said so once more while it waited.
        entry.confirmed_on = max(said_on, entry.confirmed_on or said_on)


def _partnerships(form, submission, by):
    """Return the organisation that was named as the project's lead, described in the same go where it is new."""
    data = form.cleaned_data
    if not data.get("organisation"):
        return []
    organisation = form.listed_organisation
    if organisation is None:
        organisation = Organisation(
            name=data["organisation"],
            summary=data["new_organisation_summary"],
            website=data["new_organisation_website"],
            kind=data["new_organisation_kind"],
            country=data["country"],
            text_language=data["text_language"],
            checked_on=timezone.localdate(),
            checked_by=by,
        )
        organisation.full_clean(exclude=["slug", "sort_name"])
        reason = f"Submission {submission.token}"
        save_organisation(organisation, by=by, cities=data["cities"], reason=reason)
        publish(organisation, by=by, reason=reason)
        if submission.submitter:
            Caretaker.objects.get_or_create(
                user=submission.submitter, target_kind="organisation", target_id=organisation.pk
            )
    return [(organisation, Role.LEAD)]


def _label(form, name):
    return form.fields[name].label if name in form.fields else name
