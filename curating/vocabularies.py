from django.conf import settings
from django.contrib import admin
from django.db import models
from django.db.models import Count
from django.forms.widgets import Script
from django.utils.translation import gettext_lazy as _
from taggit import admin as taggit_admin  # noqa: F401 - registers the Tag that is taken off below
from taggit.models import Tag

from curating.attention import Attention, AttentionFilter, Mend, the_first
from curating.forms import ReasonedForm
from curating.history import EntryHistoryAdmin
from curating.widgets import Lines
from entries.actions import delete_tag, save_tag
from search.text import fold
from taxonomy.models import City, Theme

# The directory has vocabularies of its own.
admin.site.unregister(Tag)


def language_fieldsets(*further):
    """Return a fieldset for each language of the interface; a script turns them into tabs.

    further: names of translated fields beside name and introduction.
    """
    return [
        (
            label,
            {
                "fields": [f"{name}_{code}" for name in ("name", "introduction", *further)],
                "classes": ["language-tab", f"language-{code}"],
            },
        )
        for code, label in settings.LANGUAGES
    ]


NAME = f"name_{settings.LANGUAGE_CODE}"


class VocabularyAdmin(EntryHistoryAdmin):
    form = ReasonedForm
    formfield_overrides = {models.TextField: {"widget": Lines}}
    search_fields = ["slug", *(f"name_{code}" for code, _label in settings.LANGUAGES)]

    class Media:
        js = [Script("js/curating.js", type="module")]

    @admin.display(description=_("entries"), ordering="entry_count")
    def entry_count(self, tag):
        return tag.entry_count

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(entry_count=Count("items"))

    def get_search_results(self, request, queryset, search_term):
        """Compare folded texts: the database does not know that Köln is koeln, and SQLite not that Київ is київ."""
        words = fold(search_term).split()
        if not words:
            return queryset, False
        texts = (
            (row[0], fold(" ".join(filter(None, row[1:])))) for row in queryset.values_list("pk", *self.search_fields)
        )
        return queryset.filter(pk__in=[pk for pk, text in texts if all(word in text for word in words)]), False

    def get_form(self, request, obj=None, **kwargs):
        """The other languages fall back to this name."""
        form = super().get_form(request, obj, **kwargs)
        if NAME in form.base_fields:
            form.base_fields[NAME].required = True
        return form

    def get_readonly_fields(self, request, obj=None):
        """A tag's address is chosen once: links, feeds and exports of others hang on it."""
        return ["slug"] if obj else []

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": [NAME]}

    def save_model(self, request, obj, form, change):
        self.store(obj, by=request.user, reason=form.cleaned_data["reason"])

    def store(self, tag, *, by, reason, themes=(), cities=()):
        save_tag(tag, by=by, reason=reason)

    def delete_model(self, request, obj):
        delete_tag(obj, by=request.user)

    def delete_queryset(self, request, queryset):
        for tag in queryset:
            delete_tag(tag, by=request.user)

    def get_deleted_objects(self, objs, request):
        """A tag that entries have is in use and stays."""
        to_delete, counts, lacking, protected = super().get_deleted_objects(objs, request)
        in_use = [str(tag) for tag in objs if tag.items.exists()]
        return to_delete, counts, set() if in_use else lacking, [*protected, *in_use]


@admin.register(Theme)
class ThemeAdmin(VocabularyAdmin):
    list_display = ["name", "slug", "icon", "hue", "position", "entry_count"]
    list_filter = ["hue"]
    fieldsets = [
        *language_fieldsets("other_words"),
        (_("Address and look"), {"fields": ["slug", "icon", "hue", "position"]}),
        VocabularyAdmin.change_fieldset,
    ]


class CityForm(ReasonedForm):
    def clean(self):
        """Latitude and longitude come together or not at all, and lie on the globe."""
        cleaned = super().clean()
        latitude, longitude = cleaned.get("latitude"), cleaned.get("longitude")
        if not {"latitude", "longitude"} & self.errors.keys() and (latitude is None) != (longitude is None):
            self.add_error("latitude" if latitude is None else "longitude", _("A position needs both."))
        for name, value, most in (("latitude", latitude, 90), ("longitude", longitude, 180)):
            if value is not None and not -most <= value <= most:
                self.add_error(name, _("Between −%(most)d and %(most)d degrees.") % {"most": most})
        return cleaned


@admin.register(City)
class CityAdmin(VocabularyAdmin):
    form = CityForm
    list_display = ["name", "country", "slug", "latitude", "longitude", "entry_count"]
    list_filter = [AttentionFilter, "country"]
    search_fields = [*VocabularyAdmin.search_fields, "other_names"]
    fieldsets = [
        *language_fieldsets(),
        (_("Address"), {"fields": ["slug", "other_names"]}),
        (
            _("Position"),
            {
                "fields": ["country", "region", "latitude", "longitude"],
                "description": _("Degrees. Without a position the city is missing from the map."),
            },
        ),
        VocabularyAdmin.change_fieldset,
    ]
    attention = {
        "no-position": Attention(
            _("Without a position"),
            lambda cities: cities.filter(latitude__isnull=True),
            mend=Mend(_("Find the first one"), "latitude"),
            named=the_first,
        ),
    }
