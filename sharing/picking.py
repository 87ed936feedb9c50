"""My list: entries that somebody picked, in an order of their own and under a name. All of it stands in the address.

`/my-list/?pick=project/lingo&pick=organisation/school&name=For+Amina`: a pick is the key of a kind and the slug of an
entry, as they stand in the address of its page.
"""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict

from accounts.fields import DIRECTIONS
from entries.kinds import kinds
from entries.models import FormerAddress
from entries.texts import give_texts
from listing.second_language import SECOND, second_language
from listing.tags_of_rows import tagged

MOST_PICKED = 50  # entries; what is more helps nobody, and makes an address that some programs cut
LONGEST_NAME = 80  # letters


@dataclass(frozen=True)
class Pick:
    """An entry on a list; key: as it stands in the address."""

    key: str
    entry: object


@dataclass(frozen=True)
class Picked:
    """A list as its address names it. second: the language beside that of the page, "" for none; unknown: the keys that
    name no published entry; left_out: whether there were more picks than a list may have.
    """

    name: str
    picks: list[Pick]
    second: str = ""
    unknown: list[str] = field(default_factory=list)
    left_out: bool = False

    def query(self, keys=None, **others):
        """Return the query of this list, or of one of other keys; others: further parameters."""
        keys = [pick.key for pick in self.picks] if keys is None else keys
        said = [("pick", key) for key in keys] + ([("name", self.name)] if self.name else [])
        said += [(SECOND, self.second)] if self.second else []
        return f"?{urlencode([*said, *others.items()], safe='/')}" if said or others else ""

    def without(self, key):
        return self.query([pick.key for pick in self.picks if pick.key != key])

    def with_pick(self, key):
        return self.query([*(pick.key for pick in self.picks), key])

    def moved(self, key, by):
        """Return the query of the list in which a pick stands so many places further down, "" where it cannot."""
        keys = [pick.key for pick in self.picks]
        place = keys.index(key)
        if not 0 <= place + by < len(keys):
            return ""
        keys.insert(place + by, keys.pop(place))
        return self.query(keys)


def pick_key(entry):
    """Return by what a list names an entry."""
    return f"{entry._meta.model_name}/{entry.slug}"


def picked(query: QueryDict) -> Picked:
    """Return the list that a query names; a fixed number of database queries, whatever its length."""
    asked = [key for key in dict.fromkeys(query.getlist("pick")) if key.strip() and "\0" not in key]
    wanted = asked[:MOST_PICKED]
    found = {}
    for kind in kinds():
        prefix = f"{kind.key}/"
        slugs = [key.removeprefix(prefix) for key in wanted if key.startswith(prefix)]
        if slugs:
            found |= {f"{prefix}{slug}": entry for slug, entry in _entries(kind, slugs).items()}
    # One that was picked under its former address as well stands once.
    entries = list(dict.fromkeys(found[key] for key in wanted if key in found))
    if second := second_language(query).code:
        give_texts(entries)
    return Picked(
        # What turns the direction of writing would turn the title of the window as well.
        name=" ".join(DIRECTIONS.sub("", query.get("name", "").replace("\0", "")).split())[:LONGEST_NAME],
        second=second,
        picks=[Pick(pick_key(entry), entry) for entry in entries],
        unknown=[key[:LONGEST_NAME] for key in wanted if key not in found],
        left_out=len(asked) > len(wanted),
    )


def _entries(kind, slugs):
    """Return slug -> published entry; those that were renamed or merged are found by their former slug."""
    published = kind.model.objects.published()
    found = {entry.slug: entry for entry in published.filter(slug__in=slugs)}
    former = dict(
        FormerAddress.objects.filter(kind=kind.key, slug__in=set(slugs) - set(found)).values_list("slug", "object_id")
    )
    moved = published.in_bulk(former.values()) if former else {}
    found |= {slug: moved[key] for slug, key in former.items() if key in moved}
    tagged(found.values())
    return found
