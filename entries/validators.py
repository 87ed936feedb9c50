from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FIRST_YEAR = 1990
# Of a date on which something was said or done. A function, as today is another day tomorrow, in the directory's time
# zone.
PAST_DATE = [MinValueValidator(date(FIRST_YEAR, 1, 1)), MaxValueValidator(timezone.localdate)]


def validate_year(year):
    """Raise ValidationError on a year before 1990 or after the next one."""
    last_year = timezone.localdate().year + 1
    if not FIRST_YEAR <= year <= last_year:
        raise ValidationError(
            _("A year between %(first)s and %(last)s, please."),
            code="year",
            params={"first": FIRST_YEAR, "last": last_year},
        )
