from django import template

from entries.prose import prose

register = template.Library()

register.filter(prose)
