"""The menus, put together from what each app declares in its own `navigation.py`.

There `MENUS` says for each menu which pages the app puts into it: (place, name of the view, label). Pages stand in the
order of their places. `CURATING` says for each of SECTIONS which models the app puts into it: (place, label of the
model). What stands in none is seldom needed, and comes last.
"""

from functools import cache

from entries.discovery import tables_of_apps

# Of the menu of curators; the models of the first stand in it openly.
SECTIONS = {"waits": "What waits", "entries": "Entries", "vocabulary": "Vocabulary", "mail": "Mail and people"}
SELDOM = "More"


@cache
def sections_of_models():
    """Return label of a model -> (section, place) of all that stand in one. Raises ValueError on an unknown section."""
    return {
        model: (list(SECTIONS).index(section), place)
        for table in tables_of_apps("navigation", "CURATING")
        for section, models in table.items()
        for place, model in models
    }


@cache
def menu_items(name):
    """Return the (view, label) pairs of a menu, from the first place to the last; name: "main" or "foot"."""
    items = [item for menus in tables_of_apps("navigation", "MENUS") for item in menus.get(name, ())]
    return [(view, label) for _place, view, label in sorted(items, key=lambda item: item[0])]
