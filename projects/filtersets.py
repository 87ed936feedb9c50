from functools import cached_property
from operator import ge, le

from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from entries.wording import labelled
from listing.filters import ALL, Facet, FromThereFilter, RelatedFilter, UnknownFilter, UsualFacet, label_alone
from listing.filtersets import FRESH_SORTS, YES, FreshnessFilterSet, year_filter
from organisations.models import Organisation
from projects.models import Cost, DeliveryMode, Focus, NewcomerLed, Project, Reach, Seeking, Status
from taxonomy.languages import KIN, language_choices


def ended_in_words(number):
    words = ngettext("%(number)s that has ended is not shown.", "%(number)s that have ended are not shown.", number)
    return words % {"number": localize(number)}


def languages_unknown(number):
    words = ngettext(
        "For %(number)s more the languages are not known.", "For %(number)s more the languages are not known.", number
    )
    return words % {"number": localize(number)}


def cost_unknown(number):
    words = ngettext(
        "For %(number)s more it is not known what it costs.",
        "For %(number)s more it is not known what they cost.",
        number,
    )
    return words % {"number": localize(number)}


def delivery_unknown(number):
    words = ngettext(
        "For %(number)s more it is not known whether it is online or on site.",
        "For %(number)s more it is not known whether they are online or on site.",
        number,
    )
    return words % {"number": localize(number)}


def reach_unknown(number):
    words = ngettext(
        "For %(number)s more it is not known where it can be used.",
        "For %(number)s more it is not known where they can be used.",
        number,
    )
    return words % {"number": localize(number)}


def leaders_unknown(number):
    words = ngettext(
        "For %(number)s more it is not known whether newcomers lead it.",
        "For %(number)s more it is not known whether newcomers lead them.",
        number,
    )
    return words % {"number": localize(number)}


def launch_unknown(number):
    words = ngettext(
        "For %(number)s more the year of launch is not known.",
        "For %(number)s more the year of launch is not known.",
        number,
    )
    return words % {"number": localize(number)}


def needs_unknown(number):
    words = ngettext(
        "For %(number)s more it is not known what it is looking for.",
        "For %(number)s more it is not known what they are looking for.",
        number,
    )
    return words % {"number": localize(number)}


# Several countries count as whole ones.
FACETED_REACH = [(one.value, one.label) for one in Reach if one != Reach.COUNTRIES]


class ProjectFilterSet(FreshnessFilterSet):
    sorts = FRESH_SORTS | {
        "launched": pgettext_lazy("sort by", "Year launched"),
    }
    former = FreshnessFilterSet.former | {
        "founded_from": "launched_from",
        "founded_to": "launched_to",
        ("sort", "founded"): ("sort", "launched"),
    }
    language = Facet(
        column="languages",
        label=_("Language of the offer"),
        is_long=True,
        is_open=True,
        options=lambda f: dict(language_choices()),
        kin=KIN,
        said_of_unknown=languages_unknown,
    )
    cost = Facet(column="cost", label=_("Cost"), options=lambda f: dict(Cost.choices), said_of_unknown=cost_unknown)
    # What is both counts as each of them.
    delivery = Facet(
        column="delivery",
        label=_("Online or on site"),
        options=lambda f: dict(DeliveryMode.choices),
        said_of_unknown=delivery_unknown,
    )
    reach = Facet(
        column="reach",
        label=_("Where it can be used"),
        options=lambda f: dict(FACETED_REACH),
        said_of_unknown=reach_unknown,
    )
    use = FromThereFilter(label=_("Where it can be used"), options=lambda f: {YES: _("Can be used from there as well")})
    # Leaves out what has ended unless asked for.
    status = UsualFacet(
        column="status",
        label=_("Status"),
        chip=labelled,
        options=lambda f: dict(Status.choices) | {ALL: _("All, including those that have ended")},
        hidden=Status.DISCONTINUED.value,
        said_of_hidden=ended_in_words,
    )
    newcomer_led = Facet(
        column="newcomer_led",
        label=_("Led by newcomers"),
        chip=label_alone,
        options=lambda f: {NewcomerLed.YES.value: NewcomerLed.YES.label},
        unknown=NewcomerLed.UNKNOWN.value,
        said_of_unknown=leaders_unknown,
    )
    focus = Facet(column="focus", label=_("Focus"), options=lambda f: dict(Focus.choices))
    seeking = Facet(
        column="seeking",
        label=_("Looking for"),
        chip=labelled,
        options=lambda f: dict(Seeking.choices),
        said_of_unknown=needs_unknown,
    )
    organisation = RelatedFilter(path="organisations", label=_("Organisation"), options=lambda f: f.organisations)
    launched_from = year_filter("launched", ge, _("Launched in or after"), _("since %(year)s"), launch_unknown)
    launched_to = year_filter("launched", le, _("Launched in or before"), _("until %(year)s"), launch_unknown)

    unknown = UnknownFilter(label=_("Including where it is not known"), chip=labelled, options=lambda f: f.with_gaps)

    class Meta:
        model = Project
        fields = ()

    @cached_property
    def organisations(self):
        """The published organisations that the query names, slug -> name."""
        named = self.data.getlist("organisation")
        return dict(Organisation.objects.published().filter(slug__in=named).values_list("slug", "name"))

    @property
    def with_gaps(self):
        """The facts that are not known of all, name -> label."""
        return {each.field_name: each.fact_label for each in self.filters.values() if each.said_of_unknown}
