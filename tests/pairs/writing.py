"""How a writer is made: the world that two of them share, and the ways in which they open something and send it."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import NamedTuple

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied, ValidationError
from django.db.models import Max, ProtectedError
from post_office.models import Email

from accounts.models import Count, User
from cluster.models import Message
from entries.derived import indexed_models
from entries.indexing import listed_models
from entries.models import FormerAddress, TransitionError
from newsletter.models import IssueError, Subscriber, SubscriberError
from operations.turns import turn
from screening.models import BlockedDomain
from search.documents import remove_documents
from submissions.actions import LastCaretaker, add_caretaker, set_intake
from submissions.models import (
    AlreadyDecided,
    Campaign,
    CampaignDecision,
    Caretaker,
    CaretakerStep,
    Invitation,
    ReopeningRequest,
    Reply,
    StateError,
    Submission,
)
from submissions.translation_table import TableRefused
from taxonomy.models import Theme
from tests.cluster.making import make_event, make_page
from tests.curators import client_of, form_of
from tests.factories import make_city, make_curator, make_organisation, make_project, make_theme, make_visitor
from upkeep.models import (
    AskingMail,
    ContactAddress,
    Correspondent,
    LikelyPair,
    LinkCheck,
    Question,
    SignOfLife,
    VisitorsWord,
)

REFUSED = "Somebody else has saved"
# What a page of the admin says of something that is no longer there.
GONE = ("Somebody has deleted this in the meantime", "Perhaps it was deleted", "has withdrawn it in the meantime")
# How an action says aloud that somebody else was quicker.
REFUSALS = (AlreadyDecided, StateError, PermissionDenied, SubscriberError, IssueError, TransitionError, ValidationError)
REFUSALS += (ObjectDoesNotExist, LastCaretaker, ProtectedError, TableRefused)
# What is there anew for each two that meet.
MADE_ANEW = (
    *(Submission, Caretaker, CaretakerStep, Invitation, ReopeningRequest, Email, Count, Subscriber, Message),
    *(BlockedDomain, LikelyPair, LinkCheck, SignOfLife, FormerAddress, Reply, CampaignDecision, Campaign),
    *(AskingMail, Question, ContactAddress, Correspondent, VisitorsWord),
)


class Sent(NamedTuple):
    """send: posts the form, or calls an action; is_kept: whether what it wrote is there, or was refused aloud.

    is_kept is given what send returned, after both have ended.
    """

    send: Callable
    is_kept: Callable


class Refusal(NamedTuple):
    """What an action said that did nothing, as somebody else was quicker."""

    why: str


class Writer(NamedTuple):
    """shares: what it writes, as words: whoever shares one of them may be in its way; opens: (world, mark, by) -> Sent,
    where what it writes bears the mark, and `by` is a curator.
    """

    shares: str
    opens: Callable


def make_world():
    """Return what the writers share, and a browser for each of two of them."""
    make_theme("language")
    make_city("berlin")
    alliance = make_organisation("Alliance", kind="grassroots")
    network = make_organisation("Network", kind="grassroots", themes=["language"], networks=[alliance])
    organisation = make_organisation("Helpers", themes=["language"], cities=["berlin"], networks=[network])
    project = make_project("Lingo", organisations=[organisation])
    make_page("rules")
    make_event("Meetup", themes=["language"], cities=["berlin"])
    world = SimpleNamespace(
        organisation=organisation,
        project=project,
        curators=[make_curator("one@example.org"), make_curator("two@example.org")],
        caretaker=make_visitor("caretaker@example.org"),
        met={},
    )
    world.lasting = {model: list(model._base_manager.values_list("pk", flat=True)) for model in _growing()}
    return world


def _growing():
    """Return the models of which writers make some more, those first that others may not be deleted before."""
    return [*reversed(listed_models()), *(set(indexed_models()) - set(listed_models())), Theme, User]


def tidy(world):
    """Let two writers find the world as it was made, so that the thousandth two do not work on what others left."""
    world.met = {}
    with turn():
        for model in MADE_ANEW:
            model._base_manager.all().delete()
        for model in _growing():
            made = model._base_manager.exclude(pk__in=world.lasting[model])
            if model in indexed_models():
                remove_documents(model, made.values_list("pk", flat=True))
            made.delete()
        add_caretaker(world.organisation, user=world.caretaker)
        set_intake(state="open")


def met(world, name, make):
    """Return what two that meet share by this name, made by whoever opens it first, as each of them reads it."""
    if name not in world.met:
        world.met[name] = make()
    item = world.met[name]
    return type(item)._base_manager.get(pk=item.pk)


def browser(person):
    client = client_of(person)
    client.raise_request_exception = False
    return client


def change_form(model, find, field, form_id, typed="{}"):
    """Return a writer that saves one field of something by its form in the admin.

    find: (world) -> what it is; typed: what is typed into the field, with the mark in it.
    """

    def opens(world, mark, by):
        item, value = find(world), typed.format(mark)
        client, opts = browser(by), model._meta
        address = f"/admin/{opts.app_label}/{opts.model_name}/{item.pk}/change/"
        data = form_of(client.get(address), form_id) | {field: [value], "reason": ["Pairs"]}

        def is_kept(response):
            said = response.content.decode()
            stored = model._base_manager.filter(pk=item.pk).first()
            if not stored:  # Deleted by the other one, before or after.
                return bool(response.redirect_chain) or any(text in said for text in GONE)
            if response.redirect_chain:
                return getattr(stored, field) == value
            return REFUSED in said and value in said

        return Sent(lambda: client.post(address, data, follow=True), is_kept)

    return opens


def bulk(model, action, make, is_done, **answers):
    """Return a writer that runs an action on entries chosen in a list of the admin; make(world, mark) returns them."""

    def opens(world, mark, by):
        entries = make(world, mark)
        client, opts = browser(by), model._meta
        data = {"action": action, "_selected_action": [entry.pk for entry in entries], "confirmed": "1"}
        data |= {name: answer(entries) if callable(answer) else answer for name, answer in answers.items()}
        address = f"/admin/{opts.app_label}/{opts.model_name}/"

        def is_kept(response):
            # Who comes second to the same is told so.
            said = response.content.decode()
            return response.status_code == 200 and ("stays as it is" in said or is_done(entries))

        return Sent(lambda: client.post(address, data, follow=True), is_kept)

    return opens


def adding(model, form_id, typed, make=lambda world, mark: None, refused="already exists"):
    """Return a writer that adds something which always bears the same name.

    make: (world, mark), called first; refused: what the form says of a name that is not free.
    """

    def opens(world, mark, by):
        make(world, mark)
        client, opts = browser(by), model._meta
        address = f"/admin/{opts.app_label}/{opts.model_name}/add/"
        data = form_of(client.get(address), form_id) | typed
        newest = model._base_manager.aggregate(newest=Max("pk"))["newest"] or 0

        def is_kept(response):
            said = response.content.decode()
            is_refused = response.status_code == 200 and refused in said
            return is_refused or (response.status_code == 302 and model._base_manager.filter(pk__gt=newest).exists())

        return Sent(lambda: client.post(address, data), is_kept)

    return opens


def acting(make, act, is_done, refusals=REFUSALS):
    """Return a writer that calls an action, as a form or a command would: make(world, mark) -> what it is about;
    act(that, mark, by); is_done(that, mark, by) unless it is refused aloud.
    """

    def opens(world, mark, by):
        thing = make(world, mark)

        def send():
            try:
                return act(thing, mark, by)
            except refusals as refusal:
                return Refusal(str(refusal))

        return Sent(send, lambda answer: isinstance(answer, Refusal) or is_done(thing, mark, by))

    return opens
