"""Themes and cities: the two vocabularies by which entries are tagged."""

from functools import cache

from babel.languages import get_official_languages
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField
from modeltranslation.utils import build_localized_fieldname
from taggit.models import GenericTaggedItemBase, TagBase

from accounts.fields import LineField
from taxonomy.pages import page_address
from taxonomy.regions import region_choices


class Hue(models.TextChoices):
    """The colours of the style sheet that a theme may have (`[data-hue]`)."""

    TEAL = "teal", _("teal")
    CLAY = "clay", _("clay")
    OCHRE = "ochre", _("ochre")
    PLUM = "plum", _("plum")
    BLUE = "blue", _("blue")
    MOSS = "moss", _("moss")
    ROSE = "rose", _("rose")
    SLATE = "slate", _("slate")
    INDIGO = "indigo", _("indigo")


@cache
def _official_languages(country):
    return get_official_languages(country)


class NaturalKeyManager(models.Manager):
    def get_by_natural_key(self, slug):
        return self.get(slug=slug)


class Vocabulary(TagBase):
    """A tag that curators keep: named by its slug in addresses and fixtures.

    `revision` tells one edit from the next; `entries.actions` moves it on. The history is registered in
    taxonomy.translation, where the columns of each language are known.
    """

    # What entries.versions asks of everything that has versions: the fields that going back leaves alone.
    not_restored = ()

    # Of the letters that addresses take, where taggit's may be of any.
    slug = models.SlugField("slug", max_length=100, unique=True)
    introduction = models.TextField(_("introduction"), blank=True, help_text=_("Markdown. Shown on its own page."))
    revision = models.PositiveIntegerField(_("revision"), default=0, editable=False)

    objects = NaturalKeyManager()

    class Meta:
        abstract = True

    def natural_key(self):
        return (self.slug,)

    def get_absolute_url(self):
        return page_address(f"{self._meta.model_name}-detail", self.slug)


class Theme(Vocabulary):
    name = LineField(_("name"), unique=True, max_length=100)
    icon = models.SlugField(_("icon"), max_length=40, help_text=_("Name of a symbol in static/icons/sprite.svg."))
    hue = models.CharField(_("hue"), max_length=10, choices=Hue.choices, default=Hue.SLATE)
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    other_words = models.TextField(
        _("other words"),
        blank=True,
        help_text=_(
            "What people say when they look for it, with commas in between: professions, things, verbs. "
            "“flat*” stands for any ending; “~help” counts only where nothing else says what is needed."
        ),
    )

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["position", "slug"]


class City(Vocabulary):
    # Several countries have a Cambridge: only the slug tells cities apart.
    name = LineField(_("name"), max_length=100)
    country = CountryField(_("country"))
    region = models.CharField(
        _("region"),
        max_length=8,
        choices=region_choices,
        blank=True,
        help_text=_("What can be used in all of the region can be used from the city as well."),
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True, help_text=_("Degrees, north positive."))
    longitude = models.FloatField(_("longitude"), null=True, blank=True, help_text=_("Degrees, east positive."))
    other_names = models.TextField(
        _("other names"), blank=True, help_text=_("Other spellings, one per line; the search finds them.")
    )

    @classmethod
    def spellings(cls, cities):
        """Return slug -> a city's names: in the active language, in English, at home, and its further ones.

        At home means in those official languages of its country that the interface has.
        """
        columns = {code: build_localized_fieldname("name", code) for code, _label in settings.LANGUAGES}
        here = (get_language(), settings.LANGUAGE_CODE)
        spellings = {}
        for city in cities:
            wanted = (*here, *_official_languages(str(city.country)))
            known = [getattr(city, columns[code]) for code in wanted if code in columns]
            spellings[city.slug] = tuple(dict.fromkeys(filter(None, known + city.other_names.splitlines())))
        return spellings

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                name="taxonomy_city_has_both_coordinates_or_none",
                # The constraint has to say that neither is null: a database lets a comparison with null pass.
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
            )
        ]


class TaggedEntry(GenericTaggedItemBase):
    class Meta:
        abstract = True

    @classmethod
    def content_type_for(cls, model):
        return ContentType.objects.get_for_model(model)


class ThemedItem(TaggedEntry):
    """Says that an entry has a theme."""

    tag = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="items")

    class Meta:
        verbose_name = _("theme of an entry")
        verbose_name_plural = _("themes of entries")
        constraints = [
            models.UniqueConstraint(fields=["tag", "content_type", "object_id"], name="taxonomy_theme_once_an_entry")
        ]


class LocatedItem(TaggedEntry):
    """Says that an entry is in a city."""

    tag = models.ForeignKey(City, on_delete=models.CASCADE, related_name="items")

    class Meta:
        verbose_name = _("city of an entry")
        verbose_name_plural = _("cities of entries")
        constraints = [
            models.UniqueConstraint(fields=["tag", "content_type", "object_id"], name="taxonomy_city_once_an_entry")
        ]
