"""What changed between two versions of an entry or a tag, and going back to one."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from entries.wording import comma_list
from taxonomy.models import City, Theme

# Derived, or kept by the actions: no one reads them as a change.
SILENT = {
    "sort_name",
    "sort_key",
    "revision",
    "created_at",
    "updated_at",
    "country_keys",
    "where_keys",
    "published_at",
    "edited_at",
    # The site itself notes it, without a version, so that it would show beside whatever a person changes next.
    "answered_on",
}
# Facts of their own: going back to a text neither shows nor hides the entry, nor does it undo who looked at it when.
NOT_RESTORED = (
    SILENT
    | {"id", "publication", "confirmed_on", "checked_on", "checked_by"}
    | {
        "last_seen",
        "last_seen_on",
    }
)
TAGS = {"theme_keys": Theme, "city_keys": City}


class Change(NamedTuple):
    """is_restored: whether going back to a version takes this field along."""

    label: str
    before: str
    after: str
    is_restored: bool = True


def changes(before, after):
    """Return a Change for every field that differs between two versions of one entry, tags included."""
    model = type(after).instance_type
    found = []
    for field in model._meta.concrete_fields:
        if field.name in SILENT or not hasattr(after, field.attname):
            continue
        old, new = getattr(before, field.attname), getattr(after, field.attname)
        if old != new and not _are_empty(old, new):
            if tags := TAGS.get(field.name):
                found.append(Change(tags._meta.verbose_name_plural, _tag_names(tags, old), _tag_names(tags, new)))
            else:
                is_restored = field.name not in _not_restored(model)
                found.append(
                    Change(field.verbose_name, value_in_words(field, old), value_in_words(field, new), is_restored)
                )
    for field in after._history_m2m_fields:
        old, new = _related_keys(before, field), _related_keys(after, field)
        if old != new:
            names = names_of(field.related_model, old | new)
            found.append(Change(field.verbose_name, _names(map(names.get, old)), _names(map(names.get, new))))
    return found


def related_as_of(version, field):
    """Return the objects that a version names in a many-to-many field, those that still exist."""
    return list(field.related_model._base_manager.filter(pk__in=_related_keys(version, field)))


def names_of(model, keys):
    """Return key -> name of objects; one that was deleted since bears the last name that its history has, if any."""
    found = {row.pk: str(row) for row in model._base_manager.filter(pk__in=keys)}
    gone = set(keys) - found.keys()
    if gone and hasattr(model._meta, "simple_history_manager_attribute"):
        versions = model.history.filter(id__in=gone).order_by("history_date", "history_id")
        found |= {version.id: f"{version.instance} ({_('since deleted')})" for version in versions}
    return {key: found.get(key) or _("since deleted") for key in keys}


def entry_as_of(version):
    """Return the entry as it is stored now with the values of an earlier version, not saved; locks its row.

    What refers to something that was deleted since becomes empty.
    """
    entry = type(version).instance_type._base_manager.select_for_update().get(pk=version.id)
    for field in entry._meta.concrete_fields:
        if field.name in _not_restored(type(entry)) or not hasattr(version, field.attname):
            continue
        value = getattr(version, field.attname)
        if field.is_relation and not field.related_model._base_manager.filter(pk=value).exists():
            value = None
        setattr(entry, field.attname, value)
    return entry


def tags_as_of(version):
    """Return (themes, cities) of a version, those that still exist."""
    return (
        list(Theme.objects.filter(slug__in=getattr(version, "theme_keys", []))),
        list(City.objects.filter(slug__in=getattr(version, "city_keys", []))),
    )


def _are_empty(*values):
    """A text that a language never had is null, and one whose box was sent empty is not: nobody changed it."""
    return all(value is None or value == "" for value in values)


def _not_restored(model):
    return {*NOT_RESTORED, *getattr(model, "not_restored", ())}


def _related_keys(version, field):
    return set(getattr(version, field.name).values_list(f"{field.m2m_reverse_field_name()}_id", flat=True))


def _tag_names(tags, slugs):
    """Return the names of tags by slug; one that was deleted since is named by its slug."""
    known = {tag.slug: tag for tag in tags.objects.filter(slug__in=slugs)}
    return _names(known.get(slug, f"{slug} ({_('since deleted')})") for slug in slugs)


def _names(objects):
    return comma_list(sorted(map(str, objects)))


def value_in_words(field, value):
    """Return how a person reads the stored value of a field."""
    if value is None:
        return ""
    if field.is_relation:
        return names_of(field.related_model, [value])[value]
    if hasattr(field, "describe"):
        return field.describe(value)
    labels = dict(field.flatchoices)
    if isinstance(value, list):
        return comma_list(labels.get(key, key) for key in value)
    return str(labels.get(value, value))
