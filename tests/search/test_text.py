import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.text import fold, placed_words, plain, spellings, words

any_text = st.text(st.characters(), max_size=80)
latin_text = st.text("aeouäöüßéAEOU sn\u0308", max_size=20)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("München", "munchen"),
        ("Muenchen", "munchen"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("Ærø", "aro"),
        ("İstanbul ılık", "istanbul ilik"),
        ("ﬁne ℌ", "fine h"),
        ("٢٠١٥", "2015"),
        ("مَدْرَسَة", "مدرسه"),
        ("Ґанок", "ганок"),
        ("soft\u00adhyphen", "softhyphen"),
        ("a_b-c", "a b c"),
    ],
)
def test_spellings_that_mean_the_same_fold_to_the_same(text, folded):
    assert fold(text) == folded


def test_plain_text_keeps_the_digraphs_that_folding_drops():
    assert plain("Frauen über alles") == "frauen uber alles"
    assert fold("Frauen über alles") == "fraun uber alles"


def test_words_are_parted_by_whatever_is_no_letter_or_digit():
    assert words("e.V., don't 3D <b>bold</b>") == ["e", "v", "don", "t", "3d", "b", "bold", "b"]


def test_words_of_indian_scripts_and_thai_stay_whole():
    assert len(words("हिन्दी")) == len(words("ภาษาไทย")) == 1


def test_a_word_remembers_how_it_is_spelled():
    assert spellings("Frauen, Mu\u0308nchen!") == {"fraun": "frauen", "munchen": "münchen"}


@given(any_text | latin_text, st.data())
def test_the_fold_of_a_beginning_is_the_beginning_of_the_fold(text, data):
    cut = data.draw(st.integers(0, len(text)))
    assert fold(text).startswith(fold(text[:cut]))


@given(any_text)
def test_folded_text_is_letters_digits_marks_and_spaces(text):
    assert "".join(words(text)).translate(dict.fromkeys(map(ord, "'\"\\\0:*&|!()<>_"))) == "".join(words(text))
    assert all(word and " " not in word for word in words(text))


@given(any_text | latin_text)
def test_words_with_their_places_are_the_words(text):
    placed = list(placed_words(text))
    assert [word for word, _start, _end in placed] == words(text)
    assert all(0 <= start < end <= len(text) for _word, start, end in placed)
