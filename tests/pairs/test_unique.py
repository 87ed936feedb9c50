"""Whatever has to be unique is worked out before it is inserted: what becomes of two who want the same at once.

The first test goes over all models of the site: a new constraint has to say here what two people make of it.
"""

from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.http import HttpResponse
from django.test import RequestFactory

from accounts.counting import count
from accounts.limits import network_of
from accounts.models import DailySalt, OpenForm, User
from accounts.presence import note_open
from cluster.contact import send_message
from cluster.models import Event, FundingOpportunity, Message, Page, Publication
from entries.actions import save_entry
from entries.models import FormerAddress
from newsletter.actions import note_bounce, subscribe
from newsletter.models import Bounce, Issue, Subscriber
from operations.models import JobState
from operations.running import run_now
from projects.actions import save_project
from projects.models import Partnership, Project, Role
from submissions.actions import appoint_caretaker, ask_to_be_told, hand_in, invite
from submissions.models import Caretaker, Invitation, ReopeningRequest, Reply, Submission
from taxonomy.models import City
from tests.cluster.making import make_event, make_funding, make_publication
from tests.curators import form_of
from tests.factories import make_project
from tests.newsletter.making import make_issue, make_subscriber
from tests.pairs.arena import in_threads, shared_database
from tests.pairs.of_submissions import payload_of
from tests.pairs.test_pairs import ALWAYS
from tests.pairs.writing import browser, make_world
from tests.submissions.conftest import seen
from upkeep.actions import enlist_addresses, note_pairs, set_stopped
from upkeep.models import Correspondent, LikelyPair, LinkCheck

CHANCE = "is made by chance"
OPERATOR = "is written by a command of an operator, one turn from its beginning to its end"
DERIVED = "is derived, in the turn that writes what it is derived from"
JOB = "is written by a job, of which one runs at a time"


class Pair(NamedTuple):
    """The name of a writer of tests/pairs that meets itself there each time."""

    name: str


class Twice(NamedTuple):
    """What two do at once.

    act: (what make returned, 0 or 1), called by both; is_right: (that, the two answers) -> whether all is well.
    """

    act: object
    is_right: object
    make: object = lambda world: world


def form(model, **typed):
    """Two curators add something of the same name: both are kept, or one of them is told."""
    opts = model._meta

    def make(world):
        address, found = f"/admin/{opts.app_label}/{opts.model_name}/add/", []
        for curator in world.curators:
            client = browser(curator)
            found.append((client, address, form_of(client.get(address), f"{opts.model_name}_form") | typed))
        return found

    def act(forms, side):
        client, address, data = forms[side]
        return client.post(address, data)

    def is_right(forms, answers):
        told = [answer for answer in answers if answer.status_code == 200 and "errorlist" in answer.content.decode()]
        return sorted(answer.status_code for answer in answers)[-1] == 302 and len(told) <= 1 and all_well(answers)

    return Twice(act, is_right, make)


def all_well(answers):
    return all(answer.status_code in (200, 302) for answer in answers if isinstance(answer, HttpResponse))


def factory(make, model, **names):
    """Two of one name are saved by their action: each has an address of its own."""
    return Twice(lambda world, side: make(**names), lambda world, answers: len({item.slug for item in answers}) == 2)


def only_one(model, **lookup):
    return lambda thing, answers: model.objects.filter(**lookup).count() == 1


def hand_in_once(thing, side):
    payload = payload_of("same")
    return hand_in(kind="project", payload=payload, email="same@example.org", visit=seen(token=TOKEN))


def rename(world, side):
    project = Project.objects.get(pk=world.project.pk)
    project.slug = f"renamed-{side}"
    return save_entry(project)


def network_at(address):
    return network_of(RequestFactory().get("/", REMOTE_ADDR=address))


def without_salt(world):
    DailySalt.objects.all().delete()


TOKEN = UUID(int=7)
NEW = "New.Address@example.org"
NEW_ACCOUNT = Twice(
    lambda world, side: hand_in(
        kind="project", payload=payload_of(f"new{side}"), email=(NEW, NEW.lower())[side], visit=seen()
    ),
    lambda world, answers: User.objects.filter(email__iexact=NEW).count() == 1 and len({a.pk for a in answers}) == 2,
)
REPLY = form(Reply, use=["reject"], reason_en=["Same"], text_en=["Text."])
CITY = form(City, name_en=["Twin"], slug=["twin"], country=["DE"])
# Constraint -> what becomes of two who want the same.
UNIQUE = {
    "accounts.count.key": Twice(
        lambda world, side: count("same", 60), lambda world, answers: sorted(answers) == [1, 2]
    ),
    "accounts.dailysalt.day": Twice(
        lambda world, side: network_at("192.0.2.1"),
        lambda world, answers: len(set(answers)) == 1 and DailySalt.objects.count() == 1,
        without_salt,
    ),
    "accounts.opensession.key": CHANCE,
    "accounts.user.email": NEW_ACCOUNT,
    "accounts_form_open_once_a_person": Twice(
        lambda world, side: note_open(world.project, world.curators[0]),
        lambda world, answers: OpenForm.objects.filter(key=str(world.project.pk)).count() == 1,
    ),
    "accounts_user_email_any_case": NEW_ACCOUNT,
    "auth.group.name": form(Group, name=["Same"]),
    "cluster.event.slug": factory(make_event, Event, title="Same"),
    "cluster.event.uid": CHANCE,
    "cluster.fundingopportunity.slug": factory(make_funding, FundingOpportunity, title="Same"),
    "cluster.message.token": Twice(
        lambda world, side: send_message(visit=seen(token=TOKEN), name="Ada", email="a@example.org", text="Hello."),
        only_one(Message, token=TOKEN),
    ),
    "cluster.page.slug": form(Page, title_en=["Same"], slug=["same"], text_en=["Text."]),
    "cluster.publication.slug": factory(make_publication, Publication, title="Same"),
    "curating.tableimport.preview": "is written by a form of the admin, one turn that looks for it first",
    "entries_former_address_once_a_kind": Twice(rename, only_one(FormerAddress, kind="project", slug="lingo")),
    "entries_one_text_a_language": Pair("bring a table"),
    "newsletter.delivery.email": Pair("send"),
    "newsletter.issue.slug": factory(make_issue, Issue, title="Same"),
    "newsletter.subscriber.email": Twice(
        lambda world, side: subscribe(email="same@example.org", language="en"),
        only_one(Subscriber, email="same@example.org"),
    ),
    "newsletter.subscriber.key": CHANCE,
    "newsletter.subscriber.request": CHANCE,
    "newsletter_bounce_once_a_report": Twice(
        lambda subscriber, side: note_bounce(subscriber, report="same", status="5.1.1", on=subscriber.asked_at.date()),
        lambda subscriber, answers: Bounce.objects.filter(report="same").count() <= 1,
        lambda world: make_subscriber("bounces@example.org"),
    ),
    "newsletter_delivery_once_a_subscriber": Pair("send"),
    "operations.jobstate.name": Twice(
        lambda world, side: run_now("clear_sessions"), only_one(JobState, name="clear_sessions")
    ),
    "organisations.organisation.slug": Pair("approve a twin"),
    "projects.catalogueorganisation.name_key": OPERATOR,
    "projects.offerrow.project": OPERATOR,
    "projects.project.slug": Pair("add a project"),
    "projects_catalogue_row_once": OPERATOR,
    "projects_partnership_once_a_role": Twice(
        lambda world, side: save_project(
            Project.objects.get(pk=world.project.pk), partnerships=[(world.organisation, Role.FUNDER)]
        ),
        lambda world, answers: Partnership.objects.filter(project=world.project, role=Role.FUNDER).count() == 1,
    ),
    "screening.blockeddomain.domain": Pair("block a domain"),
    "screening.learnedword.token": JOB,
    "search_document_once_an_entry": DERIVED,
    "search_posting_once_a_term": DERIVED,
    "search_word_once_a_kind": DERIVED,
    "submissions.reopeningrequest.email": Twice(
        lambda world, side: ask_to_be_told(email="same@example.org", language="en"),
        lambda world, answers: ReopeningRequest.objects.filter(email="same@example.org").count() <= 1,
    ),
    "submissions.spamexample.submission": JOB,
    "submissions.submission.token": Twice(hand_in_once, only_one(Submission, token=TOKEN)),
    "submissions.uploadedlogo.key": CHANCE,
    "submissions_caretaker_once_an_entry": Twice(
        lambda world, side: appoint_caretaker(
            world.project, email="same@example.org", language="en", by=world.curators[side], reason="Asked"
        ),
        only_one(Caretaker, user__email="same@example.org"),
    ),
    "submissions_invitation_once_an_entry": Twice(
        lambda world, side: invite(world.project, email="invited@example.org", by=world.curators[side], language="en"),
        only_one(Invitation, user__email="invited@example.org"),
    ),
    "submissions_reply_once_a_reason": REPLY,
    **{f"submissions_reply_once_a_reason-{code}": REPLY for code, _name in settings.LANGUAGES},
    "submissions_translator_once_a_language": Pair("appoint a translator"),
    "taxonomy.city.slug": CITY,
    "taxonomy.theme.name": Pair("add a theme"),
    **{f"taxonomy.theme.name_{code}": Pair("add a theme") for code, _name in settings.LANGUAGES},
    "taxonomy.theme.slug": Pair("add a theme"),
    "taxonomy_city_once_an_entry": Pair("tag"),
    "taxonomy_theme_once_an_entry": Pair("tag"),
    "upkeep.correspondent.email": Twice(
        lambda world, side: set_stopped("stops@example.org", stopped=True),
        only_one(Correspondent, email="stops@example.org"),
    ),
    "upkeep.correspondent.key": CHANCE,
    "upkeep.evidencerow.project": OPERATOR,
    "upkeep.linkcheck.address": Twice(
        lambda world, side: enlist_addresses(),
        only_one(LinkCheck, address="https://same.example/"),
        lambda world: make_project("Watched", website="https://same.example/"),
    ),
    "upkeep.question.key": CHANCE,
    "upkeep.visitorsword.token": Pair("say a word"),
    "upkeep_contact_once_an_entry": Pair("add a contact"),
    "likely_pair_once": Twice(
        lambda world, side: note_pairs("project", {(1, 2): 90}), only_one(LikelyPair, one_id=1, other_id=2)
    ),
    "upkeep_question_once_a_person": Pair("ask"),
}


def constraints():
    """Return the name of every unique constraint of the site's models -> its field, None for one of several."""
    own = {app for app in settings.INSTALLED_APPS if Path(settings.BASE_DIR, app, "__init__.py").exists()}
    found = {}
    for model in [*apps.get_models(), Group]:
        if model is not Group and model._meta.app_config.name not in own:
            continue
        for field in model._meta.local_concrete_fields:
            is_number = isinstance(field, models.AutoField)
            if field.unique and not is_number:
                found[f"{model._meta.label_lower}.{field.name}"] = field
        for constraint in model._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint):
                found[constraint.name] = None
    return found


def test_of_each_unique_value_it_is_known_what_becomes_of_two_who_want_the_same():
    found = constraints()
    assert set(found) == set(UNIQUE)
    for name, how in UNIQUE.items():
        assert how != CHANCE or found[name].default is uuid4, name
        assert not isinstance(how, Pair) or (how.name, how.name) in ALWAYS, name


@pytest.mark.django_db(transaction=True)
def test_two_who_want_the_same_at_once_get_it_or_are_told_and_nothing_breaks(tmp_path):
    wrong = []

    def run():
        world = make_world()
        # Of several constraints that one act could break it is done once.
        for how, name in {how: name for name, how in UNIQUE.items()}.items():
            if isinstance(how, Twice):
                thing = how.make(world)
                answers = in_threads(lambda: how.act(thing, 0), lambda: how.act(thing, 1))  # noqa: B023 - called here
                if not (all_well(answers) and how.is_right(thing, answers)):
                    wrong.append((name, answers))

    with shared_database(tmp_path):
        in_threads(run, longest=None)
    assert wrong == []
