"""The admin of events, publications and funding opportunities."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cluster.actions import publish_item, save_item
from cluster.admin.base import CuratedAdmin, CuratedForm
from cluster.models import Event, FundingOpportunity, Publication
from cluster.models.clocks import DAY, FIRST_YEAR, LAST_YEAR, moment_of
from cluster.models.events import END_BEFORE_START
from curating.bulk import ReasonForm, confirmed_action, one_by_one
from curating.widgets import Checklist, CitiesField, ThemesField
from entries.actions import withdraw
from entries.versions import related_as_of
from taxonomy.models import City, Theme

CHECKLISTS = {"languages": Checklist, "countries": Checklist}


class ItemForm(CuratedForm):
    required_texts = ("title", "summary")
    themes = ThemesField(label=_("Themes"), queryset=Theme.objects.all(), required=False)
    cities = CitiesField(label=_("Cities"), queryset=City.objects.all(), required=False)

    class Meta:
        widgets = CHECKLISTS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _(
                "If this is left empty, it is made from the title. Old addresses redirect."
            )


class LocalTimeInput(forms.SplitDateTimeWidget):
    """The browser's own inputs: those of the admin know one time zone only, and say how far away it is."""

    def __init__(self):
        super().__init__(
            date_format="%Y-%m-%d",
            time_format="%H:%M",
            date_attrs={"type": "date", "aria-label": _("Day")},
            time_attrs={"type": "time", "aria-label": _("Time")},
        )

    def decompress(self, value):
        return super().decompress(value) if isinstance(value, datetime) else [value, None]


class LocalTimeField(forms.SplitDateTimeField):
    """A day and a time by a clock that another field names; its value has no time zone, without a time it is a date."""

    widget = LocalTimeInput

    def __init__(self, **kwargs):
        super().__init__(require_all_fields=False, **kwargs)
        self.fields[1].required = False

    def compress(self, data_list):
        day, moment = data_list or (None, None)
        return day if moment in self.empty_values else datetime.combine(day, moment)


class EventForm(ItemForm):
    """Takes start and end by the clock of the place, whatever the time zone of the curator."""

    starts = LocalTimeField(label=_("Start"), help_text=_("By the clock of the place; of whole days the first."))
    ends = LocalTimeField(
        label=_("End"),
        required=False,
        help_text=_("By the clock of the place; for whole days, the last one. Leave it empty if it is not known."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        event = self.instance
        # What the clock of the place shows, and the moment that is: a clock that is put back shows some times twice.
        self.opened = {}
        if event.pk:
            self.opened = {
                (event.time_zone, event.local_start): event.starts_at,
                (event.time_zone, event.local_end): event.ends_at,
            }
            self.fields["starts"].initial = event.local_start.date() if event.is_all_day else event.local_start
            self.fields["ends"].initial = event.last_day if event.is_all_day else event.local_end

    def clean(self):
        cleaned = super().clean()
        starts, ends = (cleaned.get(name) for name in ("starts", "ends"))
        if not (cleaned.get("time_zone") and starts) or "ends" in self.errors:
            return cleaned
        local = (self._whole_days if cleaned.get("is_all_day") else self._times)(starts, ends)
        moments = {name: value and self._moment(name, value) for name, value in local.items()}
        if self.errors.keys() & {"starts", "ends"}:
            return cleaned
        if moments["ends"] and moments["ends"] <= moments["starts"]:
            self.add_error("ends", ValidationError(END_BEFORE_START, code="end"))
        else:
            self.instance.starts_at, self.instance.ends_at = moments["starts"], moments["ends"]
        return cleaned

    @staticmethod
    def _whole_days(starts, ends):
        """Return the local times from which to which whole days last; without an end it is one."""
        first, last = (value.date() if isinstance(value, datetime) else value for value in (starts, ends or starts))
        return {
            "starts": datetime.combine(first, time.min),
            "ends": datetime.combine(last, time.min) + DAY if last >= first else datetime.combine(last, time.min),
        }

    def _times(self, starts, ends):
        """Return both as local times, after complaining of one without a time of the day."""
        for name, value in (("starts", starts), ("ends", ends)):
            if value and not isinstance(value, datetime):
                self.add_error(name, ValidationError(_("Give a time, or say that it lasts all day."), code="time"))
                return {"starts": None, "ends": None}
        if ends and ends.time() == time.min and ends.date() == starts.date():
            ends += DAY  # Who says so means the midnight at which that day ends.
        return {"starts": starts, "ends": ends}

    def _moment(self, name, local):
        """Return the moment of a local time, or None after complaining that it is too far away or never shown."""
        if not FIRST_YEAR <= local.year <= LAST_YEAR:
            message = _("Give a year between %(first)d and %(last)d.") % {"first": FIRST_YEAR, "last": LAST_YEAR}
            self.add_error(name, ValidationError(message, code="year"))
            return None
        zone = self.cleaned_data["time_zone"]
        if stays := self.opened.get((zone, local)):
            return stays
        moment = moment_of(local, zone)
        is_shown = moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local
        # Midnight stands for the turn of a day, whether or not the clock shows it.
        if is_shown or self.cleaned_data.get("is_all_day"):
            return moment
        message = _("This time does not exist there: clocks are put forward on that day.")
        self.add_error(name, ValidationError(message, code="no_time"))
        return None


class FundingForm(ItemForm):
    def clean_currency(self):
        return self.cleaned_data["currency"].upper()


class ItemAdmin(CuratedAdmin):
    """The admin of one kind of item; it is published and withdrawn like an entry."""

    form = ItemForm
    texts = ("title", "summary", "text")
    relations = ()
    list_filter = [*CuratedAdmin.list_filter, "kind"]
    actions = [
        confirmed_action("publish_items", _("Publish"), _("Everyone will see these."), one_by_one(publish_item)),
        confirmed_action(
            "withdraw_items",
            _("Withdraw"),
            _("Only curators will see these. Nothing is deleted."),
            one_by_one(withdraw),
            form=ReasonForm,
        ),
    ]

    def store(self, item, **kwargs):
        save_item(item, **kwargs)

    def related_in(self, cleaned):
        return {name: cleaned[name] for name in ("themes", "cities", *self.relations)}

    def related_as_of(self, version):
        return {name: related_as_of(version, self.model._meta.get_field(name)) for name in self.relations}

    def preview_template(self, item):
        return f"cluster/{self.opts.model_name}_detail.html"

    def preview_context(self, item, cleaned):
        shown = {name: cleaned[name] for name in self.relations}
        item.slug = item.slug or "preview"
        # Without a key it would have no relations, not even those that stand ready here. Nothing is stored under it.
        item.pk = item.pk or -1
        item._prefetched_objects_cache = {"themes": list(cleaned["themes"]), "cities": list(cleaned["cities"])}
        return (
            super().preview_context(item, cleaned) | {"themes": cleaned["themes"], "cities": cleaned["cities"]} | shown
        )


@admin.register(Event)
class EventAdmin(ItemAdmin):
    form = EventForm
    list_display = ["title", "kind", "starts_at", "publication", "is_cancelled", "languages_of_text"]
    date_hierarchy = "starts_at"
    ordering = ["-starts_at", "pk"]
    autocomplete_fields = ["organiser"]
    further_fieldsets = [
        (_("When"), {"fields": ["is_all_day", "starts", "ends", "time_zone", "is_cancelled"]}),
        (_("Where"), {"fields": ["place", "cities", "online_url"]}),
        (_("Who and what"), {"fields": ["kind", "organiser", "organiser_name", "themes", "languages"]}),
        (_("Registration"), {"fields": ["registration_url", "registration_until", "registration_time"]}),
        (_("Address"), {"fields": ["slug"]}),
    ]

    def get_form(self, request, obj=None, **kwargs):
        """Start and end are fields of the form alone."""
        kwargs.setdefault("fields", self._model_fields())
        return super().get_form(request, obj, **kwargs)

    def _model_fields(self):
        names = {field.name for field in self.opts.get_fields()}
        shown = [name for _label, options in self.get_fieldsets(None) for name in options["fields"]]
        return [name for name in shown if name in names]


@admin.register(Publication)
class PublicationAdmin(ItemAdmin):
    list_display = ["title", "kind", "published_in", "publisher", "publication", "languages_of_text"]
    ordering = ["-year", "sort_key", "pk"]
    relations = ("organisations", "projects")
    autocomplete_fields = ["organisations", "projects"]
    further_fieldsets = [
        (_("Where to read it"), {"fields": ["url", "file"]}),
        (
            _("What it is"),
            {"fields": ["kind", "year", "authors", "publisher", "organisations", "languages"]},
        ),
        (_("What it is about"), {"fields": ["themes", "projects", "countries", "cities"]}),
        (_("Address"), {"fields": ["slug"]}),
    ]

    @admin.display(description=_("year"), ordering="year")
    def published_in(self, publication):
        """The year as text, as a number would be written "2,018"."""
        return str(publication.year)


@admin.register(FundingOpportunity)
class FundingAdmin(ItemAdmin):
    form = FundingForm
    list_display = ["title", "funder", "deadline", "is_rolling", "publication", "languages_of_text"]
    list_filter = [*CuratedAdmin.list_filter, "is_rolling"]
    ordering = ["-deadline", "pk"]
    autocomplete_fields = ["funder"]
    further_fieldsets = [
        (_("Until when"), {"fields": ["deadline", "deadline_time", "time_zone", "is_rolling", "url"]}),
        (_("How much, and from whom"), {"fields": ["amount_from", "amount_to", "currency", "funder", "funder_name"]}),
        (_("For whom"), {"fields": ["applicants", "countries", "cities", "themes"]}),
        (_("Address"), {"fields": ["slug"]}),
    ]
