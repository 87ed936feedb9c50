"""Markdown that people have written, as HTML that is safe to show."""

from contextlib import suppress
from html import unescape
from urllib.parse import urljoin

import nh3
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

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


def resolved(tokens, base):
    """Return the tokens of Markdown with links that lead anywhere from a page at `base`; "" leaves them as they are."""
    for token in tokens:
        for child in token.children or ():
            if child.type == "link_open":
                with suppress(ValueError):  # Such as “http://[”: it leads nowhere on the site either.
                    child.attrs["href"] = urljoin(base, str(child.attrs["href"]))
    return tokens


def _lowered(tokens, first_level):
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + first_level - 1, 6)}"
    return tokens


def prose(text, first_level=FIRST_LEVEL, base=""):
    """Return Markdown as clean HTML: no images, no styles, no scripts; headings start at a level of their page.

    base: address from which relative links are resolved, for what is read elsewhere than on the site.
    """
    tokens = resolved(_lowered(_markdown.parse(text or ""), first_level), base)
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    # Cleaned by nh3 against a short list of tags, so that nothing in it can act.
    return mark_safe(nh3.clean(html, tags=TAGS, url_schemes={"http", "https", "mailto"}))  # noqa: S308


def without_markup(text):
    """Return Markdown as what a person reads of it, without any markup."""
    return unescape(strip_tags(prose(text)))
