"""Everyday searches in five languages, over the catalogue that ships."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from operations.turns import turn
from projects.searches import answer, read_searches

pytestmark = pytest.mark.anywhere

# As they were handed over, and as five people might ask who have never seen those.
FILES = ("searches.csv", "further_searches.csv")


@pytest.fixture(scope="module")
def catalogue(django_db_setup, django_db_blocker):
    """The data that ships, loaded once for the module, and gone with it."""
    with django_db_blocker.unblock(), turn():
        call_command("load_shipped_data", stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_nine_in_ten_are_answered(catalogue):
    # One test, as two workers would each load the catalogue.
    for file in FILES:
        answers = [answer(search) for search in read_searches(Path(__file__).with_name(file))]

        unanswered = [(each.search.query, each.complaint) for each in answers if not each.is_answered]
        assert len(unanswered) <= len(answers) / 10, (file, unanswered)
