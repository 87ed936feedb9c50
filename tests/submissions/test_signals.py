"""The layers that know how a form was sent and what the directory knows: each alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from submissions.models import BlockedDomain, Submission
from submissions.screen import SPAM_FROM, SUSPICIOUS_FROM, Signal, verdict
from submissions.screen.labels import LABELS
from submissions.screen.learned import HONEST
from submissions.screening import VISIT_SIGNALS, screened
from submissions.signals import (
    blocked_mail_domain,
    blocked_website,
    digest,
    honeypot,
    listed_already,
    no_address,
    of_visit,
    own_domain,
    proof_of_work,
    same_text_before,
    time_open,
)
from tests.factories import make_project
from tests.submissions.conftest import seen


def test_a_filled_honeypot_is_suspicious_alone_and_no_more():
    assert honeypot(seen()) is None
    assert SUSPICIOUS_FROM <= honeypot(seen(honeypot="x" * 500)).weight < SPAM_FROM


@pytest.mark.parametrize(("seconds", "name"), [(1, "too-quick"), (7, "too-quick"), (9, None), (9000, None)])
def test_nobody_types_in_seconds(seconds, name):
    now = timezone.now()
    signal = time_open(seen(opened_at=now - timedelta(seconds=seconds)), now)
    assert (signal and signal.name) == name


def test_a_form_never_opened_and_one_without_proof_are_named():
    assert time_open(seen(opened_at=None)).name == "never-opened"
    assert proof_of_work(seen(has_proof=False)).weight == 1
    assert of_visit(seen()) == []


def test_a_browser_without_javascript_is_not_suspicious():
    assert verdict(of_visit(seen(has_proof=False))) == "waiting"


def test_a_script_that_fills_everything_is_spam_whatever_its_domain_and_its_words():
    visit = seen(honeypot="x", opened_at=None, has_proof=False)
    credit = own_domain("a@lingo.example", "https://lingo.example")
    kind_words = Signal("learned-words", HONEST, "")
    assert verdict([*of_visit(visit), credit, kind_words]) == "spam"


def test_the_address_of_the_website_is_little_credit():
    assert own_domain("a@lingo.example", "https://www.lingo.example").weight == -1
    assert own_domain("a@gmail.com", "https://gmail.com") is None
    assert own_domain("", "") is None


def test_a_report_without_an_address_is_named():
    assert no_address("") is not None
    assert no_address("a@b.example") is None


@pytest.mark.django_db
def test_domains_on_the_list_are_named_with_what_lies_below_them():
    BlockedDomain.objects.create(domain="farm.example", kind="link-farm")
    assert "farm.example" in blocked_website("https://blog.farm.example/x").detail
    assert blocked_mail_domain("a@mail.farm.example").weight < SPAM_FROM
    assert blocked_website("https://notfarm.example") is None
    assert blocked_mail_domain("") is None


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


def test_texts_are_compared_by_their_letters_and_not_when_short():
    text = "An app with which newcomers learn German together."
    assert digest({"summary": text}) == digest({"description": text.upper().replace(" ", "\n")})
    assert digest({"summary": "Short."}) == ""


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
