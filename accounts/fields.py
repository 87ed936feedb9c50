import re
from unicodedata import category

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

# Embeddings, overrides and isolates: they reach beyond the text that has them. The marks that Arabic needs do not.
DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
BREAKS = {"Cc", "Zl", "Zp"}  # the categories of control characters, and of what ends a line or a paragraph


def validate_directions(text):
    """Raise ValidationError on a text that turns the direction of what stands around it."""
    if DIRECTIONS.search(text):
        raise ValidationError(_("It has a character that cannot be stored."), code="directions")


def validate_line(text):
    """Raise ValidationError on a text of more than one line, over which calendars, mails and tables break."""
    if any(category(character) in BREAKS for character in text):
        raise ValidationError(_("Please write it on one line."), code="line")


class Typed:
    """Mixin for a column with a rule. Migrations know it as the column that it is: forms and imports keep the rule."""

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.get_internal_type()}", args, kwargs


class LineField(Typed, models.CharField):
    """A text in one line that people type, such as a name."""

    default_validators = [validate_line, validate_directions]


class LinkField(Typed, models.URLField):
    """An address that people type, and others will see."""

    default_validators = [*models.URLField.default_validators, validate_directions]

    def get_internal_type(self):
        return "URLField"


class LanguageField(models.CharField):
    """A language of the interface, such as "de": the one in which somebody reads the site and is written to.

    Migrations know the column without its choices, so that one more language is a matter of settings alone.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 8, "choices": settings.LANGUAGES} | kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)
        return name, path, args, kwargs
