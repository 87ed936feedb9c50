"""Markdown that people have written, as HTML that is safe to show."""

import nh3
from django import template
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

register = template.Library()

# The page has its own h1 and the section its h2.
FIRST_LEVEL = 3
TAGS = {
    "a",
    "blockquote",
    "br",
    "code",
    "em",
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


def _lowered(tokens):
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + FIRST_LEVEL - 1, 6)}"
    return tokens


@register.filter
def prose(text):
    """Return Markdown as clean HTML: no images, no styles, no scripts; headings start at the third level."""
    html = _markdown.renderer.render(_lowered(_markdown.parse(text or "")), _markdown.options, {})
    # Cleaned by nh3 against a short list of tags, so that nothing in it can act.
    return mark_safe(nh3.clean(html, tags=TAGS, url_schemes={"http", "https", "mailto"}))  # noqa: S308
