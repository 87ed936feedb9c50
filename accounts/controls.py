"""Draws the controls of forms without templates.

Django takes two templates for each option of a select and three for each box to tick: a page with the world's languages
and time zones spent four fifths of its time on them.
"""

from html import escape

from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe


def _text(value):
    return _escaped(localize(value))


def _escaped(value):
    """Return a text as HTML. Of one that is no more than a text there is nothing to find out first."""
    return escape(value) if type(value) is str else conditional_escape(value)


def _attributes(attributes):
    """Return attributes as HTML has them: those that are True by their name alone, without those that are False."""
    return "".join(
        f" {name}" if value is True else f' {name}="{_escaped(str(value))}"'
        for name, value in attributes.items()
        if value is not False
    )


def _input(widget):
    value = widget["value"]
    typed = "" if value is None else f' value="{_escaped(str(value))}"'
    return f'<input type="{widget["type"]}" name="{_text(widget["name"])}"{typed}{_attributes(widget["attrs"])}>'


def _box(option):
    """A box or a circle to tick, within its label unless the template of a page writes that one itself."""
    control = _input(option)
    if not option["wrap_label"]:
        return control
    identity = option["attrs"].get("id")
    belongs = f' for="{_escaped(identity)}"' if identity else ""
    return f"<label{belongs}>{control} {_text(option['label'])}</label>"


def _boxes(widget):
    own = _attributes({name: each for name, each in widget["attrs"].items() if name in {"id", "class"} and each})
    lines = [f"<div{own}>"]
    for group, options, _index in widget["optgroups"]:
        if group:
            lines.append(f"<div><label>{_text(group)}</label>")
        lines += [f"<div>\n{_box(option)}</div>" for option in options]
        if group:
            lines.append("</div>")
    return "\n".join([*lines, "</div>"])


def _select(widget):
    lines = [f'<select name="{_text(widget["name"])}"{_attributes(widget["attrs"])}>']
    for group, options, _index in widget["optgroups"]:
        if group:
            lines.append(f'<optgroup label="{_text(group)}">')
        lines += [
            f'<option value="{_escaped(str(option["value"]))}"{_attributes(option["attrs"])}>'
            f"{_text(option['label'])}</option>"
            for option in options
        ]
        if group:
            lines.append("</optgroup>")
    return "\n".join([*lines, "</select>"])


_INPUTS = (
    "text",
    "number",
    "email",
    "url",
    "tel",
    "search",
    "password",
    "hidden",
    "date",
    "datetime",
    "time",
    "checkbox",
)
_DRAWN = {
    "select": _select,
    "checkbox_select": _boxes,
    "radio": _boxes,
    "checkbox_option": _box,
    "radio_option": _box,
} | dict.fromkeys(_INPUTS, _input)
_BY_TEMPLATE = {f"django/forms/widgets/{name}.html": draw for name, draw in _DRAWN.items()}


def draw_control(template_name, widget):
    """Return what one of Django's templates of widgets makes of its context, or None for one that is not known here.

    template_name: such as "django/forms/widgets/select.html"; widget: the value of "widget" in that context.
    """
    draw = _BY_TEMPLATE.get(template_name)
    return mark_safe(draw(widget)) if draw else None  # noqa: S308 - all that is not a name is escaped above
