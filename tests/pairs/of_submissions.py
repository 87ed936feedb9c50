"""Who hands in, who decides, who looks after an entry, and the switch."""

from django.core.management import call_command
from django.utils import timezone
from post_office.models import Email

from accounts.models import User
from cluster.contact import delete_answered_messages, delete_spam_messages
from entries.indexing import reindex
from newsletter.actions import delete_old_subscribers
from organisations.models import Organisation
from submissions.actions import (
    accept_invitation,
    add_caretaker,
    appoint_caretaker,
    approve_end,
    ask_to_be_told,
    claim,
    confirm_submission,
    correct_address,
    decide_campaign,
    hand_in,
    invite,
    leave,
    mark_spam,
    propose_change,
    reject,
    remind_curators,
    remove_caretaker,
    report_mistake,
    save_translation,
    send_again,
    send_link_again,
    set_intake,
    take_up_what_was_left,
    turn_into_change,
    undo_campaign_decision,
    undo_end,
    withdraw_submission,
)
from submissions.models import (
    CampaignDecision,
    Caretaker,
    CaretakerStep,
    Intake,
    Invitation,
    ReopeningRequest,
    Reply,
    State,
    Submission,
    Translator,
)
from submissions.payloads import payload_of_entry
from tests.curators import form_of
from tests.factories import make_project, make_visitor
from tests.pairs.writing import GONE, REFUSED, Sent, Writer, acting, browser, change_form, met
from tests.submissions.conftest import seen


def payload_of(mark, **fields):
    payload = {"name": f"Handed in {mark}", "summary": f"An app to learn with: {mark}.", "website": "", "country": "DE"}
    payload |= {
        "cities": ["berlin"],
        "themes": ["language"],
        "text_language": "en",
        "status": "active",
        "newcomer_led": "unknown",
    }
    return payload | fields


def unconfirmed_submission(mark, **fields):
    payload = payload_of(mark, **fields)
    return hand_in(kind="project", payload=payload, email=f"{mark}@handed-in.example", visit=seen())


def waiting_submission(mark, **fields):
    submission = unconfirmed_submission(mark, **fields)
    return confirm_submission(submission, by=submission.submitter)


def deciding(name, after, make, **fields):
    """Return a writer that decides on what waits, on its page; make(world, mark) returns it."""

    def opens(world, mark, by):
        submission = make(world, mark)
        client = browser(by)
        address = f"/admin/submissions/submission/{submission.pk}/change/"
        data = {"decision": name, f"{name}-revision": submission.revision, f"{name}-message": ""}
        data |= {f"{name}-{field}": value for field, value in fields.items()}

        def is_kept(response):
            is_told = response.status_code == 409 or any(text in response.content.decode() for text in GONE)
            return is_told or (response.status_code == 200 and submission.decisions.filter(after=after, by=by).exists())

        return Sent(lambda: client.post(address, data, follow=True), is_kept)

    return opens


def spam_of_several(world, mark, by):
    """What is ticked in the queue goes to the spam: what both met, and one of their own."""
    rows = [met_submission(world, mark), waiting_submission(mark)]
    client = browser(by)
    data = {"action": "put_with_spam", "_selected_action": [row.pk for row in rows], "index": "0"}

    def is_kept(response):
        return response.status_code == 200 and rows[1].decisions.filter(after=State.SPAM, by=by).exists()

    return Sent(lambda: client.post("/admin/submissions/submission/", data, follow=True), is_kept)


SAID = [
    "The place where people on the move find all that they need in one shop, with a hand on their shoulder.",
    "Evenings on which neighbours cook what they know from home, and write down together how it is made.",
]


def campaign_of(world, mark):
    """Return a campaign that both meet, with three that wait: each decides on one of its own beside these."""

    return met(world, "campaign", lambda: flooded(SAID[0]))


def flooded(said):
    """Return the campaign of three that come in and say the same."""
    rows = [waiting_submission(f"flood{number}", summary=said) for number in range(3)]
    return Submission.objects.get(pk=rows[0].pk).campaign


def on_campaign(what):
    def decides(campaign, mark, by):
        members = campaign.members.filter(state=State.WAITING).values_list("pk", flat=True)
        return decide_campaign(campaign, what=what, members=list(members), by=by)

    return acting(campaign_of, decides, lambda campaign, mark, by: campaign.decisions.exists())


def decided_campaign(world, mark):
    return met(world, "decided campaign", lambda: decided(world, mark, CampaignDecision.What.SPAM))


def published_campaign(world, mark):
    return met(world, "published campaign", lambda: decided(world, mark, CampaignDecision.What.APPROVE))


def decided(world, mark, what):
    campaign = campaign_of(world, mark)
    waiting = campaign.members.filter(state=State.WAITING)
    if not waiting:  # The other has decided on all that there were.
        campaign = flooded(SAID[1])
        waiting = campaign.members.filter(state=State.WAITING)
    members = waiting.values_list("pk", flat=True)
    return decide_campaign(campaign, what=what, members=list(members), by=world.curators[0])


def met_submission(world, mark):
    return met(world, "submission", lambda: waiting_submission(mark, organisation="Helpers"))


def met_spam(world, mark):
    return met(world, "spam", lambda: mark_spam(waiting_submission(mark), by=world.curators[0]))


def reported_end(world, mark):
    def make():
        said = {"what": "ended", "text": "Closed."}
        return report_mistake(target=make_project("Reported"), payload=said, visit=seen())

    return met(world, "reported end", make)


def believed_end(world, mark):
    return met(world, "believed end", lambda: approve_end(reported_end(world, mark), by=world.curators[0], ended=2020))


def met_refused(world, mark):
    return met(world, "refused", lambda: reject(waiting_submission(mark), by=world.curators[0], message="No."))


def a_claim(world, mark):
    email = f"{mark}@claiming.example"
    submission = claim(target=world.organisation, payload={"role": "Founder."}, email=email, visit=seen())
    return confirm_submission(submission, by=submission.submitter)


def approved(make, **fields):
    return deciding("approve", State.APPROVED, make, **fields)


def made_of(**fields):
    return lambda world, mark: waiting_submission(mark, **fields)


def confirming(world, mark, by):
    """One of its caretakers says that the organisation is still right."""
    own = Organisation.objects.filter(pk=world.organisation.pk)
    own.update(confirmed_on=None)
    reindex(own)  # Where nobody may confirm it in this round, what an earlier one had stored would be stale.
    client = browser(world.caretaker)

    def is_kept(response):
        if response.status_code == 403:
            return not Caretaker.objects.of_entry(world.organisation).of_user(world.caretaker).exists()
        today = timezone.localdate()
        return response.status_code == 302 and Organisation.objects.get(pk=world.organisation.pk).confirmed_on == today

    return Sent(lambda: client.post("/mine/organisation/helpers/confirm/"), is_kept)


def handing_in(world, mark, by):
    """A form that was open while intake was paused is sent."""
    email, visit = f"{mark}@handed-in.example", seen()

    def send():
        return hand_in(kind="project", payload=payload_of(mark), email=email, visit=visit)

    def is_kept(_submission):
        submission = Submission.objects.get(email=email)
        return not (submission.state == State.HELD and Intake.current().is_open)

    return Sent(send, is_kept)


def reopening(world, mark, by):
    """Intake, which was paused, is opened by the form of the switch."""
    set_intake(state="paused")
    client = browser(by)
    address = "/admin/submissions/intake/1/change/"
    data = form_of(client.get(address), "intake_form") | {"state": ["open"]}

    def is_kept(response):
        return response.status_code == 302 or REFUSED in response.content.decode()

    return Sent(lambda: client.post(address, data), is_kept)


def erasing(world, mark, by):
    """Somebody who looks after the project, and has handed something in, deletes their account."""
    submission = waiting_submission(mark)
    person = submission.submitter
    add_caretaker(world.project, user=person)
    client = browser(person)

    def is_kept(response):
        is_left = Submission.objects.filter(email=person.email) or Email.objects.filter(to=person.email)
        return response.status_code == 302 and not User.objects.filter(email=person.email) and not is_left

    return Sent(lambda: client.post("/mine/delete/"), is_kept)


def turning(thing, mark, by):
    world, submission = thing
    return turn_into_change(submission, target=world.project, by=by)


def met_caretaker(world, mark):
    return Caretaker.objects.of_entry(world.organisation).get(user=world.caretaker)


def proposing(world, mark, by):
    base = payload_of_entry(world.organisation)
    payload = base | {"summary": f"Proposed {mark}."}
    return propose_change(target=world.organisation, payload=payload, base=base, visit=seen(), by=world.caretaker)


def a_translator(mark):
    return Translator.objects.create(user=make_visitor(f"{mark}@translating.example"), language="uk").user


def clearing_up(thing, mark, by):
    """What is done each night and each hour."""
    call_command("delete_old_submissions", verbosity=0)
    delete_old_subscribers()
    delete_answered_messages()
    delete_spam_messages()
    take_up_what_was_left()
    return remind_curators()


def is_reminded_once(thing, mark, by):
    number = Email.objects.filter(to=by.email, message_id__startswith="<waiting-").count()
    # What a paused intake holds waits once that is opened, which may be after the reminder.
    return number == 1 or (number == 0 and thing.state == State.HELD)


def looks_after(email):
    return Caretaker.objects.filter(user__email=email).exists()


def has_joined(email):
    """Return whether somebody began to look after an entry, whatever came of it."""
    return CaretakerStep.objects.filter(user__email=email, what=CaretakerStep.What.JOINED).exists()


def a_reply(world):
    return met(world, "reply", lambda: Reply.objects.create(use="reject", reason_en="Reason", text_en="Text."))


def an_invitation(world, mark):
    return invite(world.organisation, email=f"{mark}@invited.example", by=world.curators[0], language="en")


QUEUE = {
    "return": deciding("return", State.RETURNED, met_submission, message="Which city?"),
    "reject": deciding("reject", State.REJECTED, met_submission, message="No place."),
    "spam": deciding("spam", State.SPAM, met_submission),
    "campaign to the spam": on_campaign(CampaignDecision.What.SPAM),
    "campaign apart": on_campaign(CampaignDecision.What.APART),
    "undo a campaign": acting(
        decided_campaign,
        lambda decision, mark, by: undo_campaign_decision(decision, by=by),
        lambda decision, mark, by: CampaignDecision.objects.filter(pk=decision.pk, undone_at__isnull=False).exists(),
    ),
    "publish a campaign": on_campaign(CampaignDecision.What.APPROVE),
    "undo a published campaign": acting(
        published_campaign,
        lambda decision, mark, by: undo_campaign_decision(decision, by=by),
        lambda decision, mark, by: CampaignDecision.objects.filter(pk=decision.pk, undone_at__isnull=False).exists(),
    ),
    "undo an end": acting(
        believed_end,
        lambda report, mark, by: undo_end(report, by=by),
        lambda report, mark, by: report.decisions.filter(before=State.APPROVED, by=by).exists(),
    ),
    "spam, several": spam_of_several,
    "approve what waits": approved(met_submission),
    "end as reported": deciding("end", State.APPROVED, reported_end, ended="2020"),
    "no spam": deciding("nospam", State.WAITING, met_spam),
    "reconsider": deciding("reconsider", State.WAITING, met_refused),
    "turn into a change": acting(
        lambda world, mark: (world, met_submission(world, mark)),
        turning,
        lambda thing, mark, by: Submission.objects.get(pk=thing[1].pk).kind == "change",
    ),
    "send again": acting(
        met_submission,
        lambda sent, mark, by: send_again(sent, payload=payload_of(mark), by=sent.submitter),
        lambda sent, mark, by: Submission.objects.get(pk=sent.pk).revision > sent.revision,
    ),
    "withdraw what waits": acting(
        met_submission,
        lambda sent, mark, by: withdraw_submission(sent, by=sent.submitter),
        lambda sent, mark, by: Submission.objects.get(pk=sent.pk).state == State.WITHDRAWN,
    ),
    "correct an address": acting(
        lambda world, mark: met(world, "unconfirmed", lambda: unconfirmed_submission(mark)),
        lambda sent, mark, by: correct_address(sent, email=f"{mark}@corrected.example"),
        lambda sent, mark, by: Submission.objects.get(pk=sent.pk).email.endswith("@corrected.example"),
    ),
    "confirm an address": acting(
        lambda world, mark: met(world, "unconfirmed", lambda: unconfirmed_submission(mark)),
        lambda sent, mark, by: confirm_submission(sent, by=sent.submitter),
        lambda sent, mark, by: Submission.objects.get(pk=sent.pk).state == State.WAITING,
    ),
    # Each its own, as who asks twice gets two.
    "send a link again": acting(
        lambda world, mark: unconfirmed_submission(mark),
        lambda sent, mark, by: send_link_again(sent),
        lambda sent, mark, by: Email.objects.filter(to=sent.email).count() == 2,
    ),
    "propose a translation": acting(
        lambda world, mark: (world.project, a_translator(mark)),
        lambda thing, mark, by: save_translation(thing[0], {"summary": mark}, language="uk", by=thing[1]),
        lambda thing, mark, by: Submission.objects.filter(payload__summary=mark, state=State.WAITING).exists(),
    ),
    "report a mistake": acting(
        lambda world, mark: world,
        lambda world, mark, by: report_mistake(
            target=world.project, payload={"what": "ended", "text": mark}, visit=seen()
        ),
        lambda world, mark, by: Submission.objects.filter(payload__text=mark, state=State.WAITING).exists(),
    ),
}
PEOPLE = {
    "still right": confirming,
    "propose a change": acting(
        lambda world, mark: world,
        proposing,
        lambda world, mark, by: Submission.objects.filter(payload__summary=f"Proposed {mark}.").exists(),
    ),
    "appoint": acting(
        lambda world, mark: world.organisation,
        lambda entry, mark, by: appoint_caretaker(
            entry, email=f"{mark}@appointed.example", language="en", by=by, reason="Asked"
        ),
        lambda entry, mark, by: has_joined(f"{mark}@appointed.example"),
    ),
    "remove": acting(
        met_caretaker,
        lambda caretaker, mark, by: remove_caretaker(caretaker, by=by, reason="Asked"),
        lambda caretaker, mark, by: not looks_after(caretaker.user.email),
    ),
    "leave": acting(
        lambda world, mark: world,
        lambda world, mark, by: leave(world.organisation, by=world.caretaker, is_sure=True),
        lambda world, mark, by: not looks_after(world.caretaker.email),
    ),
    "invite": acting(
        lambda world, mark: world.organisation,
        lambda entry, mark, by: invite(entry, email=f"{mark}@asked.example", by=by, language="en"),
        lambda entry, mark, by: Invitation.objects.filter(user__email=f"{mark}@asked.example").exists(),
    ),
    "accept": acting(
        an_invitation,
        lambda invitation, mark, by: accept_invitation(invitation, by=invitation.user),
        lambda invitation, mark, by: has_joined(invitation.user.email),
    ),
}
INTAKE = {
    "hand in": handing_in,
    "reopen": reopening,
    "tell me": acting(
        lambda world, mark: mark,
        lambda email, mark, by: ask_to_be_told(email=f"{mark}@asked.example", language="en"),
        lambda email, mark, by: not (Intake.current().is_open and ReopeningRequest.objects.exists()),
    ),
}
WRITERS = {
    "approve": Writer("entries queue", approved(made_of(organisation="Helpers"))),
    "approve a twin": Writer(
        "entries queue",
        approved(
            made_of(name="Twin", organisation="New twins", new_organisation_summary="One that nobody has listed yet.")
        ),
    ),
    **{name: Writer("queue", opens) for name, opens in QUEUE.items()},
    **{name: Writer("people", opens) for name, opens in PEOPLE.items()},
    **{name: Writer("intake", opens) for name, opens in INTAKE.items()},
    "take over": Writer("people queue", approved(a_claim, takes_over="on")),
    "erase": Writer("people queue", erasing),
    "clear up": Writer(
        "queue intake subscribers messages",
        acting(lambda world, mark: waiting_submission(mark), clearing_up, is_reminded_once),
    ),
    "reply": Writer("queue", change_form(Reply, a_reply, "text_en", "reply_form")),
}
