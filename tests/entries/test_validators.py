import pytest
from django.core.exceptions import ValidationError

from accounts.fields import validate_directions
from entries.validators import validate_visible


@pytest.mark.parametrize(
    "text", ["", " ", "\u00a0", "\u200b", "\u202e", "\u2800", "\u3164", "\u00ad\ufe0f", "\u0301", "\ue000"]
)
def test_what_nobody_can_see_is_no_name(text):
    with pytest.raises(ValidationError):
        validate_visible(text)


@pytest.mark.parametrize("text", ["a", "ß", "7", "?", "م", "家", "\U0001f469\u200d\U0001f680", "\u200bZ"])
def test_whatever_can_be_seen_may_be_a_name(text):
    validate_visible(text)


@pytest.mark.parametrize("character", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_a_line_cannot_turn_the_direction_of_what_stands_around_it(character):
    with pytest.raises(ValidationError):
        validate_directions(f"left{character}right")


@pytest.mark.parametrize("text", ["\u200fمرحبا", "می\u200cخواهم", "a\u200eb"])
def test_marks_that_a_script_needs_are_left_alone(text):
    validate_directions(text)
