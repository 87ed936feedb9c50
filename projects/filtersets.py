from functools import cached_property

from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entries.choices import language_choices
from entries.filters import ALL, Facet, KeysFacet, RelatedFilter, UsualFacet, label_alone, label_and_value
from entries.filtersets import SORTS, EntryFilterSet, year_filter
from organisations.models import Organisation
from projects.models import Focus, NewcomerLed, Project, Seeking, Status


class StatusFacet(UsualFacet):
    """Leaves out what has ended unless asked for."""

    def usual(self, queryset):
        return queryset.running()

    def is_usual(self, stored):
        return stored != Status.DISCONTINUED


class ProjectFilterSet(EntryFilterSet):
    sorts = SORTS | {
        "founded": (
            pgettext_lazy("sort by", "Year launched"),
            [F("launched").desc(nulls_last=True), "sort_name", "pk"],
        )
    }
    cubes = (
        ("where", "status", "newcomer_led", "focus", "seeking"),
        ("theme",),
        ("city", "country"),
        ("language",),
    )

    language = KeysFacet(
        column="languages",
        label=_("Language of the offer"),
        is_long=True,
        options=lambda f: dict(language_choices()),
    )
    status = StatusFacet(
        column="status",
        label=_("Status"),
        chip=label_and_value,
        options=lambda f: dict(Status.choices) | {ALL: _("All, also ended ones")},
    )
    newcomer_led = Facet(
        column="newcomer_led",
        label=_("Led by newcomers"),
        chip=label_alone,
        options=lambda f: {NewcomerLed.YES.value: NewcomerLed.YES.label},
    )
    focus = Facet(column="focus", label=_("Focus"), options=lambda f: dict(Focus.choices))
    seeking = KeysFacet(
        column="seeking", label=_("Looking for"), chip=label_and_value, options=lambda f: dict(Seeking.choices)
    )
    organisation = RelatedFilter(path="organisations", label=_("Organisation"), options=lambda f: f.organisations)
    founded_from = year_filter("launched", "gte", _("Launched in or after"), _("since %(year)s"))
    founded_to = year_filter("launched", "lte", _("Launched in or before"), _("until %(year)s"))

    class Meta:
        model = Project
        fields = ()

    @cached_property
    def organisations(self):
        """The published organisations that the query names, slug -> name."""
        named = self.data.getlist("organisation")
        return dict(Organisation.objects.published().filter(slug__in=named).values_list("slug", "name"))
