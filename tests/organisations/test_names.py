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
    ],
)
def test_different_names_stay_different(one, other):
    assert name_key(one) != name_key(other)


def test_a_name_that_is_a_legal_form_keeps_its_word():
    assert name_key("AG") == "ag"
    assert name_key("SAS Ltd") == "sas"
