"""What was typed as plain JSON, and back: how a form is kept until a curator runs it once more.

A payload is field name -> text, or -> list of texts where several may be chosen; exactly what the form takes.
"""

from django.core import signing
from django.db.models import Model
from django.utils.datastructures import MultiValueDict

from submissions.forms import ENTRY_FORMS

BASE_SALT = "submissions.base"


def payload_of(form):
    """Return the payload of a valid form."""
    return {name: _plain(form.cleaned_data.get(name), many=_takes_many(form, name)) for name in form.fields}


def payload_of_entry(entry):
    """Return the payload that would leave a saved entry as it is."""
    form = ENTRY_FORMS[entry._meta.model_name](instance=entry)
    return {
        name: _plain(form.get_initial_for_field(field, name), many=_takes_many(form, name))
        for name, field in form.fields.items()
    }


def form_of(kind, payload, entry=None):
    """Return the bound form of a payload, which asks for no more than a curator has to know.

    kind: "project" or "organisation"; entry: the one to change, if any.
    """
    data = MultiValueDict({name: value if isinstance(value, list) else [value] for name, value in payload.items()})
    return ENTRY_FORMS[kind](data, instance=entry, by_curator=True)


def changed_fields(payload, base):
    """Return the names of the fields in which a payload differs from the one that its form began with."""
    return [name for name, value in payload.items() if value != base.get(name, [] if isinstance(value, list) else "")]


def sign_base(base):
    """Return a payload as a text that a form carries until it is sent; nobody else can make one."""
    return signing.dumps(base, salt=BASE_SALT, compress=True)


def read_base(text):
    """Return the payload of a signed text, or None."""
    try:
        return signing.loads(text, salt=BASE_SALT)
    except signing.BadSignature:
        return None


def _takes_many(form, name):
    return getattr(form.fields[name].widget, "allow_multiple_selected", False)


def _plain(value, *, many):
    return sorted(_text(item) for item in value or []) if many else _text(value)


def _text(value):
    if value is None:
        return ""
    if isinstance(value, Model):
        return value.slug
    # A country is its code; browsers send lines that end in two characters.
    return str(getattr(value, "code", value) or "").replace("\r\n", "\n")
