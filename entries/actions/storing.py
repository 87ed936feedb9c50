"""Saves entries, and what is no edit of them: publishing, withdrawing and the dates of trust."""

from itertools import chain, count

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from entries.index import reindex
from entries.models import DirectoryVersion, Entry, FormerAddress, Listed, Publication
from entries.search import update_documents
from entries.search.text import fold, plain


def entry_models():
    """Return the models of entries, e.g. [Organisation, Project]."""
    return [model for model in apps.get_models() if issubclass(model, Entry)]


def listed_models():
    """Return the models of all that has themes and cities, entries among them."""
    return [model for model in apps.get_models() if issubclass(model, Listed)]


def free_slug(entry, *, beside=()):
    """Return a slug made from the entry's name that no entry of its model has or had, and that is none of `beside`."""
    model = type(entry)
    stem = slugify(plain(entry.name))[:200] or model._meta.model_name
    taken = set(beside)
    taken |= set(model.objects.filter(slug__startswith=stem).exclude(pk=entry.pk).values_list("slug", flat=True))
    taken |= set(
        FormerAddress.objects.filter(kind=model._meta.model_name, slug__startswith=stem).values_list("slug", flat=True)
    )
    candidates = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(slug for slug in candidates if slug not in taken)


@transaction.atomic
def store_entry(entry, *, by=None, themes=None, cities=None, relations=None, publish=False, reason=""):
    """Save an entry and its tags as one version, without indexing it: for actions that write more and index last.

    themes, cities: iterables of Theme and City, or None to leave the tags as they are. relations: name of a
    many-to-many field that the history keeps -> objects. publish: show a new entry to everyone from its first version
    on.
    """
    model = type(entry)
    if publish:
        _set_published(entry)
    before = model.objects.select_for_update().filter(pk=entry.pk).values("slug", "revision").first()
    entry.slug = entry.slug or free_slug(entry)
    entry.sort_name = fold(entry.name)[:250]
    entry.revision = before["revision"] + 1 if before else 0
    if themes is None:
        themes = entry.themes.all() if before else []
    if cities is None:
        cities = entry.cities.all() if before else []
    themes, cities = list(themes), list(cities)
    entry.set_keys(themes, cities)
    relations = {name: list(objects) for name, objects in (relations or {}).items()}
    if before:
        _relate(entry, relations)
    _save(entry, by, reason)
    if not before:
        _relate(entry, relations)
        _complete_version(entry, relations)
    entry.themes.set(themes)
    entry.cities.set(cities)
    if before and before["slug"] != entry.slug:
        # Back at an address of its own; one that leads to another entry goes on doing so.
        FormerAddress.objects.filter(kind=model._meta.model_name, slug=entry.slug, object_id=entry.pk).delete()
        redirect_to(entry, before["slug"])
    return entry


@transaction.atomic
def store_text(item, *, by, reason):
    """Save a page or an issue, which has a title and no tags, as one version, and index it; returns it."""
    item.sort_name = fold(item.title)[:250]
    _save(item, by, reason)
    update_documents([item])
    DirectoryVersion.move_on()
    return item


@transaction.atomic
def save_version(item, *, by=None, reason=""):
    """Save what has a revision and a history, but is neither listed nor published, as one version; returns it."""
    before = type(item)._base_manager.select_for_update().filter(pk=item.pk).values_list("revision", flat=True).first()
    item.revision = 0 if before is None else before + 1
    _save(item, by, reason)
    return item


def delete_versioned(item, *, by=None):
    """Delete what save_version() saved; its versions stay, and the last one says who deleted it."""
    item._history_user = by
    item.delete()


@transaction.atomic
def save_entry(entry, *, by=None, themes=None, cities=None, reason=""):
    """Save an entry with its tags and index it, and with it the entries that are found by its name."""
    store_entry(entry, by=by, themes=themes, cities=cities, reason=reason)
    index_entry(entry)
    return entry


def index_entry(entry):
    """Index an entry and all that is found by its name as well."""
    reindex([entry])
    index_what_names(entry)


@transaction.atomic
def publish(entry, *, by=None, reason=""):
    """Show an entry to everyone. Raises TransitionError where it is published already."""
    _set_published(entry)
    return change_fields(entry, ["publication", "published_at"], by, reason)


@transaction.atomic
def withdraw(entry, *, by, reason=""):
    """Take an entry out of the public directory; nothing is deleted. Raises TransitionError where it is withdrawn."""
    entry.move_to(Publication.WITHDRAWN)
    return change_fields(entry, ["publication"], by, reason)


@transaction.atomic
def confirm(entry, *, by, on, reason=""):
    """Note the date on which the organisation said that the entry is right."""
    entry.confirmed_on = on
    return change_fields(entry, ["confirmed_on"], by, reason or "Confirmed by the organisation")


@transaction.atomic
def check(entry, *, by, on, reason=""):
    """Note the date on which a curator checked the entry."""
    entry.checked_on = on
    entry.checked_by = by
    return change_fields(entry, ["checked_on", "checked_by"], by, reason or "Checked by a curator")


@transaction.atomic
def note_answer(entry, *, by, on, reason=""):
    """Note the date on which the entry's website answered. Raises ValueError where the entry has none."""
    if not entry.website:
        raise ValueError("Without a website none can answer.")
    entry.answered_on = on
    return change_fields(entry, ["answered_on"], by, reason or "The website answered")


def index_what_names(something):
    """Index all that is found by the name of an entry or a tag: its models say so by their SEARCH_PREFETCH."""
    for model in listed_models():
        for name in model.SEARCH_PREFETCH:
            if model._meta.get_field(name).related_model is type(something):
                # Each once, whatever the number of its parts in it.
                reindex(model.objects.filter(**{name: something}).distinct())


def change_fields(entry, fields, by, reason):
    """Save some fields of a saved entry as one version. What is not an edit leaves the date of the last edit alone."""
    entry.revision += 1
    _save(entry, by, reason, update_fields=[*fields, "revision"])
    index_entry(entry)
    return entry


def redirect_to(entry, old_slug):
    """Let an address that is no longer in use lead to an entry."""
    FormerAddress.objects.update_or_create(kind=entry._meta.model_name, slug=old_slug, defaults={"object_id": entry.pk})


def _set_published(entry):
    entry.move_to(Publication.PUBLISHED)
    entry.published_at = entry.published_at or timezone.now()


def _save(entry, by, reason, **options):
    entry._history_user = by
    entry._change_reason = reason[:100]
    entry.save(**options)


def _relate(entry, relations):
    """Write relations without a version of their own."""
    entry.skip_history_when_saving = True
    for name, objects in relations.items():
        getattr(entry, name).set(objects)
    del entry.skip_history_when_saving


def _complete_version(entry, names):
    """Note the relations of a new entry in its first version: when that was made, it had no key to have any."""
    version = entry.history.latest() if names else None
    for name in names:
        field = entry._meta.get_field(name)
        for row in field.remote_field.through.objects.filter(**{field.m2m_field_name(): entry}).values():
            getattr(version, name).create(history=version, **row)
