"""What each app declares in a module of one name, such as its jobs in `jobs.py`."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps


def declared_by_apps(module: str, name: str) -> list[Any]:
    """Return all that the lists of this name hold in the modules of this name, those of the first app first."""
    paths = (f"{config.name}.{module}" for config in apps.get_app_configs())
    return [item for path in paths if find_spec(path) for item in getattr(import_module(path), name)]
