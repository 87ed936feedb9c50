"""The contact form: what reaches the curators, what does not, and that nothing typed is ever lost."""

import re
from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from post_office.models import Email

from accounts.stamps import stamp
from cluster.contact import LIMITS
from cluster.models import Message
from tests.cluster.making import make_page
from tests.curating import client_of, make_group_curator
from tests.factories import make_visitor

pytestmark = pytest.mark.django_db

TYPED = {"name": "Amina", "email": "Amina@Example.org", "text": "An event is missing:\nthe one in Lyon."}


@pytest.fixture(autouse=True)
def on_a_day(time_machine):
    time_machine.move_to("2026-11-23 12:00+00:00", tick=False)
    return time_machine


@pytest.fixture
def opened(on_a_day):
    """A function that returns the stamp of a form that has been open for some seconds."""

    def open_form(seconds=60):
        made = stamp()
        on_a_day.shift(timedelta(seconds=seconds))
        return made

    return open_form


def test_a_message_is_stored_and_mailed_to_every_curator_in_their_language(client, opened):
    make_group_curator("ada@example.org")
    make_group_curator("berta@example.org", language="de")
    make_visitor("nobody@example.org")
    response = client.post("/fr/contact/", TYPED | {"opened": opened()}, follow=True)
    assert response.redirect_chain == [("/fr/contact/", 302)]
    message = Message.objects.get()
    assert (message.email, message.language, message.name) == ("amina@example.org", "fr", "Amina")
    mails = Email.objects.order_by("pk")
    assert {tuple(mail.to) for mail in mails} == {("ada@example.org",), ("berta@example.org",)}
    for mail in mails:
        assert mail.headers["Reply-To"] == "amina@example.org"
        assert "the one in Lyon." in mail.message
        assert "Amina" in mail.subject
        assert f"/admin/cluster/message/{message.pk}/change/" in mail.message


def test_the_thanks_are_seen_once(client, opened):
    response = client.post("/contact/", TYPED | {"opened": opened()}, follow=True)
    assert "Your message has reached the curators" in response.content.decode()
    assert "Your message has reached the curators" not in client.get("/contact/").content.decode()


def test_a_form_sent_twice_is_one_message(client, opened):
    make_group_curator()
    form = TYPED | {"opened": opened()}
    client.post("/contact/", form)
    client.post("/contact/", form)
    assert (Message.objects.count(), Email.objects.count()) == (1, 1)


def test_what_a_script_fills_in_goes_nowhere_and_tells_it_nothing(client, opened):
    response = client.post("/contact/", TYPED | {"opened": opened(), "subject": "Buy now"}, follow=True)
    assert "Your message has reached the curators" in response.content.decode()
    assert not Message.objects.exists()


@pytest.mark.parametrize("seconds", [1, 15 * 24 * 3600])
def test_a_form_filled_too_quickly_or_opened_too_long_ago_comes_back_as_it_was(client, opened, seconds):
    response = client.post("/contact/", TYPED | {"opened": opened(seconds)})
    html = response.content.decode()
    assert "send it once more" in html
    assert "the one in Lyon." in html
    assert not Message.objects.exists()


@pytest.mark.parametrize("came", ["", "forged", "a:b:c", "\0", "x" * 5000])
def test_a_forged_stamp_comes_back_with_a_sound_one(client, on_a_day, came):
    html = client.post("/contact/", TYPED | {"opened": came}).content.decode()
    on_a_day.shift(timedelta(seconds=60))
    sound = re.search(r'name="opened" value="([^"]+)"', html)[1]
    client.post("/contact/", TYPED | {"opened": sound})
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"email": ""}, "This field is required."),
        ({"email": "no address"}, "Enter a valid email address."),
        ({"email": "a@example.org\nBcc: b@example.org"}, "Enter a valid email address."),
        ({"text": ""}, "This field is required."),
        ({"text": "x" * 5001}, "at most 5000 characters"),
        ({"name": "x" * 101}, "at most 100 characters"),
        ({"text": "nul\0"}, "Null characters are not allowed."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_at_the_top(client, opened, changes, complaint):
    response = client.post("/contact/", TYPED | changes | {"opened": opened()})
    html = response.content.decode()
    assert html.count(complaint) == 2
    assert "Something has to be mended" in html
    for name in set(TYPED) - set(changes):
        assert TYPED[name].split("\n", maxsplit=1)[0] in html
    assert not Message.objects.exists()


def test_a_name_with_a_line_break_forges_no_header(client, opened):
    make_group_curator()
    client.post("/contact/", TYPED | {"name": "Amina\r\nBcc: b@example.org", "opened": opened()})
    assert "\n" not in Email.objects.get().subject


def test_template_code_in_a_message_is_only_text(client, opened):
    make_group_curator()
    client.post("/contact/", TYPED | {"text": "{{ SITE_URL }} <b>{% now 'Y' %}</b>", "opened": opened()})
    mail = Email.objects.get()
    assert "{{ SITE_URL }} <b>{% now 'Y' %}</b>" in mail.message
    assert "&lt;b&gt;" in mail.html_message


def test_too_many_from_one_address_are_refused_without_losing_what_was_typed(client, opened):
    most = LIMITS["address"][0][0]
    for _number in range(most):
        client.post("/contact/", TYPED | {"opened": opened()})
    response = client.post("/contact/", TYPED | {"opened": opened()})
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert "the one in Lyon." in response.content.decode()
    assert Message.objects.count() == most


def test_a_form_that_lay_open_too_long_for_its_safety_check_comes_back_filled(opened):
    client = Client(enforce_csrf_checks=True)
    response = client.post("/contact/", TYPED | {"opened": opened()})
    assert "the one in Lyon." in response.content.decode()
    assert not Message.objects.exists()


def test_the_page_is_never_kept(client):
    assert "no-store" in client.get("/contact/")["Cache-Control"]


def test_the_curators_text_stands_above_the_form_and_without_one_there_is_the_form(client):
    assert 'name="text"' in client.get("/contact/").content.decode()
    make_page("contact", text_en="Write to us.")
    html = client.get("/contact/").content.decode()
    assert "Write to us." in html
    assert html.count("<h1") == 1


def test_answering_deletes_the_message_and_the_mails_that_carried_it(client, opened):
    curator = make_group_curator()
    client.post("/contact/", TYPED | {"opened": opened()})
    client.post("/contact/", TYPED | {"text": "Another one.", "opened": opened()})
    answered, other = Message.objects.all()
    admin = client_of(curator)
    page = "/admin/cluster/message/"
    assert "Answered: delete" in admin.get(page).content.decode()
    chosen = {"action": "delete_selected", "_selected_action": [answered.pk]}
    assert "Are you sure" in admin.post(page, chosen).content.decode()
    assert Message.objects.count() == 2
    admin.post(page, chosen | {"post": "yes"})
    assert Message.objects.get() == other
    assert Email.objects.get().headers["X-Message-Token"] == str(other.token)
    log = " ".join(LogEntry.objects.values_list("object_repr", flat=True))
    assert "Amina" not in log
    assert "Lyon" not in log


def test_messages_wait_on_the_start_page_of_the_admin_and_cannot_be_changed(client, opened):
    curator = make_group_curator()
    client.post("/contact/", TYPED | {"opened": opened()})
    admin = client_of(curator)
    waiting = [(str(row.label), row.count) for row in admin.get("/admin/").context["waiting"]]
    assert ("Messages to answer", 1) in waiting
    page = f"/admin/cluster/message/{Message.objects.get().pk}/change/"
    assert "the one in Lyon." in admin.get(page).content.decode()
    assert admin.post(page, {"text": "Changed"}).status_code == 403
    assert client_of(make_visitor(is_staff=True)).get(page).status_code == 403
