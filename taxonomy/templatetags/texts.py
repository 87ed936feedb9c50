from django import template

from taxonomy.texts import language_of

register = template.Library()

register.filter(language_of)
