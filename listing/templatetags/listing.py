"""The repeating parts of a list: the ticks of a facet, and the numbers of its pages."""

from functools import lru_cache

from django import template
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from search.text import fold

register = template.Library()

CHECKED = SafeString(" checked")


@register.simple_tag
def options(name, options):
    """Return the ticks of a facet's Options; name: of the parameter. In Python, as a list has some hundred of them."""
    return format_html_join(
        "\n",
        '<label class="option{0}"{6}><input type="checkbox" id="{1}-{2}" name="{1}" value="{2}"{3}><bdi>{4}</bdi>'
        '<span class="count">{5}</span></label>',
        (
            (
                "" if option.count or option.is_on else " option--none",
                name,
                option.value,
                CHECKED if option.is_on else "",
                option.label,
                _localized(option.count, get_language()),
                _names_to_find(option.label, option.spellings),
            )
            for option in options
        ),
    )


@lru_cache(maxsize=2000)
def _names_to_find(label, spellings):
    """Return the attribute with the names under which the box of a facet finds an option beside its label."""
    further = {}
    for name in spellings:
        if fold(name) not in fold(label):
            further.setdefault(fold(name), name)
    return format_html(' data-names="{}"', "; ".join(further.values())) if further else ""


@lru_cache(maxsize=2000)
def _localized(number, language):
    """Return a number as a language writes it."""
    return localize(number)


@register.filter
def page_numbers(page):
    """Return the numbers of the pages to link to, with gaps where there are many."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
