"""When and where the people of the field meet."""

from datetime import datetime, time, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from cluster.models.items import Item, shown_names
from cluster.wording import time_of_event
from entries.choices import language_choices
from entries.fields import KeysField
from entries.models import EntryQuerySet, Listed
from organisations.models import Organisation
from taxonomy.models import LocatedItem, ThemedItem

# What the clocks of all time zones can tell, and a month can show.
FIRST_YEAR, LAST_YEAR = 2000, 2100


class EventKind(models.TextChoices):
    PEER_LEARNING = "peer-learning", _("Peer learning")
    WEBINAR = "webinar", _("Webinar")
    SUMMIT = "summit", _("Summit")
    MEETUP = "meetup", _("Meetup")
    OTHER = "other", _("Other")


class Time(models.TextChoices):
    UPCOMING = "upcoming", _("Upcoming")
    PAST = "past", _("Past")


def validate_time_zone(name):
    """Raise ValidationError on what the time zone database does not know, or knows as no zone of a place."""
    if name not in available_timezones() - {"Factory", "localtime"}:
        raise ValidationError(
            _("“%(value)s” is not a time zone. Use a name such as Europe/Berlin."),
            code="time_zone",
            params={"value": name},
        )


def start_of_today():
    """The moment from which an event counts as past: pages are kept for a day, so that they are right all day."""
    return timezone.make_aware(datetime.combine(timezone.localdate(), time.min))


class EventQuerySet(EntryQuerySet):
    def with_time(self):
        """Annotate `time`: whether an event is still to come, or was over before today."""
        is_upcoming = models.When(ends_at__gte=start_of_today(), then=models.Value(Time.UPCOMING))
        default = models.Value(Time.PAST)
        return self.annotate(time=models.Case(is_upcoming, default=default, output_field=models.CharField()))

    def upcoming(self):
        return self.filter(ends_at__gte=start_of_today()).order_by("starts_at", "pk")

    def around(self, first, last):
        """Those that touch the days from `first` to `last` in any time zone."""
        day = timedelta(days=1)
        begin, end = (timezone.make_aware(datetime.combine(date, time.min)) for date in (first - day, last + 2 * day))
        return self.filter(starts_at__lt=end, ends_at__gte=begin).order_by("starts_at", "pk")


class Event(Item):
    NAMESPACE = "events"
    SEARCH_PREFETCH = (*Item.SEARCH_PREFETCH, "organiser")

    themes = TaggableManager(_("themes"), through=ThemedItem, blank=True, related_name="events")
    cities = TaggableManager(_("cities"), through=LocatedItem, blank=True, related_name="events")
    kind = models.CharField(_("kind"), max_length=20, choices=EventKind.choices, default=EventKind.OTHER)
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        default=timezone.get_default_timezone_name,
        validators=[validate_time_zone],
        help_text=_("Of the place, such as Europe/Berlin. Start and end are told in it."),
    )
    place = models.CharField(_("place"), max_length=300, blank=True, help_text=_("Name and street."))
    online_url = models.URLField(_("address online"), max_length=500, blank=True)
    organiser = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="events",
        verbose_name=_("organiser"),
    )
    organiser_name = models.CharField(
        _("other organisers"), max_length=200, blank=True, help_text=_("Those that the directory does not list.")
    )
    languages = KeysField(_("languages"), choices=language_choices)
    registration_url = models.URLField(_("registration"), max_length=500, blank=True)
    registration_until = models.DateField(_("registration until"), null=True, blank=True)
    is_cancelled = models.BooleanField(
        _("cancelled"), default=False, help_text=_("It stays in the list, and in the calendars of those who follow it.")
    )
    # Names the event in the calendars of others, whatever becomes of its address.
    uid = models.UUIDField(default=uuid4, unique=True, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta(Item.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-starts_at", "pk"]
        indexes = [models.Index(fields=["publication", "ends_at"], name="cluster_events_by_end")]
        constraints = [
            *Listed.Meta.constraints,
            models.CheckConstraint(
                name="cluster_event_ends_after_it_starts", condition=models.Q(ends_at__gte=models.F("starts_at"))
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
        return self.ends_at.astimezone(self.zone).replace(tzinfo=None)

    @property
    def feed_summary(self):
        return "\n".join(filter(None, [time_of_event(self), self.summary]))

    @property
    def is_past(self):
        return self.ends_at < start_of_today()

    @property
    def takes_registrations(self):
        is_open = self.registration_until is None or self.registration_until >= timezone.localdate()
        return bool(self.registration_url) and is_open and not (self.is_past or self.is_cancelled)

    @property
    def organisers(self):
        """The names of the organisers that visitors may know of."""
        return shown_names([self.organiser], self.organiser_name)

    def clean(self):
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at < self.starts_at:
            raise ValidationError(_("It cannot end before it starts."), code="end")
        if not (self.place or self.online_url):
            raise ValidationError({"place": _("Say where it takes place, or the address online.")})

    def check_publishable(self):
        if self.registration_until and self.registration_until < timezone.localdate():
            raise ValidationError(_("The last day of the registration is over."), code="deadline")

    def search_texts(self):
        texts = super().search_texts()
        return texts | {"organisations": " ".join(self.organisers), "cities": f"{texts['cities']} {self.place}"}
