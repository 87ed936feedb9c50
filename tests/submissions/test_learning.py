"""What the screen learns from what curators decided."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from screening.layers.learned import from_examples
from screening.learning import learned
from screening.models import LearnedWord
from submissions.actions import approve, delete_spam_submissions, mark_spam, unmark_spam
from submissions.learning import train
from submissions.models import SpamExample, Submission
from submissions.screening import facts_of, screened

pytestmark = pytest.mark.django_db

PUMPS = {"name": "Pumpenking", "summary": "Zahnradpumpen, Kreiselpumpen, Hydraulikventile."}


def counts():
    return {row.token: (row.spam, row.honest) for row in LearnedWord.objects.all()}


@pytest.fixture
def two_spam(waiting, curator):
    return [
        mark_spam(waiting(email=f"{number}@pumpen.example", website="https://pumpen.example", **PUMPS), by=curator)
        for number in range(2)
    ]


def test_before_the_first_training_the_shipped_examples_speak(waiting):
    assert learned(facts_of(waiting())) is from_examples()


def test_training_on_nothing_but_the_examples_gives_what_they_give(db):
    result, spam, honest = train()
    assert (result, spam, honest) == (from_examples(), 0, 0)
    assert counts() == from_examples().words


def test_training_twice_changes_nothing(two_spam, waiting, curator):
    approve(waiting(name="Lingo"), by=curator)
    assert train()[1:] == (2, 1)
    first = counts()
    assert train()[1:] == (2, 1)
    assert counts() == first
    assert first["zahnradpumpen"] == (2, 0)
    assert first["link:pumpen.example"] == (2, 0)


def test_the_screen_uses_what_was_learned_and_shows_the_words(two_spam, handed_in):
    train()
    submission = handed_in(email="third@example.org", **PUMPS)
    rows, _verdict = screened(submission)
    row = next(row for row in rows if row["name"] == "learned-words")
    assert row["weight"] > 0
    assert "zahnradpumpen +" in row["detail"]


def test_it_asks_the_database_twice_however_long_the_text(two_spam, handed_in, django_assert_num_queries):
    train()
    submission = handed_in(description=" ".join(f"Wort{number}" for number in range(3000)))
    with django_assert_num_queries(2):
        learned(facts_of(submission))


def test_approved_texts_speak_for_themselves(waiting, curator):
    for number in range(2):
        approve(waiting(name=f"Kochbus {number}", summary="Kochbus Kochtreff", email=f"{number}@a.example"), by=curator)
    train()
    assert counts()["kochtreff"] == (0, 2)


def test_what_only_the_screen_called_spam_is_not_learned(waiting):
    for number in range(2):
        Submission.objects.filter(pk=waiting(email=f"{number}@a.example", **PUMPS).pk).update(state="spam")
    assert train()[1] == 0
    assert "zahnradpumpen" not in counts()


def test_spam_is_remembered_when_it_is_deleted_without_who_sent_it(two_spam):
    train()
    Submission.objects.update(state_since=timezone.now() - timedelta(days=31))
    assert delete_spam_submissions() == 2
    assert train()[1] == 2
    assert counts()["zahnradpumpen"] == (2, 0)
    assert not any("@" in token for example in SpamExample.objects.all() for token in example.tokens)


def test_what_a_curator_takes_back_is_forgotten(two_spam, curator):
    train()
    for submission in two_spam:
        unmark_spam(submission, by=curator)
    assert train()[1] == 0
    assert "zahnradpumpen" not in counts()
    assert SpamExample.objects.count() == 0


def test_the_command_says_what_it_learned(two_spam):
    out = StringIO()
    call_command("train_screen", stdout=out)
    assert "2 of spam and 0 approved" in out.getvalue()
