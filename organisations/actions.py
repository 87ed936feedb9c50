"""Writes to organisations that touch more than the organisation itself."""

from django.db import transaction

from entries.actions import index_entry, merge, store_entry


@transaction.atomic
def save_organisation(organisation, *, by=None, themes=None, cities=None, networks=None, publish=False, reason=""):
    """Save an organisation, its tags and its networks, and index it.

    themes, cities, networks: iterables of Theme, City and Organisation, or None to leave them as they are. publish:
    show a new one to everyone from its first version on.
    """
    relations = {} if networks is None else {"networks": networks}
    store_entry(organisation, by=by, themes=themes, cities=cities, relations=relations, publish=publish, reason=reason)
    index_entry(organisation)
    return organisation


@transaction.atomic
def merge_organisations(*, keep, duplicate, by):
    """Fold a duplicate into the organisation that stays, with its projects, networks and members."""
    # Locked before they change: each is saved whole, and would undo an edit that came in between.
    projects = list(_projects_of(duplicate).select_for_update())
    for partnership in duplicate.partnerships.select_related("project"):
        twin = partnership.project.partnerships.filter(organisation=keep, role=partnership.role)
        if twin.exists():
            partnership.delete()
        else:
            partnership.organisation = keep
            partnership.save()
    for project in projects:
        project.note_partnerships()
        store_entry(project, by=by, reason=f"{duplicate.slug} was merged into {keep.slug}")
    networks = [one for one in [*keep.networks.all(), *duplicate.networks.all()] if one not in (keep, duplicate)]
    return merge(
        keep=keep,
        duplicate=duplicate,
        by=by,
        fill=("kind", "size", "founded"),
        relations={"networks": dict.fromkeys(networks)},
    )


def _projects_of(organisation):
    """Return its projects, each once, without a join that would keep them from being locked."""
    return organisation.projects.model._base_manager.filter(pk__in=organisation.partnerships.values("project"))
