"""What people do to the directory, each as a form of the site that is opened, and sent when somebody else sends theirs.

A writer is a function: (world, mark) -> Sent. It opens its form; what it writes bears the mark.
"""

from collections.abc import Callable
from types import SimpleNamespace
from typing import NamedTuple

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from cluster.models import Event, Page
from entries.actions import save_entry
from newsletter.models import Issue, IssueState
from organisations.models import Organisation
from projects.models import Project
from submissions.actions import add_caretaker, confirm_submission, hand_in, set_intake
from submissions.models import Intake, State, Submission
from taxonomy.models import City, Theme
from tests.cluster.making import make_event, make_page
from tests.curators import client_of, form_of
from tests.factories import make_city, make_curator, make_organisation, make_project, make_theme, make_visitor
from tests.submissions.conftest import seen

REFUSED = "Somebody else has saved"


class Sent(NamedTuple):
    """send: posts the form, or calls an action; is_kept: whether what it wrote is there, or was refused aloud.

    is_kept is given what send returned, after both have ended.
    """

    send: Callable
    is_kept: Callable


def make_world():
    """Return what the writers share, and a browser for each of two of them."""
    make_theme("language")
    make_city("berlin")
    alliance = make_organisation("Alliance", kind="grassroots")
    network = make_organisation("Network", kind="grassroots", themes=["language"], networks=[alliance])
    organisation = make_organisation("Helpers", themes=["language"], cities=["berlin"], networks=[network])
    project = make_project("Lingo", organisations=[organisation])
    caretaker = make_visitor("caretaker@example.org")
    add_caretaker(organisation, user=caretaker)
    make_page("rules")
    make_event("Meetup", themes=["language"], cities=["berlin"])
    set_intake(state="open")
    return SimpleNamespace(
        organisation=organisation,
        project=project,
        curators=[make_curator("one@example.org"), make_curator("two@example.org")],
        caretaker=caretaker,
    )


def browser(person):
    client = client_of(person)
    client.raise_request_exception = False
    return client


def change_form(model, find, field, form_id):
    """Return a writer that saves one field of something by its form in the admin."""

    def writer(world, mark, by):
        item = model._base_manager.get(**find)
        client, opts = browser(by), model._meta
        address = f"/admin/{opts.app_label}/{opts.model_name}/{item.pk}/change/"
        data = form_of(client.get(address), form_id) | {field: [mark], "reason": ["Pairs"]}

        def is_kept(response):
            if response.status_code == 302:
                return getattr(model._base_manager.get(pk=item.pk), field) == mark
            return REFUSED in response.content.decode() and mark in response.content.decode()

        return Sent(lambda: client.post(address, data), is_kept)

    return writer


def bulk(model, action, make, is_done, **answers):
    """Return a writer that runs an action on entries chosen in a list of the admin; make(world, mark) returns them."""

    def writer(world, mark, by):
        entries = make(world, mark)
        client, opts = browser(by), model._meta
        data = {"action": action, "_selected_action": [entry.pk for entry in entries], "confirmed": "1"}
        data |= {name: answer(entries) if callable(answer) else answer for name, answer in answers.items()}
        address = f"/admin/{opts.app_label}/{opts.model_name}/"
        return Sent(
            lambda: client.post(address, data),
            lambda response: response.status_code == 302 and is_done(entries),
        )

    return writer


def unchecked(world, mark):
    # No other project: what is derived from its check would stay as it is.
    Project.objects.filter(pk=world.project.pk).update(checked_on=None, checked_by=None)
    return [world.project]


def with_duplicate(model, make, keep):
    return lambda world, mark: [keep(world), make(f"Duplicate {mark}")]


def is_merged(entries):
    return type(entries[0])._base_manager.get(pk=entries[1].pk).publication == "withdrawn"


def payload_of(mark, **fields):
    payload = {"name": f"Handed in {mark}", "summary": f"An app to learn with: {mark}.", "website": "", "country": "DE"}
    payload |= {
        "cities": ["berlin"],
        "themes": ["language"],
        "text_language": "en",
        "status": "active",
        "newcomer_led": "unknown",
    }
    return payload | fields


def waiting_submission(mark, **fields):
    payload = payload_of(mark, **fields)
    submission = hand_in(kind="project", payload=payload, email=f"{mark}@handed-in.example", visit=seen())
    return confirm_submission(submission, by=submission.submitter)


def approving(**fields):
    """Return a writer that approves a project that was handed in."""

    def writer(world, mark, by):
        submission = waiting_submission(mark, **fields)
        client = browser(by)
        address = f"/admin/submissions/submission/{submission.pk}/change/"
        data = {"decision": "approve", "approve-revision": "0", "approve-message": ""}
        return Sent(
            lambda: client.post(address, data),
            lambda response: (
                response.status_code == 302
                and Submission.objects.get(pk=submission.pk).state == State.APPROVED
                and Submission.objects.get(pk=submission.pk).target is not None
            ),
        )

    return writer


def confirming(world, mark, by):
    """One of its caretakers says that the organisation is still right."""
    Organisation.objects.filter(pk=world.organisation.pk).update(confirmed_on=None)
    client = browser(world.caretaker)
    return Sent(
        lambda: client.post("/mine/organisation/helpers/confirm/"),
        lambda response: (
            response.status_code == 302
            and Organisation.objects.get(pk=world.organisation.pk).confirmed_on == timezone.localdate()
        ),
    )


def importing(world, mark, by):
    """A table that gives the project another summary."""
    client = browser(by)
    file = SimpleUploadedFile("table.csv", f"slug,summary\nlingo,{mark}\n".encode(), "text/csv")
    page = client.post("/admin/projects/project/import/", {"import_file": file, "format": "0"})
    form = page.context["confirm_form"]
    data = {name: form[name].value() for name in form.fields}

    def is_kept(response):
        said = response.content.decode()
        return Project.objects.get(pk=world.project.pk).summary == mark or "Nothing was imported" in said

    return Sent(lambda: client.post("/admin/projects/project/process_import/", data, follow=True), is_kept)


def going_back(world, mark, by):
    """The first version of the project comes back, which another pair may just have done."""
    project = Project.objects.get(pk=world.project.pk)
    project.description = mark
    save_entry(project)
    client = browser(by)
    first = world.project.history.earliest()
    address = f"/admin/projects/project/{world.project.pk}/history/{first.pk}/"
    data = form_of(client.get(address), "version_form")

    def is_kept(response):
        if response.status_code != 302:
            return response.status_code == 200
        return (
            Project.objects.get(pk=world.project.pk).history.filter(history_change_reason__startswith="Back").exists()
        )

    return Sent(lambda: client.post(address, data), is_kept)


def adding(model, form_id, typed):
    """Return a writer that adds something which always bears the same name; a theme makes room for itself first."""

    def writer(world, mark, by):
        Theme.objects.filter(slug="twin").delete()
        client, opts = browser(by), model._meta
        address = f"/admin/{opts.app_label}/{opts.model_name}/add/"
        data = form_of(client.get(address), form_id) | typed
        before = model._base_manager.count()

        def is_kept(response):
            said = response.content.decode()
            is_refused = response.status_code == 200 and "already exists" in said
            return is_refused or (response.status_code == 302 and model._base_manager.count() > before)

        return Sent(lambda: client.post(address, data), is_kept)

    return writer


def handing_in(world, mark, by):
    """A form that was open while intake was paused is sent."""
    email, visit = f"{mark}@handed-in.example", seen()

    def send():
        return hand_in(kind="project", payload=payload_of(mark), email=email, visit=visit)

    def is_kept(_submission):
        submission = Submission.objects.get(email=email)
        return not (submission.state == State.HELD and Intake.current().is_open)

    return Sent(send, is_kept)


def reopening(world, mark, by):
    """Intake, which was paused, is opened by the form of the switch."""
    set_intake(state="paused")
    client = browser(by)
    address = "/admin/submissions/intake/1/change/"
    data = form_of(client.get(address), "intake_form") | {"state": ["open"]}
    return Sent(lambda: client.post(address, data), lambda response: response.status_code == 302)


def putting_together(world, mark, by):
    """An issue is made of what is new."""
    Issue.objects.all().delete()
    client = browser(by)
    return Sent(
        lambda: client.post("/admin/newsletter/issue/put-together/"),
        lambda response: response.status_code == 302 and Issue.objects.filter(state=IssueState.DRAFT).count() == 1,
    )


NEW_THEME = {"name_en": ["Twin"], "slug": ["twin"], "icon": ["language"], "hue": ["teal"], "position": ["5"]}
WRITERS = {
    "theme": change_form(Theme, {"slug": "language"}, "name_en", "theme_form"),
    "city": change_form(City, {"slug": "berlin"}, "name_en", "city_form"),
    "organisation": change_form(Organisation, {"slug": "helpers"}, "summary", "organisation_form"),
    "network": change_form(Organisation, {"slug": "network"}, "summary", "organisation_form"),
    "project": change_form(Project, {"slug": "lingo"}, "summary", "project_form"),
    "bulk check": bulk(
        Project,
        "check_entries",
        unchecked,
        lambda entries: Project.objects.get(pk=entries[0].pk).checked_on is not None,
    ),
    "merge organisations": bulk(
        Organisation,
        "merge_entries",
        with_duplicate(Organisation, make_organisation, lambda world: world.organisation),
        is_merged,
        keep=lambda entries: entries[0].pk,
    ),
    "merge projects": bulk(
        Project,
        "merge_entries",
        with_duplicate(Project, make_project, lambda world: world.project),
        is_merged,
        keep=lambda entries: entries[0].pk,
    ),
    "approve": approving(organisation="Helpers"),
    "approve a twin": approving(
        name="Twin", organisation="New twins", new_organisation_summary="One that nobody has listed yet."
    ),
    "still right": confirming,
    "import": importing,
    "go back": going_back,
    "add a project": adding(
        Project,
        "project_form",
        {"name": ["Twin"], "summary": ["One of two."], "country": ["DE"], "text_language": ["en"]},
    ),
    "add a theme": adding(Theme, "theme_form", NEW_THEME),
    "page": change_form(Page, {"slug": "rules"}, "summary_en", "page_form"),
    "event": change_form(Event, {"title_en": "Meetup"}, "summary_en", "event_form"),
    "hand in": handing_in,
    "reopen": reopening,
    "put together": putting_together,
}
