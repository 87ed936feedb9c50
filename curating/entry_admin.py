"""The admin of one kind of entry. Subclasses add what only their kind has."""

from datetime import datetime, time

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.wording import filled
from curating.attention import (
    PARAMETER,
    Attention,
    AttentionFilter,
    AttentiveAdmin,
    Mend,
    Named,
    Rank,
    Where,
    admin_page_of,
)
from curating.bulk import ENTRY_ACTIONS
from curating.filters import CityFilter, CountryFilter, ThemeFilter, WhereFilter
from curating.forms import EntryAdminForm
from curating.history import EntryHistoryAdmin
from curating.sections import fieldset_of
from curating.tables.imports import TableAdmin
from curating.terms import SILENT_FOR, UNCONFIRMED_FOR
from entries.dates import A_YEAR, months_before
from entries.doubting import IS_RIGHT
from entries.freshness import LONG_GONE, NOT_ENDED, date_in_words, last_heard, limits
from entries.kinds import kind_of
from entries.models import PublicationState, all_names
from entries.wording import comma_list
from listing.tags_of_rows import give_tags
from search.text import fold
from taxonomy.vocabularies import current_vocabularies


def not_confirmed_for_a_year(queryset):
    """Return those last confirmed over a year ago; one never confirmed counts from when it was added."""
    limit = months_before(localdate(), 12 * (UNCONFIRMED_FOR // A_YEAR))
    begin = timezone.make_aware(datetime.combine(limit, time.min))
    return queryset.filter(Q(confirmed_on__lt=limit) | Q(confirmed_on__isnull=True, created_at__lt=begin))


def without_an_answer(queryset):
    """Return the published ones whose website is not known to have answered for long."""
    limit = localdate() - SILENT_FOR
    return queryset.published().exclude(website="").filter(Q(answered_on__isnull=True) | Q(answered_on__lt=limit))


def to_complete():
    """Return the condition of published ones that have not ended: nobody has to complete what is over."""
    return Q(publication=PublicationState.PUBLISHED) & NOT_ENDED


def gone_silent():
    """Return the condition of published ones of which nobody has heard for so long that they may have ended."""
    return Q(publication=PublicationState.PUBLISHED, heard_on__gt=LONG_GONE, heard_on__lt=limits().silent)


def with_age(entries, _address, mend):
    """Return the first of a list as Named, each with when it was last heard of."""
    dated = ((entry, date_in_words(last_heard(entry).written)) for entry in entries)
    return [Named(f"{entry}, {date}", admin_page_of(entry, mend.field)) for entry, date in dated]


def short_date(date):
    """Return a date in digits, as four of them have to fit beside the filters; None for None."""
    return date and date_format(date, "SHORT_DATE_FORMAT")


def _folded_names(tags):
    """Return slug -> folded words of all names of a tag."""
    return {tag.slug: f" {fold(' '.join([*all_names(tag), getattr(tag, 'other_names', '')]))}" for tag in tags}


def _named(names, word):
    """Return the slugs of the tags with a name of which a word begins so."""
    return [slug for slug, folded in names.items() if f" {word}" in folded]


# On the page of an entry its form does what these do; merging needs two.
ONLY_IN_LISTS = {"merge_entries", "add_themes_to_entries"}
POINTLESS = {
    "publish_entries": lambda entry: entry.publication == PublicationState.PUBLISHED,
    "withdraw_entries": lambda entry: entry.publication == PublicationState.WITHDRAWN,
    "note_answers": lambda entry: not entry.website,
}


# What the list shows of when an entry was last heard of, in the place of another column: it is asked of silence alone.
UNHEARD = "unheard"


class EntriesWithTags(ChangeList):
    """Gives each row its themes and cities out of those that the worker keeps: read for each page, with all of their
    texts in five languages, they took more than the entries.
    """

    def get_results(self, request):
        super().get_results(request)
        self.result_list = list(self.result_list)
        give_tags(self.result_list, current_vocabularies())


class EntryAdmin(AttentiveAdmin, TableAdmin, EntryHistoryAdmin):
    form = EntryAdminForm
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
    search_help_text = _("Name, address, summary, website, city or theme.")
    ordering = ["sort_key", "pk"]
    list_per_page = 50
    actions = ENTRY_ACTIONS
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    readonly_fields = [
        *("publication", "published_at", "checked_on", "checked_by", "answered_on"),
        *("last_seen", "edited_at", "updated_at"),
    ]
    attention = {
        "drafts": Attention(
            _("Drafts waiting"),
            Where(lambda: Q(publication=PublicationState.DRAFT)),
            Rank.QUEUE,
            Mend(_("Publish or withdraw them"), in_list=True),
        ),
        UNHEARD: Attention(
            _("Not heard of for long: they may have ended"),
            Where(gone_silent),
            Rank.SILENT,
            Mend(_("See whether the first still runs")),
            order=("heard_on", "sort_key", "pk"),
            named=with_age,
        ),
        "no-website": Attention(
            _("Without a website"),
            Where(lambda: to_complete() & Q(website="")),
            Rank.WEBSITES,
            Mend(_("Give the first one’s"), "website"),
        ),
        "thin": Attention(
            _("Thin: without a description"),
            Where(lambda: to_complete() & Q(description="")),
            Rank.THIN,
            Mend(_("Describe the first"), "description"),
        ),
        "no-theme": Attention(
            _("Without a theme"),
            Where(lambda: ~Q(publication=PublicationState.WITHDRAWN) & Q(theme_keys="")),
            Rank.UNKNOWN_FACTS,
            Mend(_("Add themes"), in_list=True),
        ),
        "never-checked": Attention(
            _("Never checked by a curator"),
            lambda entries: entries.published().filter(checked_on__isnull=True),
            rank=None,
        ),
        "silent": Attention(
            filled(
                ngettext_lazy(
                    "Websites not known to have answered in the last %(days)d day",
                    "Websites not known to have answered in the last %(days)d days",
                    SILENT_FOR.days,
                ),
                days=SILENT_FOR.days,
            ),
            without_an_answer,
            rank=None,
        ),
    }

    @classmethod
    def fieldsets_of(cls, fields, *own):
        """Return the sections of a page: what every entry has, and between that those of a kind, as fieldset_of() makes
        them. fields: the EntryFields of the kind.
        """
        text = fieldset_of(
            fields,
            "text",
            _("What it is"),
            _("What a visitor reads first. The summary is shown in lists and in search results."),
        )
        # Seen only where it was asked.
        text[1]["fields"].insert(text[1]["fields"].index("text_language") + 1, IS_RIGHT)
        trust = fieldset_of(
            fields,
            "trust",
            _("Why it can be trusted"),
            _(
                "Saving does not count as a check: the dates of confirming, checking and publishing come from "
                "the buttons above and the actions of the list."
            ),
        )
        return [text, *own, trust, cls.change_fieldset]

    @admin.display(description=_("themes"))
    def theme_names(self, entry):
        return comma_list(theme.name for theme in entry.themes.all())

    @admin.display(description=_("cities"))
    def city_names(self, entry):
        return comma_list(city.name for city in entry.cities.all())

    @admin.display(description=_("confirmed"), ordering="confirmed_on")
    def confirmed(self, entry):
        return short_date(entry.confirmed_on)

    @admin.display(description=_("checked"), ordering="checked_on")
    def checked(self, entry):
        return short_date(entry.checked_on)

    @admin.display(description=_("answered"), ordering="answered_on")
    def answered(self, entry):
        return short_date(entry.answered_on)

    @admin.display(description=_("last heard of"), ordering="heard_on")
    def heard(self, entry):
        latest = last_heard(entry)
        return latest and date_in_words(latest.written)

    @admin.display(description=_("edited"), ordering="updated_at")
    def edited(self, entry):
        return short_date(localdate(entry.updated_at))

    def get_changelist(self, request, **kwargs):
        return EntriesWithTags

    def get_list_display(self, request):
        columns = super().get_list_display(request)
        is_about_silence = request.GET.get(PARAMETER) == UNHEARD
        return [*columns[:-1], "heard"] if is_about_silence else columns

    def get_search_results(self, request, queryset, search_term):
        """Find a name without its accents and capitals as well, whatever the database makes of them, and each word in
        the names of cities and themes too.
        """
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        words = fold(search_term).split()
        if not words:
            return found, may_repeat
        tags = current_vocabularies()
        cities, themes = _folded_names(tags.cities.values()), _folded_names(tags.themes.values())
        anywhere = (
            Q(sort_name__contains=word)
            | Q(city_keys__any=_named(cities, word))
            | Q(theme_keys__any=_named(themes, word))
            for word in words
        )
        return found | queryset.filter(*anywhere), may_repeat

    def view_on_site(self, entry):
        return entry.get_absolute_url()

    def has_delete_permission(self, request, obj=None):
        """Entries are withdrawn: their history, their reasons and their addresses stay."""
        return False

    def store(self, entry, **kwargs):
        kind_of(entry).store(entry, **kwargs)

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
