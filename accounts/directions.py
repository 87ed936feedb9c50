"""The direction of what is typed into a field: its own, whatever that of the page."""

from django.forms import BoundField, Textarea
from django.forms.renderers import DjangoTemplates

from accounts.controls import draw_control

# By the type of the control; addresses, numbers and dates run from left to right in every language.
DIRECTIONS = {"text": "auto", "search": "auto"} | dict.fromkeys(
    ("url", "email", "tel", "number", "date", "time", "datetime-local", "password"), "ltr"
)


class DirectedField(BoundField):
    """A field whose control says in which direction its text runs, unless its widget says so itself."""

    def build_widget_attrs(self, attrs, widget=None):
        attrs = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        if "dir" not in widget.attrs and (direction := direction_in(widget)):
            attrs.setdefault("dir", direction)
        return attrs


class DirectedRenderer(DjangoTemplates):
    """Draws all forms, the admin's as well."""

    bound_field_class = DirectedField

    def render(self, template_name, context, request=None):
        drawn = draw_control(template_name, context["widget"]) if "widget" in context else None
        return super().render(template_name, context, request) if drawn is None else drawn


def direction_in(widget):
    """Return "ltr", "auto" (that of its first letter) or, where nothing is typed into a widget, None."""
    kind = "text" if isinstance(widget, Textarea) else getattr(widget, "input_type", None)
    return DIRECTIONS.get(kind)
