"""Writes to projects that touch more than the project itself."""

from django.db import transaction

from entries.actions import index_entry, merge, save_entry, store_entry
from projects.models import NewcomerLed, PartnersField, Partnership, Status


@transaction.atomic
def save_project(project, *, by=None, themes=None, cities=None, partnerships=None, publish=False, reason=""):
    """Save a project, its tags and the organisations behind it, and index it.

    themes, cities: iterables of Theme and City; partnerships: iterable of (Organisation, Role) pairs. None leaves
    them as they are. publish: show a new one to everyone from its first version on.
    """
    if partnerships is not None:
        partnerships = dict.fromkeys(partnerships)
        project.organisation_keys = PartnersField.keys_of(partnerships)
    store_entry(project, by=by, themes=themes, cities=cities, publish=publish, reason=reason)
    if partnerships is not None:
        _set_partnerships(project, partnerships)
    index_entry(project)
    return project


@transaction.atomic
def discontinue(project, *, by, ended=None, successor=None, reason=""):
    """Say that a project has ended; ended: the year, or None where it is not known.

    Raises ValidationError on an end before the launch, and on a successor that leads back to it.
    """
    project.status = Status.DISCONTINUED
    project.ended = ended or project.ended
    project.successor = successor or project.successor
    project.clean()
    project.clean_successor()
    return save_entry(project, by=by, reason=reason or "Marked as discontinued")


@transaction.atomic
def merge_projects(*, keep, duplicate, by):
    """Fold a duplicate into the project that stays, with its partnerships and its rows of the catalogue."""
    pairs = [(p.organisation, p.role) for project in (keep, duplicate) for p in project.partnerships.all()]
    _set_partnerships(keep, dict.fromkeys(pairs))
    keep.note_partnerships()
    duplicate.catalogue_rows.update(project=keep)
    keep.successor = _successor_of_both(keep, duplicate)
    keep.languages = sorted({*keep.languages, *duplicate.languages})
    keep.seeking = sorted({*keep.seeking, *duplicate.seeking})
    for field, unknown in (("newcomer_led", NewcomerLed.UNKNOWN), ("status", Status.UNKNOWN)):
        if getattr(keep, field) == unknown:
            setattr(keep, field, getattr(duplicate, field))
    fill = ["focus", "lessons", "technologies", "source_code", *_years_to_take(keep, duplicate)]
    return merge(keep=keep, duplicate=duplicate, by=by, fill=fill)


def _successor_of_both(keep, duplicate):
    """Return the successor of the one that stays, else the duplicate's; none that leads to one of the two."""
    both = {keep.pk, duplicate.pk}
    followed = [one for one in (keep, duplicate) if one.successor_id]
    return next((one.successor for one in followed if both.isdisjoint(one.later_keys())), None)


def _years_to_take(keep, duplicate):
    """Return the names of the years that may come from a duplicate: one that ended before its launch is a mistake."""
    if not (keep.ended and duplicate.launched and duplicate.launched > keep.ended):
        yield "launched"
    if keep.is_discontinued and not (keep.launched and duplicate.ended and duplicate.ended < keep.launched):
        yield "ended"


def _set_partnerships(project, pairs):
    kept = {(p.organisation_id, p.role): p for p in project.partnerships.all()}
    wanted = {(organisation.pk, role) for organisation, role in pairs}
    Partnership.objects.filter(pk__in=[p.pk for key, p in kept.items() if key not in wanted]).delete()
    Partnership.objects.bulk_create(
        Partnership(project=project, organisation_id=pk, role=role) for pk, role in wanted - kept.keys()
    )
