"""What translators write whom the curators do not trust yet: it waits, is read beside its originals, and decided on."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from entries.actions import save_entry, store_texts, withdraw
from entries.models import EntryText, TextOrigin
from submissions.actions import (
    appoint_translator,
    approve,
    delete_unconfirmed,
    judge_again,
    reconsider,
    reject,
    return_with_question,
    save_translation,
)
from submissions.books import open_books
from submissions.models import State, Submission, Translator
from tests.curators import client_of
from tests.factories import make_project, make_visitor
from tests.submissions.conftest import link_in, mails
from tests.submissions.reviewing import QUEUE, page_of
from tests.submissions.test_review_decisions import decide, fields_of, send
from tests.submissions.test_translation_table import as_file, bring, table

pytestmark = pytest.mark.django_db
ADDRESS = "/mine/translate/uk/project/lingo/"
LIST = "/mine/translate/"
TEACHES = "Вчить мови."


@pytest.fixture
def project():
    return make_project("Lingo", summary="Teaches a language.", audience="Everybody", description="")


@pytest.fixture
def person():
    return make_visitor("translator@example.org")


@pytest.fixture
def translator(person):
    Translator.objects.create(user=person, language="uk")
    return client_of(person)


@pytest.fixture
def proposal(project, translator, person):
    return save_translation(project, {"summary": TEACHES}, language="uk", by=person).proposal


def typed(client, **texts):
    form = client.get(ADDRESS).context["form"]
    return {name: form[name].value() or "" for name in form.fields} | texts


def now(submission):
    return Submission.objects.get(pk=submission.pk)


def stored():
    return {text.field: (text.text, text.origin, text.is_outdated) for text in EntryText.objects.all()}


def listed(client, state):
    shown = client.get(LIST, {"state": state}).context["shown"]
    return [entry.name for _kind, entries in shown for entry in entries]


# What the translator sees


def test_it_waits_says_so_and_can_be_changed_until_somebody_has_decided(project, translator, person):
    answer = translator.post(ADDRESS, typed(translator, summary=TEACHES, audience="Усі"), follow=True)

    assert "A curator will look at it before it is public" in answer.content.decode()
    assert not EntryText.objects.exists()
    [waiting] = Submission.objects.all()
    assert (waiting.kind, waiting.into, waiting.state, waiting.submitter) == ("translation", "uk", "waiting", person)
    assert waiting.payload == {"summary": TEACHES, "audience": "Усі"}
    assert waiting.base == {"summary": "Teaches a language.", "audience": "Everybody"}
    page = translator.get(ADDRESS).content.decode()
    assert "Waiting for a curator" in page
    assert TEACHES in page
    assert translator.post(ADDRESS, typed(translator, summary="Навчає мови.")).status_code == 302
    [changed] = Submission.objects.all()
    assert (changed.payload["summary"], changed.payload["audience"]) == ("Навчає мови.", "Усі")
    assert changed.revision == 1
    assert TEACHES not in translator.get("/uk/projects/lingo/").content.decode()


def test_its_entry_is_nobody_elses_to_do_and_stands_among_what_waits(project, proposal, translator):
    other = make_visitor("second@example.org")
    Translator.objects.create(user=other, language="uk")

    assert (listed(translator, "missing"), listed(translator, "waiting")) == ([], ["Lingo"])
    assert (listed(client_of(other), "missing"), listed(client_of(other), "waiting")) == ([], [])
    assert translator.get(LIST).context["chosen"] == "waiting"
    assert "once a curator has looked at it" in translator.get(LIST).content.decode()


def test_who_takes_all_of_it_back_lets_nothing_wait(project, proposal, translator):
    assert translator.post(ADDRESS, typed(translator, summary="")).status_code == 302

    assert now(proposal).state == State.WITHDRAWN
    assert listed(translator, "missing") == ["Lingo"]


def test_a_text_of_a_machine_that_is_right_waits_as_read_by_a_person(project, translator):
    store_texts(project, {"summary": TEACHES}, language="uk", origin=TextOrigin.MACHINE)

    translator.post(ADDRESS, typed(translator))
    assert Submission.objects.get().payload == {"summary": TEACHES}
    assert stored() == {"summary": (TEACHES, "machine", False)}


def test_two_tabs_of_one_translator_do_not_write_over_each_other(project, translator):
    first, second = typed(translator, summary=TEACHES), typed(translator, summary="Навчає.")
    translator.post(ADDRESS, first)
    answer = translator.post(ADDRESS, second)

    assert "Somebody else has changed the texts" in answer.content.decode()
    assert "Навчає." in answer.content.decode()
    assert Submission.objects.get().payload["summary"] == TEACHES


def test_whoever_comes_to_be_trusted_publishes_what_waited_with_what_they_save(project, proposal, translator, person):
    Translator.objects.update(is_trusted=True)
    translator.post(ADDRESS, typed(translator, audience="Усі"))

    assert stored() == {"summary": (TEACHES, "person", False), "audience": ("Усі", "person", False)}
    assert now(proposal).state == State.WITHDRAWN


def test_nobody_proposes_into_a_language_for_which_they_were_not_asked(project, translator, person):
    with pytest.raises(PermissionDenied):
        save_translation(project, {"summary": "Hilft."}, language="de", by=person)


# What the curator sees


def test_the_start_page_and_the_queue_count_it_apart(desk, proposal):
    page = desk.get("/admin/").content.decode()

    assert "Translations to look at before they are public" in page
    rows = desk.get(QUEUE).content.decode()
    assert "translation: Ukrainian" in rows
    assert TEACHES in rows


def test_one_key_takes_all_of_it_and_tells_the_translator(desk, project, translator, person):
    texts = {"summary": TEACHES, "audience": "Усі"}
    waiting = save_translation(project, texts, language="uk", by=person).proposal
    page = desk.get(page_of(waiting)).content.decode()

    assert 'form="decide-approve" data-key="a"' in page
    for text in ("Teaches a language.", "Everybody", TEACHES, "Усі"):
        assert text in page
    assert "looks like spam" not in page
    decide(desk, waiting, "approve", message="Дякую!")
    assert stored() == {"summary": (TEACHES, "person", False), "audience": ("Усі", "person", False)}
    assert {text.by for text in EntryText.objects.all()} == {person}
    subject, text = mails("translator@example.org")[-1]
    assert "Lingo" in subject
    assert "Дякую!" in text
    assert link_in((subject, text)) == "/uk/projects/lingo/"
    assert [(str(row["label"]), row["taken"]) for row in open_books().rows] == [("translation", 1)]
    assert TEACHES in translator.get("/uk/projects/lingo/").content.decode()


def test_a_curator_corrects_it(desk, project, proposal):
    page = desk.get(page_of(proposal))
    assert page.context["forms"]["corrected"].texts["summary"].value() == TEACHES
    data = fields_of(desk, proposal, "corrected") | {"summary": "Навчає мови.", "corrected-message": ""}

    assert send(desk, proposal, data).status_code == 302
    assert stored() == {"summary": ("Навчає мови.", "person", False)}
    assert now(proposal).payload == {"summary": "Навчає мови."}


def test_a_correction_that_cannot_be_is_refused_and_stays_typed(desk, proposal):
    data = fields_of(desk, proposal, "corrected") | {"summary": "а" * 481, "corrected-message": "Hello"}
    answer = send(desk, proposal, data)

    assert answer.status_code == 200
    assert "а" * 481 in answer.content.decode()
    assert "Hello" in answer.content.decode()
    assert not EntryText.objects.exists()
    english = {"summary": "The school teaches the language to all who are in the city."}
    assert "reads like English" in send(desk, proposal, data | english).content.decode()


def test_a_word_reaches_the_translator_and_an_answer_reaches_the_curator(desk, proposal, translator):
    decide(desk, proposal, "return", message="Which language?")

    subject, text = mails("translator@example.org")[-1]
    assert "Which language?" in text
    assert "your translation of" in text
    own = translator.get(link_in((subject, text))).content.decode()
    assert f'href="{ADDRESS}"' in own
    assert TEACHES in own
    assert (listed(translator, "returned"), listed(translator, "waiting")) == (["Lingo"], [])
    page = translator.get(ADDRESS).content.decode()
    assert "Which language?" in page
    assert TEACHES in page
    translator.post(ADDRESS, typed(translator, summary="Вчить німецької."))
    assert (now(proposal).state, now(proposal).payload) == (State.WAITING, {"summary": "Вчить німецької."})


def test_a_refusal_says_why_and_loses_nothing(desk, proposal, translator, reviewer):
    decide(desk, proposal, "reject", message="This is Russian.")

    assert "your translation of" in mails("translator@example.org")[-1][1]
    page = translator.get(ADDRESS).content.decode()
    assert "This is Russian." in page
    assert TEACHES in translator.get(proposal.get_absolute_url()).content.decode()
    assert listed(translator, "missing") == ["Lingo"]
    reconsider(proposal, by=reviewer)
    assert listed(translator, "waiting") == ["Lingo"]


def test_an_original_that_changed_meanwhile_is_told_and_what_is_taken_is_outdated(desk, project, proposal, translator):
    project.summary, project.audience = "Teaches two languages.", ""
    save_entry(project)
    page = desk.get(page_of(proposal)).content.decode()

    assert "Has changed since it was translated" in page
    assert "two languages." in page
    decide(desk, proposal, "approve")
    assert stored() == {"summary": (TEACHES, "person", True)}
    assert listed(translator, "outdated") == ["Lingo"]


def test_what_a_curator_corrects_is_made_from_what_the_original_says_now(desk, project, translator, person):
    waiting = save_translation(project, {"summary": TEACHES, "audience": "Усі"}, language="uk", by=person).proposal
    project.summary, project.audience = "Teaches two languages.", "All"
    save_entry(project)
    data = fields_of(desk, waiting, "corrected")
    send(desk, waiting, data | {"summary": "Вчить двох мов.", "audience": "Усі", "corrected-message": ""})

    assert stored() == {"summary": ("Вчить двох мов.", "person", False), "audience": ("Усі", "person", True)}


def test_an_original_that_is_gone_leaves_its_translation_out(desk, project, translator, person):
    waiting = save_translation(project, {"summary": TEACHES, "audience": "Усі"}, language="uk", by=person).proposal
    project.audience = ""
    save_entry(project)

    assert "its translation is left out" in desk.get(page_of(waiting)).content.decode()
    decide(desk, waiting, "approve")
    assert stored() == {"summary": (TEACHES, "person", False)}


def test_what_changed_after_the_page_was_opened_is_looked_at_again(desk, project, proposal, translator):
    opened, corrected = fields_of(desk, proposal, "approve"), fields_of(desk, proposal, "corrected")
    project.summary = "Teaches two languages."
    save_entry(project)

    assert send(desk, proposal, opened).status_code == 409
    answer = send(desk, proposal, corrected | {"summary": "Навчає.", "corrected-message": ""})
    assert answer.status_code == 409
    assert "Навчає." in answer.content.decode()
    opened = fields_of(desk, proposal, "approve")
    translator.post(ADDRESS, typed(translator, summary="Навчає мови."))
    assert send(desk, proposal, opened).status_code == 409
    assert not EntryText.objects.exists()


def test_an_entry_that_was_withdrawn_meanwhile_says_so_to_both(desk, project, proposal, translator):
    withdraw(project, by=None)

    page = desk.get(page_of(proposal))
    assert "has been withdrawn in the meantime" in page.content.decode()
    assert not {"approve", "corrected"} & page.context["forms"].keys()
    assert "not public at the moment" in translator.get(ADDRESS).content.decode()
    answer = translator.post(ADDRESS, typed(translator, summary="Навчає."), follow=True)
    assert "withdrawn in the meantime" in answer.content.decode()
    assert now(proposal).payload == {"summary": "Навчає."}
    decide(desk, proposal, "reject", message="It is gone.")


def test_what_is_decided_shows_what_there_was_to_read(desk, project, proposal, reviewer):
    approve(proposal, by=reviewer)
    project.summary = "Teaches two languages."
    save_entry(project)

    page = desk.get(page_of(proposal)).content.decode()
    assert "Teaches a language." in page
    assert "Has changed since" not in page


def test_only_who_may_decide_does(proposal, person):
    for action in (approve, return_with_question, reject):
        with pytest.raises(PermissionDenied):
            action(proposal, by=person, message="")


def test_the_spam_filter_leaves_translations_alone(project, person, translator):
    for number in range(3):
        other = make_visitor(f"other{number}@example.org")
        Translator.objects.create(user=other, language="uk")
        save_translation(project, {"summary": "Ця школа вчить мови всіх, хто живе у місті."}, language="uk", by=other)
    judge_again()

    assert {(one.is_suspicious, one.campaign_id) for one in Submission.objects.all()} == {(False, None)}


# Tables


def test_a_table_waits_as_well_one_proposal_an_entry(project, translator):
    make_project("Other", summary="Helps.")
    rows = table(translator)
    rows["summary"]["translation"] = "Допомагає."
    answer = translator.get(bring(translator, as_file(rows.values())).url)

    assert "1 text is waiting for a curator" in answer.content.decode()
    assert not EntryText.objects.exists()
    assert Submission.objects.get().payload == {"summary": "Допомагає."}


def test_what_waits_goes_out_comes_back_changed_and_keeps_the_rest(project, translator, person):
    waiting = save_translation(project, {"summary": TEACHES, "audience": "Усі"}, language="uk", by=person).proposal
    rows = table(translator, "waiting")

    assert (rows["summary"]["translation"], rows["summary"]["state"]) == (TEACHES, "waiting")
    content = as_file(rows.values())
    assert "Nothing in the table is new" in translator.get(bring(translator, content).url).content.decode()
    rows["summary"]["translation"] = "Навчає."
    bring(translator, as_file(rows.values()))
    assert now(waiting).payload == {"summary": "Навчає.", "audience": "Усі"}
    [complaint, *_more] = bring(translator, content).context["complaints"]
    assert "has changed since" in complaint.reason


# Whom curators trust


def test_curators_say_whom_they_trust_and_change_their_mind(desk, reviewer):
    add, many = "/admin/submissions/translator/add/", "/admin/submissions/translator/"
    fields = {"email": "new@example.org", "language": "ar"}
    for trusted, answer in ((True, {"is_trusted": "on"}), (False, {})):
        assert desk.post(add, fields | answer).status_code == 302
        assert Translator.objects.get().is_trusted is trusted
    for trusted, action in ((True, "trust"), (False, "look_first")):
        key = Translator.objects.get().pk
        assert desk.post(many, {"action": action, "_selected_action": [key]}).status_code == 302
        assert Translator.objects.get().is_trusted is trusted
    assert Translator.objects.get().by == reviewer


def test_who_was_asked_to_translate_and_has_not_come_yet_stays(reviewer):
    appoint_translator(email="new@example.org", language="ar", by=reviewer)
    User.objects.update(joined_at=timezone.now() - timedelta(days=365))
    delete_unconfirmed()

    assert Translator.objects.filter(user__email="new@example.org").exists()


@pytest.mark.parametrize("wrong", [{"into": ""}, {"kind": "change"}])
def test_a_translation_has_a_language_and_nothing_else_has(proposal, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.filter(pk=proposal.pk).update(**wrong)
