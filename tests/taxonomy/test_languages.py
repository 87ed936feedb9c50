"""Languages beyond those of two letters, which of them find each other, and Kosovo."""

import json

import pytest
from django.http import QueryDict
from django.utils.translation import override

from projects.catalogue.columns import country, language_codes_of
from projects.filtersets import ProjectFilterSet
from taxonomy.countries import country_name
from taxonomy.languages import KIN, language_choices, language_codes, language_name
from tests.factories import make_project

NAMES = {
    "prs": ("Dari", "Dari", "dari", "الدارية", "дарі"),
    "ckb": ("Kurdish (Sorani)", "Kurdisch (Sorani)", "kurde (sorani)", "الكردية (السورانية)", "курдська (сорані)"),
    "kmr": (
        "Kurdish (Kurmanji)",
        "Kurdisch (Kurmandschi)",
        "kurde (kurmandji)",
        "الكردية (الكرمانجية)",
        "курдська (курманджі)",
    ),
    "rom": ("Romani", "Romani", "romani", "لغة الروما", "ромська"),
}


@pytest.mark.parametrize("code", NAMES)
def test_languages_without_two_letters_have_a_name_in_every_language(code):
    names = []
    for language in ("en", "de", "fr", "ar", "uk"):
        with override(language):
            names.append(language_name(code))
            assert str(dict(language_choices())[code]) == names[-1]

    assert tuple(names) == NAMES[code]


def test_all_languages_that_have_kin_are_known():
    assert {*KIN, *(code for kin in KIN.values() for code in kin)} <= set(language_codes())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("language=fa", {"fa", "prs"}),
        ("language=prs", {"fa", "prs"}),
        ("language=ku", {"ku", "ckb", "kmr"}),
        ("language=ckb", {"ku", "ckb"}),
        ("language=kmr", {"ku", "kmr"}),
        ("language=rom", {"rom"}),
        ("q=Dari", {"fa", "prs"}),
        ("q=Farsi", {"fa", "prs"}),
        ("q=Sorani", {"ku", "ckb"}),
        ("q=курманджі", {"ku", "kmr"}),
        ("q=الدارية", {"fa", "prs"}),
        ("q=Romanes", {"rom"}),
    ],
)
def test_languages_that_are_near_find_each_other(client, asked, found):
    for code in ("fa", "prs", "ku", "ckb", "kmr", "rom", "ro"):
        make_project(f"Project {code}x", languages=[code])

    rows = json.loads(b"".join(client.get(f"/projects.json?{asked}").streaming_content))["projects"]

    assert {row["languages"][0] for row in rows} == found


@pytest.mark.django_db
def test_an_option_counts_those_of_near_languages_too(client):
    make_project(languages=["fa"])
    make_project(languages=["de"])

    facet = next(f for f in client.get("/projects/").context["facets"] if f.name == "language")

    assert {option.value: option.count for option in facet.options} == {"fa": 1, "prs": 1, "de": 1}


def test_files_name_languages_of_three_letters_and_kosovo():
    assert language_codes_of("prs; fa;rom") == ["fa", "prs", "rom"]
    assert country("XK") == "XK"


@pytest.mark.django_db
def test_kosovo_is_a_country_like_any_other(client):
    make_project("Lingo", country="XK", cities=[], themes=["language"])

    facet = next(f for f in client.get("/projects/").context["facets"] if f.name == "country")
    assert [(option.value, option.label) for option in facet.options] == [("XK", "Kosovo")]
    assert [one.name for one in ProjectFilterSet(QueryDict("country=XK&where=europe")).qs] == ["Lingo"]
    assert "Kosovo" in client.get("/projects/lingo/").content.decode()
    with override("ar"):
        assert country_name("XK") == "كوسوفو"
