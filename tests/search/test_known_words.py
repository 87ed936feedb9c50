"""Words that no typing mistake is suspected in."""

import pytest

from search.known_words import is_a_word


@pytest.mark.parametrize("word", ["lawyer", "arzt", "avocat", "محامي", "адвокат"])
def test_each_of_the_five_languages_is_known(word):
    assert is_a_word(word)


@pytest.mark.parametrize("word", ["", "a", "lawyre", "awyer", "lawye", "law yer", "x" * 400, "\0"])
def test_what_is_no_word_is_none(word):
    assert not is_a_word(word)
