"""One of everything that has a page, and somebody of every role."""

from types import SimpleNamespace
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from post_office import mail

from accounts.models import LogIn, Look, Outcome
from cluster.actions import save_channel
from cluster.models import Channel, Message
from curating.models import TableImport
from entries.models import FormerAddress, Merger
from operations.models import JobState
from screening.models import BlockedDomain
from submissions.actions import add_caretaker, confirm_submission, hand_in, withdraw_submission
from submissions.models import Campaign, Caretaker, CaretakerStep, Intake, Invitation, Reply, Translator
from tests.cluster.making import make_event, make_funding, make_page, make_publication
from tests.curators import client_of, make_group_curator
from tests.factories import (
    make_city,
    make_curator,
    make_organisation,
    make_project,
    make_text,
    make_theme,
    make_visitor,
)
from tests.newsletter.making import make_issue, make_subscriber
from tests.submissions.conftest import seen
from tests.upkeep.making import make_check, make_contact, make_question, make_sign, make_word
from upkeep.models import LikelyPair


def make_world():
    """Return keys and versions (model -> key), names (placeholder -> text) and people (role -> key of a session)."""
    project, organisation = make_project("Lingo"), make_organisation("Helpers")
    make_project("Draft", published=False)
    make_organisation("Draft", published=False)
    for make in (make_event, make_publication, make_funding):
        make("Draft", published=False)
    make_page("draft", published=False)
    make_city("unused")
    submitter, victim = make_visitor("ada@example.org"), make_visitor("victim@example.org")
    add_caretaker(project, user=submitter)
    payload = {"name": "Lab", "summary": "An app to learn with.", "country": "DE", "cities": ["berlin"]}
    payload |= {"themes": ["language"], "text_language": "en", "status": "active", "newcomer_led": "unknown"}
    waiting = hand_in(kind="project", payload=payload, email=submitter.email, visit=seen())
    confirm_submission(waiting, by=submitter)
    unconfirmed = hand_in(
        kind="project", payload=payload | {"name": "Unconfirmed"}, email=submitter.email, visit=seen()
    )
    withdrawn = hand_in(kind="project", payload=payload | {"name": "Withdrawn"}, email=submitter.email, visit=seen())
    withdraw_submission(withdrawn, by=submitter)
    link = {"user": submitter, "target_kind": "organisation", "target_id": organisation.pk}
    invitation = Invitation.objects.create(invited_by=victim, **link)
    queued = mail.send("ada@example.org", "office@example.org", subject="Hello", html_message="<p>Hello</p>")
    made = [
        project,
        organisation,
        make_event(),
        make_publication(),
        make_funding(),
        make_page("about-us"),
        save_channel(Channel(name="Mastodon", handle="@a", url="https://example.org/@a"), by=None),
        Message.objects.create(email="a@example.org", text="Hello", language="en", token=uuid4()),
        make_issue("Draft"),
        make_sign(project),
        make_contact(project),
        make_question(project),
        make_word(project),
        make_check("https://lingo.example/"),
        make_subscriber(),
        make_theme(),
        make_city(),
        Intake.objects.create(pk=1),
        Caretaker.objects.get(),
        CaretakerStep.objects.get(),
        invitation,
        waiting,
        Reply.objects.create(use="reject", reason_en="Reason", text_en="Text."),
        FormerAddress.objects.create(kind="project", slug="former", object_id=project.pk),
        Merger.objects.create(kind="project", keep_id=project.pk, duplicate_id=project.pk),
        LikelyPair.objects.create(kind="project", one_id=project.pk, other_id=project.pk, likeness=90),
        make_text(project),
        Translator.objects.create(user=victim, language="uk"),
        BlockedDomain.objects.create(domain="spam.example"),
        Group.objects.get(name="Curators"),
        victim,
        queued,
        LogIn.objects.create(user=victim, outcome=Outcome.SIGNED_IN),
        Look.objects.create(user=victim, kind=ContentType.objects.get_for_model(waiting)),
        JobState.objects.create(name="job"),
    ]
    people = {
        "submitter": submitter,
        "staff": make_visitor("staff@example.org", is_staff=True),
        "viewer": make_viewer(),
        "curator": make_group_curator("curator@example.org"),
        "superuser": make_curator("superuser@example.org"),
    }
    return SimpleNamespace(
        keys={item._meta.label_lower: item.pk for item in made},
        versions={item._meta.label_lower: item.history.first().pk for item in made if hasattr(item, "history")},
        names={
            "field": "app_label=projects&model_name=project&field_name=successor",
            "image": "0" * 32,
            "project": project.slug,
            "type": str(ContentType.objects.get_for_model(waiting).pk),
            "submission_id": str(waiting.pk),
            "waiting": str(waiting.token),
            "unconfirmed": str(unconfirmed.token),
            "withdrawn": str(withdrawn.token),
            "invitation": str(invitation.pk),
            "user": str(victim.pk),
            "project_import": str(make_table_import("project").pk),
            "organisation_import": str(make_table_import("organisation").pk),
            "campaign": str(Campaign.objects.create().pk),
        },
        people={role: client_of(person).cookies[settings.SESSION_COOKIE_NAME].value for role, person in people.items()},
    )


def make_table_import(kind):
    return TableImport.objects.create(kind=kind, preview=kind, file_name="table.csv", content=b"", rows=1)


def make_viewer():
    """Return somebody who may look at all that the curators may look at, and no more."""
    viewer = make_visitor("viewer@example.org", is_staff=True)
    held = Group.objects.get(name="Curators").permissions.filter(codename__startswith="view_")
    viewer.user_permissions.set(held)
    return viewer


def names_of(world, row):
    """Return what stands for the placeholders of an address."""
    model = ".".join(row.split("/")[2:4])
    return world.names | {"id": world.keys.get(model, ""), "version": world.versions.get(model, "")}
