"""Keys that cannot be are keys of nothing.

Django takes a single key that is no number, or too large a one, for one that does not exist; of several, such as those
of ticked rows or of what a box to pick from draws anew, it tries to make numbers, which ends in an error of the server.
As all of these ask the database for `pk__in`, that is the one place to leave such keys out.
"""

from django.db import models
from django.db.models.lookups import In

LARGEST = models.BigIntegerField.MAX_BIGINT


@models.AutoField.register_lookup
@models.BigAutoField.register_lookup
class PossibleKeys(In):
    """`pk__in` without the texts that are no key. What is no text comes from our own code, and fails as ever."""

    def get_prep_lookup(self):
        if self.rhs_is_direct_value():
            self.rhs = [key for key in self.rhs if not isinstance(key, str) or _is_possible(key)]
        return super().get_prep_lookup()


def _is_possible(text):
    try:
        return abs(int(text)) <= LARGEST
    except ValueError:
        return False
