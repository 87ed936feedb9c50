"""The pages that curators write, and where else the cluster can be followed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.fields import LineField, LinkField
from entries.models import Curated, EntryQuerySet
from taxonomy.pages import page_address
from taxonomy.texts import texts_of


class PageQuerySet(EntryQuerySet):
    def in_footer(self):
        """Published ones that stand at the end of every page, in their order."""
        return self.published().filter(in_navigation=True).order_by("position", "pk")


class Page(Curated):
    """A text of the site itself, at an address of its own right below the language."""

    title = LineField(_("title"), max_length=120)
    summary = LineField(
        _("summary"), max_length=240, blank=True, help_text=_("Shown below the title and in search results.")
    )
    text = models.TextField(
        _("text"), blank=True, max_length=30_000, help_text=_("Markdown. Begin headings with one “#”.")
    )
    in_navigation = models.BooleanField(_("in the navigation"), default=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=100, help_text=_("The navigation starts with the smallest number.")
    )

    objects = PageQuerySet.as_manager()

    class Meta(Curated.Meta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return page_address("cluster:page", self.slug)

    @property
    def name(self):
        """What the search calls it."""
        return self.title

    def search_texts(self):
        return {column: texts_of(self, field) for column, field in PAGE_COLUMNS.items()}


# Column of the search -> field of a page.
PAGE_COLUMNS = {"name": "title", "summary": "summary", "description": "text"}


class Channel(models.Model):
    """An account of the cluster on another site. `revision` tells one edit from the next; actions move it on."""

    not_restored = ()

    name = LineField(_("name of the site"), max_length=60, help_text=_("Such as Mastodon."))
    handle = LineField(_("name of the account"), max_length=100, help_text=_("Such as @cluster@example.org."))
    url = LinkField(_("address"), max_length=500)
    position = models.PositiveSmallIntegerField(_("position"), default=100)
    revision = models.PositiveIntegerField(_("revision"), default=0, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("account to follow")
        verbose_name_plural = _("accounts to follow")
        ordering = ["position", "pk"]

    def __str__(self):
        return f"{self.name}: {self.handle}"
