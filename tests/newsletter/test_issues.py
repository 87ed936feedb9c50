"""An issue from its draft to the archive: put together, scheduled, queued, settled, read."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone
from post_office.models import PRIORITY, STATUS, Email

from entries.models import DirectoryVersion
from newsletter.actions import (
    cancel,
    delete_draft,
    finish,
    put_together,
    queue_batch,
    save_issue,
    schedule,
    settle,
    show_again,
    start,
    withdraw_issue,
)
from newsletter.emails import IssueMail
from newsletter.models import Delivery, Issue, IssueError
from tests.cluster.making import make_event, make_funding, make_publication
from tests.factories import make_organisation, make_project
from tests.newsletter.making import mails, make_issue, make_subscriber, send_all

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "de", "fr", "ar", "uk")


def sent_issue(**fields):
    issue = make_issue(state="sending", **fields)
    while queue_batch(issue):
        pass
    send_all()
    settle(issue)
    finish(issue)
    return Issue.objects.get(pk=issue.pk)


def test_a_draft_tells_what_is_new_and_nothing_else():
    make_project("Lingo", summary="Teaches German.")
    make_project("Hidden", published=False)
    make_project("Over", status="discontinued", ended=2018)
    make_organisation("Helpers")
    make_event("Meetup", title_de="Treffen")
    make_event("Past meetup", days_ahead=-3)
    make_funding("Seed money")
    make_funding("Closed call", days_ahead=-1)
    make_publication("Big report")
    issue = put_together(by=None)
    for name in ("Lingo", "Teaches German.", "Helpers", "Meetup", "Seed money", "Big report"):
        assert name in issue.text_en
    for name in ("Hidden", "Over", "Past meetup", "Closed call"):
        assert name not in issue.text_en
    assert "(http://127.0.0.1:8000/projects/lingo/)" in issue.text_en
    assert "(http://127.0.0.1:8000/de/events/meetup/)" in issue.text_de
    assert "Treffen" in issue.text_de
    assert all(getattr(issue, f"title_{code}") and getattr(issue, f"text_{code}") for code in LANGUAGES)
    assert issue.slug == f"{timezone.localdate():%Y-%m}"
    assert issue.state == "draft"


def test_the_next_draft_begins_where_the_last_issue_ended(time_machine):
    time_machine.move_to("2026-11-01 12:00+00:00", tick=False)
    make_project("First")
    first = put_together(by=None)
    make_project("Between")
    time_machine.move_to("2026-11-02 12:00+00:00", tick=False)
    again = put_together(by=None)
    assert "First" in again.text_en  # The other is only a draft.
    schedule(first, by=None)
    time_machine.move_to("2026-12-01 12:00+00:00", tick=False)
    make_project("Second")
    second = put_together(by=None)
    assert "Second" in second.text_en
    assert "First" not in second.text_en
    assert (second.since, second.slug) == (first.until, "2026-12")


def test_two_curators_who_put_together_at_the_same_moment_get_one_draft_until_something_is_new():
    make_project("Lingo")
    first = put_together(by=None)
    assert put_together(by=None) == first
    make_project("Newer")
    second = put_together(by=None)
    assert ("Newer" in second.text_en, second.slug) == (True, f"{first.slug}-2")


def test_where_nothing_is_new_there_is_no_draft():
    make_project("Draft", published=False)
    assert put_together(by=None) is None
    assert not Issue.objects.exists()


def test_news_say_how_fresh_they_are_and_leave_out_what_nobody_has_heard_of_for_years(time_machine):
    time_machine.move_to("2026-11-29 12:00+00:00", tick=False)
    make_project("Lingo", summary="Teaches.", confirmed_on=date(2026, 5, 3))
    for make in (make_project, make_organisation):
        make("Silent", last_seen="2016", last_seen_on=date(2016, 12, 31))
    text = put_together(by=None).text_en

    assert "Lingo](http://127.0.0.1:8000/projects/lingo/): Confirmed in May 2026. Teaches." in text
    assert "Silent" not in text


def test_of_many_new_ones_the_list_has_the_rest():
    for number in range(14):
        make_project(f"Lingo {number:02}")
    text = put_together(by=None).text_uk
    assert text.count("- [") == 13
    assert "(http://127.0.0.1:8000/uk/projects/?sort=newest)" in text


def test_marks_in_names_stay_marks(client):
    make_project("A*b* [c](x) <i> #d", summary="Has `code` & _more_.")
    issue = put_together(by=None)
    Issue.objects.filter(pk=issue.pk).update(title_en="T")
    schedule(issue, by=None)
    start(Issue.objects.get())
    html = client.get(Issue.objects.get().get_absolute_url()).content.decode()
    assert "A*b* [c](x) &lt;i&gt; #d</a>: Has `code` &amp; _more_." in html


@pytest.mark.parametrize("missing", ["title_en", "text_en"])
def test_an_issue_without_text_cannot_be_scheduled(missing):
    issue = make_issue()
    Issue.objects.filter(pk=issue.pk).update(**{missing: ""})
    with pytest.raises(ValidationError, match="no text"):
        schedule(Issue.objects.get(), by=None)


def test_an_issue_waits_for_its_time_and_can_be_cancelled_until_then(time_machine):
    time_machine.move_to("2026-11-01 12:00+00:00", tick=False)
    make_subscriber()
    issue = make_issue()
    schedule(issue, by=None, send_at=timezone.now() + timedelta(hours=1))
    call_command("send_newsletter", verbosity=0)
    assert mails() == []
    cancel(issue, by=None)
    time_machine.shift(timedelta(hours=2))
    call_command("send_newsletter", verbosity=0)
    assert mails() == []
    with pytest.raises(IssueError):
        cancel(issue, by=None)


def test_everyone_who_confirmed_gets_it_once_in_their_language_and_nobody_else():
    readers = {code: make_subscriber(language=code) for code in LANGUAGES}
    for state in ("unconfirmed", "unsubscribed", "paused"):
        make_subscriber(state=state)
    issue = make_issue("News", title_de="Neues", text_de="Etwas Neues.", title_ar="جديد", text_ar="شيء جديد.")
    schedule(issue, by=None)
    for _time in range(3):
        call_command("send_newsletter", verbosity=0)
    found = {mail.to[0]: mail for mail in mails()}
    assert len(mails()) == 5
    assert found.keys() == {reader.email for reader in readers.values()}
    german, arabic, french = (found[readers[code].email] for code in ("de", "ar", "fr"))
    assert german.subject == "Neues"
    assert "Etwas Neues." in german.message
    assert "Etwas Neues.</p>" in german.html_message
    assert 'dir="rtl"' in arabic.html_message
    assert "http://127.0.0.1:8000/ar/newsletter/news/" in arabic.message
    # Who has no text in their language gets the first there is, marked as what it is.
    assert french.subject == "News"
    assert '<div lang="en" dir="auto">' in french.html_message
    assert {mail.priority for mail in mails()} == {PRIORITY.low}


def test_the_queue_is_filled_in_batches_each_of_which_is_all_or_nothing(monkeypatch):
    for _number in range(7):
        make_subscriber()
    issue = make_issue(state="sending")
    assert queue_batch(issue, size=3) == 3

    def broken(*args, **kwargs):
        raise RuntimeError("ended")

    with monkeypatch.context() as patch:
        patch.setattr(Delivery.objects, "bulk_create", broken)
        with pytest.raises(RuntimeError):
            queue_batch(issue, size=3)
    assert (Email.objects.count(), Delivery.objects.count()) == (3, 3)
    assert [queue_batch(issue, size=3) for _time in range(3)] == [3, 1, 0]
    assert len({mail.to[0] for mail in mails()}) == len(mails()) == 7


def test_who_confirms_while_it_is_being_sent_reads_it_in_the_archive():
    make_subscriber()
    issue = make_issue(state="sending")
    make_subscriber(confirmed_at=timezone.now() + timedelta(seconds=1))
    assert [queue_batch(issue), queue_batch(issue)] == [1, 0]


def test_an_issue_is_sent_when_its_last_mail_is_gone_and_the_mails_are_thrown_away():
    for _number in range(3):
        make_subscriber()
    issue = make_issue(state="sending")
    queue_batch(issue)
    first, second, third = mails()
    Email.objects.filter(pk=first.pk).update(status=STATUS.sent)
    Email.objects.filter(pk=second.pk).update(status=STATUS.failed)
    assert settle(issue) == 2
    assert finish(issue) is False
    assert mails() == [third]
    Email.objects.filter(pk=third.pk).update(status=STATUS.sent)
    settle(issue)
    assert finish(issue) is True
    issue.refresh_from_db()
    assert (issue.state, issue.recipients) == ("sent", 2)
    assert sorted(issue.deliveries.values_list("state", flat=True)) == ["failed", "sent", "sent"]
    assert mails() == []
    assert finish(issue) is True


REFUSED = "SMTPRecipientsRefused"


@pytest.mark.parametrize(
    ("logs", "status", "is_hard"),
    [
        ([(REFUSED, "{'a@example.org': (550, b'5.1.1 No such user')}")], "5.1.1", True),
        (
            [(REFUSED, "{'a@example.org': (450, b'4.2.0 Later')}"), (REFUSED, "{'a@example.org': (550, b\"No\")}")],
            "5.1.0",
            True,
        ),
        ([(REFUSED, "{'a@example.org': (550, b'5.7.1 Not from you')}")], "5.7.1", False),
        ([(REFUSED, "{'a@example.org': (450, b'4.2.0 Later')}")], None, None),
        ([(REFUSED, "{'a@example.org': (550, b'5.1.1 No')}"), ("Interrupted", "It may have arrived.")], None, None),
        ([("SMTPServerDisconnected", "gone")], None, None),
        ([], None, None),
    ],
)
def test_what_the_mail_server_said_last_of_an_address_counts_as_a_mail_that_came_back(logs, status, is_hard):
    subscriber = make_subscriber()
    issue = make_issue(state="sending")
    queue_batch(issue)
    for kind, message in logs:
        mails()[0].logs.create(status=STATUS.failed, exception_type=kind, message=message)
    send_all(STATUS.failed)
    settle(issue)
    noted = [(bounce.status, bounce.is_hard) for bounce in subscriber.bounces.all()]
    assert noted == ([(status, is_hard)] if status else [])


def test_an_issue_without_readers_is_sent_at_once():
    issue = make_issue(state="scheduled")
    call_command("send_newsletter", verbosity=0)
    issue.refresh_from_db()
    assert (issue.state, issue.recipients) == ("sent", 0)


def test_a_mail_that_somebody_threw_away_does_not_keep_an_issue_from_ending():
    make_subscriber()
    issue = make_issue(state="sending")
    queue_batch(issue)
    Email.objects.all().delete()
    settle(issue)
    assert finish(issue) is True


def test_the_text_can_be_changed_again_when_everybody_has_their_mail_in_the_queue():
    make_subscriber()
    make_subscriber()
    issue = make_issue(state="sending")
    queue_batch(issue, size=1)
    issue.text_en = "Something else."
    with pytest.raises(ValidationError):
        save_issue(issue)
    assert Issue.objects.get().text_en != "Something else."
    queue_batch(issue, size=1)
    save_issue(issue)
    assert (Issue.objects.get().text_en, Issue.objects.get().state) == ("Something else.", "sending")


def test_what_was_loaded_before_a_step_does_not_undo_it():
    issue = make_issue(state="scheduled")
    start(issue)
    with pytest.raises(ValidationError):
        save_issue(issue)
    assert Issue.objects.get().state == "sending"


def test_only_a_draft_is_deleted():
    draft, scheduled = make_issue(), make_issue(state="scheduled")
    delete_draft(draft)
    with pytest.raises(IssueError):
        delete_draft(scheduled)
    assert Issue.objects.get() == scheduled


def test_links_within_the_site_lead_there_from_a_mail_too():
    text = "[P](/projects/lingo/), [A](#a), [M](mailto:a@example.org), [W](https://example.org/), [X](//[abc)"
    issue = make_issue(slug="news", text_en=text)
    shown = IssueMail(issue, "en").context
    page = "http://127.0.0.1:8000/newsletter/news/"
    for address in (
        "http://127.0.0.1:8000/projects/lingo/",
        f"{page}#a",
        "mailto:a@example.org",
        "https://example.org/",
    ):
        assert f'href="{address}"' in shown["html"]
    assert shown["plain"].startswith(f"P: http://127.0.0.1:8000/projects/lingo/, A: {page}#a, M: mailto:a@example.org")


def test_the_archive_has_what_was_sent_newest_first_and_nothing_before(client, time_machine):
    time_machine.move_to("2026-11-01 12:00+00:00", tick=False)
    make_issue("Draft")
    make_issue("Waiting", state="scheduled")
    sent_issue(title="Older", title_uk="Старіше")
    time_machine.move_to("2026-12-01 12:00+00:00", tick=False)
    make_issue("Newer", state="sending")
    listed = [issue.title for issue in client.get("/newsletter/").context["issues"]]
    assert listed == ["Newer", "Older"]
    assert client.get("/newsletter/older/").status_code == 200
    assert "Старіше" in client.get("/uk/newsletter/older/").content.decode()
    for slug in ("draft", "waiting", "nothing"):
        assert client.get(f"/newsletter/{slug}/").status_code == 404


def test_the_archive_says_when_there_is_nothing_yet(client):
    assert "No issue has been sent yet." in client.get("/newsletter/").content.decode()


def test_a_kept_archive_follows_every_step(client):
    client.get("/newsletter/")
    issue = sent_issue(title="News")
    assert "News" in client.get("/newsletter/").content.decode()
    withdraw_issue(issue, by=None, reason="Wrong")
    assert client.get("/newsletter/news/").status_code == 404
    before = DirectoryVersion.current_state()[0]
    show_again(issue, by=None)
    assert DirectoryVersion.current_state()[0] > before
    assert client.get("/newsletter/news/").status_code == 200


def test_what_was_never_sent_cannot_be_put_into_the_archive():
    issue = make_issue()
    for move in (withdraw_issue, show_again):
        with pytest.raises(IssueError):
            move(issue, by=None)


def test_the_feed_has_the_issues_in_the_language_of_its_address(client):
    sent_issue(title="News", title_uk="Новини", text_uk="Щось *нове*.")
    make_issue("Draft")
    response = client.get("/uk/newsletter.atom")
    feed = b"".join(response.streaming_content).decode()
    assert response["Content-Type"].startswith("application/atom+xml")
    assert "<title>Новини</title>" in feed
    assert "Щось нове." in feed
    assert "http://127.0.0.1:8000/uk/newsletter/news/" in feed
    assert "Draft" not in feed


def test_search_and_sitemap_have_what_was_sent_only(client):
    sent_issue(title="Zebra news", title_fr="Nouvelles du zèbre")
    make_issue("Zebra draft")
    html = client.get("/fr/search/?q=zebre").content.decode()
    assert "/fr/newsletter/zebra-news/" in html
    assert '<span class="muted small" lang="en" dir="auto">News Something new.</span>' in html
    assert "zebra-draft" not in html
    sitemap = client.get("/sitemap-newsletter.xml").content.decode()
    assert "/ar/newsletter/zebra-news/" in sitemap
    assert "zebra-draft" not in sitemap
    assert "/newsletter/<" in client.get("/sitemap-pages.xml").content.decode()


def test_the_foot_of_every_page_leads_to_the_newsletter(client):
    assert 'href="/de/newsletter/"' in client.get("/de/projects/").content.decode()


def test_the_notice_of_a_pause_has_the_form(client):
    call_command("intake", "pause")
    html = client.get("/de/submit/").content.decode()
    assert 'action="/de/newsletter/#newsletter"' in html
    assert html.count('id="newsletter-email"') == 1
