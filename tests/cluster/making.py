"""Plain functions that make saved things of the cluster with valid defaults."""

from itertools import count

from cluster.actions import save_page
from cluster.models import Page

_numbers = count(1)


def make_page(slug=None, *, published=True, **fields):
    """Return a saved page, in English unless fields say otherwise."""
    slug = slug or f"page-{next(_numbers)}"
    defaults = {"title_en": slug.title(), "text_en": "# First\n\nSome *words*."}
    return save_page(Page(slug=slug, **defaults | fields), publish=published)
