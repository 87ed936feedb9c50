"""The repeating parts of a list: the ticks of a facet, and the numbers of its pages."""

from functools import lru_cache
from html import escape

from django import template
from django.utils.formats import localize
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from search.text import fold

register = template.Library()


@register.simple_tag
def options(name, options):
    """Return the ticks of a facet's Options; name: of the parameter. In Python, as a list has some hundred of them."""
    language = get_language()
    return SafeString("\n".join(_tick(escape(name), option, language) for option in options))


def _tick(name, option, language):
    """Return one tick as HTML. By hand, as Django's format_html looks at each value again: half the time of a list."""
    none = "" if option.count or option.is_on else " option--none"
    names = _names_to_find(option.label, option.spellings)
    value, on = escape(str(option.value)), " checked" if option.is_on else ""
    return (
        f'<label class="option{none}"{names}>'
        f'<input type="checkbox" id="{name}-{value}" name="{name}" value="{value}"{on}>'
        f'<bdi>{escape(option.label)}</bdi><span class="count">{_localized(option.count, language)}</span></label>'
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
