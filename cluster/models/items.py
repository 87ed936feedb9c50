"""What events, publications and funding opportunities share: they are listed and found as entries are."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from accounts.fields import LineField
from entries.models import Listed
from search.alphabets import in_order
from taxonomy.texts import texts_of


def country_choices():
    """Return (ISO code, name in the active language) of every country."""
    return in_order(countries)


def shown_names(entries, *others):
    """Return the names of those entries that are published, and further names; None and "" are left out."""
    names = [entry.name for entry in entries if entry and entry.is_published]
    return [name for name in (*names, *others) if name]


class Item(Listed):
    """Its models declare NAMESPACE, and add the managers of their themes and cities."""

    NAMESPACE = ""

    title = LineField(_("title"), max_length=200)
    summary = LineField(_("summary"), max_length=240, blank=True, help_text=_("One sentence for the lists."))
    text = models.TextField(
        _("text"), blank=True, max_length=20_000, help_text=_("Markdown. Begin headings with one “#”.")
    )

    class Meta(Listed.Meta):
        abstract = True

    @property
    def name(self):
        """What lists, feeds and addresses call it."""
        return self.title

    @classmethod
    def namespace(cls):
        return cls.NAMESPACE

    def search_texts(self):
        return super().search_texts() | {
            "name": texts_of(self, "title"),
            "summary": texts_of(self, "summary"),
            "description": texts_of(self, "text"),
        }

    def check_publishable(self):
        """Raise ValidationError where what is stored can be a draft, but not be published."""
