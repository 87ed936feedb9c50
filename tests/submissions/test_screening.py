"""The screen over a submission: what the directory's records say, and the sum."""

import pytest
from django.utils import timezone

from screening.labels import LABELS
from screening.layers.visit import VISIT_SIGNALS
from submissions.models import Submission
from submissions.screening import listed_already, own_words, same_text_before, screened
from tests.factories import make_project
from tests.submissions.conftest import seen

ARABIC = "تساعد الجمعية الناس الذين وصلوا إلى برلين وترافقهم إلى الدوائر."
SPAM = "Payday loans, instant approval, no credit check. Best prices, order now, call us, high quality!"


@pytest.mark.django_db
def test_what_is_published_is_named_and_a_draft_is_not():
    make_project("Refugee Radio")
    make_project("Refugee Kitchen", published=False)
    assert listed_already("project", "Refuge Radio", "").detail == "Refugee Radio"
    assert listed_already("project", "Refugee Kitchen", "") is None


@pytest.mark.django_db
def test_the_same_text_of_somebody_else_is_named(handed_in):
    first = handed_in(email="a@a.example")
    assert same_text_before(first) is None
    assert same_text_before(handed_in(email="a@a.example", name="Once more")) is None
    second = handed_in(email="b@b.example", summary=first.payload["summary"].upper())
    assert same_text_before(second).name == "same-text-before"
    Submission.objects.filter(pk=first.pk).update(
        state="spam", confirmed_at=timezone.now(), waiting_since=timezone.now()
    )
    assert same_text_before(second).name == "same-text-was-spam"


@pytest.mark.django_db
def test_the_sum_keeps_how_it_was_sent_and_reads_the_text_anew(handed_in):
    submission = handed_in(visit=seen(has_proof=False))
    assert {row["name"] for row in submission.signals} & VISIT_SIGNALS == {"no-proof-of-work"}
    submission.payload["summary"] = (
        "Payday loans, instant approval, no credit check. Best prices, order now, call us, high quality!"
    )
    rows, result = screened(submission)
    assert {"no-proof-of-work", "offers", "selling"} <= {row["name"] for row in rows}
    assert result == "spam"
    assert all(row["name"] in LABELS for row in rows)


@pytest.mark.django_db
def test_spam_does_not_hide_in_another_language(handed_in):
    rows, _verdict = screened(handed_in(description="Neighbours meet and learn. " * 60, summary__ar=SPAM))
    assert {"offers", "selling"} <= {row["name"] for row in rows}
    assert "next-to-nothing" not in {row["name"] for row in screened(handed_in(summary__de="Hilft."))[0]}


@pytest.mark.django_db
def test_the_same_text_in_another_language_is_known_again(handed_in):
    handed_in(email="a@a.example", summary__ar=ARABIC)
    again = handed_in(email="b@b.example", summary="Another thing for newcomers.", name="Another", summary__ar=ARABIC)
    assert "same-text-before" in {row["name"] for row in again.signals}


def test_what_a_change_leaves_as_it_is_is_not_screened_as_new():
    base = {"summary": "A.", "summary__de": "Alt."}
    assert own_words({"summary": "B.", "summary__de": "Alt."}, base) == ["B.  "]
    assert own_words({"summary": "B.", "summary__de": "Neu."}, base) == ["B.  ", "Neu.  "]
