from django import template

from listing.cards import badges, facts_in_short, sheet_facts, theme_tags
from listing.second_language import in_second_language

register = template.Library()

register.inclusion_tag("listing/_second.html")(in_second_language)
for each in (badges, facts_in_short, sheet_facts, theme_tags):
    register.simple_tag(each)
