from django import template

from entries.linked_data import linked_data

register = template.Library()

register.simple_tag(linked_data)
