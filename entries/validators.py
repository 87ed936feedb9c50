from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FIRST_YEAR = 1990


def validate_year(year):
    """Raise ValidationError on a year before 1990 or after the next one."""
    last_year = timezone.localdate().year + 1
    if not FIRST_YEAR <= year <= last_year:
        raise ValidationError(
            _("A year between %(first)s and %(last)s, please."),
            code="year",
            params={"first": FIRST_YEAR, "last": last_year},
        )
