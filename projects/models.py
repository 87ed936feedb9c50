"""The projects: what helps newcomers, who is behind it, and whether it still runs."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords
from taggit.managers import TaggableManager

from entries.choices import language_choices
from entries.fields import KeysField
from entries.indexes import NullsLastIndex
from entries.models import Entry, EntryQuerySet, Publication
from entries.validators import validate_directions, validate_year
from entries.versions import names_of
from organisations.models import Organisation
from taxonomy.models import LocatedItem, ThemedItem


class Status(models.TextChoices):
    """Whether a project runs. Unknown means that no recent source was found, not that it ended."""

    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    DISCONTINUED = "discontinued", _("Discontinued")
    UNKNOWN = "unknown", pgettext_lazy("a status", "Not known")


class NewcomerLed(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")


class Focus(models.TextChoices):
    EMERGENCY = "emergency", _("Emergency assistance")
    INTEGRATION = "integration", _("Long-term integration")


class Seeking(models.TextChoices):
    FUNDING = "funding", pgettext_lazy("looking for", "Funding")
    PARTNERS = "partners", _("Partners")
    VOLUNTEERS = "volunteers", _("Volunteers")
    EXPERTISE = "expertise", _("Expertise")


class ProjectQuerySet(EntryQuerySet):
    def running(self):
        """All but those that have ended: what a list shows unless asked for more."""
        return self.exclude(status=Status.DISCONTINUED)

    def active(self):
        return self.filter(status=Status.ACTIVE)

    def best_first(self, *before):
        """Those that have ended come last, so that a newcomer meets what runs."""
        has_ended = models.ExpressionWrapper(models.Q(status=Status.DISCONTINUED), models.BooleanField())
        return super().best_first(has_ended, *before)


class Role(models.TextChoices):
    LEAD = "lead", _("Lead")
    PARTNER = "partner", _("Partner")
    FUNDER = "funder", _("Funder")


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
FACET_COLUMNS = (
    "status",
    "newcomer_led",
    "focus",
    "where_keys",
    "seeking",
    "theme_keys",
    "languages",
    "country_keys",
    "city_keys",
)


def facet_index(name, *first):
    """Return an index with all that a facet counts or narrows by, the columns of one cube in front.

    Counting then neither reads the rows themselves nor sorts them: a third of the time with 100,000 projects.
    """
    rest = (column for column in FACET_COLUMNS if column not in first)
    return models.Index(name=name, fields=["publication", *first, *rest])


class Project(Entry):
    SEARCH_PREFETCH = (*Entry.SEARCH_PREFETCH, "organisations")

    themes = TaggableManager(_("themes"), through=ThemedItem, blank=True, related_name="projects")
    cities = TaggableManager(_("cities"), through=LocatedItem, blank=True, related_name="projects")
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.UNKNOWN)
    launched = models.PositiveSmallIntegerField(_("launched"), null=True, blank=True, validators=[validate_year])
    ended = models.PositiveSmallIntegerField(_("ended"), null=True, blank=True, validators=[validate_year])
    successor = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
        help_text=_("The project that it merged into or that took over."),
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
    technologies = models.CharField(_("technologies"), max_length=300, blank=True, validators=[validate_directions])
    source_code = models.URLField(_("source code"), max_length=500, blank=True, validators=[validate_directions])
    organisations = models.ManyToManyField(
        Organisation, through="Partnership", related_name="projects", verbose_name=_("organisations")
    )
    organisation_keys = PartnersField(_("organisations"), editable=False)

    objects = ProjectQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["verified_on"])

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
            models.Index(fields=["publication", "sort_name"], name="projects_by_name"),
            NullsLastIndex("publication", models.F("verified_on").desc(nulls_last=True), name="projects_by_verified"),
            NullsLastIndex("publication", models.F("published_at").desc(nulls_last=True), name="projects_by_newest"),
            NullsLastIndex("publication", models.F("launched").desc(nulls_last=True), name="projects_by_launched"),
            facet_index("projects_facets", "status", "newcomer_led", "focus", "where_keys", "seeking"),
            facet_index("projects_facets_by_theme", "theme_keys"),
            facet_index("projects_facets_by_city", "city_keys", "country_keys"),
            facet_index("projects_facets_by_lang", "languages"),
        ]

    @property
    def is_discontinued(self):
        return self.status == Status.DISCONTINUED

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
        names = dict.fromkeys(one.name for one in self.organisations.all() if one.is_published)
        return super().search_texts() | {"organisations": " ".join(names)}


class PartnershipQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those with published organisations for everyone, all of them for those who may edit organisations."""
        may_edit = user.has_perm("organisations.change_organisation")
        return self if may_edit else self.filter(organisation__publication=Publication.PUBLISHED)


class Partnership(models.Model):
    """Says which part an organisation has in a project."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="partnerships", verbose_name=pgettext_lazy("kind of entry", "project")
    )
    organisation = models.ForeignKey(
        Organisation,
        models.CASCADE,
        related_name="partnerships",
        verbose_name=pgettext_lazy("kind of entry", "organisation"),
    )
    role = models.CharField(_("role"), max_length=8, choices=Role.choices, default=Role.LEAD)

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")
        ordering = ["role", "organisation__name"]
        constraints = [
            models.UniqueConstraint(fields=["project", "organisation", "role"], name="projects_partnership_once_a_role")
        ]

    def __str__(self):
        return f"{self.organisation} – {self.project}"


class CatalogueRow(models.Model):
    """What the catalogue said of a project when it was last loaded: it tells a changed row from a curator's edit."""

    name_key = models.CharField(max_length=200)
    country = models.CharField(max_length=2)
    project = models.ForeignKey(Project, models.CASCADE, related_name="catalogue_rows")
    values = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name_key", "country"], name="projects_catalogue_row_once")]

    def __str__(self):
        return f"{self.name_key} ({self.country})"
