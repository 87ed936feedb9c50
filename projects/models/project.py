"""The project itself."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords
from taggit.managers import TaggableManager

from accounts.fields import LineField, LinkField
from entries.fields import KeysField
from entries.freshness import LAUNCHED, LONG_GONE, Heard
from entries.models import Entry, EntryQuerySet, lately, latest_of, stored
from entries.nulls_last import NullsLastIndex
from entries.versions import names_of
from entries.years import YearField
from organisations.models import Organisation
from projects.models.choices import Focus, NewcomerLed, Role, Seeking, Status
from projects.models.offer import Offer
from projects.words_of_offer import WORDS_OF_OFFER
from search.blocks import ascending, descending
from taxonomy.languages import language_choices
from taxonomy.models import LocatedItem, ThemedItem


class ProjectQuerySet(EntryQuerySet):
    def running(self):
        """All but those that have ended."""
        return self.exclude(status=Status.DISCONTINUED)

    def active(self):
        return self.filter(status=Status.ACTIVE)


class PartnersField(KeysField):
    """The organisations behind a project as "role:number", so that each version in its history knows them."""

    @staticmethod
    def keys_of(pairs):
        """Return the keys of (Organisation, Role) pairs."""
        return sorted(f"{role}:{organisation.pk}" for organisation, role in pairs)

    @staticmethod
    def pairs_of(keys):
        """Return the (Organisation, Role) pairs of these keys, as far as the organisations still exist."""
        parts = [key.partition(":") for key in keys]
        known = Organisation.objects.in_bulk([int(number) for _role, _colon, number in parts])
        return [(known[int(number)], Role(role)) for role, _colon, number in parts if int(number) in known]

    def describe(self, keys):
        """Return how a person reads these keys, with the organisations that were deleted since."""
        parts = [(Role(role), int(number)) for role, _colon, number in (key.partition(":") for key in keys)]
        names = names_of(Organisation, [number for _role, number in parts])
        return ", ".join(sorted(f"{names[number]} ({role.label})" for role, number in parts))


LEADS_BACK = _("This successor leads back to the project itself.")


class FirstOfYear(models.Func):
    """The 1st of January of a year. Not of the database's own making of text and dates, which depends on settings."""

    template, output_field = "make_date(%(expressions)s, 1, 1)", models.DateField()

    def as_sqlite(self, compiler, connection):
        return self.as_sql(compiler, connection, template="%(expressions)s || '-01-01'")


class Project(Offer, Entry):
    SEARCH_PREFETCH = (*Entry.SEARCH_PREFETCH, "organisations")

    themes = TaggableManager(_("themes"), through=ThemedItem, blank=True, related_name="projects")
    cities = TaggableManager(_("cities"), through=LocatedItem, blank=True, related_name="projects")
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.UNKNOWN)
    launched = YearField(_("launched"), null=True, blank=True)
    ended = YearField(_("ended"), null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
        help_text=_("The project that it merged into or that took over."),
    )
    successor_name = LineField(
        _("successor that is not listed"),
        max_length=200,
        blank=True,
        help_text=_("The name of what took over, if it is not in the directory."),
    )
    lessons = models.TextField(
        _("lessons"),
        blank=True,
        max_length=10_000,
        validators=[MaxLengthValidator(10_000)],
        help_text=_("What its people learned. Markdown."),
    )
    languages = KeysField(_("languages of the offer"), choices=language_choices)
    newcomer_led = models.CharField(
        _("led by newcomers"), max_length=8, choices=NewcomerLed.choices, default=NewcomerLed.UNKNOWN
    )
    focus = models.CharField(_("focus"), max_length=12, choices=Focus.choices, blank=True)
    seeking = KeysField(_("looking for"), choices=Seeking.choices)
    technologies = LineField(_("technologies"), max_length=300, blank=True)
    source_code = LinkField(_("source code"), max_length=500, blank=True)
    organisations = models.ManyToManyField(
        Organisation, through="Partnership", related_name="projects", verbose_name=_("organisations")
    )
    organisation_keys = PartnersField(_("organisations"), editable=False)

    # Of what has ended the latest sign is not the question.
    heard_on = latest_of(
        *("confirmed_on", "checked_on", "last_seen_on"),
        # Who calls a project active without a date is not heard of, but does not say either that it went silent.
        models.Case(models.When(status=Status.UNKNOWN, then=FirstOfYear("launched"))),
        has_ended=models.Q(status=Status.DISCONTINUED),
        verbose_name=_("last heard of"),
    )

    FACETS = (
        *(*Entry.FACETS, "languages", "status", "newcomer_led", "focus", "seeking", "launched"),
        *("cost", "delivery", "reach", "used_from"),
        # What the charts count beside them.
        *("ended", "year_of_sign", "number_of_partners"),
    )
    ORDERS = Entry.ORDERS | {
        # Of those of which nothing is known, the ones that somebody calls active.
        "surest": lambda project: (
            lately(project),
            ascending(int(project.status != Status.ACTIVE)),
            ascending(project.sort_key),
        ),
        "launched": lambda project: (
            descending(stored(project, "launched")),
            lately(project),
            ascending(project.sort_key),
        ),
    }
    BEST_ORDER = "surest"
    SINKS = (("status", Status.DISCONTINUED.value),)

    objects = ProjectQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["verified_on", "heard_on"])

    class Meta(Entry.Meta):
        verbose_name = pgettext_lazy("kind of entry", "project")
        verbose_name_plural = _("projects")
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                name="projects_project_ends_after_launch",
                condition=models.Q(ended__isnull=True)
                | models.Q(launched__isnull=True)
                | models.Q(ended__gte=models.F("launched")),
            ),
            models.CheckConstraint(
                name="projects_project_only_discontinued_has_an_end",
                condition=models.Q(ended__isnull=True) | models.Q(status=Status.DISCONTINUED),
            ),
        ]
        indexes = [
            # What the start page of curators counts: few of very many.
            models.Index(fields=["publication", "sort_key"], name="projects_thin", condition=models.Q(description="")),
            models.Index(fields=["sort_key"], name="projects_without_theme", condition=models.Q(theme_keys="")),
            models.Index(fields=["publication", "sort_key"], name="projects_by_name"),
            # The list of the curators, which has all states, and the countries that it can be narrowed to.
            models.Index(fields=["sort_key"], name="projects_of_all_states"),
            models.Index(fields=["country"], name="projects_by_country"),
            # What leads to an address is looked up for each that is watched.
            models.Index(fields=["website", "publication"], name="projects_by_website"),
            NullsLastIndex("publication", models.F("verified_on").desc(nulls_last=True), name="projects_by_verified"),
            NullsLastIndex("publication", models.F("heard_on").desc(nulls_last=True), name="projects_by_heard"),
            NullsLastIndex("publication", models.F("published_at").desc(nulls_last=True), name="projects_by_newest"),
        ]

    @property
    def heard_day(self):
        if self.has_ended:
            return LONG_GONE
        launched = stored(self, "launched") if self.status == Status.UNKNOWN else None
        return max(filter(None, [super().heard_day, launched and date(launched, 1, 1)]), default=None)

    @property
    def year_of_sign(self):
        """The year of its last sign of life, whatever became of it."""
        found = super().heard_day
        return found and found.year

    @property
    def number_of_partners(self):
        """How many published organisations are behind it."""
        return len({organisation.pk for organisation in self.organisations.all() if organisation.is_published})

    @property
    def has_ended(self):
        return self.status == Status.DISCONTINUED

    def heard(self):
        """Where nobody says that it runs, that it was launched is a sign of life as well."""
        return [*super().heard(), *(self.beginnings() if self.status == Status.UNKNOWN else [])]

    def beginnings(self):
        return [Heard(date(self.launched, 1, 1), str(self.launched), LAUNCHED)] if self.launched else []

    def clean(self):
        super().clean()
        if self.ended and self.status != Status.DISCONTINUED:
            raise ValidationError({"ended": _("Only a discontinued project has ended.")})
        if self.ended and self.launched and self.ended < self.launched:
            raise ValidationError({"ended": _("It cannot have ended before it was launched.")})

    def clean_fields(self, exclude=None):
        super().clean_fields(exclude=exclude)
        # Not in clean(), which a form without this field could not report.
        if "successor" not in (exclude or ()):
            self.clean_successor()

    def clean_successor(self):
        """Raise ValidationError on a successor that is this project itself or leads back to it."""
        if self.successor_id and self.successor_id == self.pk:
            raise ValidationError({"successor": _("A project cannot be its own successor.")})
        if self.pk in self.later_keys():
            raise ValidationError({"successor": LEADS_BACK})

    def later_keys(self):
        """Return the keys of its successor, of the successor of that one, and so on, as a set; in one query."""
        if not self.successor_id:
            return set()
        later = Project.objects.raw(
            "WITH RECURSIVE later (id) AS (SELECT CAST(%s AS bigint) UNION SELECT one.successor_id "
            "FROM projects_project one JOIN later ON one.id = later.id WHERE one.successor_id IS NOT NULL) "
            "SELECT id FROM later",
            [self.successor_id],
        )
        return {project.pk for project in later}

    def note_partnerships(self):
        """Repeat the stored partnerships in the row, without saving: the next version in the history has them."""
        pairs = [(p.organisation, p.role) for p in self.partnerships.select_related("organisation")]
        self.organisation_keys = PartnersField.keys_of(pairs)

    def search_texts(self):
        behind = [one for one in self.organisations.all() if one.is_published]
        names = dict.fromkeys(name for one in behind for name in (one.name, *one.name_list))
        found = super().search_texts() | {"organisations": " ".join(names)}
        found["description"] = self.in_all_languages("description", "audience", "how_to_start")
        found["themes"] = " ".join(filter(None, [found["themes"], *self.words_of_offer]))
        return found

    @property
    def words_of_offer(self):
        """What people say, in all languages, who look for something at its cost and of its kind of delivery."""
        return [WORDS_OF_OFFER.get(key, "") for key in (self.cost, self.delivery)]
