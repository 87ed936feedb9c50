"""Telephone numbers, messengers, social networks and app stores: what is one, and how it is written."""

import pytest
from django.core.exceptions import ValidationError

from projects.contacts import phone_address, phone_number, service_of, validate_channels


@pytest.mark.parametrize(
    ("typed", "country", "stored", "address"),
    [
        ("+49 30 901820", "", "+49 30 901820", "tel:+49-30-901820"),
        ("030/90 18 20", "DE", "+49 30 901820", "tel:+49-30-901820"),
        ("0049 30 901820", "DE", "+49 30 901820", "tel:+49-30-901820"),
        ("(030) 901820 ext. 12", "DE", "+49 30 901820 ext. 12", "tel:+49-30-901820;ext=12"),
        ("+٤٩ ٣٠ ٩٠١٨٢٠", "", "+49 30 901820", "tel:+49-30-901820"),
        ("\u200e+49 30 901820\u200f", "", "+49 30 901820", "tel:+49-30-901820"),
        ("+380 44 123 4567", "DE", "+380 44 123 4567", "tel:+380-44-123-4567"),
        ("116 016", "DE", "116016", "tel:116016"),
        ("116 117", "DE", "116117", "tel:116117"),
    ],
)
def test_a_number_is_stored_as_it_is_dialled_from_anywhere(typed, country, stored, address):
    assert phone_number(typed, country) == stored
    assert phone_number(stored, country) == stored
    assert phone_address(stored) == address


@pytest.mark.parametrize("country", ["DE", "", "AQ"])
@pytest.mark.parametrize(
    "typed",
    [
        "none",
        "ask for Ali",
        "030 901820 or 030 901821",
        "+49",
        "+999 12345678",
        "1" * 500,
        "++",
        "٣",
        "12:30",
        "1e9",
        "-5",
    ],
)
def test_a_telephone_number_that_is_none_is_refused(typed, country):
    with pytest.raises(ValidationError) as refusal:
        phone_number(typed, country)

    assert refusal.value.code == "phone"


def test_a_number_without_the_code_of_its_country_needs_to_know_the_country():
    with pytest.raises(ValidationError):
        phone_number("030 901820", "")
    with pytest.raises(ValidationError):
        phone_number("116016", "")


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://wa.me/4930901820", "WhatsApp"),
        ("https://chat.whatsapp.com/AbCdEf123", "WhatsApp"),
        ("https://api.whatsapp.com/send?phone=4930901820", "WhatsApp"),
        ("https://t.me/lingo", "Telegram"),
        ("https://signal.group/#CjQKIN", "Signal"),
        ("https://www.facebook.com/lingo", "Facebook"),
        ("https://de-de.facebook.com/lingo", "Facebook"),
        ("https://www.facebook.com/profile.php?id=1234", "Facebook"),
        ("https://www.instagram.com/lingo/", "Instagram"),
        ("https://www.linkedin.com/company/lingo", "LinkedIn"),
        ("https://youtube.com/@lingo", "YouTube"),
        ("https://twitter.com/lingo", "X"),
        ("https://mastodon.example/@lingo", "Mastodon"),
        ("https://apps.apple.com/de/app/lingo/id1072353915", "App Store"),
        ("https://play.google.com/store/apps/details?id=org.lingo.app&hl=de", "Google Play"),
        ("https://f-droid.org/de/packages/org.lingo/", "F-Droid"),
    ],
)
def test_an_address_says_at_which_service_it_is(address, name):
    assert service_of(address).name == name
    validate_channels(f"\n {address} \n\n")


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/",
        "http://t.me/lingo",
        "https://t.me",
        "https://t.me.example.org/lingo",
        "https://nott.me/lingo",
        "https://facebook.com/",
        "https://www.facebook.com/sharer/sharer.php?u=https://example.org",
        "https://play.google.com/store/apps",
        "https://play.google.com/store/apps/details",
        "https://apps.apple.com/de/",
        "javascript:alert(1)",
        "https://[",
        "lingo on Telegram",
        "@lingo",
        "https://t.me/" + "a" * 600,
    ],
)
def test_what_is_no_page_at_a_known_service_is_refused_by_its_line(address):
    with pytest.raises(ValidationError) as refusal:
        validate_channels(f"https://t.me/lingo\n{address}")

    assert address[:60] in refusal.value.messages[0]
