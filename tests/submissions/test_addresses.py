"""Addresses in any script before the @, and a real SMTP server that takes them or does not."""

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.validators import validate_email
from post_office.models import PRIORITY, STATUS, Email

from accounts.addresses import ShownAddress
from accounts.mail import queue_mail
from accounts.mail_server import KEY
from submissions.models import Submission
from tests.factories import make_curator
from tests.submissions.conftest import stamp_of

pytestmark = pytest.mark.django_db(transaction=True)
JOERG = "jörg@example.org"
REFUSED = "Our mail server cannot write to addresses with letters such as ä, é or ї before the @."


@pytest.fixture(autouse=True)
def not_asked_yet():
    cache.delete(KEY)
    yield
    cache.delete(KEY)


@pytest.fixture
def plain_server(mail_server):
    mail_server.stop()
    mail_server.start(any_letter=False)
    return mail_server


def send():
    call_command("send_queued_mail", verbosity=0)


def queue(address, **options):
    return queue_mail("sign_in", address, "en", link="https://example.org/", **options)


@pytest.mark.parametrize("address", [JOERG, "ада@example.org", "नमस्ते@example.org", "عمر.1@example.org", "a+b@x.org"])
def test_letters_marks_and_digits_of_every_script_are_an_address(address):
    validate_email(address)


@pytest.mark.parametrize("sign", ["\u200b", "\u202e", " ", "…", "“", "@", "\u2066", "☺"])
def test_signs_that_nobody_sees_and_signs_that_are_none_of_a_word_are_not(sign):
    with pytest.raises(ValidationError):
        validate_email(f"jö{sign}rg@example.org")


def test_a_server_that_takes_them_gets_them_as_they_are(mail_server):
    queue(JOERG)
    queue("plain@example.org")
    send()
    assert mail_server.recipients == [JOERG, "plain@example.org"]
    assert {mail["To"] for _to, mail in mail_server.mails} == {JOERG, "plain@example.org"}


def test_a_server_that_does_not_holds_up_nothing_and_nobody_else_gets_the_mail(plain_server):
    for number in range(6):
        queue(f"jörg{number}@example.org", priority=PRIORITY.high)
    queue("plain@example.org")
    send()
    assert plain_server.recipients == ["plain@example.org"]
    lost = Email.objects.exclude(status=STATUS.sent)
    assert {(mail.status, mail.logs.get().exception_type) for mail in lost} == {
        (STATUS.failed, "SMTPNotSupportedError")
    }


def test_where_the_server_takes_them_somebody_hands_in_under_one(mail_server, client, typed):
    assert client.post("/submit/project/", typed(email="Jörg@Example.org")).status_code == 302
    assert Submission.objects.get().email == JOERG
    send()
    assert mail_server.recipients == [JOERG]


@pytest.mark.parametrize("address", ["/submit/project/", "/newsletter/", "/contact/", "/mine/sign-in/"])
def test_where_it_does_not_the_form_says_so_beside_the_field(plain_server, client, typed, address):
    data = typed(email=JOERG) | {"text": "Hello, who are you?", "name": "Jörg"}
    response = client.post(address, data)
    assert response.status_code == 200
    html = response.content.decode()
    assert REFUSED in html
    assert f'value="{JOERG}"' in html
    assert not Email.objects.exists()


def test_a_server_that_cannot_be_asked_is_asked_again_soon(mail_server, client, typed):
    mail_server.stop()
    assert REFUSED in client.post("/submit/project/", typed(email=JOERG)).content.decode()
    cache.delete(KEY)
    mail_server.start()
    assert client.post("/submit/project/", typed(email=JOERG)).status_code == 302


def test_an_address_that_is_only_shown_may_be_one(plain_server):
    assert ShownAddress().clean(JOERG) == JOERG


def test_whoever_answers_a_mail_is_not_led_to_an_address_that_their_mailbox_cannot_write_to(mail_server, client):
    make_curator("anna@example.org")
    said = {"name": "Jörg", "email": JOERG, "text": "Which city do you mean on your page?"}
    client.post("/contact/", said | {"opened": stamp_of(minutes_ago=1)})
    mail = Email.objects.get(to="anna@example.org")
    assert "Reply-To" not in mail.headers
    assert JOERG in mail.message
