from django import template

from listing.card_markup import card
from listing.cards import badges, theme_tags

register = template.Library()

for each in (badges, card, theme_tags):
    register.simple_tag(each)
