"""Loads the texts that ship. What a curator has changed is never written over."""

import tomllib

from cluster.actions import save_item, save_page
from cluster.models import Page, Publication
from projects.models import Project
from taxonomy.models import Theme
from taxonomy.texts import CODES

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
    for slug, fields in _tables(folder / "pages.toml"):
        texts = {code: (folder / "pages" / f"{slug}.{code}.md").read_text(encoding="utf-8") for code in CODES}
        page = _to_write(Page, slug, _by_language(fields | {"text": texts}, ("title", "summary", "text")))
        if page:
            save_page(page, publish=page.pk is None, reason=LOADED)
            written.append(slug)
    return written


def load_publications(folder):
    """Make the publications of publications.toml as `load_pages` does; returns the addresses of those written."""
    written = []
    for slug, fields in _tables(folder / "publications.toml"):
        themes = Theme.objects.filter(slug__in=fields.pop("themes"))
        projects = Project.objects.filter(slug__in=fields.pop("projects"))
        publication = _to_write(Publication, slug, _by_language(fields, ("title", "summary")))
        if publication:
            is_new = publication.pk is None
            save_item(publication, publish=is_new, reason=LOADED, themes=themes, projects=projects)
            written.append(slug)
    return written


def _tables(path):
    return tomllib.loads(path.read_text(encoding="utf-8")).items()


def _by_language(fields, translated):
    """Return the fields with a column for each language of those that are translated; missing texts are None."""
    plain = {name: value for name, value in fields.items() if name not in translated}
    columns = {f"{name}_{code}": fields[name].get(code) for name in translated for code in CODES}
    return plain | columns


def _to_write(model, slug, fields):
    """Return the item of an address with these fields, not saved; None where it is right already, or a curator's."""
    fields = {name: model._meta.get_field(name).to_python(value) for name, value in fields.items()}
    item = model.objects.filter(slug=slug).first()
    if item and not (is_untouched(item) and any(getattr(item, name) != value for name, value in fields.items())):
        return None
    item = item or model(slug=slug)
    for name, value in fields.items():
        setattr(item, name, value)
    return item
