"""The switch in the admin: one row, in effect with the next request, and kept with who and when."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from submissions.actions import hand_in, set_intake
from submissions.models import Intake, ReopeningRequest, Submission
from tests.curators import form_of
from tests.submissions.conftest import mails, seen

pytestmark = pytest.mark.django_db
SWITCH = "/admin/submissions/intake/1/change/"


def use(desk, **fields):
    """Send the page of the switch as it is, with some fields changed."""
    return desk.post(SWITCH, form_of(desk.get(SWITCH), "intake_form") | fields)


def test_there_is_one_switch_also_before_anybody_used_it(desk):
    assert desk.get("/admin/submissions/intake/").url == SWITCH
    assert "Intake is open" in desk.get(SWITCH).content.decode()
    assert desk.get("/admin/submissions/intake/2/change/").status_code == 302
    assert not Intake.objects.exists()


def test_pausing_takes_effect_with_the_next_request_in_every_language(desk, vocabulary):
    visitor = Client()
    assert "<form" in visitor.get("/submit/project/").content.decode()
    day = timezone.localdate() + timedelta(days=30)
    response = use(
        desk,
        state="paused",
        message_en="Back in spring.",
        message_de="Im Frühling wieder.",
        reopens_on=day.isoformat(),
        contact="hello@example.org",
        reason="Too few of us",
    )
    assert response.url == SWITCH
    page = visitor.get("/submit/project/").content.decode()
    assert "Back in spring." in page
    assert "hello@example.org" in page
    assert "Im Frühling wieder." in visitor.get("/de/submit/project/").content.decode()
    assert "Back in spring." in visitor.get("/").content.decode()
    assert Intake.objects.get().reopens_on == day


def test_every_change_is_kept_with_who_when_and_why(desk, reviewer):
    use(desk, state="paused", reason="Too few of us")
    use(desk, state="open", reason="Help has come")
    versions = Intake.objects.get().history.order_by("history_id")
    assert list(versions.values_list("state", "history_user", "history_change_reason")) == [
        ("paused", reviewer.pk, "Too few of us"),
        ("open", reviewer.pk, "Help has come"),
    ]
    page = desk.get(SWITCH).content.decode()
    assert page.index("Help has come") < page.index("Too few of us")
    assert "Anna" in page


def test_reopening_takes_up_what_was_held_and_says_beforehand_how_much_that_is(desk, payload):
    visit = seen()
    use(desk, state="paused")
    hand_in(kind="project", payload=payload, email="ada@lingo-lab.example", visit=visit)
    ReopeningRequest.objects.create(email="bo@example.org")
    page = desk.get(SWITCH).content.decode()
    assert "1 submission is held until intake reopens." in page
    assert "1 person gets an e-mail when it reopens." in page
    use(desk, state="open")
    assert not Submission.objects.held().exists()
    assert [subject for subject, _text in mails("bo@example.org")] == ["Intake is open again"]


def test_a_day_that_is_over_is_no_day_of_reopening(desk):
    response = use(desk, state="paused", reopens_on=timezone.localdate().isoformat())
    assert "This day has to be in the future." in response.content.decode()
    assert Intake.current().is_open


def test_a_day_that_has_passed_is_no_longer_promised_and_the_start_page_says_so(desk, client, vocabulary, time_machine):
    time_machine.move_to("2026-01-04 10:00:00+00:00", tick=False)
    set_intake(state="paused", reopens_on=date(2026, 1, 5))
    overdue = "Its expected reopening has passed"
    for day, is_promised in ((4, True), (5, True), (6, False)):
        time_machine.move_to(f"2026-01-0{day} 10:00:00+00:00", tick=False)
        for page in ("/", "/submit/"):
            text = client.get(page).content.decode()
            assert ("This is expected to change on" in text) is is_promised
            assert ("not known yet" in text) is not is_promised
        desk.force_login(User.objects.get(is_staff=True))  # Sessions of staff end over night.
        assert (overdue in desk.get("/admin/").content.decode()) is not is_promised
    set_intake(state="open")
    assert overdue not in desk.get("/admin/").content.decode()


def test_the_start_page_says_that_intake_is_paused(desk):
    assert "Intake is paused" not in desk.get("/admin/").content.decode()
    use(desk, state="paused")
    assert "Intake is paused" in desk.get("/admin/").content.decode()
