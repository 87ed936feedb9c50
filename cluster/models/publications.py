"""What has been written about the field."""

import re
from secrets import token_hex

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.managers import TaggableManager

from accounts.fields import LineField, LinkField
from cluster.models.items import Item, country_choices, shown_names
from cluster.pdf import validate_pdf
from entries.fields import KeysField
from entries.kinds import ByKind, kind_of
from entries.models import EntryQuerySet, stored
from entries.years import YearField
from organisations.models import Organisation
from projects.models import Project
from search.blocks import ascending, descending
from taxonomy.languages import language_choices
from taxonomy.models import LocatedItem, ThemedItem


class PublicationKind(models.TextChoices):
    REPORT = "report", pgettext_lazy("a publication", "Report")
    CASE_STUDY = "case-study", _("Case study")
    ANALYSIS = "analysis", _("Analysis")
    ARTICLE = "article", _("Article")


def file_name(publication, name):
    """Name the file after the address of its page, whatever it was called, so that nobody guesses that of a draft."""
    return f"publications/{publication.slug}-{token_hex(8)}.pdf"


class PublicationQuerySet(EntryQuerySet):
    def about(self, entry):
        """Those written about a project, or about one of an organisation's, or by an organisation."""
        return self.filter(pk__in=self.ids_about(kind_of(entry).key, entry.pk))

    @staticmethod
    def ids_about(kind, key):
        """Return the ids of those about an entry, published or not, as tuples; kind, key: of that entry."""
        return IDS_ABOUT[kind](key)


def ids_about_project(key):
    return Publication.projects.through.objects.filter(project=key).values_list("publication")


def ids_about_organisation(key):
    by_it = Publication.organisations.through.objects.filter(organisation=key)
    about_its_projects = Publication.projects.through.objects.filter(project__organisations=key)
    return by_it.values_list("publication").union(about_its_projects.values_list("publication"))


IDS_ABOUT = ByKind(project=ids_about_project, organisation=ids_about_organisation)


class Publication(Item):
    NAMESPACE = "publications"
    SEARCH_PREFETCH = (*Item.SEARCH_PREFETCH, "organisations", "projects")

    themes = TaggableManager(_("themes"), through=ThemedItem, blank=True, related_name="publications")
    cities = TaggableManager(_("cities"), through=LocatedItem, blank=True, related_name="publications")
    kind = models.CharField(_("kind"), max_length=12, choices=PublicationKind.choices)
    year = YearField(_("year"))
    authors = LineField(
        _("authors"),
        max_length=300,
        blank=True,
        help_text=_("Given name first. Separate several authors with semicolons."),
    )
    publisher = LineField(_("publisher"), max_length=200, blank=True)
    organisations = models.ManyToManyField(
        Organisation, related_name="publications", blank=True, verbose_name=_("organisations of the authors")
    )
    projects = models.ManyToManyField(
        Project, related_name="publications", blank=True, verbose_name=_("projects it is about")
    )
    languages = KeysField(_("languages"), choices=language_choices)
    countries = KeysField(_("countries it is about"), choices=country_choices, max_length=1000)
    url = LinkField(_("link"), max_length=500, blank=True)
    file = models.FileField(
        _("file"),
        upload_to=file_name,
        blank=True,
        validators=[FileExtensionValidator(["pdf"]), validate_pdf],
        help_text=_("A PDF, at most 20 MB."),
    )

    FACETS = (*Item.FACETS, "kind", "year", "languages")
    ORDERS = Item.ORDERS | {
        "year": lambda publication: (descending(stored(publication, "year")), ascending(publication.sort_key))
    }

    objects = PublicationQuerySet.as_manager()

    class Meta(Item.Meta):
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["-year", "sort_key", "pk"]
        indexes = [models.Index(fields=["publication", "year"], name="cluster_publications_by_year")]

    @property
    def own_countries(self):
        return self.countries

    @property
    def file_size(self):
        """Return the bytes of its file, or None where there is none, or none any more."""
        try:
            return self.file.size if self.file else None
        except OSError:
            return None

    @property
    def author_list(self):
        # Arabic has a semicolon of its own.
        return [name.strip() for name in re.split("[;؛]", self.authors) if name.strip()]

    def clean(self):
        super().clean()
        if not (self.url or self.file):
            raise ValidationError({"url": _("Give a link or a file: people want to read it.")})

    def search_texts(self):
        names = shown_names([*self.organisations.all(), *self.projects.all()], self.authors, self.publisher)
        return super().search_texts() | {"organisations": " ".join(names)}
