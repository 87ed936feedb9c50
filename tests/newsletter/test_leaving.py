"""How an address goes off the list, changes its language, and is deleted: by links that need no signing in."""

import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from post_office.models import Email

from newsletter.actions import queue_batch
from newsletter.links import settings_link, unsubscribe_link
from newsletter.models import Delivery, Subscriber
from tests.curators import client_of
from tests.factories import make_visitor
from tests.newsletter.making import mails, make_issue, make_subscriber

pytestmark = pytest.mark.django_db

SITE = "http://127.0.0.1:8000"


def path_of(link):
    return link.removeprefix(SITE)


def test_every_issue_has_the_headers_of_one_click_and_one_post_without_cookies_is_enough():
    subscriber = make_subscriber(language="de")
    queue_batch(make_issue(state="sending"))
    (mail,) = mails()
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address, by_mail = mail.headers["List-Unsubscribe"].split(", ")
    assert address == f"<{unsubscribe_link(subscriber)}>"
    token = unsubscribe_link(subscriber).split("/")[-2]
    assert by_mail == f"<mailto:directory@localhost?subject=unsubscribe%20{token}>"
    client = Client(enforce_csrf_checks=True)
    response = client.post(path_of(address.strip("<>")), {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    assert not response.cookies
    subscriber.refresh_from_db()
    assert subscriber.state == "unsubscribed"
    assert subscriber.confirmed_at is not None


def test_a_look_at_the_link_changes_nothing_and_its_button_does():
    subscriber = make_subscriber()
    client = Client(enforce_csrf_checks=True)
    link = path_of(unsubscribe_link(subscriber))
    assert "<button" in client.get(link).content.decode()
    assert Subscriber.objects.confirmed().exists()
    client.post(link)
    assert not Subscriber.objects.confirmed().exists()
    # Again, as mailboxes may.
    assert client.post(link).status_code == 200


def test_who_leaves_while_an_issue_is_being_sent_does_not_get_it_any_more(client):
    leaves, stays = make_subscriber(), make_subscriber()
    issue = make_issue(state="sending")
    queue_batch(issue)
    client.post(path_of(unsubscribe_link(leaves)))
    assert [mail.to for mail in mails()] == [[stays.email]]
    assert dict(Delivery.objects.values_list("subscriber", "state")) == {leaves.pk: "dropped", stays.pk: "queued"}
    assert queue_batch(issue) == 0


def test_leaving_before_confirming_keeps_nothing(client):
    subscriber = make_subscriber(state="unconfirmed")
    client.post(path_of(unsubscribe_link(subscriber)))
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("name", ["unsubscribe", "settings"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_for_one_purpose_serves_no_other_and_a_forged_one_none(client, name, method):
    subscriber = make_subscriber()
    other = settings_link(subscriber) if name == "unsubscribe" else unsubscribe_link(subscriber)
    for token in (other.split("/")[-2], subscriber.key.hex, f"{subscriber.key.hex}.forged"):
        assert getattr(client, method)(f"/newsletter/{name}/{token}/").status_code == 403
    assert Subscriber.objects.confirmed().exists()


def test_the_language_is_changed_and_the_page_goes_on_in_it(client):
    subscriber = make_subscriber(language="en")
    link = path_of(settings_link(subscriber))
    assert '<option value="en" selected>' in client.get(link).content.decode()
    response = client.post(link, {"language": "ar"}, follow=True)
    assert response.redirect_chain[0][0].startswith("/ar/newsletter/settings/")
    assert 'dir="rtl"' in response.content.decode()
    subscriber.refresh_from_db()
    assert subscriber.language == "ar"
    assert client.post(link, {"language": "xx"}).status_code == 200
    subscriber.refresh_from_db()
    assert subscriber.language == "ar"


def test_all_that_is_kept_about_an_address_is_deleted_after_asking(client):
    subscriber, other = make_subscriber("amina@example.org"), make_subscriber()
    issue = make_issue(state="sending")
    queue_batch(issue)
    subscriber.bounces.create(report="a", status="4.2.2", is_hard=False, on="2026-11-01")
    link = path_of(settings_link(subscriber)) + "delete/"
    assert "amina@example.org" in client.get(link).content.decode()
    assert Subscriber.objects.count() == 2
    assert client.post(link).status_code == 200
    assert Subscriber.objects.get() == other
    assert [mail.to for mail in Email.objects.all()] == [[other.email]]
    assert "Your address is deleted" in client.get(link).content.decode()
    assert client.post(path_of(unsubscribe_link(subscriber))).status_code == 200


def test_other_mails_to_a_deleted_address_stay(client):
    subscriber = make_subscriber("amina@example.org")
    client.post("/mine/sign-in/", {"email": make_visitor("amina@example.org").email})
    client.post(path_of(settings_link(subscriber)) + "delete/")
    assert [mail.to for mail in Email.objects.all()] == [["amina@example.org"]]


def test_the_clock_deletes_who_did_not_confirm_and_who_left_long_ago(capsys):
    now = timezone.now()
    make_subscriber("old@example.org", state="unconfirmed", asked_at=now - timedelta(days=15))
    make_subscriber("gone@example.org", state="unsubscribed", state_since=now - timedelta(days=1096))
    make_subscriber("paused@example.org", state="paused", state_since=now - timedelta(days=1096))
    kept = [
        make_subscriber(state="unconfirmed", asked_at=now - timedelta(days=13)),
        make_subscriber(asked_at=now - timedelta(days=5000)),
        make_subscriber(state="unsubscribed", state_since=now - timedelta(days=1000)),
        make_subscriber(state="paused", state_since=now - timedelta(days=1000)),
    ]
    call_command("delete_old_subscribers")
    assert "3 subscribers" in capsys.readouterr().out
    assert set(Subscriber.objects.all()) == set(kept)


def test_what_the_newsletter_keeps_is_part_of_all_that_is_stored_about_a_person():
    person = make_visitor("amina@example.org")
    make_subscriber("amina@example.org", language="uk")
    make_subscriber("other@example.org")
    client = client_of(person)
    data = json.loads(client.get("/mine/data.json").content)
    assert [row["language"] for row in data["newsletter"]] == ["uk"]
    assert "other@example.org" not in json.dumps(data)
    client.post("/mine/delete/")
    assert [subscriber.email for subscriber in Subscriber.objects.all()] == ["other@example.org"]
    assert "newsletter" not in json.loads(client_of(make_visitor()).get("/mine/data.json").content)


def test_a_second_click_on_a_link_to_what_was_deleted_says_that_it_is_done(client):
    subscriber = make_subscriber()
    link = f"{path_of(settings_link(subscriber))}delete/"
    for _click in range(2):
        response = client.post(link)
        assert response.status_code == 200
        assert "Your address is deleted" in response.content.decode()
    assert "Your address is deleted" in client.get(path_of(settings_link(subscriber))).content.decode()


def test_a_button_that_is_pressed_while_the_address_is_being_deleted_is_no_error(client, monkeypatch):
    """The link is read, the row goes, and then the button acts."""
    waiting, subscriber = make_subscriber(state="unconfirmed"), make_subscriber()
    monkeypatch.setattr("newsletter.links.to_confirm", lambda _token: (True, waiting))
    monkeypatch.setattr("newsletter.links.to_unsubscribe", lambda _token: (True, subscriber))
    monkeypatch.setattr("newsletter.links.to_settings", lambda _token: (True, subscriber))
    Subscriber.objects.all().delete()
    assert client.post("/newsletter/confirm/x/").status_code == 403
    assert client.post("/newsletter/unsubscribe/x/").status_code == 200
    assert client.post("/newsletter/settings/x/", {"language": "de"}).status_code == 403
    assert not Subscriber.objects.exists()
