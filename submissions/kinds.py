"""What the intake says of each kind of entry, and what it writes besides the entry itself."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entries.actions import publish
from entries.kinds import ByKind
from organisations.actions import save_organisation
from organisations.models import Organisation
from projects.models import Role
from submissions.models import Caretaker


@dataclass(frozen=True)
class HandingIn:
    """heading: of the form; crumb: the last step of the way to it; icon, tile, text: of the way in to it.

    relations: function of (form, submission, by) that returns what `store` takes of a new entry beside its tags.
    """

    heading: str
    crumb: str
    icon: str
    tile: str
    text: str
    relations: Callable


def no_relations(form, submission, by):
    return {}


def lead_of_project(form, submission, by):
    """Return the organisation that was named as the project's lead, described in the same go where it is new."""
    data = form.cleaned_data
    if not data.get("organisation"):
        return {"partnerships": []}
    organisation = form.listed_organisation or _new_organisation(data, submission, by)
    return {"partnerships": [(organisation, Role.LEAD)]}


def _new_organisation(data, submission, by):
    organisation = Organisation(
        name=data["organisation"],
        summary=data["new_organisation_summary"],
        website=data["new_organisation_website"],
        kind=data["new_organisation_kind"],
        country=data["country"],
        text_language=data["text_language"],
        checked_on=timezone.localdate(),
        checked_by=by,
    )
    organisation.full_clean(exclude=["slug", "sort_name", "sort_key"])
    reason = f"Submission {submission.token}"
    save_organisation(organisation, by=by, cities=data["cities"], reason=reason)
    publish(organisation, by=by, reason=reason)
    if submission.submitter:
        Caretaker.objects.get_or_create(
            user=submission.submitter, target_kind=organisation._meta.model_name, target_id=organisation.pk
        )
    return organisation


HANDING_IN = ByKind(
    project=HandingIn(
        heading=_("Add a project"),
        crumb=_("Project"),
        icon="heart-hand",
        tile=_("A project"),
        text=_(
            "Something digital that helps migrants and refugees to settle in: an app, a platform, a course, a service."
        ),
        relations=lead_of_project,
    ),
    organisation=HandingIn(
        heading=_("Add an organisation"),
        crumb=_("Organisation"),
        icon="organisation",
        tile=_("An organisation"),
        text=_(
            "One that runs such projects. If it has a project, add that: you describe the organisation at the same "
            "time."
        ),
        relations=no_relations,
    ),
)
