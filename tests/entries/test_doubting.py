"""The question whether a text is in the language that it is said to be in: who is asked, and how one says yes."""

import csv
from pathlib import Path

import pytest
from django.conf import settings

from entries.doubting import IS_RIGHT
from entries.models import EntryText
from entries.texts import fields_in_languages, state_of_texts
from organisations.forms import OrganisationForm
from projects.forms import ProjectForm
from screening.languages import is_in_other_letters, plainly_in_another
from submissions.models import Submission, Translator
from submissions.translating import TranslationForm
from tests.curators import client_of, form_of, make_group_curator
from tests.factories import make_organisation, make_project, make_text, make_theme, make_visitor
from upkeep.ending import EndForm

FIXTURES = Path(settings.BASE_DIR, "fixtures")
GERMAN = "Der Verein hilft Menschen, die nach Berlin gekommen sind, und begleitet sie zu den Ämtern."
ENGLISH = "The association helps people who have come to Berlin, and goes with them to the offices."
ARABIC = "تساعد الجمعية الناس الذين وصلوا إلى برلين وترافقهم إلى الدوائر."
TICKED = {IS_RIGHT: "on"}


def is_doubted(text, language):
    return bool(plainly_in_another(text, language) or is_in_other_letters(text, language))


def shipped_texts():
    """Yield (language, text) of all texts that ship with the catalogue, in five languages."""
    files = [*FIXTURES.glob("projects-*.csv"), FIXTURES / "offers.csv", *(FIXTURES / "texts").glob("*.csv")]
    for path in files:
        language = path.stem.rpartition("-")[2] if path.parent.name == "texts" else "en"
        with path.open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                yield from ((language, row[name]) for name in ("summary", "description", "audience") if row.get(name))


def test_no_text_that_ships_is_doubted_in_its_own_language():
    assert [each for each in shipped_texts() if is_doubted(each[1], each[0])] == []


@pytest.mark.parametrize("language", ["en", "de", "fr", "ar", "uk"])
def test_most_sentences_that_ship_are_doubted_in_any_other_language(language):
    sentences = [(own, text) for own, text in shipped_texts() if own != language and len(text) > 80]

    assert len(sentences) > 1000
    assert sum(is_doubted(text, language) for _own, text in sentences) > 0.9 * len(sentences)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (GERMAN, "en", True),
        (ARABIC, "de", True),
        (ENGLISH, "ar", True),
        (ENGLISH, "fa", True),
        (ARABIC, "fa", True),
        (GERMAN, "de", False),
        ("Integreat", "ar", False),
        ("تصفحوا we-refugees-archive.org/ar و www.example.org", "ar", False),
        ("Job Lab Berlin, Köln, Paris", "uk", True),
        # A pattern that goes back for each of its letters would not come to an end.
        pytest.param("a" * 200_000, "uk", True, id="a long word"),
        pytest.param("a" * 200_000 + ".example", "uk", False, id="a long address"),
        ("Job Lab", "uk", False),
        ("Wir helfen.", "en", False),
        (GERMAN, "lb", False),
        ("В этой школе учат языку, и все приходят сюда как гости.", "bg", False),
        ("Kursên zimanî ji bo hemû kesan li Berlînê.", "ckb", True),
        ("Kursên zimanî ji bo hemû kesan li Berlînê.", "ku", False),
        (GERMAN, "kl", False),
        ("", "en", False),
    ],
)
def test_only_what_is_plain_is_doubted(text, language, expected):
    assert is_doubted(text, language) is expected


def typed(**own):
    make_theme("language")
    return {"name": "Verein", "summary": GERMAN, "country": "DE", "themes": ["language"], "text_language": "en"} | own


@pytest.mark.django_db
def test_the_form_asks_beside_the_language_and_takes_yes_for_an_answer():
    form = OrganisationForm(typed())

    assert list(form.errors) == ["text_language"]
    assert "German" in form.errors["text_language"][0]
    names = [field.name for field in form.visible_fields()]
    assert names.index(IS_RIGHT) == names.index("text_language") + 1
    assert OrganisationForm(typed() | TICKED).is_valid()
    assert IS_RIGHT not in OrganisationForm(typed() | TICKED).fields
    assert OrganisationForm(typed(text_language="de")).is_valid()
    # Ticked, and something else is wrong: the tick stays.
    form = OrganisationForm(typed(name="") | TICKED)
    assert list(form.errors) == ["name"]
    assert form[IS_RIGHT].value()


@pytest.mark.django_db
def test_who_changes_something_else_is_not_asked():
    entry = make_organisation("Verein", summary=GERMAN, themes=["language"])
    before = typed(website="https://example.org/")

    assert OrganisationForm(before, instance=entry).is_valid()
    assert not OrganisationForm(before | {"summary": GERMAN + " Und mehr."}, instance=entry).is_valid()
    assert OrganisationForm(before | {"summary": GERMAN + " Und mehr."}, instance=entry, by_curator=True).is_valid()


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["description", "audience", "how_to_start", "lessons", "new_organisation_summary"])
def test_the_form_of_a_project_asks_about_each_text_in_its_language(field):
    said = typed(summary=ENGLISH, status="active", newcomer_led="unknown", organisation="Verein")
    said |= {"new_organisation_summary": "It helps."} | {field: GERMAN}

    assert list(ProjectForm(said).errors) == ["text_language"]
    assert ProjectForm(said | TICKED).is_valid()
    assert ProjectForm(said | {field: ENGLISH}).is_valid()


@pytest.mark.django_db
def test_who_says_that_a_project_has_ended_is_asked_in_which_language_they_tell_why():
    project = make_project("Lingo", summary=ENGLISH)
    said = {"ended": "2020", "lessons": GERMAN}

    form = EndForm(said, instance=project)
    assert list(form.errors) == ["lessons"]
    assert [field.name for field in form.visible_fields()][-1] == IS_RIGHT
    assert EndForm(said | TICKED, instance=project).is_valid()
    assert EndForm(said | {"lessons": ENGLISH}, instance=project).is_valid()


@pytest.mark.django_db
def test_the_public_form_shows_the_question_and_loses_nothing(client):
    said = typed(email="somebody@example.org")
    page = client.post("/submit/organisation/", said).content.decode()

    assert "This reads like German, not like English." in page
    assert f'name="{IS_RIGHT}"' in page
    assert GERMAN in page
    assert not Submission.objects.exists()
    assert client.post("/submit/organisation/", said | TICKED).status_code == 302
    assert IS_RIGHT not in Submission.objects.get().payload


@pytest.mark.django_db
def test_whoever_translates_is_asked_beside_the_text():
    project = make_project("Lingo", summary=ENGLISH, audience="Everybody")

    form = TranslationForm(project, "de", {"seen": "x", "summary": ENGLISH, "audience": "Alle"})
    assert list(form.errors) == ["summary"]
    assert form.tick
    form = TranslationForm(project, "de", {"seen": "x", "summary": ENGLISH, "audience": "Alle"} | TICKED)
    assert form.is_valid()
    assert set(form.texts) == {"summary", "audience"} <= set(fields_in_languages("project"))


@pytest.mark.django_db
def test_the_page_to_translate_asks_and_saves_what_is_right():
    project = make_project("Lingo", summary=ENGLISH)
    person = make_visitor()
    Translator.objects.create(user=person, language="de", is_trusted=True)
    client, address = client_of(person), f"/mine/translate/de/project/{project.slug}/"
    fields = {"summary": ENGLISH, "seen": state_of_texts(project, "de")}

    page = client.post(address, fields).content.decode()
    assert (f'name="{IS_RIGHT}"' in page, EntryText.objects.count()) == (True, 0)
    assert client.post(address, fields | TICKED).status_code == 302
    assert EntryText.objects.get().text == ENGLISH


@pytest.mark.django_db
def test_curators_are_asked_in_the_admin_as_well():
    entry, client = make_organisation("Verein", summary=ENGLISH), client_of(make_group_curator())
    address = f"/admin/organisations/organisation/{entry.pk}/change/"
    fields = form_of(client.get(address), "organisation_form") | {"summary": GERMAN}

    page = client.post(address, fields).content.decode()
    assert "This reads like German, not like English." in page
    assert f'type="checkbox" name="{IS_RIGHT}"' in page
    assert client.post(address, fields | TICKED).status_code == 302
    entry.refresh_from_db()
    assert entry.summary == GERMAN


@pytest.mark.django_db
def test_curators_are_asked_about_a_translation_as_well():
    text = make_text(make_project("Lingo", summary=ENGLISH))
    client = client_of(make_group_curator())
    address = f"/admin/entries/entrytext/{text.pk}/change/"
    fields = form_of(client.get(address), "entrytext_form") | {"text": GERMAN}

    assert "This reads like German, not like Ukrainian." in client.post(address, fields).content.decode()
    assert client.post(address, fields | TICKED).status_code == 302
    text.refresh_from_db()
    assert text.text == GERMAN
