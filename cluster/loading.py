"""Loads the texts that ship. What a curator has changed is never written over."""

import tomllib

from cluster.actions import save_page
from cluster.models import Page
from cluster.texts import CODES

# The reason in the history by which the loader knows its own versions.
LOADED = "Loaded"


def is_untouched(item):
    """Return whether all versions of an item are the loader's own."""
    return not item.history.exclude(history_change_reason=LOADED).exists()


def load_pages(folder):
    """Make the pages of pages.toml and pages/ADDRESS.LANGUAGE.md, and bring those up to date that nobody has changed.

    Returns the addresses of those written. Raises FileNotFoundError where a language of a page has no text.
    """
    written = []
    for slug, fields in tomllib.loads((folder / "pages.toml").read_text(encoding="utf-8")).items():
        page = Page.objects.filter(slug=slug).first() or Page(slug=slug)
        is_new = page.pk is None
        if not is_new and not is_untouched(page):
            continue
        texts = {code: (folder / "pages" / f"{slug}.{code}.md").read_text(encoding="utf-8") for code in CODES}
        wanted = {"position": fields["position"]}
        for name, by_language in {"title": fields["title"], "summary": fields["summary"], "text": texts}.items():
            wanted |= {f"{name}_{code}": by_language[code] for code in CODES}
        if is_new or any(getattr(page, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(page, name, value)
            save_page(page, publish=is_new, reason=LOADED)
            written.append(slug)
    return written
