"""Erasing a person: the same from “My entries”, the admin and the command, and the same for an address alone."""

import json
from io import StringIO

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from post_office.models import STATUS, Email

from accounts.masking import MASK
from accounts.models import LogIn, Outcome, User
from cluster.contact import answer_message
from cluster.models import Message
from newsletter.actions import subscribe
from projects.models import Project
from submissions.actions import erase, invite, report_mistake, stored_under
from submissions.models import Caretaker
from tests.curators import client_of, form_of
from tests.factories import make_curator, make_project, make_visitor
from tests.submissions.conftest import seen
from tests.submissions.test_stored import ADDRESS, person, rows_that_name, stamp_token  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def traces(person, curator):  # noqa: F811
    """The person with a name, a newsletter, and what curators did about them in the admin."""
    User.objects.filter(pk=person.pk).update(name="Ada Lovelace")
    desk = client_of(curator)
    page = f"/admin/accounts/user/{person.pk}/change/"
    desk.post(page, form_of(desk.get(page), "user_form") | {"language": "de"})
    caretaker = Caretaker.objects.get(user=person)
    desk.post(f"/admin/submissions/caretaker/{caretaker.pk}/delete/", {"reason": "Left the team"})
    assert LogEntry.objects.filter(object_repr__contains="Ada Lovelace").count() == 2
    subscribe(email=ADDRESS, language="en", network="")
    return person


def by_command(traces, desk):
    call_command("person", "erase", ADDRESS.upper(), stdout=StringIO())


def in_the_admin(traces, desk):
    assert desk.post(f"/admin/accounts/user/{traces.pk}/delete/", {"post": "yes"}).status_code == 302


def in_a_list_of_the_admin(traces, desk):
    desk.post("/admin/accounts/user/", {"action": "delete_selected", "_selected_action": [traces.pk], "post": "yes"})


def by_themselves(traces, desk):
    assert client_of(traces).post("/mine/delete/", {"sure": "on"}).status_code in {200, 302}


@pytest.mark.parametrize("way", [by_command, in_the_admin, in_a_list_of_the_admin, by_themselves])
def test_nothing_of_the_person_is_left(traces, curator, way):
    assert len({label for label, _pk in rows_that_name(ADDRESS)}) > 4

    way(traces, client_of(curator))

    assert rows_that_name(ADDRESS) == []
    assert rows_that_name("Ada Lovelace") == []
    assert not User.objects.filter(pk=traces.pk).exists()


def test_the_admin_keeps_that_somebody_was_erased_and_by_whom(traces, curator):
    in_the_admin(traces, client_of(curator))

    row = LogEntry.objects.latest("pk")
    assert (row.user, row.object_repr, row.object_id) == (curator, MASK, str(traces.pk))


def test_mails_to_others_go_on_without_the_address(traces):
    mail = Email.objects.get(to="second@example.org")
    assert ADDRESS in mail.message

    erase(ADDRESS)

    mail.refresh_from_db()
    assert mail.status == STATUS.queued
    assert MASK in mail.message
    assert "mine/invitations/" in mail.message


def test_an_address_without_an_account_is_exported_and_erased(handed_in):
    report_mistake(
        target=make_project(), payload={"what": "ended", "text": "Closed."}, visit=seen(), email="Eve@Example.org"
    )
    subscribe(email="eve@example.org", language="en", network="")
    out = StringIO()
    call_command("person", "export", "eve@example.org", stdout=out)

    found = json.loads(out.getvalue())
    assert set(found) == {"submissions", "mails", "newsletter"}
    assert found["submissions"][0]["what_was_handed_in"]["text"] == "Closed."
    call_command("person", "erase", "eve@example.org", stdout=StringIO())
    assert rows_that_name("xample.org") == rows_that_name("eve@example.org") == []


def test_nobody_is_found_under_an_address_that_is_nowhere():
    for what in ("export", "erase"):
        with pytest.raises(CommandError, match="Nothing is stored"):
            call_command("person", what, "nobody@example.org")


def test_what_is_given_out_holds_no_link_that_signs_in(traces):
    texts = " ".join(mail["text"] for mail in stored_under(ADDRESS)["mails"])

    assert f"/mine/sign-in/{MASK}" in texts


def test_somebody_who_may_enter_the_admin_is_not_erased(curator):
    other = make_curator("other@example.org")
    desk = client_of(curator)

    with pytest.raises(PermissionDenied):
        erase(other.email)
    with pytest.raises(CommandError, match="take that right away"):
        call_command("person", "erase", other.email)
    desk.post(f"/admin/accounts/user/{other.pk}/delete/", {"post": "yes"})
    in_a_list_of_the_admin(other, desk)

    assert User.objects.filter(pk=other.pk).exists()


def test_a_former_curator_is_named_by_no_version_and_no_log(curator, admin_client):
    former = make_curator("former@example.org", name="Grace Hopper")
    project = make_project("Refunite")
    desk = client_of(former)
    page = f"/admin/projects/project/{project.pk}/change/"
    desk.post(page, form_of(desk.get(page), "project_form") | {"summary": "Said anew.", "reason": "Typing mistake"})
    LogIn.objects.create(user=former, outcome=Outcome.SIGNED_IN)
    message = Message.objects.create(email=ADDRESS, text="Hello there.", language="en", token=stamp_token())
    answer_message(message, by=former, text="Hello!", seen=0)
    answer = Email.objects.get(to=ADDRESS)
    assert answer.headers["Reply-To"] == former.email
    assert Project.history.filter(history_user=former).exists()
    assert stored_under(former.email)["done_in_the_admin"]
    User.objects.filter(pk=former.pk).update(is_staff=False, is_superuser=False)

    erase(former.email)

    assert Project.history.filter(id=project.pk).exists()
    answer.refresh_from_db()
    assert answer.headers == {"Auto-Submitted": "auto-generated"}
    assert not Project.history.filter(history_user_id=former.pk).exists()
    assert not LogEntry.objects.filter(user_id=former.pk).exists()
    assert not LogIn.objects.exists()
    assert rows_that_name("former@example.org") == rows_that_name("Grace Hopper") == []


def test_the_page_that_asks_names_the_people_only(curator):
    visitor = make_visitor("visitor@example.org")

    page = client_of(curator).get(f"/admin/accounts/user/{visitor.pk}/delete/")

    assert "visitor@example.org" in page.text


def test_inviting_after_erasing_begins_anew(traces, curator):
    erase(ADDRESS)

    assert invite(make_project("New one"), email=ADDRESS, by=curator, language="en").user.name == ""
