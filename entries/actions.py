"""The one way in which entries are written: by the admin, the loader, submissions and commands alike.

Every action is atomic, takes the acting user as `by` (None: the system), leaves one version in the history that says
who, when and why, and returns the entry.
"""

from contextlib import suppress
from itertools import chain, count

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.text import slugify

from entries.index import reindex
from entries.models import DirectoryVersion, Entry, FormerAddress, Listed, Publication
from entries.search import update_documents
from entries.search.text import fold, plain

# Filled from the duplicate where the entry that stays has nothing.
FILLED_BY_MERGE = ("description", "website", "logo", "country")
# Of the entries that keep a tag from being deleted.
MOST_NAMED = 20


def entry_models():
    """Return the models of entries, e.g. [Organisation, Project]."""
    return [model for model in apps.get_models() if issubclass(model, Entry)]


def listed_models():
    """Return the models of all that has themes and cities, entries among them."""
    return [model for model in apps.get_models() if issubclass(model, Listed)]


def free_slug(entry):
    """Return a slug made from the entry's name that no entry of its model has or had."""
    model = type(entry)
    stem = slugify(plain(entry.name))[:200] or model._meta.model_name
    taken = set(model.objects.filter(slug__startswith=stem).exclude(pk=entry.pk).values_list("slug", flat=True))
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
    if not before or before["slug"] != entry.slug:
        # Only a new address takes an old redirect's place: that of a merged duplicate outlives an edit of it.
        FormerAddress.objects.filter(kind=model._meta.model_name, slug=entry.slug).delete()
    if before and before["slug"] != entry.slug:
        _redirect(entry, before["slug"])
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
def save_entry(entry, *, by=None, themes=None, cities=None, reason=""):
    """Save an entry with its tags and index it, and with it the entries that are found by its name."""
    store_entry(entry, by=by, themes=themes, cities=cities, reason=reason)
    index_entry(entry)
    return entry


def index_entry(entry):
    """Index an entry and all that is found by its name as well."""
    reindex([entry])
    _index_what_names(entry)


@transaction.atomic
def publish(entry, *, by=None, reason=""):
    """Show an entry to everyone. Raises TransitionError where it is published already."""
    _set_published(entry)
    return _change(entry, ["publication", "published_at"], by, reason)


@transaction.atomic
def withdraw(entry, *, by, reason=""):
    """Take an entry out of the public directory; nothing is deleted. Raises TransitionError where it is withdrawn."""
    entry.move_to(Publication.WITHDRAWN)
    return _change(entry, ["publication"], by, reason)


@transaction.atomic
def confirm(entry, *, by, on, reason=""):
    """Note the date on which the organisation said that the entry is right."""
    entry.confirmed_on = on
    return _change(entry, ["confirmed_on"], by, reason or "Confirmed by the organisation")


@transaction.atomic
def check(entry, *, by, on, reason=""):
    """Note the date on which a curator checked the entry."""
    entry.checked_on = on
    entry.checked_by = by
    return _change(entry, ["checked_on", "checked_by"], by, reason or "Checked by a curator")


@transaction.atomic
def merge(*, keep, duplicate, by, fill=()):
    """Fold a duplicate into the entry that stays: tags, sources, dates of trust, and what only the duplicate knows.

    What names the duplicate, such as an event that it runs or a person who looks after it, names the one that stays;
    relations within a kind, and those through a model of their own, are up to the action of the kind. The duplicate is
    withdrawn, not deleted, and its addresses lead to the one that stays. fill: names of further fields that are taken
    over where `keep` has none. Raises ValueError unless they are two entries of one model.
    """
    if type(keep) is not type(duplicate) or keep.pk == duplicate.pk:
        raise ValueError("Only two different entries of one kind can be merged.")
    for field in (*FILLED_BY_MERGE, *fill):
        if not getattr(keep, field):
            setattr(keep, field, getattr(duplicate, field))
    keep.sources = "\n".join(dict.fromkeys(keep.source_list + duplicate.source_list))
    for field in ("confirmed_on", "answered_on"):
        setattr(keep, field, _latest(getattr(keep, field), getattr(duplicate, field)))
    if _latest(keep.checked_on, duplicate.checked_on) != keep.checked_on:
        keep.checked_on, keep.checked_by = duplicate.checked_on, duplicate.checked_by
    store_entry(
        keep,
        by=by,
        themes=dict.fromkeys([*keep.themes.all(), *duplicate.themes.all()]),
        cities=dict.fromkeys([*keep.cities.all(), *duplicate.cities.all()]),
        reason=f"Merged with {duplicate.slug}",
    )
    if duplicate.publication != Publication.WITHDRAWN:
        duplicate.move_to(Publication.WITHDRAWN)
    _change(duplicate, ["publication"], by, f"Merged into {keep.slug}")
    _move_relations(keep, duplicate, by)
    _move_references(keep, duplicate)
    kind = keep._meta.model_name
    FormerAddress.objects.filter(kind=kind, object_id=duplicate.pk).update(object_id=keep.pk)
    _redirect(keep, duplicate.slug)
    index_entry(keep)
    return keep


@transaction.atomic
def save_tag(tag):
    """Save a theme or a city, and index every entry that has it under its old or new name.

    Returns the tag.
    """
    tag.save()
    _index_what_names(tag)
    DirectoryVersion.move_on()
    return tag


@transaction.atomic
def delete_tag(tag):
    """Delete a theme or a city that no entry has. Raises ProtectedError where one has it."""
    if items := list(tag.items.all()[:MOST_NAMED]):
        raise ProtectedError(f"{tag} is in use.", set(items))
    tag.delete()
    DirectoryVersion.move_on()


def _index_what_names(something):
    """Index all that is found by the name of an entry or a tag: its models say so by their SEARCH_PREFETCH."""
    for model in listed_models():
        for name in model.SEARCH_PREFETCH:
            if model._meta.get_field(name).related_model is type(something):
                # Each once, whatever the number of its parts in it.
                reindex(model.objects.filter(**{name: something}).distinct())


def _move_relations(keep, duplicate, by):
    """Let what names a duplicate name the entry that stays, each as one version. It is indexed with that entry."""
    for model in listed_models():
        for field in _plain_relations(model, type(keep)):
            for item in model._base_manager.filter(**{field.name: duplicate}).select_for_update():
                relations = {}
                if field.many_to_many:
                    others = getattr(item, field.name).exclude(pk=duplicate.pk)
                    relations[field.name] = dict.fromkeys([*others, keep])
                else:
                    setattr(item, field.name, keep)
                store_entry(item, by=by, relations=relations, reason=f"{duplicate.slug} was merged into {keep.slug}")


def _move_references(keep, duplicate):
    """Let what names a duplicate by its kind and key name the entry that stays, unless something says that already."""
    for model in apps.get_models():
        if not {"target_kind", "target_id"} <= {field.name for field in model._meta.concrete_fields}:
            continue
        rows = model._base_manager.filter(target_kind=duplicate._meta.model_name, target_id=duplicate.pk)
        for key in rows.values_list("pk", flat=True):
            with suppress(IntegrityError), transaction.atomic():
                model._base_manager.filter(pk=key).update(target_id=keep.pk)


def _plain_relations(model, other):
    """Return the fields by which one model names another, without those through a model of its own."""
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return [
        field
        for field in fields
        if model is not other
        and field.related_model is other
        and not (field.many_to_many and not field.remote_field.through._meta.auto_created)
    ]


def _set_published(entry):
    entry.move_to(Publication.PUBLISHED)
    entry.published_at = entry.published_at or timezone.now()


def _change(entry, fields, by, reason):
    """Save some fields of a saved entry as one version. What is not an edit leaves the date of the last edit alone."""
    entry.revision += 1
    _save(entry, by, reason, update_fields=[*fields, "revision"])
    index_entry(entry)
    return entry


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


def _redirect(entry, old_slug):
    FormerAddress.objects.update_or_create(kind=entry._meta.model_name, slug=old_slug, defaults={"object_id": entry.pk})


def _latest(*dates):
    return max((date for date in dates if date), default=None)
