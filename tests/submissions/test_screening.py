"""The screen over a submission: what the directory's records say, and the sum."""

import pytest
from django.utils import timezone

from screening.labels import LABELS
from screening.layers.visit import VISIT_SIGNALS
from submissions.models import Submission
from submissions.screening import listed_already, same_text_before, screened
from tests.factories import make_project
from tests.submissions.conftest import seen


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
