"""What saving and publishing an entry keep of it."""

import pytest

from entries.actions import note_answer, publish, save_entry, withdraw
from tests.factories import make_organisation, make_project

pytestmark = pytest.mark.django_db


def test_what_is_published_again_keeps_the_day_on_which_it_first_was(time_machine):
    time_machine.move_to("2026-01-10 12:00:00+00:00", tick=False)
    project = make_project()
    first = project.published_at
    withdraw(project, by=None)
    time_machine.move_to("2026-03-10 12:00:00+00:00", tick=False)
    publish(project)
    project.refresh_from_db()
    assert project.published_at == first


def test_no_website_answers_where_there_is_none():
    project = make_project(website="")
    with pytest.raises(ValueError, match="website"):
        note_answer(project, by=None, on="2026-01-10")
    project.refresh_from_db()
    assert project.answered_on is None


def test_a_new_entry_takes_no_address_that_leads_to_another_one():
    renamed = make_project("Lingo")
    renamed.slug = "lingua"
    save_entry(renamed)
    assert make_project("Lingo").slug == "lingo-2"
    # Of another kind, it is another address.
    assert make_organisation("Lingo").slug == "lingo"
