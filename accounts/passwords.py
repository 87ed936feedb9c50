"""What a new password must not be: too long to be meant, or one that everybody tries.

Of Django's list of 20,000 common passwords only 190 have the twelve characters that are asked for. What people make of
the others to get there is known as well: a year or a sign behind, the same once more, two of them, a 4 for an a. So
the list is applied to the parts.
"""

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LONGEST = 128  # ASVS 2.1.2; longer ones cost time and guard nothing
# With more different ones a password is a sentence, which is what it should be.
MOST_PARTS = 2
SHORTEST_PART = 4
LONGEST_PART = 24
# What people put before, between and behind: "!", "_1", "2026!!".
LONGEST_FILLING = 6
FEWEST_CHARACTERS = 5  # different ones
INSTEAD = str.maketrans("01345789@$!|€", "oieastbgasile")
ROWS = (
    *("abcdefghijklmnopqrstuvwxyz", "1234567890", "0123456789"),
    *("qwertyuiop", "qwertzuiopü", "azertyuiop", "asdfghjklöä", "qsdfghjklm", "zxcvbnm", "yxcvbnm", "1qaz2wsx3edc4rfv"),
    *("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", "йцукенгшщзхїґ", "йцукенгшщзхъ", "фівапролджє", "фывапролджэ", "ячсмитьбю"),
    *("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", "ضصثقفغعهخحجد", "شسيبلاتنمكط"),
)
BOTH_WAYS = tuple(way for row in ROWS for way in (row, row[::-1]))


class CommonPartsValidator(CommonPasswordValidator):
    """Refuses what is made of one or two common passwords, rows of keys, and a little around them."""

    def validate(self, password, user=None):
        """Raise ValidationError on such a password."""
        written = password[:LONGEST].lower().strip()
        forms = {written, written.translate(INSTEAD)}
        if len(set(written)) < FEWEST_CHARACTERS or any(self.is_common(form) for form in forms):
            raise ValidationError(self.get_error_message(), code="password_too_common")

    def is_common(self, written):
        """Return whether a text, in lower case, falls apart into fewer parts than a sentence has."""
        if written in self.passwords:
            return True
        # Beginnings that can be read -> how: which parts there were, and whether something was put behind the last.
        readings = {0: {(frozenset(), False)}}
        for end in range(1, len(written) + 1):
            starts = [start for start in range(max(0, end - LONGEST_PART), end) if start in readings]
            readings[end] = {
                reading for start in starts for reading in self.read_on(readings[start], written[start:end])
            }
        return bool(readings[len(written)])

    def read_on(self, readings, piece):
        """Yield the readings of a beginning with one more piece behind it."""
        if self.is_part(piece):
            yield from (
                (parts | {piece}, False) for parts, _is_filled in readings if len(parts | {piece}) <= MOST_PARTS
            )
        if len(piece) <= LONGEST_FILLING and not any(letter.isalpha() for letter in piece):
            yield from ((parts, True) for parts, is_filled in readings if not is_filled)

    def is_part(self, piece):
        return len(piece) >= SHORTEST_PART and (piece in self.passwords or any(piece in row for row in BOTH_WAYS))


class LongestValidator:
    def validate(self, password, user=None):
        """Raise ValidationError on a password of more than LONGEST characters."""
        if len(password) > LONGEST:
            raise ValidationError(self.get_help_text(), code="password_too_long")

    def get_help_text(self):
        return _("A password has %(most)d characters at most.") % {"most": LONGEST}
