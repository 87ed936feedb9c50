import pytest

from organisations.names import name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Refugees Emancipation e.V.", "Refugees Emancipation"),
        ("Kiron Open Higher Education gGmbH", "KIRON – Open Higher Education"),
        ("Zentrum ÜBERLEBEN", "Zentrum Überleben gGmbH"),
        ("SINGA Deutschland gUG", "Singa Deutschland gUG (haftungsbeschränkt)"),
        ("Straßenkinder e. V.", "Strassenkinder"),
        ("gut.org gAG", "Gut.org"),
        ("Lingo gemeinnützige GmbH", "Lingo gGmbH"),
        ("Lingo Gemeinnuetzige Gesellschaft mit beschränkter Haftung", "Lingo"),
        ("Lingo gemeinnützige UG (haftungsbeschränkt)", "Lingo gUG"),
        ("Lingo (eingetragener Verein)", "Lingo e.V."),
        ("Lingo eingetragene Genossenschaft", "Lingo eG"),
        ("Lingo Community Interest Company", "Lingo CIC"),
        ("Stichting Lingo", "LINGO"),
        ("ASBL Lingo", "Lingo asbl"),
        ("C# e.V.", "c#"),
        ("X, Ltd", "x"),
        ("Stichting C++", "C++"),
    ],
)
def test_legal_form_case_accents_and_punctuation_make_no_difference(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SINGA", "SINGA Belgium"),
        ("HackYourFuture", "HackYourFuture Denmark"),
        ("Refugees Home", "Refugees at Home"),
        ("Lingo Verein", "Lingo"),
        ("C", "C#"),
        ("C++", "C#"),
        ("C++ e.V.", "C e.V."),
        ("É!", "E!"),
        ("+", "#"),
    ],
)
def test_different_names_stay_different(one, other):
    assert name_key(one) != name_key(other)


def test_a_name_that_is_a_legal_form_keeps_its_word():
    assert name_key("AG") == "ag"
    assert name_key("SAS Ltd") == "sas"
    assert name_key("Stichting") == "stichting"
    assert name_key("Stichting e.V.") == "stichting"


def test_only_nothing_has_an_empty_key():
    assert name_key("") == ""
    assert name_key("???") == "???"
    assert name_key(",") == ","
