"""What was typed as plain JSON, and back: how a form is kept until a curator runs it once more.

What a Payload is, its type says.
"""

from typing import Any

from django import forms
from django.core import signing
from django.db.models import Model
from django.utils.datastructures import MultiValueDict

from entries.further import further_texts_in
from entries.kinds import kind_named, kind_of
from entries.models import Entry
from entries.texts import state_of_texts
from submissions.models import Payload, Submission, SubmissionKind

BASE_SALT = "submissions.base"


def payload_of(form: forms.ModelForm) -> Payload:
    """Return the payload of a valid form."""
    return {name: _plain(form.cleaned_data.get(name), many=_takes_many(form, name)) for name in form.fields}


def payload_of_entry(entry: Entry) -> Payload:
    """Return the payload that would leave a saved entry as it is."""
    form = kind_of(entry).form(instance=entry)
    return {
        name: _plain(form.get_initial_for_field(field, name), many=_takes_many(form, name))
        for name, field in form.fields.items()
    }


def form_of(kind: str, payload: Payload, entry: Entry | None = None) -> forms.ModelForm:
    """Return the bound form of a payload, which asks for no more than a curator has to know.

    kind: the key of a kind of entry; entry: the one to change, if any.
    """
    form = kind_named(kind).form
    # Under the names that its controls have.
    named = {form.control_named(name): value for name, value in payload.items()}
    data = MultiValueDict({name: value if isinstance(value, list) else [value] for name, value in named.items()})
    return form(data, instance=entry, by_curator=True)


def changed_fields(payload: Payload, base: Payload) -> list[str]:
    """Return the names of the fields in which a payload differs from the one that its form began with."""
    return [name for name, value in payload.items() if value != said_as(value, base, name)]


def said_as(value: str | list[str], payload: Payload, name: str) -> str | list[str]:
    """Return what a payload says in a field, and nothing where it lacks it, as a value of the same shape."""
    return payload.get(name, [] if isinstance(value, list) else "")


def further_texts_of(payload: Payload, kind: str) -> dict[str, dict[str, str]]:
    """Return language -> field -> text of all that a payload says in further languages, also where that is nothing."""
    found: dict[str, dict[str, str]] = {}
    for text in further_texts_in(kind, payload):
        found.setdefault(text.language, {})[text.field] = str(payload[text.name])
    return found


def what_it_meets(submission: Submission, entry: Entry) -> Payload:
    """Return what an entry says that a change or a translation would write over, as plain values."""
    if submission.kind == SubmissionKind.TRANSLATION:
        return {"texts": state_of_texts(entry, submission.into)}
    return payload_of_entry(entry)


def sign_base(base: Payload) -> str:
    """Return a payload as a text that a form carries until it is sent; nobody else can make one."""
    return signing.dumps(base, salt=BASE_SALT, compress=True)


def read_base(text: str) -> Payload | None:
    """Return the payload of a signed text, or None."""
    try:
        return signing.loads(text, salt=BASE_SALT)
    except signing.BadSignature:
        return None


def _takes_many(form: forms.ModelForm, name: str) -> bool:
    return getattr(form.fields[name].widget, "allow_multiple_selected", False)


def _plain(value: Any, *, many: bool) -> str | list[str]:
    return sorted(_text(item) for item in value or []) if many else _text(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Model):
        return value.slug
    # A country is its code; browsers send lines that end in two characters.
    return str(getattr(value, "code", value) or "").replace("\r\n", "\n")
