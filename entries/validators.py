import re
from datetime import date
from unicodedata import category

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import Field
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FIRST_YEAR = 1990
MOST_THEMES = 3
# Of a date on which something was said or done. A function, as today is another day tomorrow, in the directory's time
# zone.
PAST_DATE = [MinValueValidator(date(FIRST_YEAR, 1, 1)), MaxValueValidator(timezone.localdate)]
# Letters and a symbol by name, and nothing but room to look at.
BLANK = "\u115f\u1160\u2800\u3164\uffa0"
SEEN = "LNPS"  # the categories of letters, numbers, punctuation and symbols
# Embeddings, overrides and isolates: they reach beyond the text that has them. The marks that Arabic needs do not.
DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def validate_visible(text):
    """Raise ValidationError on a text without a character that can be seen, and clicked."""
    if not any(category(character)[0] in SEEN and character not in BLANK for character in text):
        raise ValidationError(Field.default_error_messages["required"], code="required")


def validate_directions(text):
    """Raise ValidationError on a text that turns the direction of what stands around it."""
    if DIRECTIONS.search(text):
        raise ValidationError(_("It has a character that cannot be stored."), code="directions")


# Of a text in one line that cannot be empty, such as a name.
LINE = [validate_visible, validate_directions]


def validate_year(year):
    """Raise ValidationError on a year before 1990 or after the next one."""
    last_year = timezone.localdate().year + 1
    if not FIRST_YEAR <= year <= last_year:
        raise ValidationError(
            _("A year between %(first)s and %(last)s, please."),
            code="year",
            params={"first": FIRST_YEAR, "last": last_year},
        )


def most_themes(had):
    """Return how many themes an entry may have that has some now."""
    return max(had, MOST_THEMES)


def validate_themes(themes, *, had):
    """Raise ValidationError on more than three themes, and on none where there were some. had: how many there are now.

    An entry that has more may keep as many, such as an organisation that got those of all its projects; one that has
    none may do without, as the intake and an import make such ones, which the admin lists as “Without a theme”.
    """
    if len(themes) > most_themes(had):
        raise ValidationError(_("Three themes at most, please: those that fit best."), code="too_many")
    if had and not themes:
        raise ValidationError(_("Please choose at least one theme."), code="required")
