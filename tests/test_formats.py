"""Numbers, lists and names of countries as people of each language write them."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import ngettext, override
from django_countries import countries

from cluster.wording import amount_of_funding, clock_of, time_of_event
from entries.freshness import SILENT, said
from entries.wording import and_list, city_with_country, comma_list, isolated, labelled, languages_in_short
from insights.charts.base import Bar, bar_label, percent
from insights.sheets import rows, sheets
from listing.filtersets import NO_PAGE, Rejected
from organisations.views import OrganisationList
from projects.views import ProjectList
from search.alphabets import alphabetical
from taxonomy.countries import country_name
from taxonomy.models import City
from tests.cluster.making import make_event, make_funding
from tests.factories import make_city, make_project

NUMBERS = {"en": "1,234", "de": "1.234", "fr": "1\xa0234", "uk": "1\xa0234", "ar": "1234"}
AMOUNTS = (0, 1, 2, 3, 11, 21, 100)
COUNTRIES = {"en": "Greece", "de": "Griechenland", "fr": "Grèce", "ar": "اليونان", "uk": "Греція"}


@pytest.mark.parametrize("language", NUMBERS)
def test_the_number_of_results_is_written_as_in_the_language_of_the_page(language):
    with override(language):
        toolbar = render_to_string("listing/_toolbar.html", {"count_label": ProjectList.count_label(1234), "sorts": []})
    assert f">{NUMBERS[language]} " in toolbar or f"{NUMBERS[language]}<" in toolbar


@pytest.mark.parametrize("language", NUMBERS)
def test_map_and_charts_write_numbers_as_the_list_does(language):
    with override(language):
        said = bar_label("Berlin", 1234)
        assert NUMBERS[language] in said
        for sheet in sheets():
            _height, shapes = rows(sheet, [Bar("berlin", "Berlin", 1234, "/projects/", said)])
            assert f">{NUMBERS[language]}<" in "".join(shapes)


@pytest.mark.django_db
@pytest.mark.parametrize("language", NUMBERS)
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


PROJECTS = {
    "en": "0 projects|1 project|2 projects|3 projects|11 projects|21 projects|100 projects",
    "de": "0 Projekte|1 Projekt|2 Projekte|3 Projekte|11 Projekte|21 Projekte|100 Projekte",
    "fr": "0 projet|1 projet|2 projets|3 projets|11 projets|21 projets|100 projets",
    "ar": "لا مشاريع|مشروع واحد|مشروعان|3 مشاريع|11 مشروعًا|21 مشروعًا|100 مشروع",
    "uk": "0 проєктів|1 проєкт|2 проєкти|3 проєкти|11 проєктів|21 проєкт|100 проєктів",
}


@pytest.mark.parametrize("language", PROJECTS)
def test_a_number_and_its_noun_agree(language):
    with override(language):
        assert [ProjectList.count_label(number) for number in AMOUNTS] == PROJECTS[language].split("|")


COSTS = ("For %(number)s more it is not known what it costs.", "For %(number)s more it is not known what they cost.")
ENDED = ("%(number)s that has ended is not shown.", "%(number)s that have ended are not shown.")
LATER = {
    "en": [
        "For {} more it is not known what it costs.|For {} more it is not known what they cost.",
        "{} that has ended is not shown.|{} that have ended are not shown.",
    ],
    "de": [
        "Von {} weiteren ist nicht bekannt, was es kostet.|Von {} weiteren ist nicht bekannt, was sie kosten.",
        "{} beendetes Projekt ist ausgeblendet.|{} beendete Projekte sind ausgeblendet.",
    ],
    "fr": [
        "Pour {} autre, le coût est inconnu.|Pour {} autres, le coût est inconnu.",
        "{} projet terminé n’est pas affiché.|{} projets terminés ne sont pas affichés.",
    ],
    "ar": [
        "لا يوجد ما لا تُعرف تكلفته.|يوجد أيضًا مشروع واحد لا تُعرف تكلفته.|يوجد أيضًا مشروعان لا تُعرف تكلفتهما."
        "|توجد أيضًا {} مشاريع لا تُعرف تكلفتها.|يوجد أيضًا {} مشروعًا لا تُعرف تكلفتها."
        "|يوجد أيضًا {} مشروع لا تُعرف تكلفتها.",
        "لم يُستبعد أي مشروع منتهٍ.|يوجد أيضًا مشروع منتهٍ واحد غير معروض.|يوجد أيضًا مشروعان منتهيان غير معروضين."
        "|توجد أيضًا {} مشاريع منتهية غير معروضة.|يوجد أيضًا {} مشروعًا منتهيًا غير معروض."
        "|يوجد أيضًا {} مشروع منتهٍ غير معروض.",
    ],
    "uk": [
        "Ще для {} проєкту вартість невідома.|Ще для {} проєктів вартість невідома."
        "|Ще для {} проєктів вартість невідома.",
        "Приховано {} завершений проєкт.|Приховано {} завершені проєкти.|Приховано {} завершених проєктів.",
    ],
}
# Which of these forms stands with each of AMOUNTS.
FORMS = {"en": "1011111", "de": "1011111", "fr": "0011111", "ar": "0123445", "uk": "2011202"}


@pytest.mark.parametrize("language", LATER)
@pytest.mark.parametrize(("message", "place"), [(COSTS, 0), (ENDED, 1)])
def test_a_sentence_follows_its_number(language, message, place):
    forms = LATER[language][place].split("|")
    expected = [forms[int(form)].format(number) for form, number in zip(FORMS[language], AMOUNTS, strict=True)]
    with override(language):
        assert [ngettext(*message, number) % {"number": number} for number in AMOUNTS] == expected


SINCE = {
    "en": "Not heard of since August 2021; may have ended",
    "de": "Seit August 2021 kein Lebenszeichen; vielleicht beendet",
    "fr": "Sans nouvelles depuis août 2021 ; a peut-être pris fin",
    "ar": "لا أخبار منذ آب/أغسطس 2021؛ ربما انتهى النشاط",
    "uk": "Не чути від серпня 2021 року; можливо, завершено",
}


@pytest.mark.parametrize("language", SINCE)
def test_a_month_is_declined_after_the_word_before_it(language):
    with override(language):
        assert said(SILENT, "2021-08") == SINCE[language]


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["theme", "themes", "cities"])
def test_no_arabic_page_writes_a_digit_before_a_dual(client, page):
    for name in ("One", "Two"):
        make_project(name, slug=name.lower(), cities=["berlin"], themes=["housing"])
    path = {"theme": "/ar/themes/housing/", "themes": "/ar/themes/", "cities": "/ar/cities/"}[page]
    text = re.sub(r'<span aria-hidden="true">2</span>|<[^>]+>', "", client.get(path).content.decode())
    assert "مشروعان" in text
    assert "من المشاريع" not in text
    assert not re.search(r"\b2\s*مشروع", text)


@pytest.mark.parametrize("language", PROJECTS)
def test_a_label_and_its_number_keep_to_themselves(language):
    for number, words in zip(AMOUNTS, PROJECTS[language].split("|"), strict=True):
        colon = "\u202f: " if language == "fr" else ": "
        expected = f"\u2068Berlin\u2069: \u2068{words}\u2069" if language == "ar" else f"Berlin{colon}{words}"
        with override(language):
            assert bar_label("Berlin", number) == labelled("Berlin", words) == expected
            assert OrganisationList.count_label(number)


PERCENTS = {"en": "{}%", "de": "{}\xa0%", "fr": "{}\xa0%", "ar": "{}%", "uk": "{}%"}


@pytest.mark.parametrize("language", PERCENTS)
def test_shares_have_the_sign_and_the_space_of_the_language(language):
    with override(language):
        for number in AMOUNTS:
            plain = re.sub("[\u200e\u200f\u061c]", "", percent(number / 100)).replace("\u202f", "\xa0")
            assert plain == PERCENTS[language].format(number)


CLOCKS = {
    "en": ("Berlin time", "Kyiv time"),
    "de": ("Berlin", "Kyiv"),
    "fr": ("Berlin", "Kyiv"),
    "ar": ("بتوقيت برلين", "بتوقيت كييف"),
    "uk": ("за часом міста Берлін", "за часом міста Київ"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("language", CLOCKS)
def test_a_clock_is_named_after_a_city_in_the_letters_of_the_language(language):
    event = make_event()
    with override(language):
        for zone, expected in zip(("Europe/Berlin", "Europe/Kyiv"), CLOCKS[language], strict=True):
            event.time_zone = zone
            assert expected in clock_of(event.time_zone)
            assert clock_of(event.time_zone) in time_of_event(event)


SUMS = {"en": "€15,000", "de": "15.000 €", "fr": "15 000 €", "ar": "15,000 €", "uk": "15 000 EUR"}


@pytest.mark.django_db
@pytest.mark.parametrize("language", SUMS)
def test_whole_amounts_have_no_decimals(language):
    funding = make_funding(amount_from=15000, amount_to=15000, currency="EUR")
    with override(language):
        assert re.sub("[\u200f\u200e]", "", re.sub("[\u202f\xa0]", " ", amount_of_funding(funding))) == SUMS[language]


@pytest.mark.parametrize("language", COUNTRIES)
def test_every_country_has_one_name_wherever_it_is_shown(language):
    with override(language):
        assert {code: countries.name(code) for code in countries.countries} == {
            code: country_name(code) for code in countries.countries
        }
        assert all(country_name(code) for code in countries.countries)
        assert country_name("ZZ") == ""


def test_countries_are_spelled_as_their_readers_spell_them():
    with override("ar"):
        names = [country_name(code) for code in ("ES", "LU", "EC", "ET", "MD", "PS")]
        assert names == ["إسبانيا", "لوكسمبورغ", "الإكوادور", "إثيوبيا", "مولدوفا", "فلسطين"]
        assert sorted(["لوكسمبورغ", "إسبانيا", "ألمانيا"], key=alphabetical)[-1] == "لوكسمبورغ"
    with override("fr"):
        assert country_name("CI") == "Côte d’Ivoire"
        assert not any("'" in country_name(code) for code in countries.countries)


@pytest.mark.parametrize(
    ("language", "quoted"), [("en", "“{}”"), ("de", "„{}“"), ("fr", "«\xa0{}\xa0»"), ("uk", "«{}»")]
)
def test_what_is_quoted_stands_in_the_quotation_marks_of_the_language(language, quoted):
    with override(language):
        assert quoted.format("zzz") in str(Rejected("page", "zzz", NO_PAGE)).replace("\u202f", "\xa0")


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_a_page_names_what_it_does_not_know_in_any_letters(client, prefix):
    page = client.get(f"{prefix}/projects/?theme=لغة&theme=language")
    assert page.status_code == 200
    assert "\u2068لغة\u2069" in page.content.decode()


def test_texts_of_the_other_direction_are_isolated():
    with override("ar"):
        assert "«\u2068page2\u2069»" in str(Rejected("page", "page2", NO_PAGE))
        assert isolated("Lingo 3") == "\u2068Lingo 3\u2069"
        assert city_with_country(City(name="Bordeaux", country="FR")) == "\u2068Bordeaux\u2069، فرنسا"
        mail = render_to_string("email/contact.txt", {"message": {"name": "Ben 2", "email": "ben@example.org"}})
        assert "\u2068Ben 2\u2069" in mail
        assert "\u2068ben@example.org\u2069" in mail
    with override("de"):
        assert isolated("Lingo 3") == "Lingo 3"
        assert labelled("مرحبا", 3) == "\u2068مرحبا\u2069: 3"


def test_what_was_put_together_of_isolated_texts_goes_as_the_page_does():
    """What is isolated is no first letter of what is around it, which would go from left to right by default."""
    with override("ar"):
        assert comma_list([comma_list(["برلين", "ألمانيا"])]) == "\u2067\u2068برلين\u2069، \u2068ألمانيا\u2069\u2069"
    with override("de"):
        assert comma_list([comma_list(["مرحبا", "Lingo"])]) == "\u2066\u2068مرحبا\u2069, Lingo\u2069"


@pytest.mark.parametrize("language", PROJECTS)
@pytest.mark.parametrize("number", AMOUNTS)
def test_a_list_of_any_length_is_joined_in_the_language(language, number):
    names = [f"N{place}" for place in range(number)]
    with override(language):
        both = and_list(names), comma_list(names)
    comma = "، " if language == "ar" else ", "
    plain = [re.sub("[\u2066-\u2069]", "", text) for text in both]
    assert all(re.findall(r"N\d+", text) == names for text in plain)
    assert plain[1] == comma.join(names)
    assert ", " not in plain[0] or language != "ar"


QUOTED = re.compile(r"{% blocktranslate (.*?)%}", re.S)


@pytest.mark.parametrize("templates", ["email/*.txt", "submissions/*.html"])
def test_sentences_isolate_the_names_that_people_typed(templates):
    paths = sorted(Path(settings.BASE_DIR, "templates").glob(templates))
    names = [
        (path.name, name)
        for path in paths
        for tag in QUOTED.findall(path.read_text())
        for name in re.findall(r"\b(?:title|name|who)=(\S+)", tag)
    ]
    assert len(names) > 10
    assert [(path, name) for path, name in names if not name.endswith("|isolated")] == []


def test_a_name_of_the_other_direction_keeps_its_signs_within_the_quotation_marks():
    with override("ar"):
        assert "«\u2068Yalla!\u2069»" in render_to_string("email/held.txt", {"submission": {"title": "Yalla!"}})
    with override("de"):
        assert "„\u2068مرحبا!\u2069“" in render_to_string("email/held.txt", {"submission": {"title": "مرحبا!"}})
        assert "„Yalla!“" in render_to_string("email/held.txt", {"submission": {"title": "Yalla!"}})
