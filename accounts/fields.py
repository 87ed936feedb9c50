import re
from unicodedata import category
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

# Embeddings, overrides and isolates: they reach beyond the text that has them. The marks that Arabic needs do not.
DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Names that mean another place to everybody (RFC 6761, RFC 6762, RFC 8375, and "internal" by ICANN).
OF_ONES_OWN = {"localhost", "local", "internal", "invalid", "arpa"}
# What cannot be seen in a name, and makes two of one. What joins or parts letters, as Persian needs it, is none of it.
UNSEEN = re.compile("[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2060-\u2064\u3164\ufeff\uffa0]")
MOST_BEFORE = 30  # letters that say where in a text something is
NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
BREAKS = {"Cc", "Zl", "Zp"}  # the categories of control characters, and of what ends a line or a paragraph


def validate_directions(text):
    """Raise ValidationError on a text that turns the direction of what stands around it; it says by what, and where."""
    found = DIRECTIONS.search(text)
    if not found:
        return
    # Without such marks of its own the complaint cannot turn what stands around it.
    before = " ".join(DIRECTIONS.sub("", text[max(found.start() - MOST_BEFORE, 0) : found.start()]).split())
    message = (
        _("It has a character that cannot be stored (%(code)s), after “%(before)s”.")
        if before
        else _("It has a character that cannot be stored (%(code)s), at the beginning.")
    )
    raise ValidationError(
        message, code="directions", params={"code": f"U+{ord(found[0]):04X}", "before": f"\u2068{before}\u2069"}
    )


def validate_line(text):
    """Raise ValidationError on a text of more than one line, over which calendars, mails and tables break."""
    if any(category(character) in BREAKS for character in text):
        raise ValidationError(_("Please write it on one line."), code="line")


def validate_seen(text):
    """Raise ValidationError on a name with a character that takes no room: such as a mark of direction."""
    if found := UNSEEN.search(text):
        raise ValidationError(
            _("It has a character that cannot be seen (%(code)s). Please type it instead of pasting it."),
            code="unseen",
            params={"code": f"U+{ord(found[0]):04X}"},
        )


def validate_reachable(address):
    """Raise ValidationError on an address of the web that leads others nowhere, or shows who they are there.

    Only names of the public net are taken: no numbers, whoever's they are, no name of one's own network, no user name.
    What is no address at all is left to URLValidator.
    """
    try:
        host, is_anonymous = urlsplit(address).hostname or "", "@" not in urlsplit(address).netloc
    except ValueError:
        return
    *before, last = host.rstrip(".").split(".")
    if not before or last in OF_ONES_OWN or NUMBER.fullmatch(last) or ":" in host or not is_anonymous:
        raise ValidationError(
            _("Others cannot open this address. Please give one with the name of a website."), code="unreachable"
        )


class Typed:
    """Mixin for a column with a rule. Migrations know it as the column that it is: forms and imports keep the rule."""

    def deconstruct(self):
        name, _path, args, kwargs = super().deconstruct()
        return name, f"django.db.models.{self.get_internal_type()}", args, kwargs


class LineField(Typed, models.CharField):
    """A text in one line that people type, such as a name."""

    default_validators = [validate_line, validate_directions]


class NameField(LineField):
    """The name of an entry: a line in which everything can be seen."""

    default_validators = [*LineField.default_validators, validate_seen]


class LinkField(Typed, models.URLField):
    """An address that people type, and others will see."""

    default_validators = [*models.URLField.default_validators, validate_directions, validate_reachable]

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
