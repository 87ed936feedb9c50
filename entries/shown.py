"""A text of an entry as a reader gets it: which one that is, `in_language` of the entry decides."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ShownText:
    """text: in the language named; origin: "" of the original, else one of `TextOrigin`; original: what it was made
    from; is_outdated: whether that has changed since.
    """

    text: str
    language: str
    origin: str = ""
    original: str = ""
    is_outdated: bool = False

    def __str__(self):
        return self.text

    def __bool__(self):
        return bool(self.text)
