"""Which addresses of e-mail can be: in any script before the @ as well, as long as the mail server takes them there."""

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, validate_email
from django.forms import EmailField
from django.utils.translation import gettext_lazy as _

from accounts.mail_server import has_other_letters, takes_any_letter

# What the category of a letter, a mark or a digit begins with; signs that nobody sees are none.
OF_WORDS = frozenset("LMN")


class _BeforeTheAt:
    """Django's pattern, to which every letter, mark and digit is as good as one of ASCII."""

    @staticmethod
    def match(text):
        plain = "".join("x" if ord(sign) > 127 and unicodedata.category(sign)[0] in OF_WORDS else sign for sign in text)
        return EmailValidator.user_regex.match(plain)


def validate_deliverable(address):
    """Raise ValidationError where the mail server would not take an address that we are to write to."""
    if has_other_letters(address) and not takes_any_letter():
        text = _(
            "Our mail server cannot write to addresses with letters such as ä, é or ї before the @. Please give "
            "another one."
        )
        raise ValidationError(text, code="letters")


class ShownAddress(EmailField):
    """An address that is shown, and to which this site does not write."""

    default_validators = [validate_email]


# Everywhere where one is typed: in every form, and as columns are checked.
validate_email.user_regex = _BeforeTheAt
EmailField.default_validators = [validate_email, validate_deliverable]
