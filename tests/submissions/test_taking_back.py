"""A mistaken refusal is taken back; beside each step stands what became of its e-mail."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from post_office.models import STATUS, Email

from accounts.terms import MAIL_FOR
from curating.attention import Rank
from newsletter.bounces import note, reports_in
from submissions.actions import (
    confirm_submission,
    delete_sent_mails,
    empty_decided,
    reconsider,
    reject,
    send_link_again,
)
from submissions.books import open_books
from submissions.models import AlreadyDecided, State, StepMail, Submission, UploadedLogo
from submissions.terms import DECIDED_FOR
from tests.factories import make_visitor
from tests.submissions.conftest import mails
from tests.submissions.reviewing import page_of

OTHER_LANGUAGES = [code for code, _name in settings.LANGUAGES if code != "en"]
REPORT = """\
From: MAILER-DAEMON@mail.example
To: office@directory.example
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It did not arrive.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example

Final-Recipient: rfc822; ada@lingo-lab.example
Action: failed
Status: {status}
--b
Content-Type: text/rfc822-headers

Message-ID: {number}
--b--
"""


def take_back(desk, submission, **fields):
    sent = {"decision": "reconsider", "reconsider-revision": submission.revision}
    return desk.post(page_of(submission), sent | {f"reconsider-{name}": value for name, value in fields.items()})


def stored(submission):
    return Submission.objects.get(pk=submission.pk)


def outcomes(submission):
    """Return (step, what became of its mail), the oldest first."""
    return [
        (mail.decision and mail.decision.after, mail.known_outcome)
        for mail in StepMail.objects.filter(submission=submission)
    ]


def test_a_refusal_that_was_a_mistake_is_taken_back_and_its_sender_told(desk, waiting, reviewer):
    submission = waiting()
    reject(submission, by=reviewer, message="Not ours.")
    assert "Take the refusal back" in desk.get(page_of(submission)).content.decode()

    assert take_back(desk, submission, message="Sorry!").status_code == 302

    submission = stored(submission)
    assert (submission.state, submission.decided_at, submission.decided_by) == (State.WAITING, None, None)
    assert submission in Submission.objects.queue()
    subject, text = mails(submission.email)[-1]
    assert subject == "A curator is reading “Lingo Lab” again"
    assert "That was our mistake" in text
    assert "Sorry!" in text
    html = desk.get(page_of(submission)).content.decode()
    assert "refusal taken back" in html
    assert "Take the refusal back" not in html


@pytest.mark.parametrize("language", OTHER_LANGUAGES)
def test_they_are_told_in_their_language(waiting, reviewer, language):
    submission = waiting()
    Submission.objects.update(language=language)
    reject(submission, by=reviewer, message="Nein.")

    reconsider(stored(submission), by=reviewer)

    subject, text = mails(submission.email)[-1]
    assert "A curator reads" not in subject
    assert "mistake" not in text


def test_its_picture_is_still_there(waiting, reviewer):
    submission = waiting()
    Submission.objects.update(logo=UploadedLogo.objects.create(data=b"picture", extension="png"))
    reject(submission, by=reviewer, message="Not ours.")

    reconsider(submission, by=reviewer)

    assert stored(submission).logo.data is not None


def test_two_curators_take_it_back_at_once_and_one_mail_leaves(desk, waiting, reviewer):
    submission = waiting()
    reject(submission, by=reviewer, message="Not ours.")
    reconsider(submission, by=reviewer)
    before = len(mails())

    response = take_back(desk, submission)

    assert response.status_code == 409
    assert len(mails()) == before
    with pytest.raises(AlreadyDecided):
        reconsider(submission, by=reviewer)


def test_only_curators_take_it_back_and_only_as_long_as_its_text_is_there(waiting, reviewer, desk):
    submission = waiting()
    reject(submission, by=reviewer, message="Not ours.")
    with pytest.raises(PermissionDenied):
        reconsider(submission, by=make_visitor())
    Submission.objects.update(decided_at=timezone.now() - DECIDED_FOR - timedelta(days=1))
    empty_decided()

    assert "Take the refusal back" not in desk.get(page_of(submission)).content.decode()
    with pytest.raises(AlreadyDecided):
        reconsider(submission, by=reviewer)


def test_the_open_books_count_no_refusal_that_was_taken_back(waiting, reviewer):
    for _number in range(2):
        submission = waiting()
        reject(submission, by=reviewer, message="Not ours.")
    reconsider(submission, by=reviewer)

    books = open_books()

    assert books.total["refused"] == 1
    assert [number for _reason, number in books.reasons] == [1]
    reject(submission, by=reviewer, message="Not ours after all.")
    assert open_books().total["refused"] == 2


def test_beside_each_step_stands_whether_its_mail_left_bounced_or_waits(desk, handed_in, reviewer):
    submission = handed_in()
    send_link_again(submission)
    confirm_submission(submission, by=submission.submitter)
    reject(submission, by=reviewer, message="Not ours.")
    reconsider(submission, by=reviewer)
    first, second, refused, again = Email.objects.order_by("pk")
    Email.objects.filter(pk__in=[first.pk, second.pk]).update(status=STATUS.sent)
    Email.objects.filter(pk=refused.pk).update(status=STATUS.failed)
    Email.objects.filter(pk=again.pk).update(status=STATUS.requeued)

    left, bounced, waits = StepMail.Outcome.LEFT, StepMail.Outcome.BOUNCED, StepMail.Outcome.WAITS
    assert outcomes(submission) == [(None, left), (None, left), (State.REJECTED, bounced), (State.WAITING, waits)]
    html = " ".join(desk.get(page_of(submission)).content.decode().split())
    assert html.count("E-mail: left") == 2
    assert html.count("E-mail: bounced") == 1
    assert html.count("E-mail: waits to be sent") == 1


def test_the_start_page_tells_of_a_mail_that_was_given_up_wherever_what_it_is_about_stands(desk, waiting, reviewer):
    reached = waiting(name="Reached", email="bo@elsewhere.example")
    lost, unconfirmed = waiting(name="Lost"), waiting(name="Unconfirmed")
    reject(lost, by=reviewer, message="Not ours.")
    Submission.objects.filter(pk=unconfirmed.pk).update(state=State.UNCONFIRMED, confirmed_at=None)
    given_up = StepMail.objects.filter(submission__in=[lost, unconfirmed]).values("mail")
    Email.objects.filter(pk__in=given_up).update(status=STATUS.failed)

    [line] = [row for row in desk.get("/admin/").context["waiting"] if row.rank == Rank.UNREACHED]
    assert (line.count, [one.name for one in line.named]) == (1, [str(lost)])
    assert list(desk.get(line.address).context["cl"].result_list) == [lost]

    StepMail.objects.filter(submission=lost).update(mail=None, outcome=StepMail.Outcome.BOUNCED)
    assert list(Submission.objects.unreached().exclude(pk=unconfirmed.pk)) == [lost]
    StepMail.objects.filter(submission=lost).update(at=timezone.now() - MAIL_FOR - timedelta(minutes=1))
    assert list(Submission.objects.unreached()) == [unconfirmed]
    assert reached not in Submission.objects.unreached()


def test_what_became_of_a_mail_stays_when_its_copy_is_deleted(waiting):
    submission = waiting()
    Email.objects.update(status=STATUS.sent, last_updated=timezone.now() - MAIL_FOR - timedelta(days=1))

    delete_sent_mails()

    assert not Email.objects.exists()
    assert outcomes(submission) == [(None, StepMail.Outcome.LEFT)]


@pytest.mark.parametrize(
    ("status", "noted", "outcome"),
    [("5.1.1", "new", StepMail.Outcome.BOUNCED), ("4.4.1", "unknown", StepMail.Outcome.LEFT)],
)
def test_a_report_of_a_mail_server_is_noted_beside_the_step(waiting, status, noted, outcome):
    submission = waiting()
    Email.objects.update(status=STATUS.sent)
    number = Email.objects.get().message_id
    (report,) = reports_in(REPORT.format(status=status, number=number).encode())

    assert note(report) == noted
    assert outcomes(submission) == [(None, outcome)]
    assert note(report) == ("known" if noted == "new" else "unknown")


def test_a_report_that_does_not_know_our_number_is_believed_of_nobody(waiting):
    submission = waiting()
    Email.objects.update(status=STATUS.sent)
    (report,) = reports_in(REPORT.format(status="5.1.1", number="<forged@mail.example>").encode())

    assert note(report) == "unknown"
    assert outcomes(submission) == [(None, StepMail.Outcome.LEFT)]
