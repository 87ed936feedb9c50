"""Words that some write as one and others apart are found either way."""

import pytest

from search.joined import as_one, forms_of_name, further_forms
from tests.factories import make_project
from tests.search.test_results import found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("free Wi-Fi for all", ["wifi"]),
        ("a non-profit", ["nonprofit"]),
        ("HackYourFuture", ["hack your future"]),
        ("InfoMigrants", ["info migrants"]),
        ("#UnterkunftUkraine", ["unterkunft ukraine"]),
        ("Berlin", []),
        ("UNHCR", []),
        ("", []),
        ("wi-fi, e-mail_x-y", ["wifi", "email", "xy"]),
        # A pattern that goes back for each of its letters would not come to an end.
        pytest.param("a" * 200_000, [], id="a long word"),
        pytest.param("ab-" * 50_000, ["ab" * 20], id="a long word with hyphens"),
    ],
)
def test_a_text_has_further_forms(text, expected):
    assert further_forms(text) == expected


def test_the_words_of_a_name_are_also_one():
    assert forms_of_name("Refugees Welcome") == ["refugeeswelcome"]
    assert "helprefugeeswork" in forms_of_name("Help Refugees Work")
    assert forms_of_name("A long name of five words")[-1] == "fivewords"


def test_figures_that_stand_for_words_are_spelled_out_as_well():
    assert "jobsforrefugees" in forms_of_name("Jobs4refugees")
    assert as_one("Room for Refugees") == as_one("room4refugees")
    assert as_one("B2 2 Go 4") == "b22go4"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("HackYourFuture", "hack your future"),
        ("Hack Your Future", "hackyourfuture"),
        ("Refugees Welcome", "refugeeswelcome"),
        ("Freifunk Wi-Fi", "wifi"),
        ("InfoMigrants", "info migrants"),
    ],
)
def test_names_are_found_however_they_are_parted(name, typed):
    make_project(name)
    make_project("Another")

    assert found(typed) == [name]
