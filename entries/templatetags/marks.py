from django import template

from entries.marks import hue, icon, monogram

register = template.Library()

register.simple_tag(icon)
register.simple_tag(monogram)
register.filter(hue)
