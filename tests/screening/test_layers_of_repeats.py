"""The layer that knows what came before."""

from screening.layers.repeats import digest, same_text

TEXT = "An app with which newcomers learn German together."


def test_texts_are_compared_by_their_letters_and_not_when_short():
    assert digest(TEXT) == digest(TEXT.upper().replace(" ", "\n"))
    assert digest("Short.") == ""
    assert same_text("Short.", "a@a.example", [("Short.", "b@b.example", True)]) is None


def test_a_person_may_repeat_themselves_and_strangers_are_counted():
    assert same_text(TEXT, "a@a.example", [(TEXT, "a@a.example", False)]) is None
    others = [(TEXT, "b@b.example", False), (TEXT.upper(), "c@c.example", False), ("Other. " * 9, "d@d.example", False)]
    assert same_text(TEXT, "a@a.example", others)[:3] == ("same-text-before", 3, "2")


def test_what_was_spam_before_is_named_whoever_sends_it():
    assert same_text(TEXT, "a@a.example", [(TEXT, "a@a.example", True)]).name == "same-text-was-spam"
