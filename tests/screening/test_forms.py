"""The fields that tell a person from a script, and what is read from them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.stamps import read_stamp, stamp
from screening import proof
from screening.forms import ScreenedForm, visit_of
from tests.screening.proving import new_solution

pytestmark = pytest.mark.django_db


@pytest.fixture
def posted(rf, monkeypatch):
    monkeypatch.setattr(proof, "HARDNESS", 50)
    return lambda **fields: rf.post("/", fields, REMOTE_ADDR="203.0.113.7")


def test_a_visit_is_read_from_the_fields(posted):
    made = stamp()
    visit = visit_of(posted(opened=made, subject="Buy", altcha=new_solution()))
    assert visit.token == read_stamp(made).token
    assert timezone.now() - visit.opened_at < timedelta(minutes=1)
    assert (visit.language, visit.honeypot, visit.has_proof) == ("en", "Buy", True)
    assert visit.network
    assert "203.0.113" not in visit.network


def test_a_form_without_the_fields_says_nothing(posted):
    visit = visit_of(posted())
    assert (visit.token, visit.opened_at, visit.honeypot, visit.has_proof) == (None, None, "", False)


def test_what_no_database_stores_is_left_out(posted):
    assert visit_of(posted(subject="a\0b")).honeypot == "a b"


def test_a_form_goes_on_with_the_stamp_it_came_with_and_gets_a_sound_one_for_a_forged_one():
    made = stamp()
    assert ScreenedForm({"opened": made}).kept_stamp == made
    assert read_stamp(ScreenedForm({"opened": "forged"}).kept_stamp).token
    assert read_stamp(ScreenedForm().kept_stamp).token
