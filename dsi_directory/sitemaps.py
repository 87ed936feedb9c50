"""What search engines may find: every public page, with its addresses in all languages."""

from collections.abc import Sequence
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap, views
from django.db.models import Max, QuerySet
from django.urls import reverse

from cluster.models import Event, FundingOpportunity, Page, Publication
from entries.kinds import kinds
from listing.exports import absolute
from newsletter.models import Issue
from projects.tags_in_use import in_use
from taxonomy.models import City, Theme

PAGES = (
    "home",
    "projects:list",
    "organisations:list",
    "theme-list",
    "city-list",
    "insights:map",
    "insights:insights",
    "events:list",
    "publications:list",
    "funding:list",
    "newsletter:archive",
    "submissions:start",
    "submissions:rules",
)


class InAllLanguages(Sequence):
    """Some rows once in each language, as (row, code) pairs of which only those asked for are read.

    rows: a queryset or a sequence.
    """

    def __init__(self, rows, languages):
        self.rows, self.languages = rows, languages

    def __len__(self):
        return (self.rows.count() if isinstance(self.rows, QuerySet) else len(self.rows)) * len(self.languages)

    def __getitem__(self, part):
        start, stop, _step = part.indices(len(self))
        first, last = start // len(self.languages), -(-stop // len(self.languages))
        pairs = [(row, code) for row in self.rows[first:last] for code in self.languages]
        return pairs[start - first * len(self.languages) :][: stop - start]


class Translated(Sitemap):
    i18n = True
    alternates = True
    x_default = True
    limit = 500  # addresses of a page, each with those in all languages: a quarter of a second to make

    def _items(self):
        # Django's own makes all pairs of a section for each page of it.
        return InAllLanguages(self.items(), [code for code, _label in settings.LANGUAGES])

    def get_protocol(self, protocol=None):
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site=None):
        """Of the site, whatever name the request came by: else one page would be listed at several addresses."""
        return urlsplit(settings.SITE_URL).netloc


class Pages(Translated):
    def items(self):
        return PAGES

    def location(self, item):
        return reverse(item)


class Entries(Translated):
    """The published entries of a model."""

    def __init__(self, model):
        self.model = model

    def items(self):
        return self.model.objects.published().only("slug", "updated_at").order_by("pk")

    def lastmod(self, entry):
        return entry.updated_at

    def get_latest_lastmod(self):
        return self.items().aggregate(latest=Max("updated_at"))["latest"]


class Tags(Translated):
    """The themes or cities with a published entry, each a page of its own."""

    def __init__(self, model):
        self.model = model

    def items(self):
        return in_use(self.model).order_by("pk")


SECTIONS = {
    "pages": Pages,
    "texts": partial(Entries, Page),
    "events": partial(Entries, Event),
    "publications": partial(Entries, Publication),
    "funding": partial(Entries, FundingOpportunity),
    "newsletter": partial(Entries, Issue),
    **{kind.namespace: partial(Entries, kind.model) for kind in kinds()},
    "themes": partial(Tags, Theme),
    "cities": partial(Tags, City),
}


def index(request):
    response = views.index(request, SECTIONS, sitemap_url_name="sitemap-section")
    # Django takes the name that the request came by, which the sections do without.
    for item in response.context_data["sitemaps"]:
        item.location = absolute(item.location.removeprefix(request.build_absolute_uri("/")[:-1]))
    return response


def section(request, section):
    return views.sitemap(request, SECTIONS, section)
