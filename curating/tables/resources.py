"""The table of one kind of entry: how it goes out, and how it comes in."""

from array import array
from contextlib import nullcontext
from functools import cached_property, reduce
from itertools import islice
from operator import and_
from types import MappingProxyType
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import router, transaction
from django.db.models import Value
from django.utils.html import format_html
from django.utils.translation import gettext as _
from import_export import fields, resources
from import_export.results import Result, RowResult

from curating.tables.columns import ReferenceField, SlugsField, by_slug, widget_for
from curating.tables.files import RowComplaint, Sheet, cell_text
from curating.tables.formats import RowsOfTable
from entries.actions import free_slug
from entries.indexing import indexed_together
from entries.kinds import kind_of
from entries.likeness import LikelyTwins
from entries.models import Entry, PublicationState
from entries.validators import validate_cities, validate_themes
from entries.wording import comma_list
from operations.turns import is_in_the_way, turn
from taxonomy.models import City, Theme


def marked(old, new, *, is_new):
    """Return a cell with what changes in <del> and <ins>. is_new: nothing of a new entry goes."""
    if old == new:
        return format_html("{}", new)
    removed = format_html("<del>{}</del> ", old) if old and not is_new else ""
    added = format_html("<ins>{}</ins>", new) if new else ""
    return format_html("{}{}", removed, added)


# Stands for every row of which nothing is told.
SOUND = RowResult()
SOUND.import_type = RowResult.IMPORT_TYPE_SKIP


class TableResult(Result):
    """What became of a table.

    complaints: all that is wrong with it, by line; revisions: slug -> that of its entry; twins: line of a new row ->
    the entries that it may be; further_twins: lines of more such rows, too many to ask about each; is_chosen: whether
    rows update entries because somebody chose so; written: a WrittenRow for each that was.
    """

    complaints = written = further_twins = ()
    is_chosen = False
    revisions = twins = MappingProxyType({})

    def __init__(self):
        super().__init__()
        # The lines of the rows that change something, in their order; and how many of these are not shown.
        self.changing, self.unshown = array("L"), 0

    def append_row_result(self, row_result):
        """Keep what is told of a row; of very many nothing but that they are sound."""
        if row_result.import_type in (RowResult.IMPORT_TYPE_NEW, RowResult.IMPORT_TYPE_UPDATE):
            self.changing.append(row_result.line)
            self.unshown += row_result.diff is None
        is_told = row_result.diff is not None or row_result.instance is not None or not row_result.is_valid()
        super().append_row_result(row_result if is_told else SOUND)

    def append_invalid_row(self, number, row, validation_error):
        """Without the cells of the row, which the complaint does not repeat."""
        super().append_invalid_row(number, {}, validation_error)

    def has_errors(self):
        return bool(self.complaints)


class WrittenRow(NamedTuple):
    """What a row did to an entry. before: what the columns of the file said of it, None of a new one."""

    line: int
    entry: Entry
    before: dict | None


# What a curator may say of a row that may be an entry already, beside that entry's slug: it is updated by the row.
# No slug is one of these.
ADD, LEAVE_OUT = ":add", ":leave-out"


def _as_chosen(table, choices):
    """Return a Sheet without the rows that are to be left out, and with the slug of the entry that others update."""
    lines = (
        line._replace(cells=line.cells | {"slug": chosen}) if chosen != ADD else line
        for line in table.lines
        if (chosen := choices.get(line.number, ADD)) != LEAVE_OUT
    )
    return Sheet(table.columns, lines, table.complaints) if choices else table


# How many rows are read ahead; of how many the preview shows what they change, and of how many it asks what they are.
AHEAD = 500
TAGS = ("themes", "cities")
MOST_SHOWN = 200
MOST_ASKED = 500


def _slug_of(row):
    return str(row.get("slug") or "").strip()


class EntryResource(resources.ModelResource):
    """Subclasses set Meta.model and Meta.fields; what is read goes to the action by which their kind is stored."""

    themes = SlugsField("themes", Theme, keys="theme_keys")
    cities = SlugsField("cities", City, keys="city_keys")
    # Told, and not taken: publishing is a step of its own, and the revision only says which edit a row was made from.
    publication = fields.Field("publication", "publication", readonly=True)
    revision = fields.Field("revision", "revision", readonly=True)

    class Meta:
        import_id_fields = ["slug"]
        # The library's way of telling what changes copies and writes out every entry twice.
        skip_diff = True
        report_skipped = True
        store_instance = True

    # Names of the columns that the action takes as arguments.
    related = ("themes", "cities")
    # The relations that its columns read.
    prefetched = ()
    # The column with the keys of those who are behind an entry, for kinds that have such.
    behind_column = None

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

    def import_data(
        self,
        dataset,
        *,
        dry_run=False,
        raise_errors=False,
        seen=None,
        choices=None,
        reason="Imported",
        watch=None,
        **kwargs,
    ):
        """Import all rows or, where one is not sound, none; a dry run only tells what would change.

        dataset: a RowsOfTable. `result.revisions` says which entries it saw: slug -> revision; `result.complaints` is
        the sorted list of all RowComplaints about it. seen: the revisions of the preview that is confirmed; what is
        written must not have been edited since. choices: line -> what becomes of a row that may be an entry already,
        ADD, LEAVE_OUT or the slug of that entry, of which its empty cells then change nothing. reason: that the history
        tells of each version. watch: called now and then with the number of rows looked at so far.

        That one opens no transaction, as the library would, since on SQLite each locks out all others who write. An
        import opens one and no savepoint a row: those of the actions do. In a table whose columns are not those of an
        export, the cells of the others are looked at all the same.
        """
        self.updated = {line for line, chosen in (choices or {}).items() if chosen not in (ADD, LEAVE_OUT)}
        dataset = RowsOfTable(_as_chosen(dataset.table, choices or {}))
        complaints = [*self._complaints_about(dataset.table.columns), *dataset.table.complaints]
        self.by, self.seen, self.reason, self.watch = kwargs.get("user"), seen, reason, watch
        self.dry_run = dry_run or bool(complaints)
        # Of each row its line, and what no new entry's slug may be, beside those that are stored.
        self.table, self.lines, self.taken = dataset.table, array("L"), set()
        for line in self.table.lines:
            self.lines.append(line.number)
            self.taken.add(_slug_of(line.cells))
        # The entries of the rows read ahead by their slugs, the revisions of all so far, and the rows that name them.
        self.stored, self.revisions, self.rows, self.is_read = {}, {}, {}, 0
        self.shown, self.written = 0, []
        # Line -> keys of the entries that a new row may be.
        self.twins = {}
        # What a former portion of the same table made is stored.
        for field in self._references:
            field.known.settle()
        with nullcontext() if self.dry_run else turn():
            result = self._import(dataset, raise_errors, **kwargs)
            result.is_chosen, result.written = bool(self.updated), self.written
            result.complaints = sorted([*complaints, *self._complaints_of(result)], key=lambda told: told.line)
            if result.complaints and not self.dry_run:
                transaction.set_rollback(True)
        asked = dict(islice(self.twins.items(), MOST_ASKED))
        known = self.get_queryset().in_bulk({key for keys in asked.values() for key in keys})
        result.twins = {line: [known[key] for key in keys] for line, keys in asked.items()}
        result.further_twins = [line for line in self.twins if line not in asked]
        result.revisions = self.revisions | {entry.slug: entry.revision for entry in known.values()}
        return result

    def _import(self, dataset, raise_errors, **kwargs):
        if "slug" not in dataset.table.columns:
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
        """Yield what the library found wrong with rows, each with its line. Raises what says that others write."""
        found = [(0, error.error) for error in result.base_errors]
        found += [(self.lines[number - 1], each.error) for number, errors in result.row_errors() for each in errors]
        for line, error in found:
            if is_in_the_way(error):
                raise error
            yield RowComplaint(line, str(error))
        for row in result.invalid_rows:
            line = self.lines[row.number - 1]
            for column, reasons in row.field_specific_errors.items():
                yield from (RowComplaint(line, reason, column) for reason in reasons)
            yield from (RowComplaint(line, reason) for reason in row.non_field_specific_errors)

    def _read_ahead(self):
        """Read at once all that the next rows name, so that a row that changes nothing asks the database nothing."""
        if self.watch:
            self.watch(self.is_read)
        cells = [line.cells for line in self.table.lines[self.is_read : self.is_read + AHEAD]]
        self.is_read += len(cells)
        for field in self._references:
            field.load(cells)
        queryset = self.get_queryset().prefetch_related(*self.prefetched)
        if not self.dry_run:
            # Nobody edits an entry between the comparison of its revision and its turn.
            queryset = queryset.select_for_update().prefetch_related(*TAGS)
        self.stored = by_slug(queryset, {_slug_of(row) for row in cells})
        self.revisions |= {slug: entry.revision for slug, entry in self.stored.items()}

    def before_import_row(self, row, row_number=None, **kwargs):
        if row_number > self.is_read:
            self._read_ahead()
        slug = _slug_of(row)
        if slug and (first := self.rows.setdefault(slug, row_number)) != row_number:
            raise ValidationError({"slug": _("This entry is already in line %s.") % self.lines[first - 1]})

    def get_instance(self, instance_loader, row):
        return self.stored.get(_slug_of(row))

    def after_init_instance(self, instance, new, row, **kwargs):
        """Note what a file says of the entry before this row."""
        self.before = None if new else self._cells_of(instance)
        # The attributes of which the row says something else than the entry.
        self.touched = {field.attribute for field in self._columns} if new else set()

    def skip_row(self, instance, original, row, import_validation_errors=None):
        if not self.touched:
            return True
        return not import_validation_errors and self.before is not None and self._cells_of(instance) == self.before

    def after_import_row(self, row, row_result, row_number=None, **kwargs):
        row_result.line = self.lines[row_number - 1]
        if row_result.import_type == RowResult.IMPORT_TYPE_SKIP:
            row_result.instance = None
        elif self.dry_run:
            self._show(row_result)
        else:
            names = [name for name in self._taken_columns if name in row]
            before = self.before and {name: self.before[name] for name in names}
            self.written.append(WrittenRow(row_result.line, row_result.instance, before))

    def _show(self, row_result):
        """Let the preview show what a row changes, where it is one of the first or needs a choice."""
        instance, row_result.instance = row_result.instance, None
        is_asked_about = row_result.line in self.twins and len(self.twins) <= MOST_ASKED
        if self.shown >= MOST_SHOWN and not is_asked_about:
            return
        self.shown += 1
        is_new, after = self.before is None, self._cells_of(instance)
        before = self._cells_of_none if is_new else self.before
        row_result.diff = [marked(before[name], after[name], is_new=is_new) for name in self.get_diff_headers()]

    def _cells_of(self, instance):
        """Return column -> what a file says of an entry."""
        return {field.column_name: cell_text(field.export(instance)) for field in self._columns}

    @cached_property
    def _taken_columns(self):
        """The columns that are not only told."""
        return [field.column_name for field in self._columns if not field.readonly]

    @cached_property
    def _cells_of_none(self):
        return self._cells_of(self._meta.model())

    @cached_property
    def _columns(self):
        return self.get_import_fields()

    @cached_property
    def _likely_twins(self):
        columns = ["pk", "name", "website", *filter(None, [self.behind_column])]
        entries = self.get_queryset().exclude(publication=PublicationState.WITHDRAWN).order_by("pk")
        return LikelyTwins((*values, ())[:4] for values in entries.values_list(*columns))

    @cached_property
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
        if field.column_name not in row:
            return
        cell = str(row[field.column_name] or "")
        if self.before is not None and cell == self.before[field.column_name]:
            return
        self.touched.add(field.attribute)
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
        settled = set()
        if not instance.slug and instance.name:
            instance.slug = free_slug(instance, beside=self.taken)
            settled.add("slug")  # Nobody has or had it.
        errors = dict(import_validation_errors or {})
        try:
            validate_themes(getattr(instance, "new_themes", instance.theme_keys), had=len(instance.theme_keys))
        except ValidationError as error:
            errors["themes"] = error
        try:
            validate_cities(getattr(instance, "new_cities", ()))
        except ValidationError as error:
            errors["cities"] = error
        self._clean(instance, errors, settled)

    def _clean(self, instance, errors, settled):
        """Ask the model about what the row touches: what was there before it is no reason to refuse it."""
        untouched = {field.name for field in self._meta.model._meta.concrete_fields} - self.touched
        try:
            instance.full_clean(exclude=untouched | settled | errors.keys(), validate_constraints=False)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        if not errors and not self._holds_to_constraints(instance):
            try:
                instance.validate_constraints(exclude=untouched)
            except ValidationError as error:
                errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)

    def _holds_to_constraints(self, instance):
        """Return whether a row keeps to all constraints of which it touches every field.

        They are one query of their fields; Django makes a query of all fields for each, of every row.
        """
        asked = [(condition, names) for condition, names in self._conditions if names <= self.touched]
        if not asked:
            return True
        conditions, names = zip(*asked, strict=True)
        fields = map(self._meta.model._meta.get_field, set().union(*names))
        values = {field.name: Value(getattr(instance, field.attname), field) for field in fields}
        return reduce(and_, conditions).check(values, using=router.db_for_read(self._meta.model))

    @cached_property
    def _conditions(self):
        """Pairs of a constraint's condition and the names of its fields."""
        conditions = [each.condition for each in self._meta.model._meta.constraints]
        return [(condition, condition.referenced_base_fields) for condition in conditions]

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
        if self.dry_run and self.before is None:
            line = self.lines[kwargs["row_number"] - 1]
            if twins := self._likely_twins.of(instance.name, instance.website, self.behind(instance)):
                self.twins[line] = twins
        self.taken.add(instance.slug)
        for field in self._references:
            # What a row changes of an entry beside that is as others find it in the database.
            if field.model is self._meta.model and (self.before is None or self.touched & {*field.known.looked_at}):
                field.known.remember(instance)

    def do_instance_save(self, instance, is_create):
        # What else was read ahead the action reads anew; of the tags it only asks which there were.
        known = instance.__dict__.pop("_prefetched_objects_cache", {})
        instance._prefetched_objects_cache = {name: known[name] for name in TAGS if name in known}
        tags = {name: getattr(instance, f"new_{name}", None) for name in self.related}
        kind_of(instance).store(instance, by=self.by, reason=self.reason, **tags)
