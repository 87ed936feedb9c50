"""Days and times by the clock of a place, and the moments that they are."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from importlib.resources import files
from itertools import groupby
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

# The range of years that every time zone and the page of a month can handle.
FIRST_YEAR, LAST_YEAR = 2000, 2100
DAYS_IN_RANGE = [MinValueValidator(date(FIRST_YEAR, 1, 1)), MaxValueValidator(date(LAST_YEAR, 12, 31))]
DAY = timedelta(days=1)


@cache
def zones():
    """Return the names of the time zones that people mean, sorted: those of places, each under its name of today.

    The time zone database has others for what once was called otherwise, and for clocks that no place has, such as
    Etc/GMT+12, which is twelve hours behind Greenwich.
    """
    lines = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8").splitlines()
    names = {line.split("\t")[2] for line in lines if not line.startswith("#")}
    return sorted(names | {"UTC", settings.TIME_ZONE})


def zone_choices():
    """Return the time zones as choices, in groups of their continents."""
    regions = groupby(zones(), lambda name: name.split("/")[0])
    return [("", "---------"), *((region, [(name, name) for name in names]) for region, names in regions)]


def validate_time_zone(name):
    """Raise ValidationError on what is no time zone of a place."""
    if name not in zones():
        raise ValidationError(
            _("“%(value)s” is not a time zone. Use a name such as Europe/Berlin."),
            code="time_zone",
            params={"value": name},
        )


class ZoneField(models.CharField):
    """The name of a time zone; forms offer those that there are."""

    def __init__(self, *args, **kwargs):
        options = {
            "max_length": 64,
            "default": timezone.get_default_timezone_name,
            "validators": [validate_time_zone],
        }
        super().__init__(*args, **options | kwargs)

    def formfield(self, **kwargs):
        options = {"label": capfirst(self.verbose_name), "help_text": self.help_text, "initial": self.default}
        return forms.ChoiceField(choices=zone_choices, **options)


def moment_of(local, zone):
    """Return the moment, in UTC, at which the clock of a zone shows a local time: the first where it does so twice."""
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def midnight_after(day, zone):
    """Return the moment at which a day is over by the clock of a zone."""
    return moment_of(datetime.combine(day + DAY, time.min), zone)


def closing_moment(day, at, zone):
    """Return the moment at which a deadline has passed: at a time of its last day, or when that is over; None: never.

    day, at: date and time by the clock of the zone; at None for the whole day, day None for no deadline.
    """
    if day is None:
        return None
    return moment_of(datetime.combine(day, at), zone) if at else midnight_after(day, zone)
