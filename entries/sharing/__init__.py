"""Sharing images: what other sites show of a page that is linked there. Drawn here, kept as the page itself is."""

from entries.sharing.cards import HEIGHT, WIDTH, Card, draw_card
from entries.sharing.views import CardView, EntryCard, ListCard, first_names

__all__ = ["HEIGHT", "WIDTH", "Card", "CardView", "EntryCard", "ListCard", "draw_card", "first_names"]
