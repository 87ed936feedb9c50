"""The organisations behind the projects."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords
from taggit.managers import TaggableManager

from accounts.fields import validate_directions
from entries.models import Entry, EntryQuerySet, lately, stored
from entries.validators import validate_year
from entries.wording import and_list
from search.blocks import ascending, descending
from taxonomy.models import LocatedItem, ThemedItem


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


class OrganisationQuerySet(EntryQuerySet):
    def networks(self):
        """Those that others can belong to."""
        return self.filter(kind=OrganisationKind.GRASSROOTS)

    def partners_of(self, organisation):
        """Those that share a published project with it."""
        return self.filter(projects__in=organisation.projects.published()).exclude(pk=organisation.pk).distinct()


class Organisation(Entry):
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
    founded = models.PositiveSmallIntegerField(_("founded"), null=True, blank=True, validators=[validate_year])
    networks = models.ManyToManyField(
        "self",
        symmetrical=False,
        related_name="members",
        blank=True,
        limit_choices_to={"kind": OrganisationKind.GRASSROOTS},
        verbose_name=_("networks"),
        help_text=_("The networks that it belongs to."),
    )

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
            models.Index(fields=["publication", "sort_key"], name="organisations_by_name"),
        ]

    @property
    def name_list(self):
        """Its other names, as a list."""
        return [line.strip() for line in self.other_names.splitlines() if line.strip()]

    def search_texts(self):
        return super().search_texts() | {"organisations": " ".join(self.name_list)}

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
