import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import PositiveBigIntegerField, PositiveIntegerField, PositiveSmallIntegerField, URLField

from accounts.fields import validate_directions, validate_reachable
from entries.validators import validate_sources, validate_visible
from organisations.forms import OrganisationForm


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
    with pytest.raises(ValidationError) as refusal:
        validate_directions(f"left{character}right\u202e")

    code = f"U+{ord(character):04X}"
    assert refusal.value.messages == [f"It has a character that cannot be stored ({code}), after “\u2068left\u2069”."]


def test_where_a_mark_of_direction_stands_is_said_in_few_letters():
    with pytest.raises(ValidationError, match="at the beginning"):
        validate_directions("\u202eleft")
    with pytest.raises(ValidationError) as refusal:
        validate_directions("x" * 20_000 + " the last words\n\u2066right")

    assert "x the last words\u2069”" in refusal.value.messages[0]
    assert len(refusal.value.messages[0]) < 120


NUMBERS = [
    field
    for model in apps.get_models()
    for field in model._meta.fields
    if isinstance(field, PositiveSmallIntegerField | PositiveIntegerField | PositiveBigIntegerField) and field.editable
]


@pytest.mark.parametrize("field", NUMBERS, ids=str)
def test_a_number_of_twenty_digits_gets_one_complaint(field):
    with pytest.raises(ValidationError) as refusal:
        field.clean(10**20 - 1, None)

    assert len(refusal.value.messages) == 1


def test_a_year_of_twenty_digits_gets_one_complaint_in_a_form(time_machine):
    time_machine.move_to("2026-06-01")
    form = OrganisationForm({"founded": "9" * 20})

    assert [str(each) for each in form.errors["founded"]] == ["A year between 1990 and 2026, please."]


@pytest.mark.parametrize("text", ["\u200fمرحبا", "می\u200cخواهم", "a\u200eb"])
def test_marks_that_a_script_needs_are_left_alone(text):
    validate_directions(text)


@pytest.mark.parametrize(
    "address",
    [
        *(
            "http://localhost",
            "http://localhost:8000/a",
            "https://intranet/",
            "http://app.localhost/",
            "https://printer.local.",
        ),
        *("http://db.internal/", "https://router.home.arpa", "http://nobody.invalid"),
        *(
            "http://127.0.0.1/",
            "https://192.168.1.1/a",
            "http://8.8.8.8/",
            "http://[::1]/",
            "http://[2001:4860:4860::8888]/",
        ),
        *("http://2130706433/", "http://0x7f000001/", "http://127.1/", "http://0x7f.0x1/"),
        *("https://me@example.org/", "https://me:secret@example.org/", "https://paypal.com@example.org"),
    ],
)
def test_what_others_cannot_open_is_no_website(address):
    with pytest.raises(ValidationError, match="Others cannot open this address"):
        validate_reachable(address)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "http://www.münchen.de/a@b?c=d@e",
        "https://xn--mnchen-3ya.de:8443/",
        "https://4.example.com/",
    ],
)
def test_a_name_of_the_public_net_is_taken(address):
    validate_reachable(address)


@pytest.mark.parametrize(
    ("model", "field"),
    [
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.fields
        if isinstance(field, URLField)
        and not model.__module__.startswith("post_office")
        and "istorical" not in model.__name__
    ],
)
def test_every_address_that_people_type_is_held_to_it(model, field):
    assert validate_reachable in model._meta.get_field(field).validators


LISTS_OF_ADDRESSES = [
    (model, field.name)
    for model in apps.get_models()
    for field in model._meta.fields
    if "address" in str(field.help_text).lower()
    and "one per line" in str(field.help_text)
    and "istorical" not in model.__name__
]


@pytest.mark.parametrize(("model", "field"), LISTS_OF_ADDRESSES)
def test_every_address_that_people_type_among_others_is_held_to_it(model, field):
    with pytest.raises(ValidationError, match="http://localhost/"):
        model._meta.get_field(field).run_validators("http://localhost/")


def test_addresses_are_typed_among_others_in_four_fields_at_least():
    assert len(LISTS_OF_ADDRESSES) >= 4


def test_a_note_is_a_source():
    validate_sources("General knowledge\n\nInterview at localhost, 2020\nhttps://press.example/1")
