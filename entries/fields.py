"""A set of short keys in one text column, on any database.

Stored sorted as "|ar|de|en|" ("" for none), so that `LIKE '%|de|%'` finds a member, and one GROUP BY counts every
member of every row: that is what the facets rest on.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

SEPARATOR = "|"


def pack(keys):
    """Return the stored form of an iterable of keys: sorted, each once."""
    keys = sorted({key for key in keys if key})
    return f"{SEPARATOR}{SEPARATOR.join(keys)}{SEPARATOR}" if keys else ""


def unpack(stored):
    """Return the list of keys in a stored form."""
    return [key for key in (stored or "").split(SEPARATOR) if key]


class KeysField(models.TextField):
    """Its Python value is a list of str, sorted. `filter(field__any=["de", "ar"])` finds rows with one of them."""

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        """Without the choices, which come from standards and settings: they are no matter of the database."""
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, path, args, kwargs

    def from_db_value(self, value, expression, connection):
        # `pack` wrote no empty key, so none has to be filtered out here: counting facets reads thousands of these.
        return value[1:-1].split(SEPARATOR) if value else []

    def to_python(self, value):
        if value is None or isinstance(value, str):
            return unpack(value)
        return sorted(set(value))

    def get_prep_value(self, value):
        return value if isinstance(value, str) else pack(value or [])

    def value_to_string(self, obj):
        return pack(self.value_from_object(obj))

    def validate(self, value, model_instance):
        if not value and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")
        # Their names are worked out in the language of the page each time, so not for nothing.
        known = {key for key, _label in self.flatchoices} if value else set()
        for key in value:
            if known and key not in known:
                raise ValidationError(
                    _("“%(value)s” is not one of the choices."), code="invalid_choice", params={"value": key}
                )
        if self.max_length and len(pack(value)) > self.max_length:
            raise ValidationError(_("That is too many."), code="too_many")

    def formfield(self, **kwargs):
        if not self.choices:
            return super().formfield(**kwargs)
        options = {
            "label": capfirst(self.verbose_name),
            "help_text": self.help_text,
            "required": not self.blank,
            "choices": self.flatchoices,
            "widget": forms.CheckboxSelectMultiple,
        }
        return forms.MultipleChoiceField(**options | {k: v for k, v in kwargs.items() if k in options})


@KeysField.register_lookup
class AnyOfKeys(models.Lookup):
    """True for a row that has at least one of the given keys; an empty list matches nothing."""

    lookup_name = "any"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        lhs, lhs_params = self.process_lhs(compiler, connection)
        if not self.rhs:
            return "1 = 0", []
        # A key is ASCII letters, digits and hyphens; escaping covers what a stranger may hand in.
        patterns = [f"%{SEPARATOR}{connection.ops.prep_for_like_query(key)}{SEPARATOR}%" for key in self.rhs]
        sql = " OR ".join(f"{lhs} LIKE %s ESCAPE '\\'" for _pattern in patterns)
        return f"({sql})", [p for pattern in patterns for p in (*lhs_params, pattern)]
