"""Answering a message of the contact form from the admin: what is sent, what stays, and two who answer at once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext, override
from post_office.models import STATUS, Email

from cluster.contact import AlreadyAnswered, answer_message
from cluster.models import Message, MessageAnswer
from cluster.terms import ANSWERED_FOR
from curating.attention import Rank
from screening.verdict import Verdict
from tests.curators import client_of, form_of, make_group_curator
from tests.factories import make_visitor

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]
LIST = "/admin/cluster/message/"


def make_message(**fields):
    typed = {"name": "Amina", "email": "amina@example.org", "text": "An event is missing:\nthe one in Lyon."}
    return Message.objects.create(token=uuid4(), **{"language": "fr"} | typed | fields)


def page_of(message):
    return f"{LIST}{message.pk}/change/"


def waiting_for(client):
    return {str(row.label): row.count for row in client.get("/admin/").context["waiting"]}


@pytest.fixture
def ada():
    return make_group_curator("ada@example.org")


def test_a_curator_answers_beside_the_message_and_it_is_marked(ada):
    client, message = client_of(ada), make_message()
    assert waiting_for(client)["Messages to answer"] == 1
    form = form_of(client.get(page_of(message)), "answer_form")

    response = client.post(f"{LIST}{message.pk}/answer/", form | {"text": "Merci, c’est noté."}, follow=True)

    assert response.redirect_chain == [(page_of(message), 302)]
    html = response.content.decode()
    assert "Your answer is on its way." in html
    assert "Merci, c’est noté." in html
    answer = MessageAnswer.objects.get()
    assert (answer.message, answer.by, answer.text) == (message, ada, "Merci, c’est noté.")
    assert "Messages to answer" not in waiting_for(client)
    assert list(client.get(LIST).context["cl"].result_list) == []
    assert list(client.get(f"{LIST}?verdict=answered").context["cl"].result_list) == [message]
    assert "Answered by e-mail." in client.get(f"{LIST}{message.pk}/history/").content.decode()


@pytest.mark.parametrize("language", ["en", "de", "fr", "ar", "uk"])
def test_the_mail_bears_the_thread_in_the_language_of_who_wrote(ada, language):
    message = make_message(language=language)
    answer = answer_message(message, by=ada, text="Merci.", seen=0)
    mail = Email.objects.get()
    assert (mail.to, mail.headers["Reply-To"]) == (["amina@example.org"], "ada@example.org")
    assert mail.message_id == answer.mail_number
    assert mail.message.startswith("Merci.\n")
    assert "> An event is missing:\n> the one in Lyon." in mail.message
    with override(language):
        assert gettext("Reply to this e-mail to write back to the curator who answered you.") in mail.message


def test_a_further_answer_continues_the_thread(ada):
    message = make_message()
    first = answer_message(message, by=ada, text="We look into it.", seen=0)
    answer_message(message, by=ada, text="It is there now.", seen=1)
    mail = Email.objects.order_by("pk").last()
    assert mail.headers["In-Reply-To"] == mail.headers["References"] == first.mail_number
    written = [
        mail.message.index(text) for text in ("It is there now.", "> We look into it.", "> An event is missing:")
    ]
    assert written == sorted(written)


def test_the_second_of_two_who_answer_at_once_is_told_and_loses_nothing(ada):
    message, berta = make_message(), make_group_curator("berta@example.org")
    one, other = client_of(ada), client_of(berta)
    address = f"{LIST}{message.pk}/answer/"
    first, second = (form_of(client.get(page_of(message)), "answer_form") for client in (one, other))

    one.post(address, first | {"text": "From Ada."})
    refused = other.post(address, second | {"text": "From Berta."})

    assert "Somebody else has answered" in refused.content.decode()
    assert "From Ada." in refused.content.decode()
    form = form_of(refused, "answer_form")
    assert form["text"] == ["From Berta."]
    assert [answer.text for answer in message.answers.all()] == ["From Ada."]
    assert other.post(address, form).status_code == 302
    assert [answer.text for answer in message.answers.all()] == ["From Ada.", "From Berta."]


@pytest.mark.parametrize(
    "typed", [{}, {"text": ""}, {"text": " "}, {"text": "x" * 5001}, {"text": "nul\0", "seen": "x"}]
)
def test_an_answer_that_cannot_be_sent_comes_back_with_what_is_wrong(ada, typed):
    message = make_message()
    response = client_of(ada).post(f"{LIST}{message.pk}/answer/", {"seen": 0} | typed)
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert typed.get("text", "").strip("\0 ") in response.content.decode()
    assert not Email.objects.exists()


def test_spam_has_no_form_and_is_not_answered(ada):
    message = make_message(verdict=Verdict.SPAM)
    client = client_of(ada)
    assert "answer_form" not in client.get(page_of(message)).content.decode()
    response = client.post(f"{LIST}{message.pk}/answer/", {"text": "Hello", "seen": 0})
    assert response.status_code == 200
    assert not Email.objects.exists()


def test_who_may_only_look_sees_the_answers_and_sends_none(ada):
    message = make_message()
    answer_message(message, by=ada, text="From Ada.", seen=0)
    reader = make_visitor(is_staff=True)
    reader.user_permissions.add(Permission.objects.get(codename="view_message", content_type__app_label="cluster"))
    html = client_of(reader).get(page_of(message)).content.decode()
    assert "From Ada." in html
    assert "answer_form" not in html
    assert client_of(reader).post(f"{LIST}{message.pk}/answer/", {"text": "No", "seen": 1}).status_code == 403
    with pytest.raises(PermissionDenied):
        answer_message(message, by=reader, text="No", seen=1)


def test_a_message_that_was_deleted_meanwhile_is_gone(ada):
    message = make_message()
    key = message.pk
    Message.objects.get().delete()
    assert client_of(ada).post(f"{LIST}{key}/answer/", {"text": "Hello", "seen": 0}).status_code == 404
    with pytest.raises(AlreadyAnswered):
        answer_message(message, by=ada, text="Hello", seen=0)


def test_answered_messages_go_when_their_time_is_over_and_others_stay(ada):
    old, recent, open_one = make_message(), make_message(), make_message()
    for message in (old, recent):
        answer_message(message, by=ada, text="Hello.", seen=0)
    MessageAnswer.objects.filter(message=old).update(at=timezone.now() - ANSWERED_FOR - timedelta(hours=1))
    call_command("delete_old_messages")
    assert list(Message.objects.all()) == [recent, open_one]
    assert MessageAnswer.objects.get().message == recent


def test_an_answer_outlives_the_account_of_who_wrote_it_and_stands_in_what_is_stored_of_the_person(ada):
    message = make_message()
    answer_message(message, by=ada, text="From Ada.", seen=0)
    ada.delete()
    assert "a former curator" in client_of(make_group_curator()).get(page_of(message)).content.decode()
    assert [answer["text"] for answer in message.as_data()["answers"]] == ["From Ada."]


def test_an_answer_that_never_arrived_stands_on_the_start_page_and_beside_its_message(ada):
    message, _other = make_message(), make_message(email="other@example.org")
    answer_message(message, by=ada, text="It is there now.", seen=0)
    client = client_of(ada)
    assert "Answered by an e-mail that did not arrive" not in waiting_for(client)

    Email.objects.filter(to=message.email).update(status=STATUS.failed)
    [line] = [row for row in client.get("/admin/").context["waiting"] if row.rank == Rank.UNREACHED]
    assert (str(line.label), line.count) == ("Answered by an e-mail that did not arrive", 1)
    assert list(client.get(line.address).context["cl"].result_list) == [message]
    assert "This e-mail did not arrive." in client.get(page_of(message)).content.decode()
