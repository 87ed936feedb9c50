"""New passwords: long, not endless, and none that everybody tries."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError


def codes_of(password):
    try:
        validate_password(password)
    except ValidationError as error:
        return [each.code for each in error.error_list]
    return []


@pytest.mark.parametrize(
    "password",
    [
        *("qwertyqwerty", "administrator", "password1234", "Passwort2026!!", "P@ssw0rd1234", "!!!berlin2026"),
        *("summergarden2026", "monkey_dragon_99", "dragon_1_dragon", "letmeinletmeinletmein"),
        *("qwertzuiopü1", "poiuytrewq12", "йцукенгшщзхї", "abcdefghijkl", "1qaz2wsx3edc4rfv", "ضصثقفغعهخح123"),
        *("aaaaaaaaaaaa", "121212121212", "abcabcabcabcabc"),
    ],
)
def test_what_everybody_tries_is_refused_however_it_was_made_long_enough(password):
    assert "password_too_common" in codes_of(password)


@pytest.mark.parametrize(
    "password",
    [
        *("correct horse battery staple", "tulip under seven boats", "summer garden table 12"),
        *("das Fahrrad ist grün", "мій кіт любить рибу", "ظلال الزيتون القديمة", "Vj8#kQ2!pLx9"),
        "dragon 8372615409",
    ],
)
def test_a_sentence_and_what_nobody_guesses_are_taken(password):
    assert codes_of(password) == []


def test_a_password_has_twelve_to_128_characters():
    sentence = "tulip under seven boats, " * 10
    assert codes_of("kQ2!pLx9Vj8") == ["password_too_short"]
    assert codes_of(sentence[:128]) == []
    assert codes_of(sentence[:129]) == ["password_too_long"]


def test_an_endless_password_is_refused_at_once():
    assert "password_too_long" in codes_of("password1234" * 100_000)
