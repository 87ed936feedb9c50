"""Every address of the review refuses those who may not review."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from submissions.models import Campaign, CaretakerStep, Decision, Intake, Invitation, Reply, Submission, Translator
from tests.curators import client_of
from tests.factories import make_project, make_visitor
from tests.submissions.conftest import mails
from tests.submissions.reviewing import page_of

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]
# Django's own, for every app: leads to the lists, which refuse by themselves.
MODELS = [model for model in admin.site._registry if model._meta.app_label == "submissions"]
PATTERNS = [
    (model._meta.model_name, pattern.name)
    for model in MODELS
    for pattern in admin.site._registry[model].get_urls()
    if pattern.name
]


@pytest.fixture
def objects(waiting):
    """One of each model that the admin shows: name of the model -> its key."""
    submission, person, entry = waiting(), make_visitor(), make_project()
    reference = {"user": person, "target_kind": "project", "target_id": entry.pk}
    made = [
        submission,
        Reply.objects.create(use="reject", reason_en="Reason", text_en="Text."),
        Invitation.objects.create(invited_by=person, **reference),
        Intake.objects.create(pk=1),
        person.caretakings.create(target_kind="project", target_id=entry.pk),
        CaretakerStep.objects.create(what=CaretakerStep.What.JOINED, **reference),
        Campaign.objects.create(),
        Translator.objects.create(user=person, language="uk"),
    ]
    return {each._meta.model_name: each.pk for each in made}


def address_of(model, name, objects):
    needs_key = name.endswith(("_change", "_delete", "_history", "_campaign"))
    key = objects["campaign" if name.endswith("_campaign") else model] if needs_key else None
    return reverse(f"admin:{name}", args=[key] if needs_key else [])


def everything():
    return [list(model.objects.order_by("pk").values()) for model in (Submission, Decision, Reply, Intake)] + [mails()]


def test_the_list_of_addresses_is_whole():
    assert {model for model, _name in PATTERNS} == {
        "submission",
        "reply",
        "intake",
        "caretaker",
        "caretakerstep",
        "invitation",
        "translator",
    }


@pytest.mark.parametrize(("model", "name"), PATTERNS)
def test_every_address_refuses_visitors_submitters_and_staff_without_the_permission(objects, model, name):
    address = address_of(model, name, objects)
    before = everything()
    submitter = Submission.objects.get().submitter
    answers = {"decision": "approve", "approve-revision": 0, "action": "put_with_spam", "_selected_action": [1]}
    answers |= {"state": "paused", "post": "yes", "index": 0}
    for client in (Client(), client_of(submitter)):
        for response in (client.get(address), client.post(address, answers)):
            assert response.status_code == 302
            assert response.url.startswith("/admin/login/")
    clerk = client_of(make_visitor(is_staff=True))
    if name != "submissions_intake_changelist":  # only leads to the one row, which refuses
        assert clerk.get(address).status_code == clerk.post(address, answers).status_code == 403
    assert everything() == before


@pytest.mark.parametrize(("model", "name"), PATTERNS)
def test_curators_reach_what_they_need(desk, objects, model, name):
    response = desk.get(address_of(model, name, objects))
    refused = {
        "submissions_submission_add",
        "submissions_submission_delete",
        "submissions_intake_add",
        "submissions_intake_delete",
        "submissions_caretakerstep_add",
        "submissions_caretakerstep_delete",
    }
    expected = 403 if name in refused else 302 if name == "submissions_intake_changelist" else 200
    assert response.status_code == expected


def test_whoever_may_only_look_sees_the_page_without_its_buttons(waiting):
    reader = make_visitor(is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_submission"))
    submission, client = waiting(), client_of(reader)
    page = client.get(page_of(submission))
    assert page.status_code == 200
    assert page.context["forms"] == {}
    assert 'data-key="a"' not in page.content.decode()
    answer = client.post(page_of(submission), {"decision": "approve", "approve-revision": 0})
    assert answer.status_code == 403
    assert list(Submission.objects.queue()) == [submission]


def test_a_decision_needs_a_post_with_its_token(waiting, reviewer):
    submission = waiting()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reviewer)
    assert strict.get(page_of(submission), {"decision": "approve", "approve-revision": 0}).status_code == 200
    assert strict.post(page_of(submission), {"decision": "approve", "approve-revision": 0}).status_code == 403
    assert list(Submission.objects.queue()) == [submission]
