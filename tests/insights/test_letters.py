from pathlib import Path

import pytest
from django.conf import settings
from PIL import ImageFont

from insights.letters import reach, text_width

FONTS = [
    ImageFont.truetype(path, 1000, layout_engine=ImageFont.Layout.BASIC)
    for path in sorted(Path(settings.BASE_DIR, "tests/fonts").glob("*/*.ttf"))
]
ALPHABETS = {
    "Latin": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "Western": "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ",
    "more Latin": "ĀāĂăĄąĆćČčĎďĐđĒēĖėĘęĚěĞğĢģĦħĪīĮįİıĶķĹĺĻļĽľŁłŃńŅņŇňŐőŒœŔŕŘřŚśŞşŠšŢţŤťŪūŮůŰűŲųŹźŻżŽž",
    "Cyrillic": "АБВГҐДЕЁЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгґдеёєжзиіїйклмнопрстуфхцчшщъыьэюя",
    "Greek": "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρςστυφχψω",
    "signs": "0123456789 .,:;'’!?()[]-–—/|&%+=<>*@„“”№…",
}


def test_there_is_a_wide_and_a_narrow_font_at_two_weights():
    assert sorted(font.getname() for font in FONTS) == [
        ("Test narrow", "Bold"),
        ("Test narrow", "Regular"),
        ("Test wide", "Bold"),
        ("Test wide", "Regular"),
    ]


@pytest.mark.parametrize("letters", ALPHABETS.values(), ids=ALPHABETS)
def test_no_letter_is_wider_in_any_font_than_what_is_laid_out(letters):
    assert [
        letter for letter in letters for font in FONTS if font.getlength(letter) > text_width(letter, 1000) + 1
    ] == []


@pytest.mark.parametrize("letters", ALPHABETS.values(), ids=ALPHABETS)
def test_no_letter_reaches_further_in_any_font_than_what_is_laid_out(letters):
    def is_beyond(letter, font):
        _left, top, _right, bottom = font.getbbox(letter, anchor="ls")
        rise, depth = reach(letter, 1000)
        return -top > rise or bottom > depth

    assert [letter for letter in letters for font in FONTS if is_beyond(letter, font)] == []


@pytest.mark.parametrize("name", ["Dortmund", "Göttingen", "Київ", "Thessaloniki", "Ludwigshafen am Rhein"])
def test_a_name_is_given_a_fifth_more_than_the_widest_font_takes_at_most(name):
    widest = max(font.getlength(name) for font in FONTS)

    assert widest <= text_width(name, 1000) <= 1.2 * widest


def test_an_arabic_letter_at_the_end_of_a_word_is_given_its_swing():
    assert text_width("ب", 10) == text_width("ب ", 10) - text_width(" ", 10)
    assert text_width("بب", 10) < 2 * text_width("ب", 10)
    assert text_width("اا", 10) == 2 * text_width("ا", 10)


def test_marks_that_stand_on_a_letter_take_no_room():
    assert text_width("e\u0301", 10) == text_width("é", 10) == text_width("e", 10)


def test_letters_of_east_asia_fill_their_square():
    assert text_width("東京", 10) > 20
