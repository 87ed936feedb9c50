"""The table of one kind of entry: how it goes out, and how it comes in."""

from contextlib import nullcontext
from functools import cached_property
from types import MappingProxyType

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from import_export import fields, resources
from import_export.resources import Diff
from import_export.results import Result

from curating.tables.columns import ReferenceField, SlugsField, by_slug, widget_for
from curating.tables.files import Line, RowComplaint, Sheet
from curating.tables.formats import RowsOfTable
from entries.actions import free_slug
from entries.indexing import indexed_together
from entries.kinds import kind_of
from entries.likeness import LikelyTwins
from entries.models import PublicationState
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


class TableResult(Result):
    """What became of a table.

    complaints: all that is wrong with it, by line; revisions: slug -> that of its entry; twins: line of a new row ->
    the entries that it may be; is_chosen: whether rows update entries because somebody chose so.
    """

    complaints = ()
    is_chosen = False
    revisions = twins = MappingProxyType({})

    def has_errors(self):
        return bool(self.complaints)


# What a curator may say of a row that may be an entry already, beside that entry's slug: it is updated by the row.
# No slug is one of these.
ADD, LEAVE_OUT = ":add", ":leave-out"


def _as_chosen(table, choices):
    """Return a Sheet without the rows that are to be left out, and with the slug of the entry that others update."""
    lines = []
    for line in table.lines:
        chosen = choices.get(line.number, ADD)
        if chosen != LEAVE_OUT:
            lines.append(line if chosen == ADD else Line(line.number, line.cells | {"slug": chosen}))
    return Sheet(table.columns, lines, table.complaints)


def _slug_of(row):
    return str(row.get("slug") or "").strip()


class EntryResource(resources.ModelResource):
    """Subclasses set Meta.model and Meta.fields; what is read goes to the action by which their kind is stored."""

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
    # The column with the keys of those who are behind an entry, for kinds that have such.
    behind_column = None

    @classmethod
    def get_diff_class(cls):
        return PlainDiff

    @classmethod
    def get_result_class(cls):
        return TableResult

    @classmethod
    def widget_from_django_field(cls, f, default=None):
        return widget_for(f)

    @classmethod
    def widget_kwargs_for_field(cls, field_name, django_field):
        return {}

    def filter_export(self, queryset, **kwargs):
        return queryset.prefetch_related(*self.prefetched)

    def behind(self, instance):
        """Return the keys of those who are behind an entry as a row describes it."""
        return ()

    def import_data(self, dataset, *, dry_run=False, raise_errors=False, seen=None, choices=None, **kwargs):
        """Import all rows or, where one is not sound, none; a dry run only tells what would change.

        dataset: a RowsOfTable. `result.revisions` says which entries it saw: slug -> revision; `result.complaints` is
        the sorted list of all RowComplaints about it. seen: the revisions of the preview that is confirmed; what is
        written must not have been edited since. choices: line -> what becomes of a row that may be an entry already,
        ADD, LEAVE_OUT or the slug of that entry, of which its empty cells then change nothing.

        That one opens no transaction, as the library would, since on SQLite each locks out all others who write. An
        import opens one and no savepoint a row: those of the actions do. In a table whose columns are not those of an
        export, the cells of the others are looked at all the same.
        """
        self.updated = {line for line, chosen in (choices or {}).items() if chosen not in (ADD, LEAVE_OUT)}
        dataset = RowsOfTable(_as_chosen(dataset.table, choices or {}))
        complaints = [*self._complaints_about(dataset.table.columns), *dataset.table.complaints]
        self.by, self.seen = kwargs.get("user"), seen
        self.dry_run = dry_run or bool(complaints)
        self.lines = [line.number for line in dataset.table.lines]
        # The entries of the file by their slugs, the rows that name them, and what no new entry's slug may be.
        self.stored, self.rows, self.taken = {}, {}, set()
        # Line -> keys of the entries that a new row may be.
        self.twins = {}
        with nullcontext() if self.dry_run else turn():
            result = self._import(dataset, raise_errors, **kwargs)
            result.is_chosen = bool(self.updated)
            result.complaints = sorted([*complaints, *self._complaints_of(result)], key=lambda told: told.line)
            if result.complaints and not self.dry_run:
                transaction.set_rollback(True)
        known = self.get_queryset().in_bulk({key for keys in self.twins.values() for key in keys})
        result.twins = {line: [known[key] for key in keys] for line, keys in self.twins.items()}
        seen_entries = [*self.stored.values(), *known.values()]
        result.revisions = {entry.slug: entry.revision for entry in seen_entries}
        return result

    def _import(self, dataset, raise_errors, **kwargs):
        if "slug" not in dataset.headers:
            return self.get_result_class()()
        with indexed_together():
            return self.import_data_inner(
                dataset,
                self.dry_run,
                raise_errors,
                using_transactions=False,
                collect_failed_rows=False,
                **kwargs,
            )

    def _complaints_of(self, result):
        """Yield what the library found wrong with rows, each with its line."""
        yield from (RowComplaint(0, str(error.error)) for error in result.base_errors)
        for number, errors in result.row_errors():
            yield from (RowComplaint(self.lines[number - 1], str(error.error)) for error in errors)
        for row in result.invalid_rows:
            line = self.lines[row.number - 1]
            for column, reasons in row.field_specific_errors.items():
                yield from (RowComplaint(line, reason, column) for reason in reasons)
            yield from (RowComplaint(line, reason) for reason in row.non_field_specific_errors)

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
            raise ValidationError({"slug": _("This entry is already in line %s.") % self.lines[first - 1]})

    def get_instance(self, instance_loader, row):
        return self.stored.get(_slug_of(row))

    def after_import_row(self, row, row_result, row_number=None, **kwargs):
        row_result.line = self.lines[row_number - 1]

    @cached_property
    def _likely_twins(self):
        columns = ["pk", "name", "website", *filter(None, [self.behind_column])]
        entries = self.get_queryset().exclude(publication=PublicationState.WITHDRAWN).order_by("pk")
        return LikelyTwins((*values, ())[:4] for values in entries.values_list(*columns))

    def _references(self):
        return [field for field in self.fields.values() if isinstance(field, ReferenceField)]

    def _complaints_about(self, headers):
        columns = [field.column_name for field in self.get_user_visible_fields()]
        if unknown := [header for header in headers if header not in columns]:
            yield RowComplaint(
                0,
                _("These columns are not known: %(unknown)s. Known columns: %(known)s.")
                % {"unknown": comma_list(unknown), "known": comma_list(columns)},
            )
        if "slug" not in headers:
            yield RowComplaint(
                0,
                _("The column “slug” is missing: it says which entry a row is about. For new entries, leave it empty."),
            )

    def import_field(self, field, instance, row, is_m2m=False, **kwargs):
        """Raises ValueError, shown with its row and column, on whatever a cell cannot be."""
        cell = str(row.get(field.column_name) or "")
        if not cell.strip() and self.lines[kwargs["row_number"] - 1] in self.updated:
            return
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
        exported = str(cell or "").strip().removesuffix(".0").removesuffix(",0")
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
        if self.dry_run and instance.slug not in self.stored:
            line = self.lines[kwargs["row_number"] - 1]
            if twins := self._likely_twins.of(instance.name, instance.website, self.behind(instance)):
                self.twins[line] = twins
        self.taken.add(instance.slug)
        for field in self._references():
            if field.model is self._meta.model:
                field.known.remember(instance)

    def do_instance_save(self, instance, is_create):
        instance.__dict__.pop("_prefetched_objects_cache", None)
        tags = {name: getattr(instance, f"new_{name}", None) for name in self.related}
        kind_of(instance).store(instance, by=self.by, reason="Imported", **tags)
