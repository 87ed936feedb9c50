"""Folds two entries that are one and the same into one of them."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, TypeVar

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from accounts.models import User
from entries.actions.storing import change_fields, index_entry, redirect_to, store_entry
from entries.indexing import listed_models
from entries.kinds import kind_of, kinds
from entries.models import Entry, FormerAddress, PublicationState
from entries.validators import most_themes, validate_cities
from operations.turns import writing
from taxonomy.models import City

E = TypeVar("E", bound=Entry)


class MergerError(Exception):
    """A merger that makes no sense, or cannot be undone.

    code: "merged", "hidden" or "cities", see check_merger(); "undone" or "gone", see undo_merger().
    """

    def __init__(self, code: str) -> None:
        super().__init__(f"These two entries cannot be merged, or parted: {code}.")
        self.code = code


@writing
def merge(
    *,
    keep: E,
    duplicate: E,
    by: User | None,
    relations: Mapping[str, Iterable[models.Model]] | None = None,
    values: Mapping[str, Any] | None = None,
) -> E:
    """Fold a duplicate into the entry that stays: its tags, and what the declaration of each field says of both.

    Of the themes those of the one that stays come first, as many as an entry may have: the duplicate keeps its own.
    What names the duplicate, such as an event that it runs or a person who looks after it, names the one that stays;
    where it does so through a model of its own its kind sees to that. That `keep` does not name the duplicate is up to
    the action of its kind. The duplicate is withdrawn, not deleted, and its addresses lead to the one that stays.
    relations: those of `keep`, as store_entry() takes them; values: name of a field -> what a curator chose instead of
    what its declaration says. Raises ValueError unless they are two entries of one model,
    MergerError where check_merger() does.
    """
    if type(keep) is not type(duplicate) or keep.pk == duplicate.pk:
        raise ValueError("Only two different entries of one kind can be merged.")
    check_merger(keep=keep, duplicate=duplicate)
    merged = {
        field.name: field.merge(keep, duplicate, field.name)
        for field in kind_of(keep).fields.on("merge")
        if callable(field.merge)
    }
    for name, value in (merged | dict(values or {})).items():
        setattr(keep, name, value)
    had = list(keep.themes.all())
    both = list(dict.fromkeys([*had, *duplicate.themes.all()]))
    store_entry(
        keep,
        by=by,
        themes=both[: most_themes(len(had))],
        cities=_cities_of_both(keep, duplicate),
        relations=relations,
        reason=f"Merged with {duplicate.slug}",
    )
    if duplicate.publication != PublicationState.WITHDRAWN:
        duplicate.move_to(PublicationState.WITHDRAWN)
    change_fields(duplicate, ["publication"], by, f"Merged into {keep.slug}")
    for kind in kinds():
        kind.follow_merger(keep=keep, duplicate=duplicate, by=by)
    _move_relations(keep, duplicate, by)
    _move_references(keep, duplicate)
    FormerAddress.objects.filter(kind=keep._meta.model_name, object_id=duplicate.pk).update(object_id=keep.pk)
    redirect_to(keep, duplicate.slug)
    index_entry(keep, is_named_otherwise=True)
    return keep


def check_merger(*, keep: Entry, duplicate: Entry) -> None:
    """Raise MergerError where two entries were merged before, have more cities together than one entry has room for, or
    the site would lose both of them.

    One that was merged and is published again is an entry like any other.
    """
    for one, other in ((keep, duplicate), (duplicate, keep)):
        address = FormerAddress.objects.filter(kind=one._meta.model_name, slug=one.slug, object_id=other.pk)
        if not one.is_published and address.exists():
            raise MergerError("merged")
    if duplicate.is_published and not keep.is_published:
        raise MergerError("hidden")
    try:
        validate_cities(_cities_of_both(keep, duplicate))
    except ValidationError as error:
        raise MergerError("cities") from error


def _cities_of_both(keep: Entry, duplicate: Entry) -> list[City]:
    return list(dict.fromkeys([*keep.cities.all(), *duplicate.cities.all()]))


def _move_relations(keep: Entry, duplicate: Entry, by: User | None) -> None:
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


def _move_references(keep: Entry, duplicate: Entry) -> None:
    """Let what names a duplicate by its kind and key name the entry that stays, unless something says that already.

    A model that does so declares as `names_entry` the two fields of the kind and the key.
    """
    for model in apps.get_models():
        if not hasattr(model, "names_entry"):
            continue
        kind, key = model.names_entry
        rows = model._base_manager.filter(**{kind: duplicate._meta.model_name, key: duplicate.pk})
        for row in rows.values_list("pk", flat=True):
            with suppress(IntegrityError), transaction.atomic():
                model._base_manager.filter(pk=row).update(**{key: keep.pk})


def _plain_relations(model: type[models.Model], other: type[models.Model]) -> list[models.Field]:
    """Return the fields by which one model names another, without those through a model of its own."""
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return [
        field
        for field in fields
        if field.related_model is other
        and not (field.many_to_many and not field.remote_field.through._meta.auto_created)
    ]
