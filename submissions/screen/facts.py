"""What the layers of the screen read, and what they say."""

from dataclasses import dataclass
from typing import NamedTuple


class Signal(NamedTuple):
    name: str
    weight: int
    detail: str


@dataclass(frozen=True)
class Facts:
    name: str = ""
    summary: str = ""
    description: str = ""
    website: str = ""
    email: str = ""
    kind: str = "project"
    language: str = "en"
