"""Texts of an entry in further languages: written into its form, reviewed, published as the organisation's own."""

import pytest

from entries.actions import store_texts
from entries.doubting import IS_RIGHT
from entries.further import MOST_ADDED, further_text_named
from entries.models import EntryText, TextOrigin
from entries.texts import fields_in_languages
from organisations.models import Organisation
from projects.forms import ProjectForm
from projects.models import Project
from submissions.actions import (
    approve,
    delete_person,
    propose_change,
    send_again,
    stored_about,
    turn_into_change,
)
from submissions.admin.review import Review
from submissions.models import AlreadyDecided, Caretaker, Submission
from submissions.payloads import payload_of_entry
from submissions.publishing import take_out
from tests.factories import make_organisation, make_project, make_text, make_visitor
from tests.submissions.conftest import seen
from tests.submissions.reviewing import make_change, page_of
from tests.submissions.test_views import change_of_lingo, owner, send, text_of  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
CHANGE = "/mine/project/lingo/change/"
ARABIC = "تساعد الجمعية الناس الذين وصلوا إلى برلين وترافقهم إلى الدوائر."
GERMAN = "Der Verein hilft Menschen, die nach Berlin gekommen sind, und begleitet sie zu den Ämtern."
ENGLISH = "The association helps people who have come to Berlin, and goes with them to the offices."
ADD = {"add_language": "1"}


def stored(entry):
    return {(t.language, t.field): (t.text, t.origin, t.is_outdated) for t in EntryText.objects.of_entry(entry)}


def lingo():
    return Project.objects.get(slug="lingo")


def sent_by(form):
    """Return what a browser sends of a form as it is shown."""
    return {form.add_prefix(name): value for name in form.fields if (value := form[name].value())}


def field_of(page, name):
    """Return how the page shows a box."""
    return text_of(page).partition(f'name="{name}"')[2].partition("</textarea>")[0]


# What a name says


@pytest.mark.parametrize("kind", ["project", "organisation"])
def test_each_text_that_a_kind_declares_has_a_name_in_each_language(kind):
    for field in fields_in_languages(kind):
        text = further_text_named(kind, f"{field}__prs")
        assert (text, text.name) == ((field, "prs"), f"{field}__prs")
    for name in ("name__ar", "summary", "summary__", "summary__xx", "__ar", "summary__ar__ar", f"{IS_RIGHT}__ar"):
        assert further_text_named(kind, name) is None


# Handing in


def test_a_language_is_added_without_a_script_and_nothing_typed_is_lost_or_complained_of(client, typed):
    fields = typed(name="", email="wrong", description="Only this.", summary__de="Hilft.", how_to_start__de="")
    page = client.post("/submit/project/", fields | ADD | {"further_language": "ar"})

    text = text_of(page)
    assert "Something has to be corrected" not in text
    assert "Only this." in text
    assert "Hilft." in text
    assert [block.language for block in page.context["form"].in_further_languages] == ["de", "ar"]
    box = field_of(page, "summary__ar")
    assert ('lang="ar"' in box, 'dir="rtl"' in box, "autofocus" in box) == (True, True, True)
    assert 'dir="ltr"' in field_of(page, "summary__de")
    assert page.context["one_more"]["further_language"].value() == ""
    assert not Submission.objects.exists()
    # Sent, it says what is wrong.
    assert set(client.post("/submit/project/", fields).context["form"].errors) == {"name"}


@pytest.mark.parametrize(
    ("choice", "complaint"),
    [
        ("", "Please choose a language first."),
        ("en", "The entry itself is written in this language."),
        ("de", "This language is there already: its texts stand above."),
    ],
)
def test_a_language_that_cannot_be_added_is_named_beside_the_choice(client, typed, choice, complaint):
    page = client.post("/submit/project/", typed(summary__de="Hilft.") | ADD | {"further_language": choice})

    assert page.context["one_more"].errors == {"further_language": [complaint]}
    assert f'href="#id_further_language"' in text_of(page)  # noqa: F541
    assert "Hilft." in text_of(page)
    assert not Submission.objects.exists()


def test_a_language_that_nothing_is_written_in_is_asked_about_once(client, typed):
    fields = typed(further_language="ar")
    page = client.post("/submit/project/", fields)

    assert "Nothing is written in this language yet (Arabic)." in text_of(page)
    assert not Submission.objects.exists()
    # Its boxes are there by now, and may stay empty.
    assert client.post("/submit/project/", fields | {"further_language": "", "summary__ar": ""}).status_code == 302
    assert Submission.objects.get().payload["summary__ar"] == ""


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"summary__en": "Once more."}, {"summary__en": "The entry itself is written in this language."}),
        ({"summary__de": "x" * 20_000}, {"summary__de": "at most 480 characters"}),
        ({"description__de": "x" * 20_001}, {"description__de": "at most 20000 characters"}),
        ({"summary__ar": "\u202eabc"}, {"summary__ar": "character that cannot be stored"}),
        ({"summary__de": "\u2800"}, {"summary__de": "required"}),
        ({"summary__ar": GERMAN}, {"summary__ar": "This reads like German, not like Arabic."}),
        (
            {"summary__ar": GERMAN, "audience__uk": ENGLISH, "how_to_start__de": "Kommen."},
            {"summary__ar": "like German", "audience__uk": "like English"},
        ),
    ],
)
def test_what_is_wrong_stands_beside_the_text_and_nothing_is_lost(client, typed, fields, wrong):
    page = client.post("/submit/project/", typed(**fields))

    errors = page.context["form"].errors
    assert set(errors) == set(wrong)
    for name, said in wrong.items():
        assert said in errors[name][0]
        assert f'href="#id_{name}"' in text_of(page)
    for name, text in fields.items():
        assert page.context["form"][name].value() == text
        assert next(block for block in page.context["form"].in_further_languages if block.language == name[-2:]).is_open
    assert not Submission.objects.exists()


def test_each_language_is_said_to_be_right_by_itself(client, typed):
    fields = typed(summary__ar=GERMAN, audience__uk=ENGLISH)
    form = client.post("/submit/project/", fields | {f"{IS_RIGHT}__ar": "on"}).context["form"]

    assert set(form.errors) == {"audience__uk"}
    ticks = {block.language: block.tick.value() for block in form.in_further_languages}
    assert ticks == {"ar": True, "uk": False}
    assert [field.name for field in form.further_fields if IS_RIGHT in field.name] == []
    ticked = {f"{IS_RIGHT}__ar": "on", f"{IS_RIGHT}__uk": "on"}
    assert client.post("/submit/project/", fields | ticked).status_code == 302
    assert not any(IS_RIGHT in name for name in Submission.objects.get().payload)


def test_so_many_languages_at_once_and_no_more(client, typed):
    codes = ["af", "az", "bs", "ca", "cs", "cy", "da", "el", "eo", "et", "eu"]
    assert len(codes) == MOST_ADDED + 1
    page = client.post("/submit/project/", typed(**{f"summary__{code}": "Abc." for code in codes}))

    [(name, [error])] = page.context["form"].errors.items()
    assert f"At most {MOST_ADDED}" in error
    assert name.startswith("summary__")


def test_the_part_with_one_language_is_a_fragment_of_its_own(client, db):
    page = text_of(client.get("/ar/submit/language/?kind=organisation&language=prs"))

    assert "<html" not in page
    assert 'name="summary__prs"' in page
    assert 'dir="rtl"' in page
    assert "how_to_start" not in page
    for wrong in ("kind=course&language=ar", "kind=project&language=xx", "kind=project", "language=ar"):
        assert client.get(f"/submit/language/?{wrong}").status_code == 404


def test_it_is_published_as_written_by_the_organisation(client, typed, waiting, curator):
    submission = waiting(description="Much.", summary__ar=ARABIC, audience__de="Alle.", how_to_start__de="")
    approve(submission, by=curator)

    project = Project.objects.get()
    assert stored(project) == {("ar", "summary"): (ARABIC, "own", False), ("de", "audience"): ("Alle.", "own", False)}
    assert set(EntryText.objects.values_list("by", flat=True)) == {submission.submitter.pk}
    assert project.history.count() == 2
    page = text_of(client.get(f"/ar/projects/{project.slug}/"))
    assert ARABIC in page
    assert client.get("/projects/?q=الجمعية").context["page_obj"].paginator.count == 1


def test_an_organisation_does_so_too(client, typed, waiting, curator):
    approve(waiting(kind="organisation", summary__uk="Допомагає людям."), by=curator)

    assert stored(Organisation.objects.get()) == {("uk", "summary"): ("Допомагає людям.", "own", False)}


def test_what_was_handed_in_begins_the_next_one_and_can_be_edited(client, waiting):
    submission = waiting(summary__ar=ARABIC)
    client.force_login(submission.submitter)
    edit = f"/mine/handed-in/{submission.token}/edit/"
    page = client.get(edit)
    assert ARABIC in field_of(page, "summary__ar")
    sent = sent_by(page.context["form"]) | {"summary__ar": ARABIC + ARABIC}
    again = client.post(edit, sent | ADD | {"further_language": "uk"})
    assert "summary__uk" in again.context["form"].fields
    assert client.post(edit, sent).status_code == 302
    assert Submission.objects.get().payload["summary__ar"] == ARABIC + ARABIC
    client.post(f"/mine/handed-in/{submission.token}/withdraw/")
    assert ARABIC in field_of(client.get(f"/mine/handed-in/{submission.token}/anew/"), "summary__ar")


def test_what_was_taken_back_and_edited_leaves_no_text_behind(waiting, curator):
    submission = approve(waiting(summary__ar=ARABIC, summary__de="Hilft."), by=curator)
    project = Project.objects.get()
    store_texts(project, {"summary": "Допомагає."}, language="uk", origin=TextOrigin.PERSON)
    take_out(submission, by=curator)
    Submission.objects.update(state="waiting")
    payload = {name: text for name, text in submission.payload.items() if not name.endswith("__ar")}
    submission.refresh_from_db()
    send_again(submission, payload=payload, by=submission.submitter)
    approve(submission, by=curator)

    assert set(stored(project)) == {("de", "summary"), ("uk", "summary")}


# Changing


@pytest.fixture
def machine(owner):  # noqa: F811
    """The project of the owner has texts by machine in two languages, one of them made from a former original."""
    project = lingo()
    make_text(project, language="uk")
    store_texts(project, {"summary": "Hilft."}, language="de", origin=TextOrigin.MACHINE, originals={"summary": "Old."})
    return project


def test_the_form_begins_with_what_there_is_and_says_where_it_is_from(client, machine):
    page = client.get(CHANGE)

    assert "Вчить." in field_of(page, "summary__uk")
    german, ukrainian = page.context["form"].in_further_languages
    assert (german.is_outdated, german.is_open, ukrainian.is_outdated, ukrainian.is_open) == (True, False, False, False)
    text = text_of(page)
    assert "Translated by machine" in text
    assert "The original has changed since." in text


def test_what_is_untouched_stays_as_it_is_and_asks_nobody(client, machine):
    assert client.post(CHANGE, change_of_lingo(client)).url == "/mine/"
    assert not Submission.objects.exists()
    assert {row[1] for row in stored(machine).values()} == {"machine"}


def test_what_is_changed_becomes_the_organisations_own_and_the_rest_stays(client, machine, curator):
    answer = client.post(CHANGE, change_of_lingo(client, summary__de="Hilft allen.", summary__ar=ARABIC))
    assert answer.status_code == 302
    submission = Submission.objects.get()
    assert {change.name: change.label for change in Review(submission).changes} == {
        "summary__de": "What it does (German)",
        "summary__ar": "What it does (Arabic)",
    }
    approve(submission, by=curator)

    assert stored(machine) == {
        ("uk", "summary"): ("Вчить.", "machine", False),
        ("de", "summary"): ("Hilft allen.", "own", False),
        ("ar", "summary"): (ARABIC, "own", False),
    }


def test_a_change_of_the_original_makes_the_others_outdated_but_what_is_written_with_it(client, machine, curator):
    client.post(CHANGE, change_of_lingo(client, summary="Helps everybody.", summary__de="Hilft allen."))
    approve(Submission.objects.get(), by=curator)

    found = stored(machine)
    assert (found["de", "summary"], found["uk", "summary"]) == (
        ("Hilft allen.", "own", False),
        ("Вчить.", "machine", True),
    )


def test_who_takes_the_translation_without_its_original_has_an_outdated_one(client, machine, curator):
    client.post(CHANGE, change_of_lingo(client, summary="Helps everybody.", summary__de="Hilft allen."))
    approve(Submission.objects.get(), by=curator, fields=["summary__de"])

    assert lingo().summary == "Helps people to arrive."
    assert stored(machine)["de", "summary"] == ("Hilft allen.", "own", True)


def test_an_original_that_changed_while_it_waited_makes_it_outdated(client, machine, curator):
    client.post(CHANGE, change_of_lingo(client, summary__de="Hilft allen."))
    project = lingo()
    project.summary = "Somebody was here."
    project.save()
    approve(Submission.objects.get(), by=curator)

    assert lingo().summary == "Somebody was here."
    assert stored(machine)["de", "summary"] == ("Hilft allen.", "own", True)


def test_what_is_emptied_is_there_no_longer(client, machine, curator):
    client.post(CHANGE, change_of_lingo(client, summary__de=""))
    [change] = Review(Submission.objects.get()).changes
    assert (change.before[0].text.strip(), change.after) == ("Hilft.", [])
    approve(Submission.objects.get(), by=curator)
    assert set(stored(machine)) == {("uk", "summary")}


def test_a_text_that_came_meanwhile_is_neither_lost_nor_taken_for_theirs(client, machine, curator):
    form = change_of_lingo(client, website="https://lingo.example/new")
    store_texts(machine, {"summary": ARABIC}, language="ar", origin=TextOrigin.PERSON)
    assert client.post(CHANGE, form).status_code == 302
    submission = Submission.objects.get()
    assert [change.name for change in Review(submission).changes] == ["website"]
    client.force_login(submission.submitter)
    assert "summary__ar" not in client.get(f"/mine/handed-in/{submission.token}/edit/").context["form"].fields
    approve(submission, by=curator)
    assert stored(machine)["ar", "summary"] == (ARABIC, "person", False)


def test_a_text_that_came_while_a_curator_looked_is_not_written_over_unseen(client, machine, curator):
    client.post(CHANGE, change_of_lingo(client, summary__ar=ARABIC))
    submission, looked_at = Submission.objects.get(), payload_of_entry(lingo())
    store_texts(machine, {"audience": "الجميع"}, language="ar", origin=TextOrigin.PERSON)
    assert approve(submission, by=curator, seen=looked_at).state == "approved"
    again = make_change(lingo(), summary__ar="نص آخر.")
    looked_at = payload_of_entry(lingo())
    store_texts(machine, {"summary": "نص ثالث."}, language="ar", origin=TextOrigin.PERSON)
    with pytest.raises(AlreadyDecided):
        approve(again, by=curator, seen=looked_at)


def test_a_language_that_becomes_the_entrys_own_is_no_further_one(client, machine, curator):
    change = change_of_lingo(client, text_language="de", summary="Hilft.", summary__en="Helps people to arrive.")
    refused = client.post(CHANGE, change | {"summary__de": "Hilft anders."})
    assert set(refused.context["form"].errors) == {"summary__de"}
    assert client.post(CHANGE, change).status_code == 302
    approve(Submission.objects.get(), by=curator)

    project = lingo()
    assert (project.summary, project.text_language) == ("Hilft.", "de")
    assert stored(project)["en", "summary"] == ("Helps people to arrive.", "own", False)
    assert "summary__de" not in ProjectForm(instance=project).fields


def test_a_new_entry_that_is_listed_already_brings_its_languages_along(waiting, curator):
    listed = make_project("Lingo Lab", summary="Helps.")
    make_text(listed)
    submission = turn_into_change(waiting(summary__uk="Навчає.", summary__ar=ARABIC), target=listed, by=curator)
    names = {change.name for change in Review(submission).changes}
    assert {"summary__uk", "summary__ar"} <= names
    approve(submission, by=curator, fields=["summary__ar"])

    assert stored(listed)["ar", "summary"][:2] == (ARABIC, "own")
    assert stored(listed)["uk", "summary"][:2] == ("Вчить.", "machine")


# What a curator sees


def test_the_review_shows_each_text_with_what_was_there(desk, machine):
    submission = make_change(lingo(), summary__de="Hilft allen.", summary__ar=ARABIC)
    page = text_of(desk.get(page_of(submission)))

    assert 'value="summary__de"' in page
    assert 'value="summary__ar"' in page
    assert "What it does (German)" in page
    assert 'lang="de"' in page
    assert "<ins>" in page
    assert ARABIC in page


def test_a_curator_mends_a_text_in_a_further_language(desk, waiting):
    submission = waiting(summary__ar=ARABIC)
    page = desk.get(page_of(submission))
    text = text_of(page)
    assert "What it does (Arabic)" in text
    assert "<h4>Arabic</h4>" in text
    edited = page.context["forms"]["edited"]
    sent = sent_by(edited.entry_form)
    hidden = {edited.add_prefix(name): edited[name].value() for name in ("revision", "offered")}
    sent |= hidden | {"decision": "edited", "summary__ar": "نص مصحح."}
    assert desk.post(page_of(submission), sent).status_code == 302

    assert stored(Project.objects.get()) == {("ar", "summary"): ("نص مصحح.", "own", False)}


# What is stored about a person


def test_who_is_erased_leaves_the_text_without_a_name(waiting, curator):
    submission = approve(waiting(summary__ar=ARABIC), by=curator)
    person = submission.submitter
    assert stored_about(person)["translated"][0]["language"] == "ar"
    delete_person(person)

    assert EntryText.objects.get().by is None
    assert ARABIC not in str(Submission.objects.get().payload)


def test_an_organisation_without_a_summary_may_have_one_in_another_language(curator):
    organisation, person = make_organisation("Verein", summary="", themes=["language"]), make_visitor()
    Caretaker.objects.create(user=person, target_kind="organisation", target_id=organisation.pk)
    base = payload_of_entry(organisation)
    change = propose_change(
        target=organisation, payload=base | {"summary__de": "Hilft."}, base=base, visit=seen(), by=person
    )
    approve(change, by=curator)

    assert stored(organisation) == {("de", "summary"): ("Hilft.", "own", False)}
