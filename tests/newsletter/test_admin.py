"""The newsletter in the admin: put together, edited, looked at, sent to oneself, scheduled, cancelled; and who may."""

import re
from base64 import b64encode
from datetime import timedelta
from hashlib import sha256

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.utils import timezone

from newsletter.actions import save_issue
from newsletter.models import Issue, Subscriber
from tests.curators import client_of, form_of, go_back, make_group_curator
from tests.factories import make_project, make_visitor
from tests.newsletter.making import mails, make_issue, make_subscriber

pytestmark = pytest.mark.django_db

LIST = "/admin/newsletter/issue/"
TOGETHER = f"{LIST}put-together/"
SUBSCRIBERS = "/admin/newsletter/subscriber/"


@pytest.fixture
def curator():
    return make_group_curator("ada@example.org", language="de")


@pytest.fixture
def client(curator):
    return client_of(curator)


def change(issue):
    return f"{LIST}{issue.pk}/change/"


def act(client, issue, action, **answers):
    """Choose an action for an issue and answer what it asks."""
    chosen = {"action": action, "_selected_action": [issue.pk], "confirmed": "1", "from_entry": "1"}
    return client.post(LIST, chosen | answers, follow=True)


def said(response):
    return " ".join(str(message) for message in response.context["messages"])


def test_the_list_puts_together_a_draft_and_leads_to_it(client):
    make_project("Lingo")
    assert f'action="{TOGETHER}"' in client.get(LIST).content.decode()
    response = client.post(TOGETHER, follow=True)
    issue = Issue.objects.get()
    assert response.redirect_chain == [(change(issue), 302)]
    assert "Lingo" in form_of(response, "issue_form")["text_uk"][0]
    assert issue.history.get().history_user.email == "ada@example.org"


def test_two_who_put_an_issue_together_at_once_get_one_draft_and_the_second_is_told_whose(client):
    make_project("Lingo")
    client.post(TOGETHER)
    colleague = client_of(make_group_curator("colleague@example.org"))
    answered = said(colleague.post(TOGETHER, follow=True))
    assert "has just put this together, and nothing is new since." in answered
    assert "This is what is new." not in answered
    assert Issue.objects.count() == 1
    assert "This is what is new." in said(client.post(TOGETHER, follow=True))


def test_where_nothing_is_new_it_says_so(client):
    assert "Nothing is new since the last issue." in said(client.post(TOGETHER, follow=True))
    assert client.get(TOGETHER).status_code == 405


def test_an_issue_is_written_by_hand_and_edited_with_history(client):
    form = form_of(client.get(f"{LIST}add/"), "issue_form")
    client.post(f"{LIST}add/", form | {"title_en": ["Summer news"], "text_fr": ["Bonjour"]})
    issue = Issue.objects.get()
    assert (issue.slug, issue.title_en, issue.text_fr, issue.state) == (
        "summer-news",
        "Summer news",
        "Bonjour",
        "draft",
    )
    form = form_of(client.get(change(issue)), "issue_form")
    client.post(change(issue), form | {"text_fr": ["Bonsoir"], "reason": ["Later"]})
    history = client.get(f"{LIST}{issue.pk}/history/").content.decode()
    assert "Later" in history
    window = timezone.now() - timedelta(days=9), timezone.now()
    Issue.objects.update(slug="mails-lead-here", since=window[0], until=window[1])
    go_back(client, f"{LIST}{issue.pk}/history/{issue.history.earliest().pk}/")
    issue.refresh_from_db()
    assert (issue.text_fr, issue.slug, issue.since, issue.until) == ("Bonjour", "mails-lead-here", *window)


@pytest.mark.parametrize("missing", ["title_en", "text_en"])
def test_without_a_title_or_a_text_in_some_language_nothing_is_stored(client, missing):
    form = form_of(client.get(f"{LIST}add/"), "issue_form") | {"title_en": ["T"], "text_en": ["X"]}
    response = client.post(f"{LIST}add/", form | {missing: [""]})
    assert "Needed in at least one language." in response.content.decode()
    assert not Issue.objects.exists()


def test_a_colleagues_edit_is_not_written_over(client):
    issue = make_issue()
    form = form_of(client.get(change(issue)), "issue_form")
    issue.title_en = "Theirs"
    save_issue(issue)
    response = client.post(change(issue), form | {"title_en": ["Mine"]})
    assert "Somebody else has saved this in the meantime, so yours was not saved." in response.content.decode()
    assert Issue.objects.get().title_en == "Theirs"


@pytest.mark.parametrize(
    ("code", "colon"), [("en", ": "), ("de", ": "), ("fr", "\N{NARROW NO-BREAK SPACE}: "), ("ar", ": "), ("uk", ": ")]
)
def test_the_preview_is_the_mail_as_it_will_look_and_stores_nothing(client, code, colon):
    issue = make_issue()
    form = form_of(client.get(change(issue)), "issue_form")
    form |= {f"title_{code}": ["Neues <b>"], f"text_{code}": ["# Kopf\n\nEin [Link](https://example.org/a)."]}
    response = client.post(f"{LIST}preview/{code}/?object={issue.pk}", form)
    html = response.content.decode()
    assert f'<html lang="{code}" dir="{"rtl" if code == "ar" else "ltr"}">' in html
    assert "Neues &lt;b&gt;" in html
    assert '<h2>Kopf</h2>\n<p>Ein <a href="https://example.org/a"' in html
    assert f"Ein Link{colon}https://example.org/a." in html
    assert f"http://127.0.0.1:8000{'' if code == 'en' else f'/{code}'}/newsletter/" in html
    assert Issue.objects.get().title == issue.title
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert f"style-src 'self' 'sha256-{digest}'" in response["Content-Security-Policy"]
    assert mails() == []


def test_an_issue_that_is_not_stored_has_a_preview_and_an_empty_one_says_what_is_missing(client):
    form = form_of(client.get(f"{LIST}add/"), "issue_form")
    response = client.post(f"{LIST}preview/en/", form | {"title_en": ["T"], "text_en": ["Only here."]})
    assert "Only here." in response.content.decode()
    assert "Needed in at least one language." in client.post(f"{LIST}preview/en/", form).content.decode()
    assert not Issue.objects.exists()


def test_a_curator_sends_it_to_themselves_in_the_languages_that_they_choose(client):
    make_subscriber()
    issue = make_issue("News", title_uk="Новини", text_uk="Щось.")
    act(client, issue, "send_to_me", languages=["en", "uk"])
    assert [(mail.to, mail.subject) for mail in mails()] == [
        (["ada@example.org"], "Test: News"),
        (["ada@example.org"], "Пробний лист: Новини"),
    ]
    assert all("List-Unsubscribe" not in (mail.headers or {}) for mail in mails())
    issue.refresh_from_db()
    assert issue.state == "draft"


def test_it_is_scheduled_for_a_time_and_cancelled(client, time_machine):
    time_machine.move_to("2026-11-23 12:00+00:00", tick=False)
    issue = make_issue()
    page = client.get(change(issue)).content.decode()
    assert 'value="schedule_issues"' in page
    assert 'value="cancel_issues"' not in page
    response = act(client, issue, "schedule_issues", send_at_0="2026-11-24", send_at_1="09:00")
    assert response.redirect_chain == [(change(issue), 302)]
    issue.refresh_from_db()
    assert (issue.state, issue.send_at.isoformat()) == ("scheduled", "2026-11-24T08:00:00+00:00")
    assert 'value="cancel_issues"' in response.content.decode()
    act(client, issue, "cancel_issues")
    issue.refresh_from_db()
    assert (issue.state, issue.send_at) == ("draft", None)
    assert issue.history.latest().history_user.email == "ada@example.org"


@pytest.mark.parametrize(
    ("day", "hour", "complaint"),
    [
        ("2020-01-01", "09:00", "This time has passed."),
        ("2026-99-01", "09:00", "Enter a valid date."),
        ("2026-11-24", "", "Enter a valid time."),
    ],
)
def test_a_time_that_cannot_be_is_refused(client, day, hour, complaint):
    issue = make_issue()
    response = act(client, issue, "schedule_issues", send_at_0=day, send_at_1=hour)
    assert complaint in response.content.decode()
    issue.refresh_from_db()
    assert issue.state == "draft"


def test_scheduling_asks_first(client):
    issue = make_issue()
    response = client.post(LIST, {"action": "schedule_issues", "_selected_action": [issue.pk]})
    assert "Every confirmed subscriber gets this by e-mail" in response.content.decode()
    issue.refresh_from_db()
    assert issue.state == "draft"


@pytest.mark.parametrize(
    ("state", "action", "answers"),
    [
        ("scheduled", "schedule_issues", {}),
        ("draft", "cancel_issues", {}),
        ("sending", "cancel_issues", {}),
        ("draft", "withdraw_issues", {"reason": "Wrong"}),
        ("draft", "show_issues", {}),
    ],
)
def test_a_step_that_there_is_not_is_refused_with_the_state(client, state, action, answers):
    issue = make_issue(state=state)
    response = act(client, issue, action, **answers)
    assert f"stays as it is: {issue.get_state_display()}" in said(response)
    after = Issue.objects.get()
    assert (after.state, after.publication) == (issue.state, issue.publication)


def test_while_it_is_being_sent_it_can_be_read_and_not_changed(client):
    make_subscriber(confirmed_at=timezone.now() - timedelta(days=1))
    issue = make_issue()
    form = form_of(client.get(change(issue)), "issue_form")
    act(client, issue, "schedule_issues")
    Issue.objects.filter(pk=issue.pk).update(
        state="sending", started_at=timezone.now(), publication="published", published_at=timezone.now()
    )
    assert client.get(change(issue)).status_code == 200
    assert client.post(change(issue), form | {"text_en": ["Late"]}).status_code == 403
    assert Issue.objects.get().text_en != "Late"


def test_a_draft_can_be_deleted_and_what_was_sent_cannot(client):
    draft, sending = make_issue(), make_issue(state="sending")
    client.post(f"{LIST}{draft.pk}/delete/", {"post": "yes"})
    assert client.post(f"{LIST}{sending.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Issue.objects.get() == sending


def test_a_draft_that_is_scheduled_while_its_deletion_is_asked_stays(client, monkeypatch):
    issue = make_issue(state="scheduled")
    monkeypatch.setattr("newsletter.admin.issues.IssueAdmin.has_delete_permission", lambda *_: True)
    assert client.post(f"{LIST}{issue.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Issue.objects.get() == issue


def test_subscribers_are_listed_without_their_addresses_and_found_by_a_whole_one_only(client):
    found = make_subscriber("amina@example.org", asked_at=timezone.now() - timedelta(days=1))
    make_subscriber("berta@example.org")
    html = client.get(SUBSCRIBERS).content.decode()
    assert "amina@" not in html
    assert "a…@example.org" in html
    for query, expected in {"Amina@example.org": [found], "amina": [], "a%@example.org": []}.items():
        assert list(client.get(SUBSCRIBERS, {"q": query}).context["cl"].result_list) == expected
    page = client.get(f"{SUBSCRIBERS}{found.pk}/change/").content.decode()
    assert "amina@" not in page
    client.post(f"{SUBSCRIBERS}{found.pk}/delete/", {"post": "yes"})
    assert [subscriber.email for subscriber in Subscriber.objects.all()] == ["berta@example.org"]
    assert "amina@" not in " ".join(LogEntry.objects.values_list("object_repr", flat=True))


@pytest.mark.parametrize("lookup", ["email__startswith=am", "email=amina@example.org", "key__gt=0", "deliveries__id=1"])
def test_no_lookup_in_the_address_of_the_list_tells_anything_of_an_address(client, lookup):
    make_subscriber("amina@example.org")
    assert client.get(f"{SUBSCRIBERS}?{lookup}").status_code == 400


@pytest.mark.parametrize("lookup", ["state__exact=paused", "language__exact=de", "attention=paused"])
def test_the_list_is_narrowed_to_a_state_or_a_language(client, lookup):
    make_subscriber()
    found = make_subscriber(state="paused", language="de")
    assert list(client.get(f"{SUBSCRIBERS}?{lookup}").context["cl"].result_list) == [found]


def test_subscribers_are_neither_added_nor_changed_by_hand(client):
    subscriber = make_subscriber()
    assert client.get(f"{SUBSCRIBERS}add/").status_code == 403
    assert client.post(f"{SUBSCRIBERS}{subscriber.pk}/change/", {"state": "paused"}).status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        LIST,
        f"{LIST}add/",
        f"{LIST}{{issue}}/change/",
        f"{LIST}{{issue}}/history/",
        f"{LIST}{{issue}}/delete/",
        TOGETHER,
        f"{LIST}preview/en/",
        SUBSCRIBERS,
        f"{SUBSCRIBERS}{{subscriber}}/change/",
        f"{SUBSCRIBERS}{{subscriber}}/delete/",
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_address_refuses_visitors_and_those_without_the_permission(address, method):
    make_project()
    issue, subscriber = make_issue(), make_subscriber()
    path = address.format(issue=issue.pk, subscriber=subscriber.pk)
    for visitor in (Client(), client_of(make_visitor())):
        response = getattr(visitor, method)(path, {"post": "yes"})
        assert response.status_code == 302
        assert response.url.startswith("/admin/login/")
    assert getattr(client_of(make_visitor(is_staff=True)), method)(path, {"post": "yes"}).status_code in (403, 405)
    assert (Issue.objects.count(), Subscriber.objects.count()) == (1, 1)


def test_the_start_page_of_the_admin_counts_what_waits(client):
    make_issue()
    make_subscriber(state="paused")
    waiting = {(str(row.label), row.count) for row in client.get("/admin/").context["waiting"]}
    assert {("Drafts waiting", 1), ("Paused, as e-mails bounced", 1)} <= waiting
