"""The organisations behind the projects."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Count, Value, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils.formats import localize
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from simple_history.models import HistoricalRecords
from taggit.managers import TaggableManager

from accounts.fields import LineField, validate_directions
from entries.models import Entry, EntryQuerySet, PublicationState, lately, stored
from entries.nulls_last import NullsLastIndex
from entries.validators import validate_visible
from entries.wording import and_list, comma_list, places_in_short
from entries.years import YearField
from search.blocks import ascending, descending
from taxonomy.models import LocatedItem, ThemedItem

MOST_NAMED = 3  # projects, in the sentence that stands for a summary
MOST_FOUND_BY = 100  # names of projects by which an organisation without a summary is found


class OrganisationKind(models.TextChoices):
    NONPROFIT = "nonprofit", _("Non-profit")
    SOCIAL_ENTERPRISE = "social-enterprise", _("Social enterprise")
    COMPANY = "company", _("Company")
    GRASSROOTS = "grassroots", _("Initiative or network")
    ACADEMIA = "academia", _("Academia or research")
    PUBLIC_SECTOR = "public-sector", _("Public sector")


class Size(models.TextChoices):
    """How many people work there, paid or not."""

    UP_TO_5 = "0-5", _("up to 5 people")
    UP_TO_10 = "6-10", _("6 to 10 people")
    UP_TO_25 = "11-25", _("11 to 25 people")
    UP_TO_50 = "26-50", _("26 to 50 people")
    UP_TO_100 = "51-100", _("51 to 100 people")
    UP_TO_500 = "101-500", _("101 to 500 people")
    UP_TO_1000 = "501-1000", _("501 to 1,000 people")
    OVER_1000 = "over-1000", _("over 1,000 people")


class ProjectsInShort(NamedTuple):
    """What tells of an organisation's published projects: their number, and the first names of the alphabet, at most
    MOST_FOUND_BY.
    """

    number: int
    names: list[str]


NO_PROJECTS = ProjectsInShort(0, [])


class OrganisationQuerySet(EntryQuerySet):
    def networks(self):
        """Those that others can belong to."""
        return self.filter(kind=OrganisationKind.GRASSROOTS)

    def partners_of(self, organisation):
        """Those that share a published project with it."""
        return self.filter(projects__in=organisation.projects.published()).exclude(pk=organisation.pk).distinct()

    def projects_in_short(self):
        """Return key -> ProjectsInShort of those that have published projects; in one query."""
        of_one = {"partition_by": "pk"}
        # As an expression, or SQLite may begin with all that is published, rather than with these few organisations.
        rows = (
            self.alias(publication_of_project=Coalesce("projects__publication", Value("")))
            .filter(publication_of_project=PublicationState.PUBLISHED)
            .annotate(
                number=Window(Count("*"), **of_one),
                row=Window(RowNumber(), order_by=["projects__sort_key", "projects__pk"], **of_one),
            )
            .filter(row__lte=MOST_FOUND_BY)
            .order_by("row")
        )
        found = {}
        for pk, number, name in rows.values_list("pk", "number", "projects__name"):
            found.setdefault(pk, ProjectsInShort(number, [])).names.append(name)
        return found


class Organisation(Entry):
    summary = LineField(
        _("summary"),
        max_length=240,
        blank=True,
        validators=[validate_visible],
        help_text=_("What it does, in one sentence. Without one, its pages name its projects."),
    )
    themes = TaggableManager(_("themes"), through=ThemedItem, blank=True, related_name="organisations")
    cities = TaggableManager(_("cities"), through=LocatedItem, blank=True, related_name="organisations")
    other_names = models.TextField(
        _("other names"),
        blank=True,
        validators=[MaxLengthValidator(2000), validate_directions],
        help_text=_("Former names, short ones and those in other languages, one per line; the search finds them."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=OrganisationKind.choices, blank=True)
    size = models.CharField(_("size"), max_length=10, choices=Size.choices, blank=True)
    founded = YearField(_("founded"), null=True, blank=True)
    networks = models.ManyToManyField(
        "self",
        symmetrical=False,
        related_name="members",
        blank=True,
        limit_choices_to={"kind": OrganisationKind.GRASSROOTS},
        verbose_name=_("networks"),
        help_text=_("The networks that it belongs to."),
    )

    FOUND_BY = ("projects",)
    FACETS = (*Entry.FACETS, "kind", "size")
    ORDERS = Entry.ORDERS | {
        "founded": lambda organisation: (
            descending(stored(organisation, "founded")),
            lately(organisation),
            ascending(organisation.sort_key),
        )
    }

    objects = OrganisationQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["verified_on", "heard_on"], m2m_fields=[networks])

    class Meta(Entry.Meta):
        verbose_name = pgettext_lazy("kind of entry", "organisation")
        verbose_name_plural = _("organisations")
        indexes = [
            # What the start page of curators counts: few of very many.
            NullsLastIndex("publication", models.F("heard_on").desc(nulls_last=True), name="organisations_by_heard"),
            models.Index(
                fields=["publication", "sort_key"], name="organisations_thin", condition=models.Q(description="")
            ),
            models.Index(fields=["sort_key"], name="organisations_without_theme", condition=models.Q(theme_keys="")),
            models.Index(fields=["publication", "sort_key"], name="organisations_by_name"),
            # The list of the curators, which has all states, and the countries that it can be narrowed to.
            models.Index(fields=["sort_key"], name="organisations_of_all_states"),
            models.Index(fields=["country"], name="organisations_by_country"),
            models.Index(fields=["website", "publication"], name="organisations_by_website"),
        ]

    @property
    def name_list(self):
        """Its other names, as a list."""
        return [line.strip() for line in self.other_names.splitlines() if line.strip()]

    @cached_property
    def projects_in_short(self):
        """Its ProjectsInShort, see prepare_stand_ins()."""
        return Organisation.objects.filter(pk=self.pk).projects_in_short().get(self.pk, NO_PROJECTS)

    @classmethod
    def prepare_stand_ins(cls, entries):
        if some := [one for one in entries if not one.summary]:
            found = cls.objects.filter(pk__in=[one.pk for one in some]).projects_in_short()
            for one in some:
                one.projects_in_short = found.get(one.pk, NO_PROJECTS)

    def stand_in(self, field):
        """In place of a summary its projects tell what it does; without any, its kind and its place."""
        if field != "summary":
            return super().stand_in(field)
        number, names = self.projects_in_short
        if not number:
            kind = self.get_kind_display() or capfirst(self._meta.verbose_name)
            return comma_list(filter(None, [kind, places_in_short(self)]))
        if number > MOST_NAMED:
            return ngettext(
                "The organisation behind %(number)s project of this directory.",
                "The organisation behind %(number)s projects of this directory.",
                number,
            ) % {"number": localize(number)}
        return ngettext("The organisation behind %(names)s.", "The organisation behind %(names)s.", len(names)) % {
            "names": and_list(dict.fromkeys(names))
        }

    def search_texts(self):
        found = super().search_texts() | {"organisations": " ".join(self.name_list)}
        if not self.summary:
            found["summary"] = "\n".join(filter(None, [found["summary"], *self.projects_in_short.names]))
        return found

    def check_networks(self, networks):
        """Raise ValidationError where these name itself, or one that is no network."""
        wrong = [one.name for one in networks if one.slug == self.slug or one.kind != OrganisationKind.GRASSROOTS]
        if wrong:
            raise ValidationError(
                _("It cannot belong to: %(names)s. A network is another organisation of the kind “%(kind)s”."),
                code="network",
                params={"names": and_list(wrong), "kind": OrganisationKind.GRASSROOTS.label},
            )

    def partners(self):
        return Organisation.objects.partners_of(self).published()
