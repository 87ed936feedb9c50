"""The columns of a table that name other objects, or keys."""

from django.core.validators import slug_unicode_re
from django.utils.translation import gettext as _
from import_export import fields, widgets

from entries.wording import comma_list


def split(value):
    """Return the parts of a cell, e.g. ["berlin", "koeln"] for "berlin; koeln"."""
    return [part.strip() for part in str(value or "").split(";") if part.strip()]


class YearWidget(widgets.IntegerWidget):
    """A number without a sign between its thousands."""

    def __init__(self):
        super().__init__(coerce_to_string=False)


class KeysWidget(widgets.Widget):
    """A KeysField, e.g. "ar;de"."""

    def clean(self, value, row=None, **kwargs):
        return sorted(set(split(value)))

    def render(self, value, obj=None, **kwargs):
        return ";".join(value or [])


def by_slug(queryset, slugs):
    """Return slug -> object; what no slug can be, such as a text that the database cannot take, is left out."""
    return queryset.in_bulk({slug for slug in slugs if slug_unicode_re.match(slug)}, field_name="slug")


class ReferenceField(fields.Field):
    """A column that names other objects by their slugs. All that a file names are read at once, by load()."""

    def __init__(self, column_name, model, widget):
        super().__init__(attribute=column_name, column_name=column_name, widget=widget)
        self.model = model
        self.known = {}

    def slugs(self, cell):
        """Return the slugs that a cell names."""
        return split(cell)

    def load(self, rows):
        cells = [row.get(self.column_name) for row in rows]
        self.known = by_slug(self.model._default_manager, (slug for cell in cells for slug in self.slugs(cell)))

    def find(self, cell):
        """Return the objects that a cell names.

        Raises ValueError, shown beside the row in the preview, on a slug that does not exist.
        """
        slugs = self.slugs(cell)
        if unknown := [slug for slug in slugs if slug not in self.known]:
            raise ValueError(_("Not known: %s") % comma_list(unknown))
        return [self.known[slug] for slug in slugs]


class SlugField(ReferenceField):
    """The slug of one related object, or none."""

    def __init__(self, column_name, model):
        super().__init__(column_name, model, widgets.ForeignKeyWidget(model, "slug"))

    def slugs(self, cell):
        return [text] if (text := str(cell or "").strip()) else []

    def clean(self, row, **kwargs):
        return next(iter(self.find(row[self.column_name])), None)


class SlugsField(ReferenceField):
    """Slugs of related objects, kept on the instance as `new_<column>` until the action writes it."""

    def __init__(self, column_name, model):
        super().__init__(column_name, model, KeysWidget())

    def slugs(self, cell):
        return sorted(set(split(cell)))

    def clean(self, row, **kwargs):
        return self.find(row[self.column_name])

    def save(self, instance, row, is_m2m=False, **kwargs):
        setattr(instance, f"new_{self.column_name}", self.clean(row, **kwargs))

    def get_value(self, instance):
        pending = getattr(instance, f"new_{self.column_name}", None)
        if pending is None:
            pending = getattr(instance, self.column_name).all() if instance.pk else []
        return sorted(item.slug for item in pending)
