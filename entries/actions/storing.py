"""Saves entries, and what is no edit of them: publishing, withdrawing and the dates of trust."""

from collections.abc import Container, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.db import models
from django.utils import timezone

from accounts.models import User
from entries.addresses import first_free, numbered, readable_address
from entries.freshness import counted_day
from entries.indexing import index_what_names, reindex
from entries.models import Curated, DirectoryVersion, Entry, FormerAddress, Listed, PublicationState
from operations.turns import writing
from search.documents import update_documents
from taxonomy.models import City, Theme

E = TypeVar("E", bound=Curated)
N = TypeVar("N", bound=Entry)
T = TypeVar("T", bound=models.Model)


def free_slug(entry: Listed, *, beside: Container[str] = ()) -> str:
    """Return a slug made from the entry's name that no entry of its model has or had, and that is none of `beside`."""
    model = type(entry)
    stem = readable_address(entry.name, longest=200) or model._meta.model_name

    def taken(slugs: list[str]) -> set[str]:
        others = model.objects.filter(slug__in=slugs).exclude(pk=entry.pk).values_list("slug", flat=True)
        former = FormerAddress.objects.filter(kind=model._meta.model_name, slug__in=slugs)
        return {*others, *former.values_list("slug", flat=True), *(slug for slug in slugs if slug in beside)}

    return first_free(numbered(stem), taken)


@writing
def store_entry(
    entry: E,
    *,
    by: User | None = None,
    themes: Iterable[Theme] | None = None,
    cities: Iterable[City] | None = None,
    relations: Mapping[str, Iterable[models.Model]] | None = None,
    publish: bool = False,
    reason: str = "",
) -> E:
    """Save an entry and its tags as one version, without indexing it: for actions that write more and index last.

    themes, cities: iterables of Theme and City, or None to leave the tags as they are. relations: name of a
    many-to-many field that the history keeps -> objects. publish: show a new entry to everyone from its first version
    on. Raises ValidationError where it has more tags than can be stored.
    """
    model = type(entry)
    if publish:
        _set_published(entry)
    before = model.objects.select_for_update().filter(pk=entry.pk).values("slug", "revision").first()
    entry.slug = entry.slug or free_slug(entry)
    entry.set_place()
    entry.revision = before["revision"] + 1 if before else 0
    if by:
        entry.edited_at = timezone.now()
    old_themes = list(entry.themes.all()) if before else []
    old_cities = list(entry.cities.all()) if before else []
    themes = old_themes if themes is None else list(themes)
    cities = old_cities if cities is None else list(cities)
    entry.set_keys(themes, cities)
    entry.check_room()
    relations = {name: list(objects) for name, objects in (relations or {}).items()}
    if before:
        _relate(entry, relations)
    _save(entry, by, reason)
    if not before:
        _relate(entry, relations)
        _complete_version(entry, relations)
    if before:
        for tags, old, new in ((entry.themes, old_themes, themes), (entry.cities, old_cities, cities)):
            if set(new) != set(old):
                tags.set(new)
    else:
        _tag(entry, entry.themes.through, themes)
        _tag(entry, entry.cities.through, cities)
    if before and before["slug"] != entry.slug:
        # Back at an address of its own; one that leads to another entry goes on doing so.
        FormerAddress.objects.filter(kind=model._meta.model_name, slug=entry.slug, object_id=entry.pk).delete()
        redirect_to(entry, before["slug"])
    return entry


def _tag(entry: Listed, through: type[models.Model], tags: list[T]) -> None:
    """Give a new entry its tags at once; taggit asks of each whether the entry has it already."""
    through._default_manager.bulk_create(through(content_object=entry, tag=tag) for tag in dict.fromkeys(tags))


@writing
def store_text(item: E, *, by: User | None, reason: str) -> E:
    """Save a page or an issue, which has a title and no tags, as one version, and index it; returns it."""
    item.set_place()
    _save(item, by, reason)
    update_documents([item])
    DirectoryVersion.move_on()
    return item


@writing
def save_version(item: T, *, by: User | None = None, reason: str = "") -> T:
    """Save what has a revision and a history, but is neither listed nor published, as one version; returns it."""
    before = type(item)._base_manager.select_for_update().filter(pk=item.pk).values_list("revision", flat=True).first()
    item.revision = 0 if before is None else before + 1
    _save(item, by, reason)
    return item


@writing
def delete_versioned(item: models.Model, *, by: User | None = None) -> None:
    """Delete what save_version() saved; its versions stay, and the last one says who deleted it."""
    item._history_user = by
    item.delete()


@writing
def save_entry(
    entry: E,
    *,
    by: User | None = None,
    themes: Iterable[Theme] | None = None,
    cities: Iterable[City] | None = None,
    reason: str = "",
) -> E:
    """Save an entry with its tags and index it, and with it the entries that are found by its name."""
    store_entry(entry, by=by, themes=themes, cities=cities, reason=reason)
    index_entry(entry)
    return entry


@writing
def index_entry(entry: Listed, *, is_named_otherwise: bool = False) -> None:
    """Index an entry, and what is found by its name where that is another one now.

    is_named_otherwise: whether others may have begun to name it, or ceased to.
    """
    if reindex([entry]) or is_named_otherwise:
        index_what_names(entry)


@writing
def publish(entry: E, *, by: User | None = None, reason: str = "") -> E:
    """Show an entry to everyone. Raises TransitionError where it is published already."""
    _set_published(entry)
    return change_fields(entry, ["publication", "published_at"], by, reason)


@writing
def withdraw(entry: E, *, by: User | None, reason: str = "") -> E:
    """Take an entry out of the public directory; nothing is deleted. Raises TransitionError where it is withdrawn."""
    entry.move_to(PublicationState.WITHDRAWN)
    return change_fields(entry, ["publication"], by, reason)


@writing
def confirm_entry(entry: N, *, by: User | None, on: date, reason: str = "") -> N:
    """Note the date on which the organisation said that the entry is right."""
    entry.confirmed_on = on
    return change_fields(entry, ["confirmed_on"], by, reason or "Confirmed by the organisation")


@writing
def check(entry: N, *, by: User | None, on: date, reason: str = "") -> N:
    """Note the date on which a curator checked the entry."""
    entry.checked_on = on
    entry.checked_by = by
    return change_fields(entry, ["checked_on", "checked_by"], by, reason or "Checked by a curator")


@writing
def note_answer(entry: N, *, by: User | None, on: date, reason: str = "") -> N:
    """Note the date on which the entry's website answered. Raises ValueError where the entry has none."""
    if not entry.website:
        raise ValueError("Without a website none can answer.")
    entry.answered_on = on
    return change_fields(entry, ["answered_on"], by, reason or "The website answered")


@writing
def note_answering(model: type[Entry], *, websites: Iterable[str], on: date) -> int:
    """Note of all entries of a model with one of these websites that it answered; returns of how many.

    Without a version of each: the site finds that out by itself every few days, and versions tell what people do.
    """
    number = model._base_manager.filter(website__in=list(websites)).update(answered_on=on)
    if number:
        DirectoryVersion.move_on()
    return number


@writing
def note_last_seen(entry: N, *, by: User | None, written: str, reason: str = "") -> N:
    """Note the latest date at which something shows that the entry runs, as it is written; "" where nothing does."""
    entry.last_seen, entry.last_seen_on = written, counted_day(written)
    return change_fields(entry, ["last_seen", "last_seen_on"], by, reason or "A sign of life")


def change_fields(entry: E, fields: Iterable[str], by: User | None, reason: str) -> E:
    """Save some fields of a saved entry as one version. What is not an edit leaves the date of the last edit alone.

    All else becomes what is stored by now: the entry may have been read before its turn, and its version and its place
    in the search are made of the whole.
    """
    fields = list(fields)
    _read_again(entry, but=fields)
    entry.revision += 1
    _save(entry, by, reason, update_fields=[*fields, "revision"])
    index_entry(entry)
    return entry


def _read_again(entry: Curated, *, but: Iterable[str]) -> None:
    """Let an entry have what is stored in all fields but some.

    Past the attributes: those of a text in several languages would give and take that of the active one.
    """
    stored, kept = type(entry)._base_manager.get(pk=entry.pk), set(but)
    names = [field.attname for field in entry._meta.concrete_fields if field.name not in kept]
    entry.__dict__.update({name: stored.__dict__[name] for name in names})
    entry._state.fields_cache.clear()


def redirect_to(entry: Listed, old_slug: str) -> None:
    """Let an address that is no longer in use lead to an entry."""
    FormerAddress.objects.update_or_create(kind=entry._meta.model_name, slug=old_slug, defaults={"object_id": entry.pk})


def _set_published(entry: Curated) -> None:
    entry.move_to(PublicationState.PUBLISHED)
    entry.published_at = entry.published_at or timezone.now()


def _save(entry: models.Model, by: User | None, reason: str, **options: Any) -> None:
    entry._history_user = by
    entry._change_reason = reason[:100]
    entry.save(**options)


def _relate(entry: models.Model, relations: Mapping[str, Iterable[models.Model]]) -> None:
    """Write relations without a version of their own."""
    entry.skip_history_when_saving = True
    for name, objects in relations.items():
        getattr(entry, name).set(objects)
    del entry.skip_history_when_saving


def _complete_version(entry: models.Model, names: Iterable[str]) -> None:
    """Note the relations of a new entry in its first version: when that was made, it had no key to have any."""
    version = entry.history.latest() if names else None
    for name in names:
        field = entry._meta.get_field(name)
        for row in field.remote_field.through.objects.filter(**{field.m2m_field_name(): entry}).values():
            getattr(version, name).create(history=version, **row)
