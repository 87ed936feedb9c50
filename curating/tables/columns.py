"""The columns of a table: how each is written, and how what comes in is read."""

from datetime import date
from functools import cached_property, partial

from django.core.validators import slug_unicode_re
from django.db import models
from django.utils.translation import gettext as _
from django_countries import countries
from django_countries.fields import CountryField
from import_export import fields, widgets

from curating.tables.values import Words, date_in, languages_of_site, refusal, shortened, whole_number
from entries.fields import KeysField
from entries.wording import comma_list
from search.names import spelling_key
from taxonomy.countries import COUNTRIES

MOST_TOLD_THE_NEAREST = 100


def split(value):
    """Return the parts of a cell, e.g. ["berlin", "koeln"] for "berlin; koeln"."""
    return [part.strip() for part in str(value or "").split(";") if part.strip()]


class TextWidget(widgets.CharWidget):
    """A text without the spaces around it, as a form takes it."""

    def clean(self, value, row=None, **kwargs):
        return str(value or "").strip()


class ReadWidget(TextWidget):
    """A value that a function makes of a text that is not empty; an empty one is `empty`."""

    def __init__(self, read, empty=None):
        super().__init__()
        self.read, self.empty = read, empty

    def clean(self, value, row=None, **kwargs):
        text = super().clean(value)
        return self.read(text) if text else self.empty

    def render(self, value, obj=None, *, force_native_type=False, **kwargs):
        """Return a text, or in a workbook a number or a date as what it is."""
        return value if force_native_type and isinstance(value, int | date) else super().render(value)


class KeysWidget(widgets.Widget):
    """A list of keys, e.g. "ar;de". read: what makes a key of a part, None where a column does so itself."""

    def __init__(self, read=None):
        super().__init__()
        self.read = read

    def clean(self, value, row=None, **kwargs):
        keys, complaints = set(), []
        for part in split(value):
            try:
                keys.add(self.read(part))
            except ValueError as error:
                complaints.append(str(error))
        if complaints:
            raise ValueError(" ".join(complaints))
        return sorted(keys)

    def render(self, value, obj=None, **kwargs):
        return ";".join(value or [])


def words_of(field):
    """Return the Words of a field with choices."""
    is_of_countries = isinstance(field, CountryField) or {"DE", "UA"} <= {key for key, _name in field.flatchoices}
    further = [(countries.alpha3(code), code) for code in COUNTRIES] if is_of_countries else []
    return Words(lambda: [choice for choice in field.flatchoices if choice[0]], further)


def widget_for(field):
    """Return what makes the widget of a field of a model."""
    if isinstance(field, KeysField):
        return partial(KeysWidget, words_of(field).read)
    if isinstance(field, models.DateField):
        return partial(ReadWidget, date_in)
    if isinstance(field, models.IntegerField):
        return partial(ReadWidget, whole_number)
    if getattr(field, "flatchoices", None):
        return partial(ReadWidget, words_of(field).read, "")
    return TextWidget


def by_slug(queryset, slugs):
    """Return slug -> object; what no slug can be, such as a text that the database cannot take, is left out."""
    return queryset.in_bulk({slug for slug in slugs if slug_unicode_re.match(slug)}, field_name="slug")


class NamedObjects:
    """The objects of a model that a file names, by slug or by any of their names in any language and spelling.

    Some rows are read at a time. All names are read once, and only where a part of a cell is no slug.
    """

    def __init__(self, model):
        self.model = model
        self.by_slug, self.by_spelling = {}, {}
        # Of what rows above have made or renamed: slug -> values of `looked_at`, and spelling -> slugs of that name.
        self.remembered, self.remembered_by_spelling = {}, {}
        # Part of a cell -> why it is refused.
        self.refused = {}

    @cached_property
    def names(self):
        """Slug -> names, of all objects."""
        rows = self.model._default_manager.order_by().values_list("slug", *self._columns())
        return {slug: [name for text in names for name in (text or "").splitlines()] for slug, *names in rows}

    @cached_property
    def slugs(self):
        """Spelling -> slugs of those of that name."""
        found = {}
        for slug, names in self.names.items():
            for key in {spelling_key(name) for name in [slug, *names]}:
                found.setdefault(key, set()).add(slug)
        return found

    @cached_property
    def looked_at(self):
        """The columns that a row looks at which names an object: its keys, its names, and what is chosen for it."""
        names = {"slug", *self._columns()}
        fields = self.model._meta.concrete_fields
        return [one.attname for one in fields if one.primary_key or one.name in names or one.choices]

    def load(self, parts):
        """Read all that these parts of cells may name."""
        parts = set(parts)
        self.by_slug = self._read(parts)
        self.by_spelling = {}
        if spelled := parts - self.by_slug.keys():
            self._load_by_spelling({spelling_key(part) for part in spelled})

    def _read(self, slugs):
        """Return slug -> object, as it is now."""
        database, columns = self.model._default_manager.db, self.looked_at
        remembered = {slug: self.remembered[slug] for slug in self.remembered.keys() & slugs}
        again = {slug: self.model.from_db(database, columns, values) for slug, values in remembered.items()}
        return by_slug(self.model._default_manager, slugs) | again

    def _load_by_spelling(self, keys):
        asked = {key: list(self.slugs.get(key, ())) for key in keys}
        for key in keys:
            asked[key] += self.remembered_by_spelling.get(key, ())
        found = self._read({slug for several in asked.values() for slug in several})
        # Some may be gone since their names were read.
        self.by_spelling = {
            key: [found[slug] for slug in sorted(set(several)) if slug in found] for key, several in asked.items()
        }

    def remember(self, one):
        """Let later rows name an object as it is now; of it little is kept, as there may be very many."""
        key = spelling_key(one.name)
        self.by_slug[one.slug] = one
        self._add(self.by_spelling, key, one)
        self.remembered[one.slug] = [getattr(one, column) for column in self.looked_at]
        self.remembered_by_spelling.setdefault(key, set()).add(one.slug)

    def settle(self):
        """Keep of what was remembered its names alone: it is stored by now, and is read again where a row names it."""
        for slug, values in self.remembered.items():
            known = dict(zip(self.looked_at, values, strict=True))
            names = [name for column in self._columns() for name in (known[column] or "").splitlines()]
            # Those that were not read yet will have it among them.
            if "names" in self.__dict__:
                self.names[slug] = names
            if "slugs" in self.__dict__:
                for key in {spelling_key(name) for name in [slug, *names]}:
                    self.slugs.setdefault(key, set()).add(slug)
        self.remembered, self.remembered_by_spelling = {}, {}

    def _refusal(self, part):
        """Return the ValueError about a part that is unknown; among many names the nearest take a while to find."""
        if part not in self.refused:
            self.refused[part] = str(refusal(part, self.names if len(self.refused) < MOST_TOLD_THE_NEAREST else {}))
        return ValueError(self.refused[part])

    @staticmethod
    def _add(found, key, one):
        found[key] = [*(known for known in found.get(key, []) if known.slug != one.slug), one]

    def knows(self, part):
        return part in self.by_slug or bool(self.by_spelling.get(spelling_key(part)))

    def get(self, part):
        """Return the object. Raises ValueError where there is none, or several have that name."""
        if one := self.by_slug.get(part):
            return one
        found = self.by_spelling.get(spelling_key(part), [])
        if len(found) > 1:
            raise ValueError(
                _("Several are called “%(text)s”: %(known)s. Write one of these.")
                % {"text": shortened(part), "known": comma_list(one.slug for one in found)}
            )
        if not found:
            raise self._refusal(part)
        return found[0]

    def _columns(self):
        fields = {field.name for field in self.model._meta.get_fields()}
        return sorted(fields & {"name", "other_names", *(f"name_{code}" for code in languages_of_site())})


class ReferenceField(fields.Field):
    """A column that names other objects. Those that some rows name are read at once, by load()."""

    def __init__(self, column_name, model, widget):
        super().__init__(attribute=column_name, column_name=column_name, widget=widget)
        self.model = model
        self.known = NamedObjects(model)

    def parts(self, cell):
        """Return the parts of a cell, each of which names an object."""
        return list(dict.fromkeys(split(cell)))

    def load(self, rows):
        """Read what these rows name, dicts of column -> cell; what rows of former calls have made stays known."""
        self.known.load(part for row in rows for part in self.parts(row.get(self.column_name)))

    def find(self, parts):
        """Return the objects that these name. Raises ValueError with all complaints about them."""
        found, complaints = {}, []
        for part in parts:
            try:
                one = self.known.get(part)
            except ValueError as error:
                complaints.append(str(error))
            else:
                found[one.slug] = one
        if complaints:
            raise ValueError(" ".join(complaints))
        return list(found.values())


class SlugField(ReferenceField):
    """One related object, or none."""

    def __init__(self, column_name, model):
        super().__init__(column_name, model, widgets.ForeignKeyWidget(model, "slug"))

    def parts(self, cell):
        return [text] if (text := str(cell or "").strip()) else []

    def clean(self, row, **kwargs):
        return next(iter(self.find(self.parts(row[self.column_name]))), None)


class SlugsField(ReferenceField):
    """Related objects, kept on the instance as `new_<column>` until the action writes it.

    keys: the column of the model that repeats their slugs, for those that have one: reading it takes no query.
    """

    def __init__(self, column_name, model, keys=None):
        super().__init__(column_name, model, KeysWidget())
        self.keys = keys

    def clean(self, row, **kwargs):
        return self.find(self.parts(row[self.column_name]))

    def save(self, instance, row, is_m2m=False, **kwargs):
        setattr(instance, f"new_{self.column_name}", self.clean(row, **kwargs))

    def get_value(self, instance):
        pending = getattr(instance, f"new_{self.column_name}", None)
        if pending is None and self.keys:
            return sorted(getattr(instance, self.keys))
        if pending is None:
            pending = getattr(instance, self.column_name).all() if instance.pk else []
        return sorted(item.slug for item in pending)
