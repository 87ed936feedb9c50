from datetime import date
from unicodedata import category

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.forms import Field
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.fields import validate_directions, validate_line, validate_reachable
from entries.fields import pack
from entries.wording import is_address

FIRST_YEAR = 1990
MOST_THEMES = 3
# Letters that the addresses of an entry's cities may take together: an index of the facets holds them.
ROOM_FOR_CITIES = 1200
# For dates on which something was said or done. The limit is a function because “today” moves on, in the time zone of
# the directory.
PAST_DATE = [MinValueValidator(date(FIRST_YEAR, 1, 1)), MaxValueValidator(timezone.localdate)]
# Unicode calls these letters or symbols, but readers see only empty space.
BLANK = "\u115f\u1160\u2800\u3164\uffa0"
SEEN = "LNPS"  # the categories of letters, numbers, punctuation and symbols


def validate_visible(text):
    """Raise ValidationError on a text without a character that can be seen, and clicked."""
    if not any(category(character)[0] in SEEN and character not in BLANK for character in text):
        raise ValidationError(Field.default_error_messages["required"], code="required")


# Of a text in one line that cannot be empty, such as a name.
LINE = [validate_visible, validate_line, validate_directions]


def validate_sources(text):
    """Raise ValidationError on the first line that visitors are to follow and cannot, naming it; others are notes."""
    for line in filter(is_address, map(str.strip, text.splitlines())):
        try:
            validate_reachable(line)
        except ValidationError:
            raise ValidationError(
                _("“%(line)s” is not a web address."), code="address", params={"line": line[:60]}
            ) from None


def validate_year(year):
    """Raise ValidationError on a year before 1990, or one that has not begun yet where the directory is."""
    last_year = timezone.localdate().year
    if not FIRST_YEAR <= year <= last_year:
        raise ValidationError(
            _("A year between %(first)s and %(last)s, please."),
            code="year",
            params={"first": FIRST_YEAR, "last": last_year},
        )


def validate_cities(cities):
    """Raise ValidationError on more cities than can be stored with one entry."""
    if len(pack(city.slug for city in cities)) > ROOM_FOR_CITIES:
        raise ValidationError(
            _("Too many cities: name those that matter most, or none and the country alone."), code="too_many"
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
