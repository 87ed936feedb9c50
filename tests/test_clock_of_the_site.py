"""What goes by the site's own clock: asking, freshness, terms and jobs, at midnights of all sorts, in several zones."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone
from post_office.models import STATUS, Email

from accounts.mail import queue_mail
from accounts.models import LogIn, Outcome
from accounts.sessions import delete_old_log_ins
from accounts.terms import LOG_INS_FOR, MAIL_FOR
from cluster.contact import answer_message, delete_answered_messages, delete_spam_messages
from cluster.models import Message
from cluster.terms import ANSWERED_FOR
from entries.freshness import Freshness, freshness_of, freshness_of_rows
from newsletter import terms as newsletter_terms
from newsletter.actions import delete_old_subscribers
from newsletter.models import Subscriber
from operations.scheduling import declared_jobs
from projects.models import Project
from screening.terms import SPAM_FOR
from screening.verdict import Verdict
from submissions import terms as submissions_terms
from submissions.actions import mark_spam, withdraw_submission
from submissions.models import Submission
from tests.factories import make_curator, make_project
from tests.newsletter.making import make_subscriber
from tests.pairs.of_submissions import unconfirmed_submission, waiting_submission
from tests.test_clock import DAYS, SECOND, ZONES, midnight_after
from tests.upkeep.making import make_contact
from tests.upkeep.test_asking import fresh, links_to, run
from upkeep.actions import note_looks
from upkeep.asking import letters_due
from upkeep.judging import LinkLook
from upkeep.models import LinkCheck, LinkOutcome, LinkVerdict, SignOfLife, validate_written
from upkeep.terms import GONE_AFTER, REMINDED_AFTER

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(params=ZONES, autouse=True)
def zone(request, settings):
    """The zone of the site."""
    settings.TIME_ZONE = request.param
    return request.param


@pytest.fixture(params=DAYS, ids=str)
def day(request):
    return request.param


@pytest.fixture
def over(day, zone):
    """The moment at which the day ends by the site's clock."""
    return midnight_after(day, zone)


# Freshness and asking


@pytest.mark.parametrize(
    ("last", "confirmed_on"),
    [
        (date(2027, 6, 1), date(2026, 6, 1)),
        (date(2026, 12, 31), date(2025, 12, 31)),
        (date(2028, 2, 28), date(2027, 2, 28)),
        (date(2029, 2, 28), date(2028, 2, 29)),
        (date(2027, 3, 28), date(2026, 3, 28)),
        (date(2027, 10, 31), date(2026, 10, 31)),
        (date(2027, 3, 14), date(2026, 3, 14)),
        (date(2027, 11, 7), date(2026, 11, 7)),
    ],
)
def test_what_was_confirmed_a_year_ago_is_no_longer_and_its_people_are_asked_from_midnight_on(
    client, time_machine, zone, last, confirmed_on
):
    turns = midnight_after(last, zone)
    time_machine.move_to(turns - 2 * DAY, tick=False)
    project = make_project("Lingo", confirmed_on=confirmed_on)
    make_contact(project)

    def found():
        listed = client.get("/projects/?fresh=confirmed").context["page_obj"]
        stored = Project.objects.values_list(freshness_of_rows(), flat=True).get()
        return freshness_of(project), stored, [entry.name for entry in listed], len(letters_due())

    # The same address twice: the page that was kept before midnight must not be shown after it.
    time_machine.move_to(turns - SECOND, tick=False)
    assert found() == (Freshness.CONFIRMED, "confirmed", ["Lingo"], 0)
    time_machine.move_to(turns, tick=False)
    assert found() == (Freshness.SEEN, "seen", [], 1)


def test_so_many_a_day_are_asked_as_the_days_of_the_site_are(time_machine, settings, over):
    settings.ASKED_A_DAY = 1
    time_machine.move_to(over - SECOND, tick=False)
    for number in range(3):
        make_contact(make_project(), f"person{number}@example.org")

    asked = [len(run()), len(run())]
    for moment in (over, over + 2 * SECOND):
        time_machine.move_to(moment, tick=False)
        asked.append(len(run()))
    assert asked == [1, 0, 1, 0]


def test_a_reminder_comes_with_the_run_of_its_day_whatever_the_clocks_did_meanwhile(time_machine, zone, day):
    def nine_o_clock(when):
        return datetime.combine(when, time(9), ZoneInfo(zone)).astimezone(UTC)

    begun = day - timedelta(days=3)
    time_machine.move_to(nine_o_clock(begun) + timedelta(seconds=5), tick=False)
    make_contact(make_project())
    asked = []
    for days in (0, 13, 14, 15, 29, 30, 31):
        time_machine.move_to(nine_o_clock(begun + timedelta(days=days)) + (not days) * 5 * SECOND, tick=False)
        if run():
            asked.append(days)
    assert asked == [0, *(span.days for span in REMINDED_AFTER)]


def test_an_answer_counts_for_the_day_on_which_it_was_given_here(client, time_machine, day, over):
    projects = [make_project(name) for name in ("Before", "After")]
    for project in projects:
        make_contact(project, f"{project.slug}@example.org")
    time_machine.move_to(over - 2 * DAY, tick=False)
    run()
    for project, moment in zip(projects, (over - SECOND, over), strict=True):
        time_machine.move_to(moment, tick=False)
        client.post(links_to(f"{project.slug}@example.org")["right"])

    days = [day, day + DAY]
    assert [fresh(project).confirmed_on for project in projects] == days
    assert list(SignOfLife.objects.order_by("pk").values_list("when", flat=True)) == [str(one) for one in days]


def test_a_sign_of_a_day_that_has_not_begun_here_is_refused(time_machine, day, over):
    for written in (str(day + DAY), f"{day + DAY:%Y-%m}", f"{day + DAY:%Y}"):
        time_machine.move_to(over - SECOND, tick=False)
        if not str(day).startswith(written):
            with pytest.raises(ValidationError, match="future"):
                validate_written(written)
        time_machine.move_to(over, tick=False)
        validate_written(written)


def test_what_is_gone_is_gone_since_a_day_of_the_site(time_machine, day, over):
    make_project(website="https://gone.example/")
    LinkCheck.objects.create(address="https://gone.example/")
    for moment in (over - SECOND - GONE_AFTER, over - SECOND):
        time_machine.move_to(moment, tick=False)
        note_looks([LinkLook("https://gone.example/", LinkOutcome.NOT_FOUND, 404)])

    check = LinkCheck.objects.get()
    assert (check.verdict, check.gone_on) == (LinkVerdict.GONE, day)


# Terms


def a_sent_mail():
    queue_mail("password_changed", "ada@example.org", "en")
    Email.objects.update(status=STATUS.sent)


def a_withdrawn_submission():
    submission = waiting_submission("withdrawn")
    withdraw_submission(submission, by=submission.submitter)


def a_message(**fields):
    return Message.objects.create(email="ada@example.org", text="Hello.", language="en", token="0" * 32, **fields)


CLEAR = "delete_old_submissions"
# What is made, how long it stays, what deletes it, and of which model it was.
TERMS = {
    "unconfirmed": (
        lambda: unconfirmed_submission("unconfirmed"),
        submissions_terms.UNCONFIRMED_FOR,
        lambda: call_command(CLEAR, verbosity=0),
        Submission,
    ),
    "withdrawn": (
        a_withdrawn_submission,
        submissions_terms.WITHDRAWN_FOR,
        lambda: call_command(CLEAR, verbosity=0),
        Submission,
    ),
    "spam": (
        lambda: mark_spam(waiting_submission("spam"), by=make_curator()),
        SPAM_FOR,
        lambda: call_command(CLEAR, verbosity=0),
        Submission,
    ),
    "mail": (a_sent_mail, MAIL_FOR, lambda: call_command(CLEAR, verbosity=0), Email),
    "subscriber": (
        lambda: make_subscriber(state="unconfirmed"),
        newsletter_terms.UNCONFIRMED_FOR,
        delete_old_subscribers,
        Subscriber,
    ),
    "answered message": (
        lambda: answer_message(a_message(), by=make_curator(), text="Yes.", seen=0),
        ANSWERED_FOR,
        delete_answered_messages,
        Message,
    ),
    "spam message": (lambda: a_message(verdict=Verdict.SPAM), SPAM_FOR, delete_spam_messages, Message),
    "log-in": (
        lambda: LogIn.objects.create(outcome=Outcome.WRONG_PASSWORD),
        LOG_INS_FOR,
        delete_old_log_ins,
        LogIn,
    ),
}


@pytest.mark.parametrize("name", TERMS)
@pytest.mark.parametrize("begins", [date(2028, 2, 29), date(2027, 3, 27), date(2027, 10, 30)], ids=str)
def test_what_is_kept_for_a_term_goes_with_the_first_run_after_it_and_no_sooner(time_machine, zone, name, begins):
    make, term, clear, model = TERMS[name]
    begun = datetime.combine(begins, time(23, 59, 59), ZoneInfo(zone)).astimezone(UTC)
    time_machine.move_to(begun, tick=False)
    make()

    for after, is_there in ((-SECOND, True), (timedelta(0), True), (SECOND, False)):
        time_machine.move_to(begun + term + after, tick=False)
        clear()
        assert model.objects.exists() is is_there, after


# Jobs


def runs_of(job, begins, ends):
    """Return the moments at which a job runs that is looked at every minute, and takes no time."""
    due, found, now = begins, [], begins
    while now < ends:
        if now >= due:
            found.append(timezone.localtime(now))
            due = job.next_after(now)
        now += timedelta(minutes=1)
    return found


def test_a_daily_job_runs_once_a_day_at_its_time_whatever_the_clocks_do(day, zone):
    begins = datetime.combine(day - timedelta(days=2), time.min, ZoneInfo(zone)).astimezone(UTC)
    for job in (job for job in declared_jobs().values() if job.at):
        # The first run is at once, as that of a new site.
        _first, *found = runs_of(job, begins, begins + timedelta(days=5))
        dates = [moment.date() for moment in found]
        assert dates == [day + timedelta(days=number) for number in range(-2, len(found) - 2)], job.name
        assert len(found) == 5, job.name
        for moment in found:
            late = datetime.combine(moment.date(), moment.time()) - datetime.combine(moment.date(), job.at)
            # An hour that is left out delays what was meant to run in it.
            assert timedelta(0) <= late <= timedelta(hours=1), job.name
