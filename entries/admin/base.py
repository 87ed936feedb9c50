"""The admin of one kind of entry. Subclasses add what only their kind has."""

from datetime import timedelta

from django.contrib import admin
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from entries.admin.actions import ENTRY_ACTIONS
from entries.admin.attention import Attention, AttentionFilter
from entries.admin.filters import CityFilter, CountryFilter, ThemeFilter, WhereFilter
from entries.admin.forms import EntryForm
from entries.admin.history import EntryHistoryAdmin
from entries.admin.imports import TableAdmin
from entries.models import Publication
from entries.search.text import fold

YEAR = timedelta(days=365)
SILENT_FOR = timedelta(days=90)


def not_confirmed_for_a_year(queryset):
    """Return those last confirmed over a year ago; one never confirmed counts from when it was added."""
    limit = timezone.now() - YEAR
    return queryset.filter(Q(confirmed_on__lt=limit.date()) | Q(confirmed_on__isnull=True, created_at__lt=limit))


def without_an_answer(queryset):
    """Return the published ones whose website is not known to have answered within 90 days."""
    limit = localdate() - SILENT_FOR
    return queryset.published().exclude(website="").filter(Q(answered_on__isnull=True) | Q(answered_on__lt=limit))


def short_date(date):
    """Return a date in digits, as four of them have to fit beside the filters; None for None."""
    return date and date_format(date, "SHORT_DATE_FORMAT")


# On the page of an entry its form does what these do; merging needs two.
ONLY_IN_LISTS = {"merge_entries", "add_themes_to_entries"}
POINTLESS = {
    "publish_entries": lambda entry: entry.publication == Publication.PUBLISHED,
    "withdraw_entries": lambda entry: entry.publication == Publication.WITHDRAWN,
    "note_answers": lambda entry: not entry.website,
}


class EntryAdmin(TableAdmin, EntryHistoryAdmin):
    form = EntryForm
    trust_columns = ["confirmed", "checked", "answered", "edited"]
    list_display = ["name", "publication", "theme_names", "city_names", *trust_columns]
    list_filter = [
        AttentionFilter,
        "publication",
        ThemeFilter,
        WhereFilter,
        CountryFilter,
        CityFilter,
        "confirmed_on",
        "checked_on",
    ]
    search_fields = ["name", "sort_name", "slug", "summary", "website"]
    search_help_text = _("Name, address, summary or website.")
    ordering = ["sort_name", "pk"]
    list_per_page = 50
    actions = ENTRY_ACTIONS
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    readonly_fields = ["publication", "published_at", "checked_on", "checked_by", "answered_on", "updated_at"]
    attention = {
        "drafts": Attention(_("Drafts waiting"), lambda entries: entries.filter(publication=Publication.DRAFT)),
        "never-checked": Attention(
            _("Never checked by a curator"),
            lambda entries: entries.published().filter(checked_on__isnull=True),
        ),
        "silent": Attention(_("Websites not known to have answered in the last 90 days"), without_an_answer),
        "no-theme": Attention(
            _("Without a theme"),
            lambda entries: entries.exclude(publication=Publication.WITHDRAWN).filter(theme_keys=""),
        ),
    }
    text_fieldset = (
        _("What it is"),
        {
            "fields": ["name", "slug", "summary", "description", "text_language", "website", "logo"],
            "description": _("What a visitor reads first. The summary stands in lists and in search results."),
        },
    )
    trust_fieldset = (
        _("Why it can be trusted"),
        {
            "fields": [
                "sources",
                "confirmed_on",
                "checked_on",
                "checked_by",
                "answered_on",
                "publication",
                "published_at",
                "updated_at",
            ],
            "description": _(
                "Saving is no check: the dates of confirming, checking and publishing come from the buttons above "
                "and the actions of the list."
            ),
        },
    )

    @admin.display(description=_("themes"))
    def theme_names(self, entry):
        return ", ".join(theme.name for theme in entry.themes.all())

    @admin.display(description=_("cities"))
    def city_names(self, entry):
        return ", ".join(city.name for city in entry.cities.all())

    @admin.display(description=_("confirmed"), ordering="confirmed_on")
    def confirmed(self, entry):
        return short_date(entry.confirmed_on)

    @admin.display(description=_("checked"), ordering="checked_on")
    def checked(self, entry):
        return short_date(entry.checked_on)

    @admin.display(description=_("answered"), ordering="answered_on")
    def answered(self, entry):
        return short_date(entry.answered_on)

    @admin.display(description=_("edited"), ordering="updated_at")
    def edited(self, entry):
        return short_date(localdate(entry.updated_at))

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("themes", "cities")

    def get_search_results(self, request, queryset, search_term):
        """Find a name without its accents and capitals as well, whatever the database makes of them."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        words = fold(search_term).split()
        if not words:
            return found, may_repeat
        return found | queryset.filter(*(Q(sort_name__contains=word) for word in words)), may_repeat

    def view_on_site(self, entry):
        return entry.get_absolute_url()

    def has_delete_permission(self, request, obj=None):
        """Entries are withdrawn: their history, their reasons and their addresses stay."""
        return False

    def save_model(self, request, obj, form, change):
        """Wait for save_related(): the entry, its tags and its relations are one version."""

    def save_related(self, request, form, formsets, change):
        for formset in formsets:
            # Without writing: this only tells the log what was changed.
            formset.save(commit=False)
        self.store(
            form.instance,
            by=request.user,
            reason=form.cleaned_data["reason"],
            themes=form.cleaned_data["themes"],
            cities=form.cleaned_data["cities"],
            **self.related_in(form, formsets),
        )

    def related_in(self, form, formsets):
        """Return what the action takes beside the tags, as it was typed."""
        return {}

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change and self.has_change_permission(request, obj):
            context["entry_actions"] = self._actions_on(obj, request)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _actions_on(self, entry, request):
        """Return (name, label) of the actions that make sense for one entry as it is stored."""
        useless = ONLY_IN_LISTS | {name for name, is_pointless in POINTLESS.items() if is_pointless(entry)}
        return [
            (name, label) for name, (_action, _name, label) in self.get_actions(request).items() if name not in useless
        ]
