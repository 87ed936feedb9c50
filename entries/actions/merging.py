"""Folds two entries that are one and the same into one of them."""

from contextlib import suppress

from django.apps import apps
from django.db import IntegrityError, transaction

from entries.actions.storing import change_fields, index_entry, listed_models, redirect_to, store_entry
from entries.models import FormerAddress, Publication
from entries.validators import most_themes

# Filled from the duplicate where the entry that stays has nothing.
FILLED_BY_MERGE = ("description", "website", "logo", "country")


class MergerError(Exception):
    """A merger that makes no sense. code: "merged" or "hidden", see check_merger()."""

    def __init__(self, code):
        super().__init__(f"These two entries cannot be merged: {code}.")
        self.code = code


@transaction.atomic
def merge(*, keep, duplicate, by, fill=(), relations=None):
    """Fold a duplicate into the entry that stays: tags, sources, dates of trust, and what only the duplicate knows.

    Of the themes those of the one that stays come first, as many as an entry may have: the duplicate keeps its own.
    What names the duplicate, such as an event that it runs or a person who looks after it, names the one that stays;
    relations through a model of their own, and that `keep` does not name the duplicate, are up to the action of the
    kind. The duplicate is withdrawn, not deleted, and its addresses lead to the one that stays. fill: names of further
    fields that are taken over where `keep` has none; relations: those of `keep`, as store_entry() takes them. Raises
    ValueError unless they are two entries of one model, MergerError where check_merger() does.
    """
    if type(keep) is not type(duplicate) or keep.pk == duplicate.pk:
        raise ValueError("Only two different entries of one kind can be merged.")
    check_merger(keep=keep, duplicate=duplicate)
    for field in (*FILLED_BY_MERGE, *fill):
        if not getattr(keep, field):
            setattr(keep, field, getattr(duplicate, field))
    keep.sources = "\n".join(dict.fromkeys(keep.source_list + duplicate.source_list))
    for field in ("confirmed_on", "answered_on"):
        setattr(keep, field, _latest(getattr(keep, field), getattr(duplicate, field)))
    if _latest(keep.checked_on, duplicate.checked_on) != keep.checked_on:
        keep.checked_on, keep.checked_by = duplicate.checked_on, duplicate.checked_by
    had = list(keep.themes.all())
    both = list(dict.fromkeys([*had, *duplicate.themes.all()]))
    store_entry(
        keep,
        by=by,
        themes=both[: most_themes(len(had))],
        cities=dict.fromkeys([*keep.cities.all(), *duplicate.cities.all()]),
        relations=relations,
        reason=f"Merged with {duplicate.slug}",
    )
    if duplicate.publication != Publication.WITHDRAWN:
        duplicate.move_to(Publication.WITHDRAWN)
    change_fields(duplicate, ["publication"], by, f"Merged into {keep.slug}")
    _move_relations(keep, duplicate, by)
    _move_references(keep, duplicate)
    kind = keep._meta.model_name
    FormerAddress.objects.filter(kind=kind, object_id=duplicate.pk).update(object_id=keep.pk)
    redirect_to(keep, duplicate.slug)
    index_entry(keep)
    return keep


def check_merger(*, keep, duplicate):
    """Raise MergerError where two entries were merged before, or the site would lose both of them.

    One that was merged and is published again is an entry like any other.
    """
    for one, other in ((keep, duplicate), (duplicate, keep)):
        address = FormerAddress.objects.filter(kind=one._meta.model_name, slug=one.slug, object_id=other.pk)
        if not one.is_published and address.exists():
            raise MergerError("merged")
    if duplicate.is_published and not keep.is_published:
        raise MergerError("hidden")


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
        if field.related_model is other
        and not (field.many_to_many and not field.remote_field.through._meta.auto_created)
    ]


def _latest(*dates):
    return max((date for date in dates if date), default=None)
