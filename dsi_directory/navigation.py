"""The menus, put together from what each app declares in its own `navigation.py`.

There `MENUS` says for each menu which pages the app puts into it: (place, name of the view, label). Pages stand in the
order of their places.
"""

from functools import cache

from entries.discovery import tables_of_apps


@cache
def menu_items(name):
    """Return the (view, label) pairs of a menu, from the first place to the last; name: "main" or "foot"."""
    items = [item for menus in tables_of_apps("navigation", "MENUS") for item in menus.get(name, ())]
    return [(view, label) for _place, view, label in sorted(items, key=lambda item: item[0])]
