"""Addresses of names in any script."""

import pytest

from entries.addresses import readable_address
from projects.models import Project
from tests.factories import make_project

# Name -> address.
NAMES = {
    "Проєкт допомоги біженцям": "proiekt-dopomohy-bizhentsiam",
    "Українська школа «Їжачок»": "ukrainska-shkola-yizhachok",
    "Сім’я та Юля": "simia-ta-yulia",
    "Помощь беженцам": "pomoshch-bezhentsam",
    "Ευρώπη, ουρανός": "evropi-ouranos",
    "مشروع الترحيب": "mshrwa-altrhyb",
    "سلام ۲۰۱۵": "slam-2015",
    "L’École à Łódź": "l-ecole-a-lodz",
    "Münster für Frauen": "munster-fur-frauen",
    "ReDI School #1": "redi-school-1",
    "難民 & Co": "nanmin-co",
    "…": "",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_name_can_be_read_in_its_address(name):
    assert readable_address(name, longest=200) == NAMES[name]


def test_an_address_has_a_bound():
    assert readable_address("Проєкт " * 90, longest=20) == "proiekt-proiekt-proi"


@pytest.mark.django_db
def test_an_entry_without_a_letter_of_latin_has_an_address_of_its_own(client):
    first, second = make_project("Допомога"), make_project("Допомога")

    assert [first.slug, second.slug] == ["dopomoha", "dopomoha-2"]
    assert client.get("/projects/dopomoha/").status_code == 200


@pytest.mark.django_db
def test_what_has_no_letter_at_all_is_called_after_its_kind():
    assert make_project("☺").slug == "project"
    assert Project.objects.get().name == "☺"
