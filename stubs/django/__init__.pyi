# What the checked seams need to know of Django, which has no types of its own; all else of it is Any.
from typing import Any

def __getattr__(name: str) -> Any: ...
