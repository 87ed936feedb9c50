"""What the intake says of each kind of entry, and what it writes besides the entry itself."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from entries.actions import publish, withdraw
from entries.kinds import ByKind
from entries.models import PublicationState
from organisations.actions import save_organisation
from organisations.models import Organisation
from projects.models import Role
from submissions.models import Caretaker


@dataclass(frozen=True)
class HandingIn:
    """heading: of the form; crumb: the last step of the way to it; icon, tile, text: of the way in to it.

    relations: function of (form, submission, by) that returns what `store` takes of a new entry beside its tags;
    take_out: function of (entry, submission, by) that withdraws what was published along with it.
    """

    heading: str
    crumb: str
    icon: str
    tile: str
    text: str
    relations: Callable
    take_out: Callable


def reason_of(submission):
    """Return what stands as the reason beside the versions that a submission has written."""
    return f"Submission {submission.token}"


def is_only_from(submission, entry):
    """Return whether all versions of an entry were written for a submission: nobody has worked on it besides."""
    return not entry.history.exclude(history_change_reason__startswith=reason_of(submission)).exists()


def no_relations(form, submission, by):
    return {}


def nothing_besides(entry, submission, by):
    """What was published is the entry alone."""


def lead_of_project(form, submission, by):
    """Return the organisation that was named as the project's lead, described in the same go where it is new."""
    data = form.cleaned_data
    if not data.get("organisation"):
        return {"partnerships": []}
    organisation = form.listed_organisation or _new_organisation(data, submission, by)
    return {"partnerships": [(organisation, Role.LEAD)]}


def _new_organisation(data, submission, by):
    organisation = _published_with(submission).filter(publication=PublicationState.WITHDRAWN).first() or Organisation()
    organisation.name = data["organisation"]
    organisation.summary = data["new_organisation_summary"]
    organisation.website = data["new_organisation_website"]
    organisation.kind = data["new_organisation_kind"]
    organisation.country = data["country"]
    organisation.text_language = data["text_language"]
    organisation.checked_on, organisation.checked_by = timezone.localdate(), by
    organisation.full_clean(exclude=["slug", "sort_name", "sort_key"])
    reason = reason_of(submission)
    save_organisation(organisation, by=by, cities=data["cities"], reason=reason)
    publish(organisation, by=by, reason=reason)
    if submission.submitter:
        Caretaker.objects.get_or_create(
            user=submission.submitter, target_kind=organisation._meta.model_name, target_id=organisation.pk
        )
    return organisation


def _published_with(submission):
    """Return the organisations that were listed since a project named them."""
    first = Organisation.history.filter(history_change_reason=reason_of(submission), history_type="+")
    return Organisation.objects.filter(pk__in=first.values("id"))


def take_out_lead(project, submission, by):
    """Withdraw the organisation that was listed with a project, unless somebody has worked on it or named it since."""
    for organisation in _published_with(submission).published():
        is_named = organisation.partnerships.exclude(project=project).exists()
        if is_only_from(submission, organisation) and not is_named:
            withdraw(organisation, by=by, reason=f"{reason_of(submission)} taken back")
            Caretaker.objects.of_entry(organisation).of_user(submission.submitter).delete()


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
        take_out=take_out_lead,
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
        take_out=nothing_besides,
    ),
)
