"""`manage.py screen_report`: what the layers of the text make of a file of entries."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from screening.datasets import facts_of_row, rows_of, text_of_html

pytestmark = pytest.mark.django_db

# The shape of the former platform's export.
ROWS = [
    {
        "project_name": "Neighbours Online",
        "website": "https://neighbours.example",
        "short_description": "Volunteers teach older people in the neighbourhood how to use a tablet.",
        "long_description": "<p>We meet <b>every</b> week.</p>",
        "social_impact": None,
    },
    {
        "project_name": "Cheap Essay Writing",
        "website": "",
        "short_description": "Essay writing service, custom essays, best prices, high quality.",
        "long_description": '<p>Order now at <a href="https://essays-4u.example/">best essay service</a></p>',
        "social_impact": "",
    },
    {"project_name": "Registration loans, instant approval", "short_description": "", "long_description": ""},
]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "projects.json"
    path.write_text(json.dumps(ROWS), encoding="utf-8")
    return path


def report(path, *options):
    out = StringIO()
    call_command("screen_report", str(path), *options, stdout=out)
    return out.getvalue()


def test_it_counts_verdicts_and_signals(file):
    lines = [line.split() for line in report(file).splitlines()]
    assert ["waiting", "1", "33.3%"] in lines
    assert ["suspicious", "1", "33.3%"] in lines
    assert ["spam", "1", "33.3%"] in lines
    assert ["offers", "10", "0", "1", "1"] in lines
    assert "Neighbours Online" not in report(file)


def test_it_shows_what_would_not_wait_and_why(file):
    text = report(file, "--show")
    assert text.index("Cheap Essay Writing") < text.index("Registration loans")
    assert "+3 telling-name: essays-4u.example" in text
    assert "Neighbours Online" not in text


def test_it_shows_what_would_wait_when_asked(file):
    text = report(file, "--show", "waiting")
    assert "Neighbours Online" in text
    assert "Registration loans" not in text


def test_an_empty_list_is_no_error(tmp_path):
    path = tmp_path / "empty.json"
    path.write_text("[]")
    assert "0 entries" in report(path)


@pytest.mark.parametrize("content", ["", "{}", '{"a": [], "b": []}', "[1]", '[{"color": "red"}]', "null"])
def test_what_is_no_list_of_entries_is_refused_in_one_sentence(tmp_path, content):
    path = tmp_path / "wrong.json"
    path.write_text(content)
    with pytest.raises(CommandError, match="cannot be read"):
        report(path)


def test_a_file_that_is_not_there_is_refused_in_one_sentence(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        report(tmp_path / "none.json")


def test_html_becomes_the_text_that_the_form_would_have_got():
    assert (
        text_of_html('<p>One &amp; <a href="https://a.example">two</a></p><p>Three')
        == "One & [two](https://a.example)\n\nThree"
    )
    assert text_of_html(None) == ""


def test_columns_of_our_own_exports_are_known_as_well():
    facts = facts_of_row({"name": "Lingo", "summary": "Helps.", "description": "More.", "website": None})
    assert (facts.name, facts.text, facts.website) == ("Lingo", "Helps.\nMore.", "")


def test_entries_may_stand_in_an_object():
    assert rows_of({"count": 1, "results": [1]}) == [1]
