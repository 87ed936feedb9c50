"""How alike texts are."""

from screening.likeness import Pool, shingles_of

TEMPLATE = "{} is the place where people on the move find {} they can rely on, together with {} in every town."
FIRST = shingles_of("RoomFast", TEMPLATE.format("RoomFast", "furnished rooms", "agents"))
SECOND = shingles_of("TaxWise", TEMPLATE.format("TaxWise", "advice on taxes", "consultants"))
OTHER = shingles_of("Bike Kitchen", "We repair bikes and give them to people who came to Glasgow to ask for asylum.")


def test_two_texts_of_one_template_are_alike_whatever_is_filled_in():
    pool = Pool([("second", SECOND), ("other", OTHER)])
    alike = pool.alike(FIRST)
    assert alike["second"] > 0.5
    assert alike.get("other", 0) < 0.1


def test_its_own_name_and_the_numbers_in_it_tell_no_text_apart():
    one = shingles_of("Lingo", "Lingo helps 300 people a month to learn the language of the town they live in.")
    other = shingles_of("Wörter", "Wörter helps 12 people a month to learn the language of the town they live in.")
    assert one == other


def test_what_is_put_in_front_hides_nothing():
    longer = shingles_of(
        "RoomFast", f"Good day to all of you who read this. {TEMPLATE.format('It', 'rooms', 'agents')}"
    )
    assert Pool([("first", FIRST)]).alike(longer)["first"] > 0.4


def test_short_texts_do_not_agree_by_chance():
    assert Pool([("a", shingles_of("", "It is closed."))]).alike(shingles_of("", "It is closed."))["a"] <= 0.2


def test_a_text_that_is_pieced_together_of_several_is_covered_by_them():
    pieces = [
        ("a", shingles_of("", "one two three four five six")),
        ("b", shingles_of("", "one two three four five six")),
    ]
    pool = Pool(pieces)
    whole = shingles_of("", "one two three four five six seven eight nine")
    assert pool.covered(whole, 2) > 0.3
    assert pool.covered(whole, 2, but=["a"]) == 0


def test_nothing_is_like_nothing():
    assert Pool().alike(shingles_of("", "")) == {}
    assert Pool([("a", frozenset())]).covered(frozenset()) == 0
