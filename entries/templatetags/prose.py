"""Markdown that people have written, as HTML that is safe to show."""

from html import unescape

import nh3
from django import template
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

register = template.Library()

# An entry's page has its own h1 and the section its h2.
FIRST_LEVEL = 3
TAGS = {
    "a",
    "blockquote",
    "br",
    "code",
    "em",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "ul",
}

_markdown = MarkdownIt("commonmark", {"html": False})


def _lowered(tokens, first_level):
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + first_level - 1, 6)}"
    return tokens


@register.filter
def prose(text, first_level=FIRST_LEVEL):
    """Return Markdown as clean HTML: no images, no styles, no scripts; headings start at a level of their page."""
    html = _markdown.renderer.render(_lowered(_markdown.parse(text or ""), first_level), _markdown.options, {})
    # Cleaned by nh3 against a short list of tags, so that nothing in it can act.
    return mark_safe(nh3.clean(html, tags=TAGS, url_schemes={"http", "https", "mailto"}))  # noqa: S308


def plain(text):
    """Return Markdown as what a person reads of it, without any markup."""
    return unescape(strip_tags(prose(text)))
