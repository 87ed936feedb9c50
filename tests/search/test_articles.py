import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.articles import stems, with_stems

arabic_words = st.lists(st.sampled_from(["ال", "وال", "لل", "ل", "م", "ان"]), min_size=1, max_size=6).map("".join)


@pytest.mark.parametrize("word", ["سكن", "السكن", "والسكن", "بالسكن", "كالسكن", "فالسكن"])
def test_an_article_and_what_is_written_before_it_are_taken_off(word):
    assert stems(word) == ("سكن",)


@pytest.mark.parametrize("word", ["ال", "الس", "والس", "الله", "والد", "لل", "للا", "berlin"])
def test_what_would_be_left_too_short_or_has_no_article_stays(word):
    assert stems(word) == (word,)


def test_words_that_begin_like_an_article_are_one_with_and_without_it():
    assert stems("الالمانيه") == stems("المانيه")
    assert set(stems("المانيه")) < set(stems("للالمانيه"))


@pytest.mark.parametrize(("word", "either"), [("للسكن", ("سكن", "لسكن")), ("للغه", ("لغه",))])
def test_a_merged_letter_may_belong_to_the_word(word, either):
    assert stems(word) == either


def test_an_index_keeps_the_stems_in_their_order_and_other_forms_behind_them_once():
    assert with_stems(["تعلم", "السكن", "في", "برلين", "السكن"]) == ["تعلم", "سكن", "في", "برلين", "سكن", "السكن"]


def test_what_is_left_on_the_way_is_kept_too_as_it_may_be_what_is_typed_so_far():
    assert stems("الالم") == ("الم",)
    assert with_stems(["الالمانيه"]) == ["مانيه", "الالمانيه", "المانيه"]


@given(st.lists(arabic_words, max_size=4), st.data())
def test_an_index_finds_each_beginning_of_what_was_written_like_this(words, data):
    indexed = with_stems(words)
    for word in words:
        typed = word[: data.draw(st.integers(1, len(word)))]
        assert any(form.startswith(stem) for form in indexed for stem in stems(typed))
