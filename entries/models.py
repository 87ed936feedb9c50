"""What every entry shares, and the tables that serve all entries: former addresses, search, the directory version."""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import connection, models
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_countries.fields import CountryField

from entries.choices import language_choices
from entries.fields import KeysField
from entries.search.models import SearchDocument, SearchWord  # noqa: F401 - Django looks for models here
from entries.validators import LINE, PAST_DATE, validate_directions
from taxonomy.models import ThemedItem
from taxonomy.where import where_key


class TransitionError(Exception):
    """A state change that the map of allowed next states does not have."""


class Publication(models.TextChoices):
    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", pgettext_lazy("by a curator", "withdrawn")


NEXT_PUBLICATIONS = {
    Publication.DRAFT: {Publication.PUBLISHED, Publication.WITHDRAWN},
    Publication.PUBLISHED: {Publication.WITHDRAWN},
    Publication.WITHDRAWN: {Publication.PUBLISHED},
}


class EntryQuerySet(models.QuerySet):
    def published(self):
        return self.filter(publication=Publication.PUBLISHED)

    def once_published(self):
        """Those that were public and were then taken out."""
        return self.filter(publication=Publication.WITHDRAWN, published_at__isnull=False)

    def visible_to(self, user):
        """Published entries for everyone, all of them for those who may edit them."""
        may_edit = user.has_perm(f"{self.model._meta.app_label}.change_{self.model._meta.model_name}")
        return self if may_edit else self.published()

    def with_theme(self, *slugs):
        """Entries that have at least one of the themes."""
        items = ThemedItem.objects.filter(content_type=ThemedItem.content_type_for(self.model), tag__slug__in=slugs)
        return self.filter(pk__in=items.values("object_id"))

    def best_first(self, *before):
        """Sort what a search has annotated with its `relevance`; before: what counts more than that."""
        return self.order_by(*before, "-relevance", "sort_name", "pk")


class Curated(models.Model):
    """What curators write, publish and withdraw. `revision` tells one edit from the next; actions move it on."""

    # Beside those of entries.versions: fields that stay as they are when somebody goes back to a version.
    not_restored = ()

    # Folded, so that Ärzte stands before Zug and lower case beside upper case, whatever the database's collation.
    sort_name = models.CharField(max_length=250, editable=False)
    slug = models.SlugField(
        _("address"),
        max_length=220,
        unique=True,
        help_text=_("Last part of the page's address. An old one redirects."),
    )
    publication = models.CharField(
        pgettext_lazy("whether it is public", "publication"),
        max_length=10,
        choices=Publication.choices,
        default=Publication.DRAFT,
        editable=False,
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last edited"), auto_now=True)
    revision = models.PositiveIntegerField(_("revision"), default=0, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["sort_name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_published_has_a_date",
                condition=~models.Q(publication=Publication.PUBLISHED) | models.Q(published_at__isnull=False),
            ),
        ]

    @property
    def is_published(self):
        return self.publication == Publication.PUBLISHED

    @property
    def feed_summary(self):
        """What a feed says of it below its name."""
        return self.summary

    def move_to(self, publication):
        """Set the next publication state without saving.

        Raises TransitionError where NEXT_PUBLICATIONS has no such step.
        """
        if publication not in NEXT_PUBLICATIONS[self.publication]:
            raise TransitionError(f"An entry cannot go from {self.publication} to {publication}.")
        self.publication = publication


class Listed(Curated):
    """What stands in a list with facets and a search of its own.

    Its models have a `name`, and add `themes` and `cities`, whose reverse names differ. The `…_keys` columns repeat
    the tags in one row, so that facets count without joins and a version in the history knows its tags.
    `entries.actions` keeps them true.
    """

    # The relations that search_texts() reads: what they lead to is indexed with it when it is renamed or withdrawn.
    SEARCH_PREFETCH = ("themes", "cities")

    theme_keys = KeysField(editable=False)
    city_keys = KeysField(editable=False, max_length=1200)
    country_keys = KeysField(editable=False)
    where_keys = KeysField(editable=False)

    class Meta(Curated.Meta):
        abstract = True

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse(f"{self.namespace()}:detail", kwargs={"slug": self.slug})

    @classmethod
    def namespace(cls):
        """Return the name under which the addresses of its list and its pages stand."""
        return cls._meta.app_label

    @property
    def own_countries(self):
        """The ISO codes of where it is at home, beside those of its cities."""
        return []

    def set_keys(self, themes, cities):
        """Repeat these tags in the key columns, without saving.

        Without a city the countries alone tell where it is; with one they only add themselves.
        """
        self.theme_keys = sorted(theme.slug for theme in themes)
        self.city_keys = sorted(city.slug for city in cities)
        self.country_keys = sorted({city.country.code for city in cities} | set(self.own_countries))
        places = [(city.country.code, city.slug) for city in cities] or [(code, "") for code in self.own_countries]
        self.where_keys = sorted({where_key(*place) for place in places} - {""})

    def validate_unique(self, exclude=None):
        """Refuse an address that leads to another entry as well: whoever follows a link to that one would miss it."""
        super().validate_unique(exclude)
        if "slug" not in (exclude or ()) and (other := self._entry_behind_address()):
            raise ValidationError(
                {
                    "slug": ValidationError(
                        _("This address leads to “%(name)s” by now, whose own address is “%(slug)s”."),
                        code="former",
                        params={"name": other, "slug": other.slug},
                    )
                }
            )

    def _entry_behind_address(self):
        """Return the entry that had this address once and redirects from it; a merged duplicate keeps its own."""
        entries = type(self)._base_manager
        former = FormerAddress.objects.filter(kind=self._meta.model_name, slug=self.slug).exclude(object_id=self.pk)
        behind = entries.filter(pk__in=former.values("object_id")).first()
        keeps = behind and entries.filter(pk=self.pk, slug=self.slug).exists()
        return None if keeps else behind

    def search_texts(self):
        """Return the texts under which it is found: weight column of SearchDocument -> text."""
        return {
            "themes": " ".join(name for theme in self.themes.all() for name in all_names(theme)),
            "cities": " ".join(name for city in self.cities.all() for name in (*all_names(city), city.other_names)),
        }


class Entry(Listed):
    """A project or an organisation: what the directory lists."""

    name = models.CharField(_("name"), max_length=200, validators=LINE)
    summary = models.CharField(
        _("summary"), max_length=240, validators=LINE, help_text=_("What it does, in one sentence.")
    )
    # Of a TextField only a form minds the `max_length`: the validator refuses what is too long in an import as well.
    description = models.TextField(
        _("description"),
        blank=True,
        max_length=20_000,
        validators=[MaxLengthValidator(20_000)],
        help_text=_("Markdown."),
    )
    text_language = models.CharField(_("language of the text"), max_length=2, default="en", choices=language_choices)
    website = models.URLField(_("website"), max_length=500, blank=True, validators=[validate_directions])
    logo = models.ImageField(_("logo"), upload_to="logos/", blank=True)
    country = CountryField(
        _("country"),
        blank=True,
        help_text=_("Where it is at home. Its cities may lie in other countries too."),
    )
    sources = models.TextField(
        _("sources"),
        blank=True,
        validators=[MaxLengthValidator(10_000)],
        help_text=_("Where the facts come from: an address or a note, one a line."),
    )

    confirmed_on = models.DateField(
        _("confirmed by the organisation"),
        null=True,
        blank=True,
        validators=PAST_DATE,
        help_text=_("When it last said that this is right."),
    )
    checked_on = models.DateField(_("checked by a curator"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("checked by"),
    )
    answered_on = models.DateField(_("website last answered"), null=True, blank=True)
    verified_on = models.GeneratedField(
        verbose_name=_("verified"),
        expression=Greatest(Coalesce("confirmed_on", "checked_on"), Coalesce("checked_on", "confirmed_on")),
        output_field=models.DateField(null=True),
        db_persist=True,
    )

    class Meta(Listed.Meta):
        abstract = True
        constraints = [
            *Listed.Meta.constraints,
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_checker_has_a_date",
                condition=models.Q(checked_by__isnull=True) | models.Q(checked_on__isnull=False),
            ),
        ]

    @property
    def source_list(self):
        return [line.strip() for line in self.sources.splitlines() if line.strip()]

    @property
    def monogram(self):
        """One or two letters for entries without a logo."""
        words = re.findall(r"[^\W_]+", self.name) or ["?"]
        letters = words[0][0] + words[1][0] if len(words) > 1 else words[0][:2]
        return letters.upper()

    @property
    def own_countries(self):
        return [self.country.code] if self.country.code else []

    def search_texts(self):
        return super().search_texts() | {
            "name": self.name,
            "summary": self.summary,
            "description": self.description,
        }


def all_names(tag):
    """Return a tag's name in every language of the interface that has one, each once."""
    names = [getattr(tag, f"name_{code}") for code, _label in settings.LANGUAGES]
    return list(dict.fromkeys(name for name in names if name))


class FormerAddress(models.Model):
    """A slug that an entry no longer has, after a rename or a merger; its page redirects."""

    kind = models.CharField(_("kind"), max_length=20, help_text=_("Name of the model, such as “project”."))
    slug = models.SlugField(_("old address"), max_length=220)
    object_id = models.PositiveBigIntegerField(_("entry"))

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="entries_former_address_once_a_kind")]

    def __str__(self):
        return f"{self.kind} {self.slug}"


class DirectoryVersion(models.Model):
    """One row with a number that every publishing change moves on; cached pages hang on it."""

    number = models.PositiveBigIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(name="entries_one_directory_version", condition=models.Q(pk=1))]

    def __str__(self):
        return str(self.number)

    @classmethod
    def current(cls):
        # Every request asks this first: writing the query anew takes longer than all else of a page that is kept.
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT number FROM {cls._meta.db_table} WHERE id = 1")  # noqa: S608 - a name of our own
            row = cursor.fetchone()
        return row[0] if row else 1

    @classmethod
    def move_on(cls):
        if not cls.objects.filter(pk=1).update(number=models.F("number") + 1):
            cls.objects.create(pk=1, number=2)
