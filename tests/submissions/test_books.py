"""The open books: counted from decisions, in the same number of queries however many there are."""

from datetime import timedelta

import pytest
from django.utils import timezone

from entries.dates import in_words
from submissions.actions import (
    approve,
    confirm_submission,
    hand_in,
    mark_spam,
    reject,
    report_mistake,
    return_with_question,
    send_again,
    set_intake,
)
from submissions.books import open_books
from submissions.models import Decision, Reply
from tests.factories import make_project, make_visitor
from tests.submissions.conftest import seen

pytestmark = pytest.mark.django_db
PAGE = "/submit/rules/"
DAY = timedelta(days=1)


@pytest.fixture
def reason(db):
    return Reply.objects.create(
        use="reject", reason_en="About something else", reason_de="Anderes Thema", text_en="No."
    )


def waited(submission, days):
    """Let the latest decision on a submission have taken some days."""
    Decision.objects.filter(pk=submission.decisions.last().pk).update(waited=days * DAY)


def test_an_empty_year_is_said_as_such(client, vocabulary):
    books = open_books()
    assert (books.rows, books.reasons, books.median_wait, books.slowest_wait) == ([], [], None, None)
    assert (books.waiting, books.oldest) == (0, None)
    page = client.get(PAGE).content.decode()
    assert "Nothing was decided in the last 90 days." in page
    assert "Nothing is waiting at the moment." in page


def test_decisions_are_counted_by_kind_and_the_reasons_by_their_reply(waiting, curator, payload, reason):
    approve(waiting(email="a@example.org"), by=curator)
    approve(waiting(email="b@example.org", kind="organisation", name="Union"), by=curator)
    for number in range(2):
        reject(waiting(email=f"r{number}@example.org"), by=curator, message="No.", reply=reason)
    reject(waiting(email="c@example.org"), by=curator, message="In my own words.")
    asked = return_with_question(waiting(email="d@example.org"), by=curator, message="Which?")
    send_again(asked, payload=payload, by=asked.submitter)
    approve(asked, by=curator)
    report = report_mistake(target=make_project(), payload={"what": "ended", "text": "2019."}, visit=seen())
    approve(report, by=curator)
    mark_spam(waiting(email="e@example.org"), by=curator)
    books = open_books()
    assert [(str(row["label"]), row["taken"], row["returned"], row["refused"]) for row in books.rows] == [
        ("new project", 2, 1, 3),
        ("new organisation", 1, 0, 0),
        ("report of a mistake", 1, 0, 0),
    ]
    assert books.total == {"taken": 4, "returned": 1, "refused": 3}
    assert [(str(label), number) for label, number in books.reasons] == [
        ("About something else", 2),
        ("for another reason, given in the reply", 1),
    ]


def test_the_median_is_that_of_the_middle_two_and_the_slowest_is_named(waiting, curator):
    for number, days in enumerate([1, 2, 4, 30]):
        waited(approve(waiting(email=f"p{number}@example.org"), by=curator), days)
    books = open_books()
    assert (books.median_wait, books.slowest_wait) == (3 * DAY, 30 * DAY)


def test_what_is_older_than_90_days_does_not_count(waiting, curator):
    for number, days in enumerate([91, 89]):
        submission = approve(waiting(email=f"p{number}@example.org"), by=curator)
        submission.decisions.update(at=timezone.now() - days * DAY, waited=days * DAY)
    books = open_books()
    assert books.total["taken"] == 1
    assert books.slowest_wait == 89 * DAY


def test_what_waits_now_is_said_with_its_oldest_and_what_is_unconfirmed_is_not(waiting, handed_in):
    first = waiting(email="a@example.org")
    waiting(email="b@example.org")
    handed_in(email="c@example.org")
    books = open_books()
    assert (books.waiting, books.oldest) == (2, first.waiting_since)


def test_the_page_says_it_in_every_language_and_names_nobody(client, waiting, curator, reason):
    reject(waiting(email="secret@example.org", name="Secret Name"), by=curator, message="Secret.", reply=reason)
    for prefix, expected in (("", "About something else"), ("/de", "Anderes Thema"), ("/ar", "About something else")):
        page = client.get(prefix + PAGE).content.decode()
        assert expected in page
        assert not any(word in page for word in ("Secret", "secret@example.org", "curator@example.org"))


def test_it_costs_five_queries_for_one_decision_and_for_many(
    waiting, curator, payload, reason, django_assert_num_queries
):
    reject(waiting(email="a@example.org"), by=curator, message="No.", reply=reason)
    with django_assert_num_queries(5):
        open_books()
    for number in range(6):
        other = Reply.objects.create(use="reject", reason_en=f"Reason {number}", text_en="No.")
        person = make_visitor()
        submission = hand_in(kind="project", payload=payload, by=person, visit=seen(network=str(number)))
        reject(submission, by=curator, message="No.", reply=other)
    with django_assert_num_queries(5):
        assert len(open_books().reasons) == 7


def test_the_pages_on_which_one_hands_in_lead_there(client, vocabulary):
    for page in ("/submit/", "/submit/project/", "/submit/organisation/"):
        assert f'href="{PAGE}"' in client.get(page).content.decode()


def test_while_intake_is_paused_the_page_says_so_and_invites_nobody(client, vocabulary):
    set_intake(state="paused")
    page = client.get(PAGE).content.decode()
    assert "Intake is paused" in page
    main = page.split("<main")[1].split("</main>")[0]
    assert 'class="button" href="/submit/"' not in main


def test_a_confirmed_submission_counts_only_once_it_is_decided(handed_in):
    submission = handed_in()
    confirm_submission(submission, by=submission.submitter)
    assert open_books().rows == []


@pytest.mark.parametrize(
    ("duration", "text"),
    [
        (timedelta(0), "less than an hour"),
        (timedelta(minutes=59), "less than an hour"),
        (timedelta(hours=5, minutes=10), "5 hours"),
        (timedelta(days=2, hours=3), "2 days"),
    ],
)
def test_waits_are_said_in_words(duration, text):
    assert in_words(duration).replace("\xa0", " ") == text
