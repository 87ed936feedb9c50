"""What apps put onto the pages of those below them, put together from what each declares in its own `panels.py`.

There `PANELS` says for each slot of a page which panels the app puts into it: (place, template, function). The function
takes what the page hands to the slot, by name, and returns the context of the template; `dict` hands it on as it is.
Panels stand in the order of their places.

`CARD_MARKS` says what the app puts onto the card of each entry in a list: functions that take the entry and return safe
HTML. A list has two dozen cards, so these are no templates.
"""

from functools import cache

from django.utils.safestring import SafeString

from entries.discovery import tables_of_apps


@cache
def panels_of(slot):
    """Return the (template, function) pairs of a slot, from the first place to the last."""
    panels = [panel for slots in tables_of_apps("panels", "PANELS") for panel in slots.get(slot, ())]
    return [(template, function) for _place, template, function in sorted(panels, key=lambda panel: panel[0])]


@cache
def _card_marks():
    return [mark for marks in tables_of_apps("panels", "CARD_MARKS") for mark in marks]


def card_marks(entry):
    """Return what all apps put onto the card of an entry, as safe HTML."""
    return SafeString("".join(mark(entry) for mark in _card_marks()))
