"""Links by mail: each works once, and dies through nobody's use but its own."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from submissions.models import State, Submission
from tests.factories import make_project, make_visitor
from tests.submissions.conftest import link_in, mails, stamp_of
from tests.submissions.test_views import send, text_of

pytestmark = pytest.mark.django_db
ADA = "ada@lingo-lab.example"


def links(address=ADA):
    return [link_in(mail) for mail in mails(address)]


def states():
    return list(Submission.objects.order_by("pk").values_list("state", flat=True))


@pytest.fixture
def two(client, typed):
    """Two projects by one new address, and the links that confirm them."""
    send(client, typed, name="First one")
    send(client, typed, name="Second one", website="")
    return links()


def test_confirming_one_leaves_the_link_of_the_other_alive(two):
    first, second = two
    browser = Client()
    assert browser.post(first).status_code == 302
    for other in (browser, Client()):
        assert other.get(second).status_code == 200
    assert Client().post(second).status_code == 302
    assert states() == [State.WAITING, State.WAITING]
    for link in two:
        assert Client().get(link).status_code == 403
        assert Client().post(link).status_code == 403


def test_signing_in_leaves_the_links_that_confirm_alive(two):
    browser = Client()
    browser.post("/mine/sign-in/", {"email": ADA})
    assert browser.post(links()[-1]).url == "/mine/"
    assert Client().post(two[0]).status_code == 302


def test_an_invitation_outlives_a_confirmation(client, typed, two):
    project, owner = make_project("Lingo"), make_visitor()
    owner.caretakings.create(target_kind="project", target_id=project.pk)
    host = Client()
    host.force_login(owner)
    host.post("/mine/project/lingo/people/", {"email": ADA})
    client.post(two[0])
    invitation = links()[-1]
    assert Client().post(invitation).url == "/mine/"
    assert Client().post(invitation).status_code == 403


def test_asking_for_a_link_does_the_same_with_and_without_an_account(client):
    make_visitor(ADA)
    done = []
    for address in ("first@lingo-lab.example", ADA, "nobody@lingo-lab.example"):
        with CaptureQueriesContext(connection) as queries:
            answer = client.post("/mine/sign-in/", {"email": address})
        words = [query["sql"].split()[0] for query in queries if "SAVEPOINT" not in query["sql"]]
        done.append((answer.status_code, words))
    assert done[1] == done[2]
    assert len(links()) == 1
    assert not mails("nobody@lingo-lab.example")


def test_of_two_links_to_sign_in_one_is_used(client):
    person = make_visitor(ADA)
    for _time in range(2):
        client.post("/mine/sign-in/", {"email": ADA})
    newer = links()[-1]
    assert client.post(newer).url == "/mine/"
    for link in links():
        assert Client().post(link).status_code == 403
    assert Client().post(newer.replace(f"/{person.pk}/", f"/{make_visitor().pk}/")).status_code == 403


@pytest.mark.parametrize("key", ["0", "9" * 30])
def test_a_key_that_nobody_has_is_refused(client, db, key):
    assert client.get(f"/mine/sign-in/{key}/nonsense/").status_code == 403


def test_a_link_to_confirm_signs_nobody_in_otherwise(two):
    person = Submission.objects.first().submitter
    for link in two:
        token = link.rstrip("/").rpartition("/")[2]
        assert Client().post(f"/mine/sign-in/{person.pk}/{token}/").status_code == 403
    assert Client().post(two[0].replace(two[0].split("/")[-3], two[1].split("/")[-3])).status_code == 403


def test_a_signed_in_owner_gets_the_button_instead_of_a_refusal(client, typed, two, time_machine):
    client.post(two[0])
    time_machine.move_to(timezone.now() + timedelta(hours=49))
    assert Client().get(two[1]).status_code == 403
    second = Submission.objects.get(state=State.UNCONFIRMED)
    page = client.get(two[1], follow=True)
    assert f'action="/mine/handed-in/{second.token}/confirm/"' in text_of(page)
    stranger = Client()
    stranger.force_login(make_visitor())
    assert stranger.get(two[1]).status_code == 403


@pytest.mark.parametrize("page", ["project/lingo/confirm/", "project/lingo/leave/", "sign-out/"])
def test_whoever_pressed_a_button_too_late_comes_back_to_a_page(client, db, page):
    assert client.post(f"/mine/{page}").url == "/mine/sign-in/?next=%2Fmine%2F"


def test_a_link_of_a_withdrawn_one_confirms_nothing(two):
    browser = Client()
    browser.post(two[0])
    second = Submission.objects.get(state=State.UNCONFIRMED)
    browser.post(f"/mine/handed-in/{second.token}/withdraw/", {"opened": stamp_of()})
    assert Client().post(two[1]).status_code == 403
    assert states() == [State.WAITING, State.WITHDRAWN]


def test_a_session_that_a_link_opened_ends_when_its_person_becomes_a_curator(two):
    browser = Client()
    browser.post(two[0])
    assert browser.get("/mine/").status_code == 200

    User.objects.filter(email=ADA).update(is_staff=True)

    assert browser.get("/admin/").status_code == 302
    assert "_auth_user_id" not in browser.session
