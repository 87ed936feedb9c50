"""The column of a year in which something of an entry was, such as the one in which it began."""

from django.db import models

from accounts.fields import Typed
from entries.validators import validate_year


class YearField(Typed, models.PositiveSmallIntegerField):
    """A year that people type. One rule says which there are; what the column holds needs no complaint of its own."""

    default_validators = [validate_year]

    @property
    def validators(self):
        return [*self.default_validators, *self._validators]

    def formfield(self, **kwargs):
        return super().formfield(**{"min_value": None} | kwargs)
