"""SVG elements as safe text. Attributes carry the geometry and classes the look, as the pages allow no inline style.

By hand, as a map has a thousand of them: each child is escaped unless it is safe already, and so are the attributes.
"""

from functools import cache
from html import escape

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString


def element(name, *children, **attributes):
    """Return an element as safe text: its attributes without those that are None, `class_` for class, `_` for `-`."""
    said = "".join(
        f' {_named(key)}="{_written(value)}"' for key, value in sorted(attributes.items()) if value is not None
    )
    if not children:
        return SafeString(f"<{name}{said}/>")
    return SafeString(f"<{name}{said}>{joined(children)}</{name}>")


def joined(parts):
    return SafeString(
        "".join(part if isinstance(part, SafeString) else conditional_escape(part) for part in parts if part)
    )


def link(address, name, *children, **attributes):
    """Return a link around shapes; its name is what screen readers say and pointers show."""
    return element("a", element("title", name), *children, href=address, **attributes)


@cache
def _named(key):
    return key.rstrip("_").replace("_", "-")


def _written(value):
    """Return the value of an attribute: a number with no more digits than it takes at a tenth of a unit."""
    if isinstance(value, float):
        return f"{round(value, 1) + 0:g}"
    return escape(value) if type(value) is str else conditional_escape(str(value))
