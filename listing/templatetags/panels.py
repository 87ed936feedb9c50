"""A slot for what other apps know of a page: {% load panels %}{% panels "entry" entry=object %}"""

from django import template
from django.utils.safestring import mark_safe

from listing.panels import panels_of

register = template.Library()


@register.simple_tag(takes_context=True)
def panels(context, slot, **inputs):
    """Draw what apps put into a slot. inputs: what their panels get of the page, and all that they get."""
    engine = context.template.engine
    drawn = (engine.get_template(name).render(context.new(make(**inputs))) for name, make in panels_of(slot))
    return mark_safe("".join(drawn))  # noqa: S308 - templates have escaped it
