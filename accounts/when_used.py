"""Libraries that few requests need and that are dear: loaded when something of them is first asked for.

importlib.util.LazyLoader does as much, but until Python 3.11.8 two threads that ask at once get half a module of it.
"""

import sys
from importlib import import_module
from threading import RLock
from types import ModuleType

_lock = RLock()


class _WhenUsed(ModuleType):
    """Stands for a module, and has of it what it was asked for."""

    def __getattr__(self, name):
        with _lock:
            if sys.modules.get(self.__name__) is self:
                del sys.modules[self.__name__]
            value = getattr(import_module(self.__name__), name)
        setattr(self, name, value)
        return value


def when_used(name):
    """Return a module, by its full name, that is loaded when something of it is first asked for."""
    return sys.modules.get(name) or _WhenUsed(name)


def load_when_used(name):
    """Let others import a module so as well, if it has not been loaded yet."""
    sys.modules.setdefault(name, _WhenUsed(name))
