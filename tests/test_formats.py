"""Numbers, dates and names of countries as people of each language write them."""

import re
from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from cluster.wording import day
from entries.templatetags.look import and_list, city_with_country, comma_list, country_name, languages_in_short
from insights.charts.base import Bar, named
from insights.places import name_of
from insights.sheets import rows, sheets
from projects.views import ProjectList
from tests.factories import make_city, make_project

NUMBERS = {"en": "1,234", "de": "1.234", "fr": "1\xa0234", "uk": "1\xa0234", "ar": "1234"}
DAYS = {
    "en": "24 November 2026",
    "de": "24. November 2026",
    "fr": "24 novembre 2026",
    "ar": "24 نوفمبر 2026",
    "uk": "24 листопада 2026\u202fр.",
}
COUNTRIES = {"en": "Greece", "de": "Griechenland", "fr": "Grèce", "ar": "اليونان", "uk": "Греція"}


@pytest.mark.parametrize("language", NUMBERS)
def test_the_number_of_results_is_written_as_in_the_language_of_the_page(language):
    with override(language):
        toolbar = render_to_string("entries/_toolbar.html", {"count_label": ProjectList.count_label(1234), "sorts": []})
    assert f">{NUMBERS[language]} " in toolbar or f"{NUMBERS[language]}<" in toolbar


@pytest.mark.parametrize("language", NUMBERS)
def test_map_and_charts_write_numbers_as_the_list_does(language):
    with override(language):
        said = named("Berlin", 1234)
        assert NUMBERS[language] in said
        assert NUMBERS[language] in name_of("Berlin", 1234)
        for sheet in sheets():
            _height, shapes = rows(sheet, [Bar("berlin", "Berlin", 1234, "/projects/", said)])
            assert f">{NUMBERS[language]}<" in "".join(shapes)


@pytest.mark.parametrize("language", DAYS)
def test_a_day_is_written_as_in_the_language_of_the_page(language):
    with override(language):
        assert day(date(2026, 11, 24)) == DAYS[language]


@pytest.mark.django_db
@pytest.mark.parametrize("language", DAYS)
def test_a_page_never_writes_a_year_as_a_number(client, language):
    make_project("Ended", slug="ended", status="discontinued", launched=2015, ended=2018, confirmed_on=date(2025, 5, 1))
    prefix = "" if language == "en" else f"/{language}"
    for path in ("/projects/?status=all", "/projects/ended/", "/insights/"):
        page = client.get(prefix + path).content.decode()
        assert "2015" in page
        assert not re.search(r"\b2[,. \xa0]01[58]\b", page)


@pytest.mark.django_db
@pytest.mark.parametrize("language", COUNTRIES)
def test_countries_are_named_in_the_language_of_the_page(language):
    athens = make_city("athens", country="GR")
    with override(language):
        assert country_name("GR") == COUNTRIES[language]
        assert COUNTRIES[language] in city_with_country(athens)


def test_lists_are_joined_as_in_the_language_of_the_page():
    found = []
    for language in ("en", "de", "fr", "uk"):
        with override(language):
            found.append(and_list(["A", "B", "C"]))
    assert found == ["A, B and C", "A, B und C", "A, B et C", "A, B і C"]


@pytest.mark.parametrize(("language", "comma"), [("en", ", "), ("de", ", "), ("fr", ", "), ("uk", ", "), ("ar", "، ")])
def test_a_list_cut_short_has_the_comma_of_the_language_of_the_page(language, comma):
    with override(language):
        plain = comma_list(["A", "B", "C"]).replace("\u2068", "").replace("\u2069", "")
        assert plain == f"A{comma}B{comma}C"
        assert languages_in_short(["ar", "de", "fr", "fa", "uk"]).count(comma) == 3


def test_from_right_to_left_a_latin_name_in_a_list_keeps_to_itself():
    with override("ar"):
        assert and_list(["Ben Mason", "Lavinia"]) == "\u2068Ben Mason\u2069 و\u2068Lavinia\u2069"
