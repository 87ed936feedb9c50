"""The addresses of pages by their slugs are those that Django works out."""

import pytest
from django.conf import settings
from django.urls import reverse, set_script_prefix
from django.utils.translation import override

from taxonomy.pages import page_address

VIEWS = ["projects:detail", "organisations:detail", "theme-detail", "city-detail", "cluster:page"]


@pytest.mark.parametrize("language", dict(settings.LANGUAGES))
@pytest.mark.parametrize("view", VIEWS)
def test_an_address_is_that_of_the_page_in_the_active_language(view, language):
    with override(language):
        for slug in ("redi-school", "Under_score-1"):
            assert page_address(view, slug) == reverse(view, kwargs={"slug": slug})


def test_a_site_below_another_address_is_told():
    assert page_address("theme-detail", "housing") == "/themes/housing/"
    set_script_prefix("/directory/")
    try:
        assert page_address("theme-detail", "housing") == "/directory/themes/housing/"
    finally:
        set_script_prefix("/")
