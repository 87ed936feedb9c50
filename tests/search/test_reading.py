"""Reading a text: phrases of a lexicon, the longest first, and what is left over."""

import pytest

from search.reading import Lexicon, Sense

HOUSING, WORK, CODING = (Sense("need", key) for key in ("housing", "work", "coding"))
HELP = Sense("need", "helping", is_weak=True)
BERLIN, HAMBURG = Sense("city", "berlin"), Sense("city", "hamburg")
ARABIC, GERMAN = Sense("language", "ar"), Sense("language", "de")
LEXICON = Lexicon(
    [
        ("flat*", HOUSING),
        ("Wohnung*", HOUSING),
        ("سكن", HOUSING),
        ("~help", Sense("need", "helping")),
        ("work", WORK),
        ("learn to code", CODING),
        ("Berlin", BERLIN),
        ("Hamburg", HAMBURG),
        ("Arabic", ARABIC),
        ("العربية", ARABIC),
        ("German", GERMAN),
        ("=near me", BERLIN),
        ("=in der Nähe", BERLIN),
        ("=here", BERLIN),
    ],
    names=("city",),
)


def senses(text):
    return [part.sense for part in LEXICON.read(text).parts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("flat", [HOUSING]),
        ("FLATS in Berlin", [HOUSING, BERLIN]),
        ("I need a flat in Berlin, in Arabic!", [HOUSING, BERLIN, ARABIC]),
        ("Wohnungen", [HOUSING]),
        ("سكن في برلين", [HOUSING]),
        ("والسكن", [HOUSING]),
        ("عالسكن", [HOUSING]),
        ("learn to code", [CODING]),
        ("learning", []),
        ("reflation", []),
        ("", []),
        ("?!", []),
    ],
)
def test_phrases_are_found_in_words_and_sentences(text, expected):
    assert senses(text) == expected


@pytest.mark.parametrize("typed", ["دراسة", "دراستي", "دراستنا"])
def test_an_arabic_word_is_known_whosever_it_is(typed):
    assert [part.sense for part in Lexicon([("دراسة", CODING)]).read(typed).parts] == [CODING]


def test_what_only_changed_places_is_nearer_than_what_is_another_letter():
    (part,) = Lexicon([("freund*", WORK), ("friend*", WORK)]).read("freind").parts

    assert part.corrected == "friend"


def test_a_phrase_says_within_it_what_is_looked_for_there_too():
    lexicon = Lexicon([("українськ*", ARABIC), ("новини українською", WORK)], within=("language",))

    assert {part.sense for part in lexicon.read("новини українською").parts} == {WORK, ARABIC}


def test_the_longest_phrase_is_taken():
    lexicon = Lexicon([("code", WORK), ("learn code", CODING)])

    assert [part.sense for part in lexicon.read("learn to code").parts] == [CODING]


def test_a_whole_word_is_taken_before_the_beginning_of_one():
    lexicon = Lexicon([("mali*", HOUSING), ("maling", WORK)])

    assert [part.sense for part in lexicon.read("maling").parts] == [WORK]


def test_a_weak_word_counts_only_where_nothing_else_of_its_kind_was_said():
    assert senses("help") == [HELP]
    assert senses("help with work") == [WORK]
    assert senses("help in Berlin") == [HELP, BERLIN]


@pytest.mark.parametrize(
    ("text", "expected", "rest"),
    [
        ("flat near me", [HOUSING, "berlin"], ""),
        ("here I need a flat", ["berlin", HOUSING], ""),
        ("Wohnung in der Nähe", [HOUSING, "berlin"], ""),
        ("Wohnung in der Nähe von Hamburg", [HOUSING, HAMBURG], ""),
        ("the flat for me", [HOUSING], ""),
        ("flat near the park", [HOUSING], "near the park"),
        ("“near me” flat", [HOUSING], ""),
    ],
)
def test_what_counts_in_its_very_words_is_read_with_its_function_words_where_nothing_else_of_its_kind_is_said(
    text, expected, rest
):
    read = LEXICON.read(text)

    assert [part.sense.key for part in read.parts] == [getattr(sense, "key", sense) for sense in expected]
    assert read.rest == rest


def test_what_was_not_read_is_left_over_without_the_words_that_only_hold_a_sentence_together():
    assert LEXICON.read("a flat with garden in Berlin").rest == "a with garden in"
    assert LEXICON.read("I need a flat in Berlin").rest == ""


def test_the_words_of_what_is_not_meant_are_not_left_over():
    reading = LEXICON.read("flat German")

    assert reading.without("language").rest == ""
    assert [part.sense for part in reading.without("language").parts] == [HOUSING]


def test_a_part_can_be_taken_off_the_text():
    reading = LEXICON.read("flat in Berlin")

    assert reading.text_without(HOUSING) == "in Berlin"
    assert reading.text_without(BERLIN) == "flat in"


@pytest.mark.parametrize("text", ["in Arabic", "auf Arabic", "بالعربية"])
def test_a_language_that_something_is_offered_in_is_introduced(text):
    (part,) = LEXICON.read(text).parts

    assert (part.sense, part.is_introduced) == (ARABIC, True)


def test_a_language_alone_is_not_introduced():
    assert [part.is_introduced for part in LEXICON.read("Arabic").parts] == [False]


def test_a_name_is_found_with_a_typing_mistake_and_says_so():
    (part,) = LEXICON.read("Hambrug").parts

    assert (part.sense, part.corrected) == (HAMBURG, "Hamburg")


@pytest.mark.parametrize("text", ["Gamburg", "Ham", "Hammbourgo", "Berlusconi", "1amburg"])
def test_what_is_not_nearly_a_name_is_none(text):
    assert senses(text) == []


def test_short_words_that_are_no_names_have_no_typing_mistakes():
    assert senses("worck") == []


def test_a_long_word_is_found_with_a_typing_mistake():
    assert senses("Wohnumg") == [HOUSING]
    assert senses("Wohnugen") == [HOUSING]


def test_what_a_language_knows_as_a_word_is_no_mistake():
    lexicon = Lexicon([("Arabic", ARABIC), ("lawyer", WORK)], names=("language",))

    assert lexicon.read("Arabica").parts[0].sense == ARABIC
    assert lexicon.read("layer").parts == ()


def test_an_asterisk_before_a_word_stands_for_any_beginning():
    lexicon = Lexicon([("*wohnung", HOUSING)])

    assert [part.sense for part in lexicon.read("Dreizimmerwohnung").parts] == [HOUSING]
    assert lexicon.read("Wohnungsamt").parts == ()


def test_words_within_a_phrase_may_have_any_ending():
    lexicon = Lexicon([("соціальн* житл*", HOUSING)])

    assert [part.sense for part in lexicon.read("соціального житла").parts] == [HOUSING]
    assert lexicon.read("соціального").parts == ()


def test_a_phrase_that_function_words_make_counts_more_than_its_one_word():
    lexicon = Lexicon([("how can I help", HELP), ("~help", WORK)])

    assert [part.sense for part in lexicon.read("how can I help").parts] == [HELP]
    assert {part.sense.key for part in lexicon.read("help").parts} == {"helping", "work"}


def test_a_place_is_found_within_a_longer_phrase():
    lexicon = Lexicon([("map of Berlin", WORK), ("Berlin", BERLIN)], within=("city",))

    assert [part.sense for part in lexicon.read("map of Berlin").parts] == [WORK, BERLIN]


GLUED = Lexicon(
    [
        ("job*", WORK),
        ("Wohnung", HOUSING),
        ("Berlin", BERLIN),
        ("Köln", HAMBURG),
        ("Rom", BERLIN),
        ("Arabic", ARABIC),
        ("Berlinwork", CODING),
    ],
    names=("city", "language"),
    places=("city",),
)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("berlinjobs", {"berlin": BERLIN, "jobs": WORK}),
        ("Jobsberlin", {"Jobs": WORK, "berlin": BERLIN}),
        ("jobsinberlin", {"jobsin": WORK, "berlin": BERLIN}),
        ("KölnWohnung", {"Köln": HAMBURG, "Wohnung": HOUSING}),
        ("a flat, wohnungberlin", {"wohnung": HOUSING, "berlin": BERLIN}),
        ("berlinwork", {"berlinwork": CODING}),  # a phrase is itself
        ("berlinale", {}),
        ("jobsofsomethingberlin", {"jobsofsomethingberlin": WORK}),
        ("romwohnung", {}),  # three letters are no proof of a place
        ("romance", {}),
        ("arabicjobs", {}),  # a language is no place
    ],
)
def test_a_place_and_what_is_looked_for_there_may_be_typed_as_one_word(typed, expected):
    reading = GLUED.read(typed)

    assert {typed[part.start : part.end]: part.sense for part in reading.parts} == expected


def test_of_a_word_that_is_two_one_can_be_taken_off():
    assert GLUED.read("berlinjobs").text_without(BERLIN) == "jobs"
    assert GLUED.read("berlinjobs").text_without(WORK) == "berlin"


def test_what_entries_are_called_is_not_taken_apart():
    assert GLUED.read("wohnungberlin", is_known=lambda word: word == "wohnungberlin").parts == ()


def test_within_the_name_of_a_place_there_is_no_other_place():
    lexicon = Lexicon([("Greater Hamburg", BERLIN), ("Hamburg", HAMBURG)], within=("city",))

    assert [part.sense for part in lexicon.read("Greater Hamburg").parts] == [BERLIN]


def test_function_words_are_no_part_of_a_phrase_with_endings():
    lexicon = Lexicon([("Босні* і Герцеговин*", BERLIN)])

    assert [part.sense for part in lexicon.read("у Боснії і Герцеговині").parts] == [BERLIN]


@pytest.mark.parametrize(("written", "typed"), [("مصر", "مسار"), ("هسن", "حسن")])
def test_few_consonants_make_no_name_of_another_arabic_word(written, typed):
    lexicon = Lexicon([(written, BERLIN)], names=("city",))

    assert lexicon.read(written).parts[0].sense == BERLIN
    assert lexicon.read(typed).parts == ()


@pytest.mark.parametrize("typed", ["robota", "roboty", "rabotaa"])
def test_ukrainian_is_read_in_latin_letters(typed):
    lexicon = Lexicon([("робот*", WORK)])

    assert [part.sense for part in lexicon.read(typed).parts] == [WORK] * (typed != "rabotaa")


@pytest.mark.parametrize("typed", ["mohami", "mo7ami", "muhami", "mouhamee"])
def test_arabic_is_read_in_latin_letters(typed):
    lexicon = Lexicon([("محامي", HELP)])

    assert [part.sense.key for part in lexicon.read(typed).parts] == ["helping"]


def test_consonants_that_two_words_share_are_none():
    lexicon = Lexicon([("محامي", HELP), ("مهم", WORK)])

    assert lexicon.read("mohami").parts == ()


def test_other_spellings_of_arabic_names_are_found():
    lexicon = Lexicon([("كوبنهاغن", BERLIN)], names=("city",))

    assert [part.sense for part in lexicon.read("كوبنهاجن").parts] == [BERLIN]


def test_what_lies_near_in_spelling_is_told_nearest_first():
    lexicon = Lexicon([("Hamburg", HAMBURG), ("Homborg", BERLIN)], names=("city",))

    assert lexicon.near("Hambork") == [HAMBURG, BERLIN]
    assert lexicon.near("xyzzy in") == []


def test_only_what_is_possible_is_read():
    lexicon = Lexicon([("college", WORK), ("colleg*", HOUSING)])

    (part,) = lexicon.read("college", is_possible=lambda sense: sense == HOUSING).parts
    assert part.sense == HOUSING


def test_a_word_that_entries_have_is_no_mistake():
    assert LEXICON.read("Hambrug", is_known=lambda word: word == "hambrug").parts == ()


@pytest.mark.parametrize("text", ["x" * 10_000, "flat " * 2_000, '"' * 500, "ا" * 3_000, "\u202e" * 100])
def test_nothing_that_is_typed_breaks_it(text):
    assert set(senses(text)) <= {HOUSING}


def test_a_lexicon_that_another_follows_has_the_phrases_of_both_its_own_first():
    first = Lexicon([("flat*", HOUSING), ("Гамбург", HAMBURG), ("соціальн* житл*", HOUSING)], names=("city",))
    behind = Lexicon(
        [("Flat", WORK), ("flat*", WORK), ("Hamburg", BERLIN), ("соціальн* робот*", WORK), ("learn to code", CODING)],
        names=("city",),
    )
    said = ("flat", "flats", "гамбург", "соціальне житло", "hamborg", "соціальна робота", "learn to code")
    for lexicon, expected in (
        (first, [[HOUSING], [HOUSING], [HAMBURG], [HOUSING], [], [], []]),
        (first.followed_by(behind), [[WORK], [HOUSING, WORK], [HAMBURG], [HOUSING], [BERLIN], [WORK], [CODING]]),
    ):
        assert [[part.sense for part in lexicon.read(text).parts] for text in said] == expected
