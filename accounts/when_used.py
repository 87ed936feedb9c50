"""Modules of libraries that few requests need and that are dear: loaded when something of them is first asked for.

importlib.util.LazyLoader does as much, but until Python 3.11.8 two threads that ask at once get half a module of it.
"""

import sys
from importlib import import_module
from threading import RLock
from types import ModuleType

_lock = RLock()


class _WhenUsed(ModuleType):
    """Stands for a module, also for those who have imported it, and asks it for what is asked of it."""

    def __getattr__(self, name):
        with _lock:
            if sys.modules.get(self.__name__) is self:
                del sys.modules[self.__name__]
            return getattr(import_module(self.__name__), name)


def load_when_used(name):
    """Let a module, by its full name, be loaded when something of it is asked for, if it has not been loaded yet."""
    sys.modules.setdefault(name, _WhenUsed(name))
