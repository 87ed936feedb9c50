"""Those whom the curators asked translate entries: what there is to do, side by side, saved as one goes."""

import pytest

from entries.actions import save_entry, store_texts, withdraw
from entries.models import EntryText, TextOrigin
from submissions.models import Translator
from tests.curators import client_of, make_group_curator
from tests.factories import make_organisation, make_project, make_visitor

pytestmark = pytest.mark.django_db
ADDRESS = "/mine/translate/uk/project/lingo/"


@pytest.fixture
def project():
    return make_project("Lingo", summary="Teaches a language.", audience="Everybody", description="")


@pytest.fixture
def person():
    person = make_visitor()
    Translator.objects.create(user=person, language="uk", is_trusted=True)
    return person


@pytest.fixture
def translator(person):
    return client_of(person)


def typed(client, **texts):
    """Return what the form of the page sends, with these texts."""
    form = client.get(ADDRESS).context["form"]
    return {name: form[name].value() or "" for name in form.fields} | texts


def test_only_those_who_were_asked_get_there(client, project, translator):
    assert client.get(ADDRESS).status_code == 302
    assert client_of(make_visitor("other@example.org")).get("/mine/translate/").status_code == 403
    assert client_of(make_visitor("third@example.org")).get(ADDRESS).status_code == 403
    assert translator.get("/mine/translate/").status_code == 200
    assert translator.get(ADDRESS.replace("/uk/", "/ar/")).status_code == 403
    assert translator.get("/mine/translate/uk/project/nothing/").status_code == 404
    assert "/mine/translate/" in translator.get("/mine/").content.decode()


def test_what_is_saved_is_public_at_once_and_leads_on(project, person, translator):
    make_project("Other", summary="Helps.")
    answer = translator.post(
        f"{ADDRESS}?state=missing", typed(translator, summary="Вчить мови.") | {"state": "missing"}
    )

    assert answer.status_code == 302
    assert answer.url == "/mine/translate/uk/project/other/?state=missing"
    text = EntryText.objects.get()
    assert (text.text, text.origin, text.by, text.language) == ("Вчить мови.", "person", person, "uk")
    assert "Вчить мови." in translator.get("/uk/projects/lingo/").content.decode()


def test_each_state_has_its_entries_and_their_number(project, translator):
    read, outdated = make_project("Read"), make_project("Outdated")
    for each in (read, outdated):
        store_texts(each, {"summary": "Текст."}, language="uk", origin=TextOrigin.MACHINE)
    outdated.summary = "Something else."
    save_entry(outdated)
    page = translator.get("/mine/translate/")

    assert {state: number for state, _label, number in page.context["states"]}["outdated"] == 1
    assert page.context["chosen"] == "outdated"
    assert [entry.name for _kind, entries in page.context["shown"] for entry in entries] == ["Outdated"]
    machine = translator.get("/mine/translate/?state=machine").context["shown"]
    assert sorted(entry.name for _kind, entries in machine for entry in entries) == ["Outdated", "Read"]


def test_an_original_that_changed_meanwhile_is_shown_and_nothing_typed_is_lost(project, translator):
    sent = typed(translator, summary="Вчить мови.")
    project.summary = "Teaches two languages."
    save_entry(project)
    answer = translator.post(ADDRESS, sent)
    page = answer.content.decode()

    assert answer.status_code == 200
    assert not EntryText.objects.exists()
    assert "Вчить мови." in page
    assert "Teaches two languages." in page
    again = {name: answer.context["form"][name].value() or "" for name in answer.context["form"].fields}
    assert translator.post(ADDRESS, again).status_code == 302
    assert not EntryText.objects.get().is_outdated


def test_the_words_of_the_site_stand_beside_the_texts_in_both_languages(project, translator):
    make_organisation("School")
    page = translator.get(f"/de{ADDRESS}")
    words = dict(page.context["glossary"])

    assert words["Kosten"][0] == ("Cost", "Вартість")
    assert ("Free", "Безкоштовно") in words["Kosten"]
    assert {"Online oder vor Ort", "Wo man es nutzen kann", "Status", "Wie aktuell"} <= words.keys()
    assert not any("All, including" in one for pairs in words.values() for one, _other in pairs)
    assert '<bdi lang="en">Free</bdi>' in page.content.decode()
    page = translator.get("/mine/translate/uk/organisation/school/")
    assert ("Non-profit", "Неприбуткова (НГО)") in dict(page.context["glossary"])["Kind"]


def test_two_who_translate_the_same_do_not_write_over_each_other(project, translator):
    first, second = typed(translator, summary="Вчить мови."), typed(translator, summary="Навчає мови.")

    assert translator.post(ADDRESS, first).status_code == 302
    answer = translator.post(ADDRESS, second)
    assert EntryText.objects.get().text == "Вчить мови."
    page = answer.content.decode()
    assert "Somebody else has changed the texts" in page
    assert "Навчає мови." in page
    assert "Вчить мови." in page


@pytest.mark.parametrize("text", ["а" * 481, "two\nlines", "\u202eturned"])
def test_a_text_that_cannot_be_is_refused_beside_its_field(project, translator, text):
    answer = translator.post(ADDRESS, typed(translator, summary=text))

    assert answer.status_code == 200
    errors = answer.context["form"].errors
    assert {name: len(complaints) for name, complaints in errors.items()} == {"summary": 1}
    assert not EntryText.objects.exists()


def test_an_entry_that_was_withdrawn_meanwhile_keeps_what_was_written(project, translator):
    sent = typed(translator, summary="Вчить мови.")
    withdraw(project, by=None)
    answer = translator.post(ADDRESS, sent, follow=True)

    assert EntryText.objects.get().text == "Вчить мови."
    assert "withdrawn in the meantime" in answer.content.decode()


def test_curators_ask_somebody_by_their_address():
    client = client_of(make_group_curator())
    address = "/admin/submissions/translator/add/"

    assert client.post(address, {"email": "new@example.org", "language": "ar"}).status_code == 302
    assert client.post(address, {"email": "new@example.org", "language": "ar"}).status_code == 302
    [translator] = Translator.objects.all()
    assert (translator.user.email, translator.language, translator.is_trusted) == ("new@example.org", "ar", False)
    assert client.post(address, {"email": "nothing", "language": "xx"}).status_code == 200
