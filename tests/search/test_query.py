import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import MAX_LENGTH, MAX_TERMS, parse, reductions
from search.text import words


def test_words_phrases_and_exclusions_are_told_apart():
    query = parse('Coding "for Newcomers" -Kids -"job fair" berlin')
    assert query.terms == (("coding",), ("berlin",))
    assert query.phrases == (("for", "newcomers"),)
    assert query.excluded == (("kids",), ("job", "fair"))


@pytest.mark.parametrize("typed", ["„für alle“", "“für alle”", "«für alle»", '"für alle', '"für  alle"'])
def test_quotation_marks_of_any_language_make_a_phrase_closed_or_not(typed):
    assert parse(typed).phrases == (("fur", "alle"),)


@pytest.mark.parametrize("typed", ["", None, "  ", "-", '"', '""', "- -", "!?", "\0"])
def test_nothing_to_look_for_is_false(typed):
    assert not parse(typed)


def test_a_word_typed_twice_is_looked_for_once():
    assert parse("one One ONE").terms == (("one",),)


def test_a_minus_between_letters_is_a_hyphen():
    query = parse("job-matching")
    assert query.terms == (("job matching", "jobmatching"),)
    assert not query.excluded


def test_a_word_of_many_pieces_counts_as_several():
    assert [term[0] for term in parse("a-b-c-d-e, f--g").terms] == ["a b c d", "e", "f", "g"]


def test_what_is_too_much_is_left_unread_and_says_so():
    many = parse(" ".join(f"word{n}" for n in range(MAX_TERMS + 1)))
    assert len(many.terms) == MAX_TERMS
    assert many.truncated
    assert parse("x" * (MAX_LENGTH + 1)).truncated
    assert not parse("short").truncated


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("find work in Berlin", ["work", "berlin"]),
        ("help me find a flat in Hamburg", ["help", "flat", "hamburg"]),
        ("Arbeit für Frauen in der Stadt", ["arbeit", "fraun", "stadt"]),
        ("apprendre à coder avec des amis", ["apprendre", "coder", "amis"]),
        ("أبحث عن عمل في برلين", ["عمل", "برلين"]),
        ("шукаю роботу в Берліні", ["роботу", "берліні"]),
        ("IT jobs", ["it", "jobs"]),
    ],
)
def test_function_words_are_left_out_where_others_remain(typed, terms):
    assert [term[0] for term in parse(typed).terms] == [words(term)[0] for term in terms]


def test_function_words_count_where_they_are_all_there_is_and_in_quotes():
    assert parse("what about you").terms == (("what",), ("about",), ("you",))
    assert parse("the -kids").terms == (("the",),)
    assert parse('with "work in Berlin"').terms == ()
    assert parse('with "work in Berlin"').phrases == (("work", "in", "berlin"),)


def test_a_last_word_that_is_being_typed_is_no_function_word_yet():
    assert parse("work in", is_being_typed=True).terms == (("work",), ("in",))
    assert parse("work in ", is_being_typed=True).terms == (("work",),)
    assert parse("work in").terms == (("work",),)


def test_words_that_are_left_out_count_for_no_limit():
    many = parse("the work of " + " ".join(f"word{n}" for n in range(MAX_TERMS - 1)))
    assert len(many.terms) == MAX_TERMS
    assert not many.truncated


@pytest.mark.parametrize(
    ("typed", "reduced"),
    [
        ("help me find a flat", [("help", "me find a flat"), ("flat", "help me find a")]),
        ("Job-matching -kids", [("Job-matching", "-kids"), ("-kids", "Job-matching")]),
        ('"fair job" law', [("fair job", "law"), ("law", '"fair job"')]),
        ("law asylum Law", [("law", "asylum"), ("asylum", "law Law")]),
        ("the law", []),
        ("", []),
    ],
)
def test_what_was_typed_is_reduced_by_each_part_that_counts(typed, reduced):
    assert reductions(typed) == reduced


@given(st.text("kxq-–'\" ", max_size=40))
def test_a_reduced_text_looks_for_everything_else(text):
    def parts(query):
        return {*query.terms, *((p,) for p in query.phrases), *((p, "-") for p in query.excluded)}

    for _part, rest in reductions(text):
        assert parts(parse(rest)) <= parts(parse(text))


@given(st.text(st.characters(), max_size=500))
def test_parsing_never_raises_and_keeps_its_limits(text):
    query = parse(text)
    assert len(query.terms) + len(query.phrases) + len(query.excluded) <= MAX_TERMS
