"""How an address comes onto the list: only by its own will, and without anybody learning whether it is there."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.translation import gettext, override

from accounts.stamps import stamp
from newsletter import consent
from newsletter.actions.subscribing import LIMITS
from newsletter.models import Subscriber
from tests.factories import make_visitor
from tests.newsletter.making import links_in, mails, make_subscriber

pytestmark = pytest.mark.django_db

ADDRESS = "amina@example.org"


@pytest.fixture(autouse=True)
def on_a_day(time_machine):
    time_machine.move_to("2026-11-23 12:00+00:00", tick=False)
    return time_machine


@pytest.fixture
def typed(on_a_day):
    """A form as a browser sends it some seconds after it was opened: typed(email=…) changes a field."""

    def fill_in(seconds=60, **fields):
        opened = stamp()
        on_a_day.shift(timedelta(seconds=seconds))
        return {"email": ADDRESS, "opened": opened, "subject": ""} | fields

    return fill_in


def test_signing_up_asks_the_address_and_keeps_what_was_consented_to(client, typed):
    response = client.post("/de/newsletter/", typed(email="Amina@Example.org"))
    assert response.status_code == 200
    subscriber = Subscriber.objects.get()
    assert (subscriber.email, subscriber.language, subscriber.state) == (ADDRESS, "de", "unconfirmed")
    assert (subscriber.asked_in, subscriber.wording) == ("de", consent.VERSION)
    assert re.fullmatch(r"[0-9a-f]{32}", subscriber.asked_network)
    assert subscriber.confirmed_at is None
    (mail,) = mails(ADDRESS)
    assert mail.headers["List-Id"] == "<newsletter.127.0.0.1>"
    assert links_in(mail)[0].startswith("/de/newsletter/confirm/")
    assert "nach 14 Tagen" in mail.message


def test_the_link_shows_a_button_and_only_the_button_subscribes(client, typed):
    client.post("/newsletter/", typed(language="uk"))
    link = links_in(mails()[0])[0]
    assert link.startswith("/uk/newsletter/confirm/")
    assert client.get(link).status_code == 200
    assert client.head(link).status_code == 200
    assert not Subscriber.objects.confirmed().exists()
    response = client.post(link)
    assert response.status_code == 200
    subscriber = Subscriber.objects.confirmed().get()
    assert (subscriber.language, subscriber.request) == ("uk", None)
    assert subscriber.confirmed_at is not None
    assert re.fullmatch(r"[0-9a-f]{32}", subscriber.confirmed_network)


def test_a_link_works_once_and_not_again_after_leaving(client, typed):
    client.post("/newsletter/", typed())
    link = links_in(mails()[0])[0]
    client.post(link)
    Subscriber.objects.update(state="unsubscribed")
    assert client.post(link).status_code == 200
    assert not Subscriber.objects.confirmed().exists()


def test_a_second_click_on_a_link_hears_that_it_is_done(client, typed):
    client.post("/newsletter/", typed())
    link = links_in(mails()[0])[0]
    client.post(link)
    for answer in (client.get(link), client.post(link)):
        assert answer.status_code == 200
        assert "This is done already" in answer.content.decode()
    assert Subscriber.objects.confirmed().count() == 1


def test_a_link_is_refused_after_14_days(client, typed, on_a_day):
    client.post("/newsletter/", typed())
    link = links_in(mails()[0])[0]
    on_a_day.shift(timedelta(days=14, minutes=1))
    assert client.get(link).status_code == 403
    assert client.post(link).status_code == 403
    assert not Subscriber.objects.confirmed().exists()


def test_a_forged_link_is_refused(client, typed):
    client.post("/newsletter/", typed())
    link = links_in(mails()[0])[0]
    settings_link = links_in(mails()[0])[1]
    token = link.split("/")[-2]
    key = Subscriber.objects.get().request.hex
    for forged in (token[:-1], token[::-1], key, f"{key}.x.y", "x" * 500, "%00", settings_link.split("/")[-2]):
        assert client.post(f"/newsletter/confirm/{forged}/").status_code in (403, 404)
    assert not Subscriber.objects.confirmed().exists()


def test_asking_twice_is_one_subscriber_and_both_links_work_until_one_is_used(client, typed):
    client.post("/newsletter/", typed())
    client.post("/fr/newsletter/", typed())
    first, second = (links_in(mail)[0] for mail in mails())
    assert Subscriber.objects.get().language == "fr"
    assert client.post(first).status_code == 200
    with override("fr"):
        assert gettext("This is done already") in client.post(second).content.decode()
    assert Subscriber.objects.confirmed().count() == 1


@pytest.mark.parametrize("state", ["confirmed", "unsubscribed", "paused", "unconfirmed", None])
def test_the_answer_does_not_tell_whether_an_address_is_known(client, typed, state):
    other = "nadia@example.org"
    unknown = client.post("/newsletter/", typed(email=other))
    if state:
        make_subscriber(ADDRESS, state=state)
    known = client.post("/newsletter/", typed())
    assert known.status_code == unknown.status_code == 200
    assert dict(known.headers, Expires="") == dict(unknown.headers, Expires="")
    assert known.content.decode().replace(ADDRESS, other) == unknown.content.decode()
    assert len(mails(ADDRESS)) == 1


def test_one_who_is_subscribed_is_told_by_mail_and_stays_as_they_are(client, typed):
    make_subscriber(ADDRESS, language="ar")
    client.post("/newsletter/", typed(language="fr"))
    subscriber = Subscriber.objects.get()
    assert (subscriber.state, subscriber.language) == ("confirmed", "ar")
    (mail,) = mails(ADDRESS)
    assert [link.split("/")[3] for link in links_in(mail)] == ["settings", "unsubscribe"]


@pytest.mark.parametrize("state", ["unsubscribed", "paused"])
def test_one_who_had_left_comes_back_only_by_a_new_link(client, typed, state):
    subscriber = make_subscriber(ADDRESS, state=state)
    subscriber.bounces.create(report="a", status="5.1.1", is_hard=True, on="2026-11-01")
    client.post("/newsletter/", typed())
    assert Subscriber.objects.get().state == state
    # Nothing is said of 14 days: the proof of the earlier consent stays.
    assert "deleted after 14 days" not in mails(ADDRESS)[0].message
    assert "deleted after 14 days" not in client.get(links_in(mails(ADDRESS)[0])[0]).content.decode()
    client.post(links_in(mails(ADDRESS)[0])[0])
    assert Subscriber.objects.get().state == "confirmed"
    assert not subscriber.bounces.exists()


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"email": ""}, "This field is required."),
        ({"email": "no address"}, "Enter a valid e-mail address."),
        ({"email": "a@example.org\nBcc: b@example.org"}, "There is a line break in it."),
        ({"email": "a@example.org\r\n"}, "There is a line break in it."),
        ({"email": "a@example.org\0"}, "Null characters are not allowed."),
        ({"email": "x" * 250 + "@example.org"}, "at most 254 characters"),
        ({"language": "xx"}, "Select a valid choice."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost_or_stored(client, typed, changes, complaint):
    response = client.post("/newsletter/", typed(language="uk") | changes)
    html = response.content.decode()
    assert complaint in html
    assert "Something has to be corrected" in html
    if changes.get("email"):
        assert changes["email"].split("\n")[0].strip("\r\0") in html
    else:
        assert changes.get("email") == "" or ADDRESS in html
    if "language" not in changes:
        assert '<option value="uk" selected>' in html
    assert not Subscriber.objects.exists()
    assert mails() == []


def test_a_request_of_somebody_else_leaves_the_proof_of_an_earlier_consent(client, typed):
    client.post("/newsletter/", typed())
    client.post(links_in(mails()[0])[0])
    given = Subscriber.objects.get().consent()
    assert given["confirmed"]
    Subscriber.objects.update(state="unsubscribed")
    for prefix in ("/de", "/fr"):
        client.post(f"{prefix}/newsletter/", typed())
    subscriber = Subscriber.objects.get()
    assert subscriber.earlier == [given]
    assert (subscriber.consent()["asked_in"], subscriber.consent()["confirmed"]) == ("fr", None)
    client.post(links_in(mails(ADDRESS)[-1])[0])
    assert Subscriber.objects.get().consent()["confirmed"]


def test_a_script_that_fills_in_everything_is_told_what_it_hopes_for(client, typed):
    response = client.post("/newsletter/", typed(subject="Buy now"))
    assert "Check your inbox" in response.content.decode()
    assert not Subscriber.objects.exists()


@pytest.mark.parametrize("changes", [{"opened": ""}, {"opened": "forged"}, {"seconds": 1}, {"seconds": 15 * 86400}])
def test_a_form_that_no_person_can_have_filled_in_comes_back_and_can_be_sent_once_more(
    client, typed, on_a_day, changes
):
    response = client.post("/newsletter/", typed(**changes))
    html = response.content.decode()
    assert "Please send it again" in html
    assert f'value="{ADDRESS}"' in html
    assert not Subscriber.objects.exists()
    on_a_day.shift(timedelta(seconds=5))
    sound = re.search(r'name="opened" value="([^"]+)"', html)[1]
    client.post("/newsletter/", {"email": ADDRESS, "opened": sound})
    assert Subscriber.objects.count() == 1


@pytest.mark.parametrize("state", [None, "confirmed"])
def test_nobody_can_flood_an_address_and_the_refusal_tells_nothing_either(client, typed, state):
    if state:
        make_subscriber(ADDRESS, state=state)
    most = LIMITS["address"][0][0]
    for _number in range(most):
        client.post("/newsletter/", typed(seconds=10))
    response = client.post("/newsletter/", typed(seconds=10))
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert f'value="{ADDRESS}"' in response.content.decode()
    assert len(mails()) == most


def test_the_forms_work_without_cookies_and_set_none(typed):
    client = Client(enforce_csrf_checks=True)
    for path in ("/", "/newsletter/"):
        assert not client.get(path).cookies
    response = client.post("/newsletter/", typed())
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]
    link = links_in(mails()[0])[0]
    assert not client.get(link).cookies
    assert not client.post(link).cookies
    assert Subscriber.objects.confirmed().exists()


def test_the_home_page_has_the_form_in_every_language_and_is_still_kept(client, on_a_day):
    for prefix in ("", "/de", "/fr", "/ar", "/uk"):
        first = client.get(f"{prefix}/")
        assert f'action="{prefix}/newsletter/#newsletter"' in first.content.decode()
        assert client.get(f"{prefix}/", headers={"if-none-match": first["ETag"]}).status_code == 304


def test_the_form_of_a_kept_home_page_works(client, on_a_day):
    client.get("/")
    on_a_day.shift(timedelta(minutes=30))
    opened = re.search(r'name="opened" value="([^"]+)"', client.get("/").content.decode())[1]
    client.post("/newsletter/", {"email": ADDRESS, "opened": opened})
    assert Subscriber.objects.count() == 1


def test_a_visitor_who_is_signed_in_can_subscribe_too(typed):
    client = Client()
    client.force_login(make_visitor())
    client.post("/newsletter/", typed())
    assert Subscriber.objects.count() == 1
