"""All that is stored about a person: the file of it, and nothing left when it is deleted."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import models
from django.utils import timezone
from post_office.models import STATUS, Email

from cluster.models import Message
from submissions.actions import (
    approve,
    delete_person,
    delete_sent_mails,
    empty_decided,
    invite,
    reject,
    report_mistake,
    return_with_question,
    sign_in_link,
)
from submissions.actions.housekeeping import DECIDED_FOR
from submissions.forms import stamp
from submissions.logos import store_logo
from submissions.models import Decision, ReopeningRequest, State, Submission
from tests.factories import make_project
from tests.submissions.conftest import seen
from tests.submissions.test_logos import picture

pytestmark = pytest.mark.django_db
TEXTS = (models.CharField, models.TextField, models.JSONField)
ADDRESS = "ada@lingo-lab.example"


@pytest.fixture
def person(waiting, curator, handed_in):
    """Somebody who has left traces everywhere the site keeps them."""
    taken = approve(waiting(), by=curator, message="Welcome!")
    pending = waiting(name="Second", website="")
    pending.logo = store_logo(picture())
    pending.save()
    entry, person = taken.target, taken.submitter
    invite(entry, email="second@example.org", by=person, language="en")
    other = waiting(email="third@example.org", name="Third one")
    approved = approve(other, by=curator)
    invite(approved.target, email=ADDRESS, by=other.submitter, language="en")
    report_mistake(
        target=make_project("Reported"), payload={"what": "ended", "text": "Closed."}, visit=seen(), email=ADDRESS
    )
    sign_in_link(email=ADDRESS, language="en")
    ReopeningRequest.objects.create(email=ADDRESS, language="en")
    Message.objects.create(email=ADDRESS, text="Hello there.", language="en", token=stamp_token())
    return person


def stamp_token():
    return stamp().partition(":")[0]


def rows_that_name(address):
    """Return (model, key) of every row of the database in which the address stands, in whatever column."""
    found = []
    for model in apps.get_models():
        columns = [field for field in model._meta.concrete_fields if isinstance(field, TEXTS)]
        for row in model._default_manager.all():
            if any(address in str(getattr(row, field.attname)) for field in columns):
                found.append((model._meta.label, row.pk))
    return found


def test_the_file_has_everything(client, person):
    client.force_login(person)
    data = json.loads(client.get("/mine/data.json").content)
    assert data["account"]["email"] == ADDRESS
    handed_in = [(row["kind"], row["about_the_entry"], row["state"]) for row in data["submissions"]]
    assert sorted(handed_in, key=str) == [
        ("project", "Lingo Lab", "approved"),
        ("project", None, "waiting"),
        ("report", "Reported", "waiting"),
    ]
    assert [bool(row["logo"]) for row in data["submissions"]].count(True) == 1
    assert next(row["logo"] for row in data["submissions"] if row["logo"]).startswith("data:image/webp;base64,UklGR")
    assert "Welcome!" in [step["message"] for row in data["submissions"] for step in row["steps"]]
    assert [row["entry"] for row in data["looks_after"]] == ["Lingo Lab"]
    assert data["translates_into"] == data["translated"] == []
    assert [row["entry"] for row in data["invitations"]] == ["Third one"]
    assert [row["entry"] for row in data["invitations_sent"]] == ["Lingo Lab"]
    assert [row["text"] for row in data["messages"]] == ["Hello there."]
    assert len(data["asked_to_be_told_when_intake_reopens"]) == 1
    assert len(data["mails"]) == Email.objects.filter(to=ADDRESS).count() > 3


def test_the_file_says_nothing_of_others(client, person):
    client.force_login(person)
    assert "curator@example.org" not in client.get("/mine/data.json").content.decode()


def test_deleting_leaves_the_address_in_no_row_but_the_entry_public(person):
    entry = person.caretakings.get().target
    Email.objects.update(status=STATUS.sent)
    assert rows_that_name(ADDRESS)
    delete_person(person)
    left = [label for label, _key in rows_that_name(ADDRESS)]
    assert left == []
    entry.refresh_from_db()
    assert entry.is_published
    assert Submission.objects.filter(submitter=None, state=State.APPROVED, payload={}).count() == 1


def test_deleting_leaves_no_word_of_what_curators_wrote_to_the_person(person, curator):
    before = list(Decision.objects.order_by("pk").values_list("submission", "after").filter(after=State.APPROVED))
    delete_person(person)
    assert not Decision.objects.exclude(message="").exists()
    decided = Decision.objects.order_by("pk").values_list("submission", "after").filter(after=State.APPROVED)
    assert list(decided) == before


def test_what_was_written_to_others_stays(person, curator, waiting):
    other = reject(waiting(email="fourth@example.org", name="Fourth"), by=curator, message="It is a taxi firm.")
    delete_person(person)
    assert other.last_message == "It is a taxi firm."


def test_what_was_decided_loses_address_and_text_after_a_year(person, curator, waiting, time_machine):
    refused = reject(waiting(email="fourth@example.org", name="Fourth"), by=curator, message="It is a taxi firm.")
    asked = return_with_question(waiting(email="fifth@example.org", name="Fifth"), by=curator, message="Which city?")
    entry, now = person.caretakings.get().target, timezone.now()
    time_machine.move_to(now + DECIDED_FOR - timedelta(hours=1))
    assert empty_decided() == 0
    time_machine.move_to(now + DECIDED_FOR + timedelta(hours=1))

    assert empty_decided() == 4  # the refused and the returned one, Lingo Lab, and the one of the third person
    assert empty_decided() == 0

    refused.refresh_from_db()
    assert (refused.payload, refused.email, refused.network, refused.last_message) == ({}, "", "", "")
    assert refused.state == State.REJECTED
    assert refused.decisions.filter(after=State.REJECTED, by=curator).exists()
    assert not Submission.objects.filter(pk=asked.pk).exists()
    assert Submission.objects.filter(state=State.WAITING, submitter=person).exists()
    entry.refresh_from_db()
    assert entry.is_published
    assert {label for label, _key in rows_that_name("fourth@example.org")} <= {"accounts.User", "post_office.Email"}


def test_mails_that_were_sent_or_given_up_go_after_a_week_and_what_waits_stays(handed_in, time_machine):
    time_machine.move_to("2026-03-01 10:00:00+00:00")
    handed_in(email="sent@example.org", name="Sent one")
    handed_in(email="failed@example.org", name="Failed one")
    handed_in(email="queued@example.org", name="Queued one")
    for status in ("sent", "failed"):
        mail = Email.objects.get(to=f"{status}@example.org")
        mail.status = getattr(STATUS, status)
        mail.save()
    time_machine.shift(timedelta(days=6))
    assert delete_sent_mails() == 0
    time_machine.shift(timedelta(days=2))
    assert delete_sent_mails() == 2
    assert [mail.to for mail in Email.objects.all()] == [["queued@example.org"]]
