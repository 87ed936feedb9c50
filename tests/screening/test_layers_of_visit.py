"""The layers that know how a form was sent: each alone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from screening.facts import Signal, Visit
from screening.layers.learned import HONEST
from screening.layers.sender import address_of_website
from screening.layers.visit import honeypot, of_visit, proof_of_work, time_open
from screening.verdict import SPAM_FROM, SUSPICIOUS_FROM, verdict


def seen(**fields):
    """Return the Visit of a person who took some minutes."""
    return Visit(**{"opened_at": timezone.now() - timedelta(minutes=5), "has_proof": True} | fields)


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


def test_where_nobody_confirms_the_address_a_missing_proof_weighs_more_and_is_still_not_suspicious():
    assert proof_of_work(seen(has_proof=False), is_confirmed=False).weight == 2
    assert verdict(of_visit(seen(has_proof=False), is_confirmed=False)) == "waiting"


def test_a_script_that_fills_in_everything_is_spam_by_that_alone_where_nobody_confirms_the_address():
    assert verdict(of_visit(seen(has_proof=False, honeypot="x"), is_confirmed=False)) == "spam"
    assert verdict(of_visit(seen(honeypot="x"), is_confirmed=False)) == "suspicious"


def test_a_script_that_fills_everything_is_spam_whatever_its_domain_and_its_words():
    visit = seen(honeypot="x", opened_at=None, has_proof=False)
    credit = address_of_website("a@lingo.example", "https://lingo.example")
    kind_words = Signal("learned-words", HONEST, "")
    assert verdict([*of_visit(visit), credit, kind_words]) == "spam"
