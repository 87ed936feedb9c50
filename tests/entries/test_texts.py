"""Texts of entries in several languages: with where they are from, outdated with their original, shown, found."""

import csv
import io
import json

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from entries.actions import merge, save_entry, store_texts
from entries.models import EntryText, TextOrigin
from entries.texts import give_texts
from projects.models import Project
from tests.curators import client_of, form_of, make_group_curator
from tests.factories import make_organisation, make_project, make_visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return make_project("Lingo", summary="Teaches a language.", description="At **home**.", audience="Everybody")


def translated(project, origin=TextOrigin.MACHINE, language="ar", **texts):
    store_texts(project, texts or {"summary": "يعلّم لغة."}, language=language, origin=origin)
    return Project.objects.get(pk=project.pk)


def test_a_reader_gets_their_language_and_else_the_original(project):
    project = translated(project)

    assert [str(project.in_language("summary", code)) for code in ("ar", "de", "en")] == [
        "يعلّم لغة.",
        "Teaches a language.",
        "Teaches a language.",
    ]
    shown = project.in_language("summary", "ar")
    assert (shown.language, shown.origin, shown.original) == ("ar", "machine", "Teaches a language.")
    assert project.in_language("summary", "de").language == "en"


def test_saving_an_entry_asks_for_its_texts_once(project):
    project = translated(project)
    project.summary = "Teaches two languages."

    with CaptureQueriesContext(connection) as asked:
        save_entry(project)

    of_texts = [query["sql"] for query in asked if "entries_entrytext" in query["sql"]]
    assert [sql.split()[0] for sql in of_texts] == ["SELECT", "UPDATE"]


def test_a_changed_original_makes_its_translation_outdated_and_going_back_makes_it_right(project):
    project = translated(project, summary="يعلّم لغة.", audience="الجميع")
    project.summary = "Teaches two languages."
    save_entry(project)

    assert dict(EntryText.objects.values_list("field", "is_outdated")) == {"summary": True, "audience": False}
    assert Project.objects.get().in_language("summary", "ar").text == "يعلّم لغة."
    project.summary = "Teaches a language."
    save_entry(project)
    assert not EntryText.objects.filter(is_outdated=True).exists()


def test_what_was_outdated_is_no_longer_once_it_is_written_anew(project):
    project = translated(project)
    project.summary = "Teaches two languages."
    save_entry(project)

    assert store_texts(project, {"summary": "يعلّم لغتين."}, language="ar", origin=TextOrigin.PERSON) == ["summary"]
    text = EntryText.objects.get()
    assert (text.is_outdated, text.origin, text.text) == (False, "person", "يعلّم لغتين.")


def test_storing_the_same_again_changes_nothing_and_nothing_takes_it_away(project):
    project = translated(project)

    assert store_texts(project, {"summary": "يعلّم لغة."}, language="ar", origin=TextOrigin.MACHINE) == []
    assert store_texts(project, {"summary": ""}, language="ar", origin=TextOrigin.PERSON) == ["summary"]
    assert not EntryText.objects.exists()


@pytest.mark.parametrize(
    ("texts", "language"),
    [({"summary": "Teaches."}, "en"), ({"name": "لينغو"}, "ar"), ({"summary": "ا" * 481}, "ar")],
)
def test_what_cannot_be_is_refused(project, texts, language):
    with pytest.raises(ValidationError):
        store_texts(project, texts, language=language, origin=TextOrigin.PERSON)
    assert not EntryText.objects.exists()


def test_every_language_is_searched_and_that_of_the_reader_is_shown_and_marked(client, project):
    translated(project)
    translated(project, language="de", summary="Lehrt eine Sprache.")

    page = client.get("/de/projects/", {"q": "lehrt"}).content.decode()
    assert '<p lang="de" dir="auto"><mark>Lehrt</mark> eine Sprache.</p>' in page
    assert "Lingo" in client.get("/projects/", {"q": "لغة"}).content.decode()


def test_a_page_says_where_its_texts_are_from_with_the_original_beside(client, project):
    translated(project, summary="Lehrt eine Sprache.", description="Zu **Hause**.", language="de")
    page = client.get("/de/projects/lingo/").content.decode()

    assert '<p class="summary" lang="de" dir="auto">Lehrt eine Sprache.</p>' in page
    assert "<strong>Hause</strong>" in page
    assert 'class="translated"' in page
    assert "Teaches a language." in page
    assert 'content="Lehrt eine Sprache."' in page
    data = json.loads(page.partition('type="application/ld+json">')[2].partition("</script>")[0])
    assert "Lehrt eine Sprache." in json.dumps(data, ensure_ascii=False)
    assert 'class="translated"' not in client.get("/projects/lingo/").content.decode()


def test_an_outdated_translation_says_so(client, project):
    translated(project, TextOrigin.PERSON, language="de", summary="Lehrt eine Sprache.")
    project.summary = "Teaches two languages."
    save_entry(project)
    page = client.get("/de/projects/lingo/").content.decode()

    assert "Lehrt eine Sprache." in page
    with override("de"):
        assert page.count("Das Original hat sich seitdem geändert.") == 1


def test_an_entry_in_the_language_of_its_reader_asks_for_no_texts(project, django_assert_num_queries):
    with django_assert_num_queries(0):
        give_texts([project], "en")
    with django_assert_num_queries(1):
        give_texts([project, make_project_unsaved()], "de")


def make_project_unsaved():
    return Project(pk=0, text_language="en")


def test_exports_have_a_column_a_language_and_say_what_machines_translated(client, project):
    translated(project)
    [row] = csv.DictReader(io.StringIO(b"".join(client.get("/projects.csv").streaming_content).decode("utf-8-sig")))

    assert (row["summary"], row["summary_en"], row["summary_ar"], row["summary_de"]) == (
        "Teaches a language.",
        "Teaches a language.",
        "يعلّم لغة.",
        "",
    )
    assert row["translated_by_machine"] == "ar"


def test_a_feed_is_in_the_language_of_its_reader(client, project):
    translated(project)

    assert "يعلّم لغة." in b"".join(client.get("/ar/projects.atom").streaming_content).decode()


def test_a_list_asks_once_for_the_texts_of_all_its_rows(client, project, django_assert_max_num_queries):
    for number in range(20):
        translated(make_project(f"Project {number}"))
    with django_assert_max_num_queries(15):
        client.get("/ar/projects/")


def test_a_merger_takes_along_what_the_one_that_stays_lacks():
    keep, duplicate = make_project("Keep", description=""), make_project("Duplicate", description="Much.")
    store_texts(duplicate, {"description": "كثير."}, language="ar", origin=TextOrigin.PERSON)
    store_texts(duplicate, {"summary": "أخرى."}, language="ar", origin=TextOrigin.PERSON)
    merge(keep=keep, duplicate=duplicate, by=None)

    texts = {text.field: text for text in EntryText.objects.of_entry(keep)}
    assert (texts["description"].is_outdated, texts["summary"].is_outdated) == (
        False,
        keep.summary != duplicate.summary,
    )


def test_curators_correct_a_text_in_the_admin(project):
    translated(project)
    text, curator = EntryText.objects.get(), make_group_curator()
    client = client_of(curator)
    address = f"/admin/entries/entrytext/{text.pk}/change/"
    typed = form_of(client.get(address), "entrytext_form") | {"text": "يعلم اللغات.", "origin": "person"}

    assert client.post(address, typed).status_code == 302
    text.refresh_from_db()
    assert (text.text, text.origin, text.by) == ("يعلم اللغات.", "person", curator)
    assert client.post(f"/admin/entries/entrytext/{text.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not EntryText.objects.exists()


def test_the_same_holds_for_organisations(client):
    organisation = make_organisation("Verein", slug="verein", summary="Helps.")
    store_texts(organisation, {"summary": "Hilft."}, language="de", origin=TextOrigin.OWN)

    assert "Hilft." in client.get("/de/organisations/").content.decode()
    assert "Hilft." in client.get("/de/organisations/verein/").content.decode()


def test_visitors_have_no_way_to_the_texts_in_the_admin(project):
    translated(project)

    assert client_of(make_visitor()).get("/admin/entries/entrytext/").status_code == 302
