"""Whoever opens a form of the admin sees who else has it open, in every process, and nobody else does."""

from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType

from accounts.models import OpenForm
from accounts.presence import note_open, others_at
from accounts.terms import FORM_OPEN_FOR
from screening.models import BlockedDomain
from submissions.actions import confirm_submission, hand_in
from tests.curators import client_of, form_of, make_group_curator
from tests.factories import make_project
from tests.roles_world import make_viewer
from tests.submissions.conftest import seen
from tests.submissions.reviewing import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return client_of(make_group_curator("ada@example.org", name="Ada"))


@pytest.fixture
def grace():
    return client_of(make_group_curator("grace@example.org", name="Grace"))


def address(project):
    return f"/admin/projects/project/{project.pk}/change/"


def others(response):
    return [str(form.user) for form in response.context["others"]]


def test_whoever_opens_a_form_sees_that_somebody_else_has_it_open(ada, grace):
    project, another = make_project(), make_project()
    assert others(grace.get(address(project))) == []

    response = ada.get(address(project))

    assert others(response) == ["Grace"]
    assert "<b>Grace</b> has this open as well, since " in response.content.decode()
    assert others(grace.get(address(project))) == ["Ada"]
    assert others(ada.get(address(another))) == []


def asks(item):
    """Return where a page asks who else is there."""
    return f"/admin/others/{ContentType.objects.get_for_model(item).pk}/{item.pk}/"


def test_whoever_came_first_is_told_by_a_page_that_asks_and_takes_no_note_of_it(ada, grace):
    project = make_project()
    page = grace.get(address(project)).content.decode()
    assert f'data-others="{asks(project)}"' in page
    assert "js/presence" in page
    assert grace.get(asks(project)).content.strip() == b""
    ada.get(address(project))

    assert "<b>Ada</b> has this open as well, since " in grace.get(asks(project)).content.decode()
    noted = OpenForm.objects.order_by("pk").values_list("pk", "at")
    before = list(noted)
    joan = client_of(make_group_curator("joan@example.org", name="Joan"))
    assert joan.get(asks(project)).content.decode().count("<b>") == 2
    assert list(noted) == before


def test_asking_keeps_no_session_open(grace, time_machine):
    time_machine.move_to("2026-03-01 10:00:00+00:00", tick=False)
    project = make_project()
    grace.get(address(project))
    time_machine.shift(timedelta(minutes=20))
    assert grace.get(asks(project)).status_code == 200
    time_machine.shift(timedelta(minutes=20))
    assert grace.get(asks(project)).status_code == 302


def test_what_is_gone_or_has_no_form_is_asked_for_in_vain(grace):
    project = make_project()
    kind = ContentType.objects.get_for_model(ContentType)
    for page in (asks(project).replace(f"/{project.pk}/", "/999999/"), f"/admin/others/{kind.pk}/{kind.pk}/"):
        assert grace.get(page).status_code == 404


def test_without_a_script_whoever_came_first_is_told_at_saving(ada, grace):
    project = make_project()
    form = form_of(grace.get(address(project)), "project_form")
    ada.get(address(project))

    said = grace.post(address(project), form, follow=True).content.decode()

    assert "Others still have this open, as it was before you saved: Ada." in said


def test_whoever_has_saved_is_no_longer_there(ada, grace):
    project = make_project()
    grace.post(address(project), form_of(grace.get(address(project)), "project_form"))

    assert others(ada.get(address(project))) == []


def test_it_ends_by_itself(db, time_machine):
    time_machine.move_to("2026-03-01 10:00:00+00:00", tick=False)
    project = make_project()
    note_open(project, make_group_curator("grace-too@example.org"))
    time_machine.shift(FORM_OPEN_FOR.total_seconds() + 1)

    assert others_at(project, make_group_curator()) == []
    note_open(make_project(), make_group_curator())
    assert OpenForm.objects.count() == 1


def test_so_does_a_submission_that_waits(ada, grace, handed_in_and_confirmed):
    page = page_of(handed_in_and_confirmed)
    grace.get(page)
    assert others(ada.get(page)) == ["Grace"]
    grace.post(page, {"decision": "spam", "spam-revision": "0"})
    assert others(ada.get(page)) == []


@pytest.fixture
def handed_in_and_confirmed():
    made = hand_in(kind="project", payload={"name": "Lab"}, email="her@example.org", visit=seen())
    return confirm_submission(made, by=made.submitter)


def test_who_may_only_look_neither_is_seen_nor_sees(ada, grace):
    project, viewer = make_project(), client_of(make_viewer())
    grace.get(address(project))

    response = viewer.get(address(project))

    assert "Grace" not in response.content.decode()
    assert others(ada.get(address(project))) == ["Grace"]


def test_the_public_is_told_nothing(client, grace):
    project = make_project("Lingo")
    grace.get(address(project))

    assert "Grace" not in client.get(project.get_absolute_url()).content.decode()


def test_forms_without_versions_as_well(ada, grace):
    domain = BlockedDomain.objects.create(domain="spam.example")
    page = f"/admin/screening/blockeddomain/{domain.pk}/change/"
    grace.get(page)

    assert others(ada.get(page)) == ["Grace"]
