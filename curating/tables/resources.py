"""The table of one kind of entry: how it goes out, and how it comes in."""

from contextlib import nullcontext

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from import_export import fields, resources
from import_export.resources import Diff

from curating.tables.columns import KeysWidget, ReferenceField, SlugsField, YearWidget, by_slug
from entries.actions import free_slug
from entries.indexing import indexed_together
from entries.kinds import kind_of
from entries.validators import validate_cities, validate_themes
from entries.wording import comma_list
from operations.turns import turn
from taxonomy.models import City, Theme


class PlainDiff(Diff):
    """Marks changed cells with <del> and <ins>, without the inline styles that the site's policy forbids."""

    def as_html(self):
        return [self._cell(str(old), str(new)) for old, new in zip(self.left, self.right, strict=False)]

    def _cell(self, old, new):
        if old == new:
            return format_html("{}", new)
        removed = format_html("<del>{}</del> ", old) if old and not self.new else ""
        added = format_html("<ins>{}</ins>", new) if new else ""
        return mark_safe(f"{removed}{added}")  # noqa: S308 - both parts are escaped above


def _slug_of(row):
    return str(row.get("slug") or "")


class EntryResource(resources.ModelResource):
    """Subclasses set Meta.model and Meta.fields; what is read goes to the action by which their kind is stored."""

    WIDGETS_MAP = resources.ModelResource.WIDGETS_MAP | {
        "KeysField": KeysWidget,
        "PositiveSmallIntegerField": YearWidget,
    }
    themes = SlugsField("themes", Theme)
    cities = SlugsField("cities", City)
    # Told, and not taken: publishing is a step of its own, and the revision only says which edit a row was made from.
    publication = fields.Field("publication", "publication", readonly=True)
    revision = fields.Field("revision", "revision", readonly=True)

    class Meta:
        import_id_fields = ["slug"]
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True

    # Names of the columns that the action takes as arguments.
    related = ("themes", "cities")
    # The relations that its columns read.
    prefetched = related

    @classmethod
    def get_diff_class(cls):
        return PlainDiff

    def filter_export(self, queryset, **kwargs):
        return queryset.prefetch_related(*self.prefetched)

    def import_data(self, dataset, *, dry_run=False, raise_errors=False, seen=None, **kwargs):
        """Import all rows or, where one is not sound, none; a dry run only tells what would change.

        `result.revisions` says which entries it saw: slug -> revision. seen: those of the preview that is confirmed;
        what is written must not have been edited since.

        That one opens no transaction, as the library would, since on SQLite each locks out all others who write. An
        import opens one and no savepoint a row: those of the actions do. A table whose columns are not those of an
        export is refused before looking at its rows.
        """
        self.by, self.dry_run, self.seen = kwargs.get("user"), dry_run, seen
        # The entries of the file by their slugs, the rows that name them, and what no new entry's slug may be.
        self.stored, self.rows, self.taken = {}, {}, set()
        if complaint := self._complaint(dataset.headers or []):
            result = self.get_result_class()()
            self.handle_import_error(result, ValueError(complaint), raise_errors)
            return result
        with nullcontext() if dry_run else turn():
            with indexed_together():
                result = self.import_data_inner(
                    dataset, dry_run, raise_errors, using_transactions=False, collect_failed_rows=False, **kwargs
                )
            if not dry_run and (result.has_errors() or result.has_validation_errors()):
                transaction.set_rollback(True)
        result.revisions = {slug: entry.revision for slug, entry in self.stored.items()}
        return result

    def before_import(self, dataset, **kwargs):
        """Read all that the rows name at once, so that a row that changes nothing asks the database nothing."""
        rows = dataset.dict
        for field in self._references():
            field.load(rows)
        queryset = self.get_queryset().prefetch_related(*self.prefetched)
        if not self.dry_run:
            # Nobody edits an entry between the comparison of its revision and its turn.
            queryset = queryset.select_for_update()
        self.taken = {_slug_of(row) for row in rows}
        self.stored = by_slug(queryset, self.taken)
        for entry in self.stored.values():
            # The library compares a row with a copy of its entry, and the copy of a queryset has read nothing.
            read = entry._prefetched_objects_cache
            read.update({name: list(objects) for name, objects in read.items()})

    def before_import_row(self, row, row_number=None, **kwargs):
        slug = _slug_of(row)
        if slug and (first := self.rows.setdefault(slug, row_number)) != row_number:
            raise ValidationError({"slug": _("This entry is already in row %s.") % first})

    def get_instance(self, instance_loader, row):
        return self.stored.get(_slug_of(row))

    def _references(self):
        return [field for field in self.fields.values() if isinstance(field, ReferenceField)]

    def _complaint(self, headers):
        columns = [field.column_name for field in self.get_user_visible_fields()]
        if unknown := [str(header) for header in headers if header not in columns]:
            return _("These columns are not known: %(unknown)s. Known columns: %(known)s.") % {
                "unknown": comma_list(unknown),
                "known": comma_list(columns),
            }
        if "slug" not in headers:
            return _(
                "The column “slug” is missing: it says which entry a row is about. For new entries, leave it empty."
            )
        return ""

    def import_field(self, field, instance, row, is_m2m=False, **kwargs):
        """Raises ValueError, shown with its row and column, on whatever a cell cannot be."""
        cell = str(row.get(field.column_name) or "")
        if "\0" in cell:
            raise ValueError(_("It has a character that cannot be stored."))
        try:
            super().import_field(field, instance, row, is_m2m, **kwargs)
        except ArithmeticError as error:
            raise ValueError(_("“%s” is not allowed here.") % cell) from error

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        instance.set_place()
        if not instance.slug and instance.name:
            instance.slug = free_slug(instance, beside=self.taken)
        errors = dict(import_validation_errors or {})
        try:
            validate_themes(getattr(instance, "new_themes", instance.theme_keys), had=len(instance.theme_keys))
        except ValidationError as error:
            errors["themes"] = error
        try:
            validate_cities(getattr(instance, "new_cities", ()))
        except ValidationError as error:
            errors["cities"] = error
        super().validate_instance(instance, errors, validate_unique)

    def before_save_instance(self, instance, row, **kwargs):
        """Refuse to write over an edit that is later than the row's export or its preview, or beside its entry."""
        cell = row.get("revision")
        exported = "" if cell is None else str(cell).strip()
        stored = instance.revision if instance.pk else None
        if exported and stored is None:
            raise ValidationError(
                {
                    "revision": _(
                        "This row was exported, but no entry has its “slug”. Export it again, or empty the "
                        "cell “revision” to make it a new entry."
                    )
                }
            )
        is_edited = self.seen is not None and self.seen.get(instance.slug) != stored
        if is_edited or (exported and exported != str(stored)):
            raise ValidationError(
                _(
                    "Somebody has changed this entry since the file was exported. Export it again, or empty "
                    "the cell “revision” to overwrite it."
                )
            )

    def after_save_instance(self, instance, row, **kwargs):
        """Let the rows below name an entry as this row leaves it, and make no address that it has."""
        self.taken.add(instance.slug)
        for field in self._references():
            if field.model is self._meta.model:
                field.known[instance.slug] = instance

    def do_instance_save(self, instance, is_create):
        instance.__dict__.pop("_prefetched_objects_cache", None)
        tags = {name: getattr(instance, f"new_{name}", None) for name in self.related}
        kind_of(instance).store(instance, by=self.by, reason="Imported", **tags)
