"""Whom one may write to about an entry: from who looks after it, and from curators."""

import pytest
from django.utils import timezone

from entries.addressees import addressees_of, has_addressee
from projects.models import Project
from submissions.actions import add_caretaker, erase, stored_under
from tests.curators import client_of, form_of, make_group_curator
from tests.factories import make_organisation, make_project, make_visitor
from tests.upkeep.making import make_contact
from upkeep.actions import set_stopped
from upkeep.models import ContactAddress, Correspondent

pytestmark = pytest.mark.django_db
ADD = "/admin/upkeep/contactaddress/add/"


@pytest.fixture
def project():
    return make_project("Lingo")


def known_of(entries):
    return [(one.key, one.email, one.language) for one in addressees_of(entries)]


def test_who_looks_after_an_entry_and_whom_a_curator_found_each_once(project):
    add_caretaker(project, user=make_visitor("ada@example.org", language="de"))
    add_caretaker(project, user=make_visitor("gone@example.org", is_active=False))
    make_contact(project, "office@lingo.example", language="uk")
    make_contact(project, "ada@example.org", language="en")
    make_contact(make_project(), "other@example.org")
    make_contact(make_organisation(), "office@helpers.example")

    assert known_of(Project.objects.filter(pk=project.pk)) == [
        (project.pk, "ada@example.org", "de"),
        (project.pk, "office@lingo.example", "uk"),
    ]


def add(curator, **changed):
    client = client_of(curator)
    data = form_of(client.get(ADD), "contactaddress_form")
    typed = {"page": "/projects/lingo/", "email": "Office@Lingo.example", "origin": "Its imprint", "may_write": "on"}
    return client.post(ADD, data | typed | changed)


def test_a_curator_adds_an_address_with_where_it_is_from(project):
    curator = make_group_curator()

    assert add(curator).status_code == 302
    contact = ContactAddress.objects.get()
    assert (contact.target, contact.email, contact.origin, contact.by) == (
        *(project, "office@lingo.example", "Its imprint", curator),
    )
    assert not Correspondent.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"page": "/projects/nothing/"}, "No entry has this address."),
        ({"origin": ""}, "This field is required."),
        ({"email": "office"}, "Enter a valid e-mail address."),
        ({"email": "OFFICE@lingo.example"}, "This address stands with the entry already."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(project, typed, said):
    make_contact(project)

    assert said in add(make_group_curator(), **typed).content.decode()
    assert ContactAddress.objects.count() == 1


def test_who_asked_to_be_left_alone_is_noted_for_the_address_and_may_be_written_to_again(project):
    contact, client = make_contact(project), client_of(make_group_curator())
    address = f"/admin/upkeep/contactaddress/{contact.pk}/change/"

    stopped = form_of(client.get(address), "contactaddress_form")
    del stopped["may_write"]
    client.post(address, stopped)
    assert Correspondent.objects.get().stopped_at
    again = form_of(client.get(address), "contactaddress_form")
    assert "may_write" not in again
    client.post(address, again | {"may_write": "on"})
    assert Correspondent.objects.get().stopped_at is None


@pytest.fixture(params=["stopped_at", "bounced_at"])
def left_alone(request):
    return Correspondent.objects.create(email="office@lingo.example", **{request.param: timezone.now()})


def test_a_form_about_something_else_lets_nobody_be_written_to_again(project, left_alone):
    contact, client = make_contact(project, may_write=None), client_of(make_group_curator())
    address = f"/admin/upkeep/contactaddress/{contact.pk}/change/"
    client.post(address, form_of(client.get(address), "contactaddress_form") | {"origin": "A letter"})

    assert ContactAddress.objects.get().origin == "A letter"
    assert Correspondent.objects.left_alone().get() == left_alone


def test_who_asks_to_be_left_alone_while_the_form_is_open_is(project):
    contact, client = make_contact(project), client_of(make_group_curator())
    address = f"/admin/upkeep/contactaddress/{contact.pk}/change/"
    opened = form_of(client.get(address), "contactaddress_form")
    set_stopped(contact.email, stopped=True)
    client.post(address, opened | {"origin": "A letter"})

    assert ContactAddress.objects.get().origin == "A letter"
    assert Correspondent.objects.get().stopped_at


def test_another_entry_or_address_does_not_undo_that_somebody_is_left_alone(project, left_alone):
    curator = make_group_curator()
    assert "asked to be left alone" in add(curator).content.decode()
    assert not ContactAddress.objects.exists()

    assert add(curator, may_write=[]).status_code == 302
    other = make_contact(make_project("Linguo"), "linguo@example.org")
    address = f"/admin/upkeep/contactaddress/{other.pk}/change/"
    client = client_of(curator)
    typed = form_of(client.get(address), "contactaddress_form") | {"email": left_alone.email}
    assert "asked to be left alone" in client.post(address, typed).content.decode()
    assert Correspondent.objects.left_alone().get() == left_alone


def test_a_person_gets_a_copy_of_what_is_kept_and_has_it_erased(project):
    make_contact(project, "ada@example.org", may_write=False)
    make_contact(project, "ben@example.org")

    found = stored_under("Ada@example.org")
    assert [row["where_it_is_from"] for row in found["contact_addresses"]] == ["The page “Contact”"]
    assert found["asked_about_entries"][0]["stopped"]

    erase("ada@example.org")
    assert [contact.email for contact in ContactAddress.objects.all()] == ["ben@example.org"]
    assert not stored_under("ada@example.org")


def test_the_page_of_the_entry_shows_no_address(client, project):
    make_contact(project)

    assert "office@lingo.example" not in client.get(project.get_absolute_url()).content.decode()


def test_whether_there_is_anybody_to_write_to_about_an_entry(project):
    add_caretaker(project, user=make_visitor("gone@example.org", is_active=False))
    make_contact(make_organisation(), "office@helpers.example")
    assert not has_addressee(project)

    make_contact(project, "office@lingo.example")
    looked_after = make_project("Tandem")
    add_caretaker(looked_after, user=make_visitor("ada@example.org"))

    assert has_addressee(project)
    assert has_addressee(looked_after)


def test_some_of_them_alone_may_be_asked_for(project):
    for email in ("ada@example.org", "office@lingo.example"):
        make_contact(project, email)

    assert [one.email for one in addressees_of(Project.objects.all(), ["ada@example.org"])] == ["ada@example.org"]
