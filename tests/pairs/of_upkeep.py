"""Who asks and answers whether entries are still correct, who may translate them, and which are likely to be one."""

from datetime import timedelta
from functools import partial
from uuid import NAMESPACE_URL, uuid5

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from entries.models import EntryText
from entries.texts import state_of_texts
from sharing.picking import pick_key
from submissions.actions import save_table
from submissions.models import Submission, Translator
from submissions.translation_table import TableRow
from tests.curators import form_of
from tests.factories import make_organisation, make_project, make_visitor
from tests.pairs.of_cluster import is_gone
from tests.pairs.writing import GONE, REFUSED, Sent, Writer, acting, adding, browser, bulk, change_form, met
from tests.submissions.conftest import seen
from tests.upkeep.making import make_contact, make_question, make_word
from upkeep.actions import (
    ask_those_due,
    delete_contact,
    keep_word,
    note_asking_bounce,
    note_pairs,
    stop_asking,
    tell_apart,
)
from upkeep.answering import answer_token
from upkeep.models import AskingMail, ContactAddress, Correspondent, LikelyPair, Question, SignOfLife, VisitorsWord
from upkeep.terms import REMINDED_AFTER

ASKED = "asked@example.org"
MESSAGE_ID = "<asked@example.org>"
SHOWN = "https://www.example.org/party"


def met_project(world, mark=""):
    return met(world, "asked", lambda: make_project("Asked", launched=2015))


def met_contact(world, mark=""):
    return met(world, "contact", lambda: make_contact(met_project(world), ASKED))


def met_question(world, mark=""):
    """Return a question that was asked so long ago that it is time for the first reminder."""

    def make():
        met_contact(world)
        asked_at = timezone.now() - REMINDED_AFTER[0] - timedelta(days=1)
        question = make_question(met_project(world), ASKED, asked_at=asked_at)
        AskingMail.objects.create(correspondent=question.correspondent, at=asked_at, message_id=MESSAGE_ID)
        return question

    return met(world, "question", make)


def is_reminded_once(question, mark, by):
    """Whoever has not answered yet gets one e-mail, unless they may not be written to, or no longer speak for it."""
    number = AskingMail.objects.filter(correspondent=question.correspondent).count() - 1
    is_open = Question.objects.open().about_unconfirmed().filter(pk=question.pk).exists()
    is_over = not is_open or is_asked_no_more(question)
    is_left = Correspondent.objects.left_alone().filter(pk=question.correspondent_id).exists()
    return number == 1 or (number == 0 and (is_over or is_left))


def is_answered(question, answer=None):
    given = Question.objects.filter(pk=question.pk)
    return given.filter(answer=answer).exists() if answer else given.exclude(answered_at=None).exists()


def is_asked_no_more(question):
    """Whether a link of the mail rightly leads nowhere: answered or ended before, or its reader no contact any more."""
    is_contact = ContactAddress.objects.filter(email=ASKED).exists()
    return is_answered(question) or question.target.has_ended or not is_contact


def answering(answer, is_noted, typed=None):
    """Return a writer that opens a link of the mail, and presses its button; is_noted: (project, mark)."""

    def opens(world, mark, by):
        question, client = met_question(world), Client(raise_request_exception=False)
        address = reverse("upkeep:answer", args=[answer_token(question), answer])

        def is_kept(response):
            if response.status_code == 403:
                return is_asked_no_more(question)
            return response.status_code == 200 and is_answered(question, answer) and is_noted(question.target, mark)

        return Sent(lambda: client.post(address, {"lessons": mark} | (typed or {})), is_kept)

    return opens


def changing(world, mark, by):
    """The form behind the link, opened before and sent with something else in it."""
    question, client = met_question(world), Client(raise_request_exception=False)
    address = reverse("submissions:change-by-link", args=[answer_token(question)])
    data = form_of(client.get(address), None) | {"summary": [f"Changed: {mark}."]}

    def is_kept(response):
        if response.status_code == 403:
            return mark in response.content.decode() and is_asked_no_more(question)
        handed_in = Submission.objects.filter(payload__summary=f"Changed: {mark}.", email=ASKED)
        return response.status_code == 302 and is_answered(question, "changed") and handed_in.count() == 1

    return Sent(lambda: client.post(address, data), is_kept)


def is_confirmed(project, mark):
    signs = SignOfLife.objects.of_entry(project).filter(what="organisation")
    return project.confirmed_on == timezone.localdate() and signs.count() == 1


def is_left_alone(person, mark, by):
    stopped = Correspondent.objects.filter(pk=person.pk).exclude(stopped_at=None)
    return stopped.exists() and not person.mails.filter(mail__isnull=False).exists()


def leaving_alone(world, mark, by):
    """A curator unticks that an address may be written to."""
    contact, client = met_contact(world), browser(by)
    address = f"/admin/upkeep/contactaddress/{contact.pk}/change/"
    data = form_of(client.get(address), "contactaddress_form") | {"may_write": []}

    def is_kept(response):
        said = response.content.decode()
        is_refused = REFUSED in said or any(gone in said for gone in GONE)
        # Where its mail came back first, it may not be written to as it is.
        is_left = Correspondent.objects.left_alone().filter(email=ASKED).exists()
        return is_refused or (bool(response.redirect_chain) and is_left)

    return Sent(lambda: client.post(address, data, follow=True), is_kept)


def same_word(world, mark):
    """Return the project, and the token that both bear: one form that was sent twice."""
    return met_project(world), uuid5(NAMESPACE_URL, mark[:-1])


def say(thing, mark, by):
    project, token = thing
    word = VisitorsWord(what="ended", year=2021)
    word.name_entry(project)
    return keep_word(word, visit=seen(token=token))


def settling(what, is_made):
    """Return a writer that makes something of what visitors said, by a button of their list; is_made: (project, by)."""

    def opens(world, mark, by):
        project = met_project(world)
        said = met(world, "word", lambda: make_word(project, "runs", source=SHOWN))
        client, address = browser(by), "/admin/upkeep/visitorsword/"

        def is_kept(response):
            told = response.content.decode()
            is_told = "Somebody else was quicker" in told or "has been marked as ended" in told
            return response.status_code == 200 and (is_told or is_made(met_project(world), by))

        return Sent(lambda: client.post(address, {"settle": f"{said.pk} {what}"}, follow=True), is_kept)

    return opens


def met_pair(world, mark):
    """Return a pair that nobody has decided on, as a list of one."""
    return [met(world, "pair", partial(make_pair, "Alike"))]


def met_pair_told_apart(world, mark):
    make = lambda: tell_apart(make_pair("Apart"), by=world.curators[0])  # noqa: E731
    return [met(world, "pair told apart", make)]


def make_pair(name):
    one, other = make_project(name), make_project(name)
    return LikelyPair.objects.create(kind="project", one_id=one.pk, other_id=other.pk, likeness=100)


def told_apart_or_forgotten(pairs):
    """What is alike no more is forgotten, unless it was told apart before."""
    return not LikelyPair.objects.filter(pk=pairs[0].pk, told_apart_at=None).exists()


def alike(world, mark):
    """Return a kind of entries and two that are alike: of two kinds, as each look forgets what the other has found."""
    kind, make = ("project", make_project) if mark.endswith("a") else ("organisation", make_organisation)
    return kind, (make(f"Alike {mark}").pk, make(f"Alike {mark}").pk)


def is_noted(found, mark, by):
    kind, (one, other) = found
    return LikelyPair.objects.filter(kind=kind, one_id=one, other_id=other).count() == 1


def table_of(world, mark):
    """Return the one row of a table that was got before, by either of two whom others trust."""
    entry = world.project
    for curator in world.curators:
        Translator.objects.get_or_create(user=curator, language="uk", is_trusted=True)
    values = {"entry": pick_key(entry), "field": "summary", "translation": f"Вчить мови: {mark}.", "state": "missing"}
    return [TableRow(2, values | {"seen": state_of_texts(entry, "uk")})]


def met_translator(world, mark):
    def make():
        return Translator.objects.create(user=make_visitor("translates@example.org"), language="ar")

    return [met(world, "translator", make)]


ENTRIES = {
    "bring a table": acting(
        table_of,
        lambda rows, mark, by: save_table(rows, language="uk", by=by, is_right=True),
        lambda rows, mark, by: EntryText.objects.filter(text=rows[0].text, language="uk", by=by).exists(),
    ),
    "note pairs": acting(alike, lambda found, mark, by: note_pairs(found[0], {found[1]: 95}) is not None, is_noted),
    "tell apart": bulk(LikelyPair, "tell_them_apart", met_pair, told_apart_or_forgotten),
    "ask about again": bulk(
        LikelyPair,
        "ask_about_them_again",
        met_pair_told_apart,
        lambda pairs: not LikelyPair.objects.filter(pk=pairs[0].pk).exclude(told_apart_at=None).exists(),
    ),
}
ASKING = {
    "ask": acting(met_question, lambda question, mark, by: ask_those_due(), is_reminded_once),
    "answer: still right": answering("right", is_confirmed),
    "answer: has ended": answering(
        "ended", lambda project, mark: (project.ended, project.lessons) == (2024, mark), {"ended": "2024"}
    ),
    "answer: has changed": changing,
    "stop asking": acting(
        lambda world, mark: met_question(world).correspondent,
        lambda person, mark, by: stop_asking(person),
        is_left_alone,
    ),
    "asked in vain": acting(
        met_question,
        lambda question, mark, by: note_asking_bounce(MESSAGE_ID),
        lambda question, mark, by: (
            Correspondent.objects.filter(pk=question.correspondent_id).exclude(bounced_at=None).exists()
        ),
    ),
    "contact": change_form(ContactAddress, met_contact, "origin", "contactaddress_form"),
    "add a contact": adding(
        ContactAddress,
        "contactaddress_form",
        {"page": ["/projects/asked/"], "email": ["office@asked.example"], "origin": ["Its imprint"]},
        met_contact,
        "stands with the entry already",
    ),
    "delete a contact": acting(met_contact, lambda contact, mark, by: delete_contact(contact), is_gone(ContactAddress)),
    "leave alone": leaving_alone,
    "say a word": acting(
        same_word,
        say,
        lambda thing, mark, by: VisitorsWord.objects.filter(token=thing[1], what="ended", settled_at=None).count() == 1,
    ),
    "settle: it runs": settling(
        "runs ", lambda project, by: SignOfLife.objects.of_entry(project).filter(by=by, source=SHOWN).count() == 1
    ),
    "settle: it has ended": settling("ended 2020", lambda project, by: project.has_ended),
}
WRITERS = {
    **{name: Writer("entries", opens) for name, opens in ENTRIES.items()},
    # What is said of an entry changes it.
    **{name: Writer("asking entries", opens) for name, opens in ASKING.items()},
    "trust a translator": Writer(
        "people",
        bulk(Translator, "trust", met_translator, lambda them: Translator.objects.get(pk=them[0].pk).is_trusted),
    ),
    "appoint a translator": Writer(
        "people", adding(Translator, "translator_form", {"email": ["translator@example.org"], "language": ["uk"]})
    ),
}
