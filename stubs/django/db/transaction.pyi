from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, TypeVar, overload

Function = TypeVar("Function", bound=Callable[..., Any])

def __getattr__(name: str) -> Any: ...
@overload
def atomic(function: Function, /) -> Function: ...
@overload
def atomic() -> AbstractContextManager[None]: ...
