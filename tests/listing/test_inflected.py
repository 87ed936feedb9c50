"""Forms of names in a sentence."""

import pytest

from listing.inflected import inhabitants, language_forms, other_forms, place_forms


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Гамбург", "Гамбурзі"),
        ("Відень", "Відні"),
        ("Прага", "Празі"),
        ("Австрія", "Австрії"),
        ("Берлін", "Берліні"),
        ("Афіни", "Афінах"),
        ("Кишинів", "Кишиневі"),
        ("Франкфурт-на-Майні", "Франкфурт-на-Майнів"),
        ("Нью-Йорк", "Нью-Йорку"),
        ("Нижня Саксонія", "Нижн* Саксоні*"),
        ("Баден-Вюртемберг", "Баден* Вюртембер*"),
        ("Боснія і Герцеговина", "Босні* і Герцеговин*"),
        ("برلين", "ببرلين"),
        ("Hamburg", "Hamburgs"),
    ],
)
def test_places_have_their_cases(name, form):
    assert form in place_forms(name)


def test_words_of_ukrainian_have_a_vowel_put_in():
    assert other_forms("іграшк*") == ["іграшок"]
    assert [other_forms(phrase) for phrase in ("школ*", "картк", "toy*", "боєк*")] == [[], [], [], []]


def test_what_is_written_in_a_language_is_named_after_it():
    assert {"عربية", "عربي", "العربي"} <= set(language_forms("العربية"))


def test_an_arabic_name_of_a_language_that_is_a_word_as_well_needs_to_be_called_a_language():
    assert language_forms("توي") == ["اللغة توي", "لغة توي"]


def test_a_place_is_no_beginning_of_another():
    assert not any("*" in form for form in place_forms("Гамбія"))


@pytest.mark.parametrize(
    ("name", "called"), [("Berlin", ["Berliner"]), ("München", ["Münchner"]), ("Halle", ["Haller"]), ("Rom", [])]
)
def test_what_belongs_to_a_city_is_called_after_it(name, called):
    assert inhabitants(name) == called


@pytest.mark.parametrize(
    ("name", "form"), [("українська", "українськ*"), ("Arabisch", "Arabisch*"), ("العربية", "العربي")]
)
def test_languages_have_their_forms(name, form):
    assert form in language_forms(name)
