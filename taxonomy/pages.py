"""The addresses of pages that have one each in a language, and a slug for its last part."""

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.translation import get_language

# Stands for a slug where an address is worked out.
ANY_SLUG = "any-slug-at-all"


def page_address(view, slug):
    """Return what reverse() does of a view with a slug, which it works out once for all slugs: lists have dozens."""
    before, after = _around_slug(view, get_language(), get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())
    return f"{before}{slug}{after}"


@lru_cache(maxsize=500)
def _around_slug(view, language, urlconf, prefix):
    """Return what stands before and behind the slug. language, urlconf, prefix: the active ones."""
    before, _slug, after = reverse(view, kwargs={"slug": ANY_SLUG}).partition(ANY_SLUG)
    return before, after
