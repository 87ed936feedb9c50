"""When and where the people of the field meet."""

from datetime import datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from accounts.fields import LineField, LinkField
from cluster.models.clocks import DAY, DAYS_IN_RANGE, ZoneField, closing_moment, midnight_after
from cluster.models.items import Item, shown_names
from cluster.wording import time_of_event
from entries.fields import KeysField
from entries.models import EntryQuerySet, Listed, PublicationState, stored
from organisations.models import Organisation
from search.blocks import ascending, moment
from taxonomy.languages import language_choices
from taxonomy.models import LocatedItem, ThemedItem


class EventKind(models.TextChoices):
    PEER_LEARNING = "peer-learning", _("Peer learning")
    WEBINAR = "webinar", _("Webinar")
    SUMMIT = "summit", _("Summit")
    MEETUP = "meetup", _("Meetup")
    OTHER = "other", _("Other")


class Time(models.TextChoices):
    UPCOMING = "upcoming", _("Upcoming")
    PAST = "past", _("Past")


END_BEFORE_START = _("It cannot end before it starts. Leave the end empty if it is not known.")


class EventQuerySet(EntryQuerySet):
    def with_time(self):
        """Annotate `time`: whether an event is still to come, or its last day is over where it takes place."""
        is_upcoming = models.When(over_at__gt=timezone.now(), then=models.Value(Time.UPCOMING))
        default = models.Value(Time.PAST)
        return self.annotate(time=models.Case(is_upcoming, default=default, output_field=models.CharField()))

    def upcoming(self):
        return self.filter(over_at__gt=timezone.now()).order_by("starts_at", "pk")

    def around(self, first, last):
        """Those that touch the days from `first` to `last` in any time zone."""
        begin, end = (timezone.make_aware(datetime.combine(date, time.min)) for date in (first - DAY, last + 2 * DAY))
        return self.filter(starts_at__lt=end, over_at__gt=begin).order_by("starts_at", "pk")


class Event(Item):
    NAMESPACE = "events"
    SEARCH_PREFETCH = (*Item.SEARCH_PREFETCH, "organiser")
    TURNS_AT = ("over_at", "registration_closes_at")

    themes = TaggableManager(_("themes"), through=ThemedItem, blank=True, related_name="events")
    cities = TaggableManager(_("cities"), through=LocatedItem, blank=True, related_name="events")
    kind = models.CharField(_("kind"), max_length=20, choices=EventKind.choices, default=EventKind.OTHER)
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"), null=True, blank=True)
    is_all_day = models.BooleanField(_("all day"), default=False, help_text=_("From its first day to its last."))
    time_zone = ZoneField(
        _("time zone"), help_text=_("The time zone of the place. All times of the event are given in it.")
    )
    # When its last day is over where it takes place: from then on it belongs to the past.
    over_at = models.DateTimeField(editable=False)
    place = LineField(_("place"), max_length=300, blank=True, help_text=_("Name and street."))
    online_url = LinkField(_("online address"), max_length=500, blank=True)
    organiser = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("organiser"),
    )
    organiser_name = LineField(
        _("other organisers"), max_length=200, blank=True, help_text=_("Those that the directory does not list.")
    )
    languages = KeysField(_("languages"), choices=language_choices)
    registration_url = LinkField(_("registration"), max_length=500, blank=True)
    registration_until = models.DateField(_("registration until"), null=True, blank=True, validators=DAYS_IN_RANGE)
    registration_time = models.TimeField(
        _("until what time"), null=True, blank=True, help_text=_("If this is left empty, until that day is over.")
    )
    registration_closes_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_cancelled = models.BooleanField(
        _("cancelled"), default=False, help_text=_("It stays in the list, and in the calendars of those who follow it.")
    )
    # Names the event in the calendars of others, whatever becomes of its address.
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)

    FACETS = (*Item.FACETS, "kind", "languages")
    ORDERS = Item.ORDERS | {"date": lambda event: (ascending(moment(stored(event, "starts_at"))),)}

    objects = EventQuerySet.as_manager()

    class Meta(Item.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-starts_at", "pk"]
        indexes = [
            models.Index(fields=["publication", "over_at"], name="cluster_events_by_end"),
            models.Index(fields=["publication", "registration_closes_at"], name="cluster_events_by_registration"),
        ]
        constraints = [
            *Listed.Meta.constraints,
            models.CheckConstraint(
                name="cluster_event_ends_after_it_starts",
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=models.F("starts_at")),
            ),
            models.CheckConstraint(
                name="cluster_event_of_whole_days_has_an_end",
                condition=models.Q(is_all_day=False) | models.Q(ends_at__isnull=False),
            ),
            models.CheckConstraint(
                name="cluster_event_registration_time_has_a_day",
                condition=models.Q(registration_time__isnull=True) | models.Q(registration_until__isnull=False),
            ),
        ]

    @property
    def zone(self):
        return ZoneInfo(self.time_zone)

    @property
    def local_start(self):
        """When it starts by the clock of its place, without a time zone: nothing may turn it into another."""
        return self.starts_at.astimezone(self.zone).replace(tzinfo=None)

    @property
    def local_end(self):
        """When it ends by the clock of its place; None where nobody knows."""
        return self.ends_at and self.ends_at.astimezone(self.zone).replace(tzinfo=None)

    @cached_property
    def moved_from(self):
        """The event as it was announced before it was moved, None where it never was."""
        announced = self.history.filter(publication=PublicationState.PUBLISHED).exclude(starts_at=self.starts_at)
        version = announced.first()
        return version and version.instance

    @property
    def last_day(self):
        """The last day on which it takes place; what ends at midnight ends on the day before."""
        if self.ends_at is None:
            return self.local_start.date()
        # Where clocks go forward at midnight, a whole day ends at one o'clock.
        return (self.local_end - timedelta(hours=12 if self.is_all_day else 0, microseconds=1)).date()

    @property
    def start(self):
        """When it starts, for programs: a day where it lasts whole days, else a moment with the clock of its place."""
        return self.local_start.date() if self.is_all_day else self.starts_at.astimezone(self.zone)

    @property
    def end(self):
        """When it ends, as `start`; None where nobody knows."""
        return self.last_day if self.is_all_day else self.ends_at and self.ends_at.astimezone(self.zone)

    @property
    def feed_summary(self):
        return "\n".join(filter(None, [time_of_event(self), self.summary]))

    @property
    def is_past(self):
        return midnight_after(self.last_day, self.time_zone) <= timezone.now()

    @property
    def is_registration_over(self):
        closes_at = closing_moment(self.registration_until, self.registration_time, self.time_zone)
        return closes_at is not None and closes_at <= timezone.now()

    @property
    def takes_registrations(self):
        return bool(self.registration_url) and not (self.is_registration_over or self.is_past or self.is_cancelled)

    @property
    def organisers(self):
        """The names of the organisers that visitors may know of."""
        return shown_names([self.organiser], self.organiser_name)

    def clean(self):
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError(END_BEFORE_START, code="end")
        if self.registration_time and not self.registration_until:
            raise ValidationError({"registration_until": _("On which day?")})
        if not (self.place or self.online_url):
            raise ValidationError({"place": _("Say where it takes place, or give the online address.")})

    def save(self, *args, **kwargs):
        """Derive on the way what lists are narrowed by: moments that a database can compare with now."""
        self.over_at = midnight_after(self.last_day, self.time_zone)
        self.registration_closes_at = closing_moment(self.registration_until, self.registration_time, self.time_zone)
        super().save(*args, **kwargs)

    def check_publishable(self):
        if self.is_registration_over:
            raise ValidationError(_("The last day for registration has passed."), code="deadline")

    def search_texts(self):
        texts = super().search_texts()
        return texts | {"organisations": " ".join(self.organisers), "cities": f"{texts['cities']} {self.place}"}
