"""Writes to organisations that touch more than the organisation itself."""

from collections.abc import Iterable, Mapping
from typing import Any

from accounts.models import User
from entries.actions import index_entry, merge, store_entry
from operations.turns import writing
from organisations.declared_fields import names_of_both
from organisations.models import Organisation
from taxonomy.models import City, Theme


@writing
def save_organisation(
    organisation: Organisation,
    *,
    by: User | None = None,
    themes: Iterable[Theme] | None = None,
    cities: Iterable[City] | None = None,
    networks: Iterable[Organisation] | None = None,
    publish: bool = False,
    reason: str = "",
) -> Organisation:
    """Save an organisation, its tags and its networks, and index it.

    themes, cities, networks: iterables of Theme, City and Organisation, or None to leave them as they are. publish:
    show a new one to everyone from its first version on.
    """
    relations = {} if networks is None else {"networks": networks}
    store_entry(organisation, by=by, themes=themes, cities=cities, relations=relations, publish=publish, reason=reason)
    index_entry(organisation)
    return organisation


@writing
def merge_organisations(
    *, keep: Organisation, duplicate: Organisation, by: User | None, values: Mapping[str, Any] | None = None
) -> Organisation:
    """Fold a duplicate into the organisation that stays, with its networks and members.

    values: of fields, as a curator chose them. One that takes the name of the duplicate keeps its own among the others.
    """
    values = dict(values or {})
    if "name" in values:
        values = {"other_names": names_of_both(duplicate, keep, "other_names")} | values
    networks = [one for one in [*keep.networks.all(), *duplicate.networks.all()] if one not in (keep, duplicate)]
    return merge(
        keep=keep,
        duplicate=duplicate,
        by=by,
        relations={"networks": dict.fromkeys(networks)},
        values=values,
    )
