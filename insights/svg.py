"""SVG elements as safe text. Attributes carry the geometry and classes the look, as the pages allow no inline style."""

from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join


def element(name, *children, **attributes):
    """Return an element as safe text: its attributes without those that are None, `class_` for class, `_` for `-`."""
    named = {key.rstrip("_").replace("_", "-"): _written(value) for key, value in attributes.items()}
    attributes = flatatt({key: value for key, value in named.items() if value is not None})
    if not children:
        return format_html("<{}{}/>", name, attributes)
    return format_html("<{}{}>{}</{}>", name, attributes, joined(children), name)


def joined(parts):
    return format_html_join("", "{}", ((part,) for part in parts if part))


def link(address, name, *children, **attributes):
    """Return a link around shapes; its name is what screen readers say and pointers show."""
    return element("a", element("title", name), *children, href=address, **attributes)


def _written(value):
    """Return a number with no more digits than it takes at a tenth of a unit."""
    return f"{round(value, 1) + 0:g}" if isinstance(value, float) else value
