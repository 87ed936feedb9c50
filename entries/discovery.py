"""What the apps declare for others, each in a module of the same name: menus, panels, kinds of entries."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps


@cache
def tables_of_apps(module, table):
    """Return a table of each app that has such a module, e.g. MENUS of every `navigation.py`, as a list."""
    modules = (f"{config.name}.{module}" for config in apps.get_app_configs())
    return [getattr(import_module(name), table, {}) for name in modules if find_spec(name)]
