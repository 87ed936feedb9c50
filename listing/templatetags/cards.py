from django import template

from listing.cards import badges, facts_in_short, theme_tags

register = template.Library()

for each in (badges, facts_in_short, theme_tags):
    register.simple_tag(each)
