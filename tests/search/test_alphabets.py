import pytest
from django.utils.translation import override
from django_countries import countries

from entries.kinds import kind_named
from search.alphabets import alphabetical, in_order


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("de", ["Afghanistan", "Ägypten", "Albanien", "Oman", "Österreich", "Zypern"]),
        ("fr", ["Écosse", "Égypte", "Emirats", "Zambie"]),
        ("ar", ["آيسلندا", "إيطاليا", "بلجيكا", "تونس", "ياقوت"]),
        ("uk", ["Велика Британія", "Вірменія", "Гана", "Ґондор", "Данія", "Європа", "Йорданія", "Канада", "Ямайка"]),
    ],
)
def test_names_stand_in_the_order_of_the_alphabet(language, ordered):
    with override(language):
        assert sorted(set(ordered), key=alphabetical) == ordered


def test_what_has_no_value_comes_first():
    assert in_order([("b", "B"), ("", "–"), ("a", "A")]) == [("", "–"), ("a", "A"), ("b", "B")]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "de", "fr", "ar", "uk"])
def test_a_form_lists_countries_and_languages_in_the_order_of_their_names(language):
    with override(language):
        form = kind_named("project").form()
        for name in ("country", "text_language", "languages"):
            labels = [str(label) for value, label in form.fields[name].choices if value]
            assert labels == sorted(labels, key=alphabetical)
        assert len(list(form.fields["country"].choices)) == len(countries) + 1
