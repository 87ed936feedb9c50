"""What the layers of the screen read, and what they say."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID


class Signal(NamedTuple):
    """One thing that speaks for spam (weight above 0) or against it, and what of the submission says so."""

    name: str
    weight: int
    detail: str


@dataclass(frozen=True)
class Facts:
    """What somebody typed.

    describes_entry: unlike reports, claims and messages to the curators, which may be short and off the topic of the
    directory. is_new: whether that entry is not listed yet.
    """

    name: str = ""
    summary: str = ""
    description: str = ""
    website: str = ""
    email: str = ""
    language: str = "en"
    describes_entry: bool = True
    is_new: bool = True

    @property
    def text(self) -> str:
        return f"{self.summary}\n{self.description}".strip()


@dataclass(frozen=True)
class Visit:
    """What is known of the request that brought a form.

    token: names the form, so that it counts once (a UUID, or None for a new one); opened_at: when it was opened, None
    where it does not say so credibly; network: hash of the sender's network; honeypot: what stood in the field that
    people do not see; has_proof: whether the proof of work was right.
    """

    language: str = "en"
    token: UUID | None = None
    opened_at: datetime | None = None
    network: str = ""
    honeypot: str = ""
    has_proof: bool = False
