"""Ukrainian and Arabic in Latin letters."""

import pytest

from search.sounds import consonants_of_arabic, lacks_a_vowel_of, sound_of_cyrillic


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("квартира", "kvartyra"),
        ("квартира", "kvartira"),
        ("житло", "zhytlo"),
        ("навчання", "navchannia"),
        ("щеплення", "shcheplennya"),
        ("київ", "kyiv"),
        ("хочу", "khochu"),
        ("єдність", "yednist"),
    ],
)
def test_cyrillic_sounds_like_what_is_typed_for_it(written, typed):
    assert sound_of_cyrillic(written) == sound_of_cyrillic(typed)


def test_different_words_sound_different():
    assert len(set(map(sound_of_cyrillic, ["робота", "ребята", "рибалка", "робот"]))) == 4


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("محامي", "mo7ami"),
        ("سكن", "sakan"),
        ("طبيب", "tabib"),
        ("مدرسه", "madrasah"),
        ("مدرسه", "madrasa"),
        ("عمل", "3amal"),
    ],
)
def test_arabic_has_the_consonants_of_what_is_typed_for_it(written, typed):
    assert consonants_of_arabic(written) == consonants_of_arabic(typed)


@pytest.mark.parametrize(
    ("written", "typed", "lacks"),
    [
        ("سيشل", "schol", True),
        ("سيشل", "seishel", False),
        ("محامي", "mohami", False),
        ("محامي", "mohmi", True),
        ("مدرسه", "madrasah", False),
        ("سكن", "sakan", False),
    ],
)
def test_long_vowels_of_arabic_are_typed(written, typed, lacks):
    assert lacks_a_vowel_of(typed, written) == lacks


@pytest.mark.parametrize("typed", ["amal", "a", "123", "iou"])
def test_too_few_consonants_say_nothing(typed):
    assert consonants_of_arabic(typed) == ""
