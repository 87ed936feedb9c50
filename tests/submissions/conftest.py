"""What the tests of the intake share: an open form, a curator, and the mail that was queued."""

import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone
from post_office.models import Email

from submissions.actions import Visit, confirm_submission, hand_in
from submissions.forms import stamp
from tests.curators import client_of, make_group_curator
from tests.factories import make_city, make_curator, make_theme

# Texts of people who know nothing of each other: three who say the same are a campaign.
UNLIKE = (
    "An app with which newcomers learn German together with their neighbours.",
    "Refugees find a room with hosts nearby, whom volunteers have visited before.",
    "Every Friday migrants cook, and whoever reads the list of dishes may come to eat.",
)


def unlike(number):
    """Return a text that resembles no other."""
    return f"Refugees meet: {' '.join(f'word{number}x{place}' for place in range(8))}."


LINK = re.compile(r"https?://\S+")


@pytest.fixture
def vocabulary(db):
    make_theme("language")
    make_theme("housing")
    make_city("berlin")


@pytest.fixture
def curator(db):
    return make_curator("curator@example.org")


@pytest.fixture
def reviewer(db):
    return make_group_curator("anna@example.org", name="Anna")


@pytest.fixture
def desk(reviewer):
    """A browser in which a curator is signed in."""
    return client_of(reviewer)


@pytest.fixture
def payload(vocabulary):
    """What somebody types into the first part of the form of a project."""
    return {
        "name": "Lingo Lab",
        "summary": "An app with which newcomers learn German together with their neighbours.",
        "website": "https://lingo-lab.example",
        "country": "DE",
        "cities": ["berlin"],
        "themes": ["language"],
        "text_language": "en",
        "status": "active",
        "newcomer_led": "unknown",
    }


@pytest.fixture
def typed(payload):
    """A form as a browser sends it, opened a minute ago: typed(name="…") changes a field."""

    def make(**fields):
        return payload | {"email": "ada@lingo-lab.example", "opened": stamp_of(minutes_ago=1)} | fields

    return make


def stamp_of(*, minutes_ago=0, token=None):
    """Return the stamp of a form that was opened some time ago."""
    opened = timezone.now() - timedelta(minutes=minutes_ago)
    with patch("django.core.signing.time.time", return_value=opened.timestamp()):
        return stamp(token)


def seen(minutes=5, **fields):
    """Return the Visit of a person who took some minutes."""
    return Visit(**{"opened_at": timezone.now() - timedelta(minutes=minutes), "has_proof": True} | fields)


@pytest.fixture
def handed_in(payload):
    """handed_in(kind="project", email=…, **fields of the payload) hands something in, unconfirmed."""

    def make(kind="project", email="ada@lingo-lab.example", visit=None, **fields):
        return hand_in(kind=kind, payload=payload | fields, email=email, visit=visit or seen())

    return make


@pytest.fixture
def waiting(handed_in):
    """waiting(…) hands something in and confirms it."""

    def make(**fields):
        submission = handed_in(**fields)
        return confirm_submission(submission, by=submission.submitter)

    return make


def mails(to=None):
    """Return the queued mails, oldest first, as (subject, text)."""
    found = Email.objects.order_by("pk")
    return [(mail.subject, mail.message) for mail in (found.filter(to=to) if to else found)]


def link_in(mail):
    """Return the path of the first link of a mail."""
    return LINK.search(mail[1]).group().removeprefix("http://127.0.0.1:8000")
