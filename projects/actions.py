"""Writes to projects that touch more than the project itself."""

from collections.abc import Iterable, Mapping
from typing import Any

from accounts.models import User
from entries.actions import index_entry, merge, save_entry, store_entry
from entries.indexing import reindex_by_keys
from entries.models import Entry
from operations.turns import writing
from organisations.models import Organisation
from projects.models import PartnersField, Partnership, Project, Role, Status
from taxonomy.models import City, Theme


@writing
def save_project(
    project: Project,
    *,
    by: User | None = None,
    themes: Iterable[Theme] | None = None,
    cities: Iterable[City] | None = None,
    partnerships: Iterable[tuple[Organisation, Role]] | None = None,
    publish: bool = False,
    reason: str = "",
) -> Project:
    """Save a project, its tags and the organisations behind it, and index it.

    themes, cities: iterables of Theme and City; partnerships: iterable of (Organisation, Role) pairs. None leaves
    them as they are. publish: show a new one to everyone from its first version on.
    """
    if partnerships is not None:
        partnerships = dict.fromkeys(partnerships)
        project.organisation_keys = PartnersField.keys_of(partnerships)
    store_entry(project, by=by, themes=themes, cities=cities, publish=publish, reason=reason)
    has_other_partners = partnerships is not None and _set_partnerships(project, partnerships)
    index_entry(project, is_named_otherwise=has_other_partners)
    return project


@writing
def discontinue(
    project: Project, *, by: User | None, ended: int | None = None, successor: Project | None = None, reason: str = ""
) -> Project:
    """Say that a project has ended; ended: the year, or None where it is not known.

    Raises ValidationError on an end before the launch, and on a successor that leads back to it.
    """
    project.status = Status.DISCONTINUED
    project.ended = ended or project.ended
    project.successor = successor or project.successor
    project.clean()
    project.clean_successor()
    return save_entry(project, by=by, reason=reason or "Marked as discontinued")


@writing
def merge_projects(
    *, keep: Project, duplicate: Project, by: User | None, values: Mapping[str, Any] | None = None
) -> Project:
    """Fold a duplicate into the project that stays, with its partnerships and its rows of the catalogue.

    values: of fields, as a curator chose them.
    """
    pairs = [(p.organisation, p.role) for project in (keep, duplicate) for p in project.partnerships.all()]
    _set_partnerships(keep, dict.fromkeys(pairs))
    keep.note_partnerships()
    duplicate.catalogue_rows.update(project=keep)
    return merge(keep=keep, duplicate=duplicate, by=by, values=values)


@writing
def follow_merger(*, keep: Entry, duplicate: Entry, by: User | None) -> None:
    """Let the projects of an organisation that was merged into another name that one, each as one version."""
    if not isinstance(duplicate, Organisation):
        return
    duplicate.catalogue_rows.update(organisation=keep)
    named = duplicate.partnerships.select_related("project")
    # Locked before they change: each is saved whole, and would undo an edit that came in between.
    projects = list(Project._base_manager.filter(pk__in=named.values("project")).select_for_update())
    for partnership in named:
        if partnership.project.partnerships.filter(organisation=keep, role=partnership.role).exists():
            partnership.delete()
        else:
            partnership.organisation = keep
            partnership.save()
    for project in projects:
        project.note_partnerships()
        store_entry(project, by=by, reason=f"{duplicate.slug} was merged into {keep.slug}")


def _set_partnerships(project: Project, pairs: Iterable[tuple[Organisation, Role]]) -> bool:
    """Write who is behind a project; those that no longer are can no longer be found by its name.

    Returns whether that are others than before.
    """
    kept = {(p.organisation_id, p.role): p for p in project.partnerships.all()}
    wanted = {(organisation.pk, role) for organisation, role in pairs}
    gone = [p for key, p in kept.items() if key not in wanted]
    Partnership.objects.filter(pk__in=[p.pk for p in gone]).delete()
    Partnership.objects.bulk_create(
        Partnership(project=project, organisation_id=pk, role=role) for pk, role in wanted - kept.keys()
    )
    reindex_by_keys(Organisation, {p.organisation_id for p in gone})
    return wanted != kept.keys()
