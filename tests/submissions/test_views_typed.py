"""Nothing that somebody typed is lost, whatever keeps it from being taken in."""

import pytest
from django.test import Client

from accounts.models import User
from submissions.actions import confirm_submission, set_intake
from submissions.actions.submitting import person_of
from submissions.limits import LIMITS
from submissions.models import State, Submission, UploadedLogo
from tests.factories import make_project, make_visitor
from tests.submissions.conftest import link_in, mails, stamp_of
from tests.submissions.test_logos import picture
from tests.submissions.test_views import change_of_lingo, confirm_by_mail, send, text_of

pytestmark = pytest.mark.django_db


def test_too_much_from_one_place_shows_the_form_as_it_was_filled(client, typed):
    for number in range(LIMITS["submission"]["address"][0][0]):
        send(client, typed, name=f"Project number {number}", is_new="1")
    refused = send(client, typed, name="One more", note="Written for an hour.", is_new="1")
    assert refused.status_code == 429
    assert "Nothing you typed is lost" in text_of(refused)
    assert "Written for an hour." in text_of(refused)
    assert not Submission.objects.filter(payload__name="One more").exists()


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        ("address", "from this e-mail address"),
        ("network", "from your connection"),
        ("domain", "from e-mail addresses of the same domain"),
    ],
)
def test_whoever_has_to_wait_is_told_why_and_for_how_long(client, typed, monkeypatch, time_machine, what, reason):
    time_machine.move_to("2026-03-01 10:00:00+00:00", tick=False)
    for purpose in ("submission", "mail"):
        monkeypatch.setitem(LIMITS, purpose, {what: ((1, 24 * 3600),)})
    long_form = [send(client, typed, name=f"Lingo {number}", is_new="1") for number in range(2)][-1]
    short_form = [client.post("/mine/sign-in/", {"email": "ada@lingo-lab.example"}) for _time in range(2)][-1]
    for refused in (long_form, short_form):
        assert refused.status_code == 429
        assert f"A lot has been sent {reason} in a short time." in text_of(refused)
        assert "14 hours" in text_of(refused)
    assert "Wait a minute" not in text_of(short_form)


def test_a_report_that_is_one_too_many_is_shown_as_it_was_filled(client, vocabulary):
    make_project("Lingo")
    form = {"what": "ended", "text": "Closed in 2019."}
    for _time in range(LIMITS["report"]["network"][0][0]):
        assert client.post("/report/project/lingo/", form | {"opened": stamp_of(minutes_ago=1)}).status_code == 302
    refused = client.post("/report/project/lingo/", form | {"opened": stamp_of(minutes_ago=1)})
    assert refused.status_code == 429
    assert "Closed in 2019." in text_of(refused)


def test_pictures_from_one_network_are_limited(client, typed, monkeypatch):
    monkeypatch.setitem(LIMITS, "logo", {"network": ((2, 3600),)})
    for _time in range(2):
        assert send(client, typed, name="", logo=picture()).status_code == 200
    assert send(client, typed, name="", logo=picture()).status_code == 429
    assert UploadedLogo.objects.count() == 2
    assert send(client, typed, name="").status_code == 200


def test_what_is_refused_as_intake_is_paused_stands_below_the_notice(client, typed):
    set_intake(state="paused")
    refused = send(client, typed, opened="", note="Written for <b>an hour</b>.")
    assert refused.status_code == 403
    assert "Written for <b>an hour</b>." in text_of(refused)
    assert "<b>an hour</b>" not in refused.content.decode()
    assert Submission.objects.count() == 0


def test_the_answer_names_the_draft_that_the_browser_need_not_keep_any_longer(client, typed):
    assert 'name="draft" value="submit-project"' in text_of(client.get("/submit/project/"))
    response = send(client, typed, draft="submit-project")
    assert response.url == f"/submit/sent/{Submission.objects.get().token}/?sent=submit-project"
    assert client.get(response.url).status_code == 200


def test_an_error_does_not_forget_that_it_is_none_of_those_listed(client, typed):
    make_project("Lingo Lab Berlin", website="https://www.lingo-lab.example/")
    wrong = send(client, typed, summary="", is_new="1")
    assert 'name="is_new" value="1" checked' in text_of(wrong)
    assert send(client, typed, is_new="1").status_code == 302


def test_a_line_break_in_a_sentence_becomes_a_space_and_counts_as_one_character(client, typed):
    summary = "\r\n".join(["x" * 59] * 4)  # 239 characters, of which the browser makes 242
    assert send(client, typed, summary=summary).status_code == 302
    assert Submission.objects.get().payload["summary"] == summary.replace("\r\n", " ")


# Whoever mistyped the address


def test_a_mistyped_address_is_corrected_and_the_first_link_no_longer_works(client, typed):
    page = send(client, typed, email="adda@lingo-lab.example").url
    assert "Was the address wrong?" in text_of(client.get(page))
    client.post(page, {"email": "Ada@lingo-lab.example"})
    first = link_in(mails("adda@lingo-lab.example")[-1])
    assert client.post(first).status_code == 403
    assert confirm_by_mail(client).status_code == 302
    submission = Submission.objects.get()
    assert (submission.state, submission.submitter.email) == (State.WAITING, "ada@lingo-lab.example")
    assert len(mails("adda@lingo-lab.example")) == 1


def test_a_wrong_correction_is_named_and_sends_nothing(client, typed):
    page = send(client, typed).url
    assert "id_email_error" in text_of(client.post(page, {"email": "nonsense"}))
    assert len(mails()) == 1


def test_a_confirmed_address_is_not_changed_by_whoever_knows_the_page(client, handed_in):
    submission = handed_in()
    page = f"/submit/sent/{submission.token}/"
    confirm_submission(submission, by=submission.submitter)
    assert "Was the address wrong?" not in text_of(client.get(page))
    Client().post(page, {"email": "eve@example.org"})
    submission.refresh_from_db()
    assert submission.email == "ada@lingo-lab.example"
    assert mails("eve@example.org") == []


def test_the_address_of_a_claim_is_not_corrected_past_the_website(client, vocabulary):
    make_project("Lingo", website="https://lingo.example")
    form = {"address": "ada@lingo.example", "role": "Founder", "opened": stamp_of(minutes_ago=1)}
    page = client.post("/claim/project/lingo/", form).url
    assert "Was the address wrong?" not in text_of(client.get(page))
    client.post(page, {"email": "eve@example.org"})
    assert Submission.objects.get().email == "ada@lingo.example"
    assert mails("eve@example.org") == []


# Whoever may not change an entry


def test_whoever_does_not_look_after_an_entry_is_told_what_to_do_instead(client, vocabulary):
    make_project("Lingo", website="https://lingo.example")
    page = "/mine/project/lingo/change/"
    stranger = text_of(client.get(client.get(page).url))
    client.force_login(make_visitor())
    response = client.get(page)
    assert response.status_code == 403
    for text in (stranger, text_of(response)):
        assert 'href="/claim/project/lingo/"' in text
        assert 'href="/report/project/lingo/"' in text


@pytest.mark.parametrize(
    "target", ["", "/projects/", "/mine/project/draft/change/", "https://evil.example/", "nonsense"]
)
def test_the_page_to_sign_in_says_nothing_of_other_targets(client, vocabulary, target):
    make_project("Draft", published=False)
    page = client.get("/mine/sign-in/", {"next": target})
    assert (page.status_code, page.context["entry"]) == (200, None)


# Paused and open, for all that can be sent


@pytest.mark.parametrize("is_paused", [False, True])
@pytest.mark.parametrize("opened", ["before", "after"])
@pytest.mark.parametrize("kind", ["project", "organisation"])
def test_new_entries_while_open_and_while_paused(client, typed, kind, opened, is_paused):
    stamp = stamp_of(minutes_ago=2 if opened == "before" else -2)
    if is_paused:
        set_intake(state="paused")
    has_form = 'name="summary"' in text_of(client.get(f"/submit/{kind}/"))
    response = send(client, typed, kind=kind, opened=stamp)
    expected = State.UNCONFIRMED if not is_paused else State.HELD if opened == "before" else None
    states = list(Submission.objects.values_list("state", flat=True))
    assert has_form is not is_paused
    assert states == ([expected] if expected else [])
    assert response.status_code == (302 if expected else 403)


@pytest.mark.parametrize("is_paused", [False, True])
def test_changes_while_open_and_while_paused(client, vocabulary, is_paused):
    project, person = make_project("Lingo"), make_visitor()
    person.caretakings.create(target_kind="project", target_id=project.pk)
    client.force_login(person)
    if is_paused:
        set_intake(state="paused")
    response = client.post("/mine/project/lingo/change/", change_of_lingo(client, summary="New."))
    submission = Submission.objects.get()
    assert response.url == f"/mine/handed-in/{submission.token}/"
    assert submission.state == State.WAITING


def test_whoever_has_proposed_a_change_is_led_to_it(client, vocabulary):
    project, person = make_project("Lingo"), make_visitor()
    person.caretakings.create(target_kind="project", target_id=project.pk)
    client.force_login(person)
    page = "/mine/project/lingo/change/"
    assert client.get(page).context["pending"] is None
    client.post(page, change_of_lingo(client, summary="New."))
    submission = Submission.objects.get()
    assert f"/mine/handed-in/{submission.token}/edit/" in text_of(client.get(page))


def test_a_link_to_what_was_deleted_meanwhile_says_so(client, typed):
    send(client, typed)
    link = link_in(mails()[-1])
    Submission.objects.all().delete()
    for answer in (client.get(link), client.post(link)):
        assert answer.status_code == 403
        assert "deleted after 14 days" in text_of(answer)


def test_a_held_one_can_be_withdrawn_and_is_not_taken_up(client, typed):
    set_intake(state="paused", by=None)
    send(client, typed, opened=stamp_of(minutes_ago=3))
    submission = Submission.objects.get()
    client.force_login(submission.submitter)
    client.post(f"/mine/handed-in/{submission.token}/withdraw/")
    set_intake(state="open")
    submission.refresh_from_db()
    assert submission.state == State.WITHDRAWN
    assert [subject for subject, _text in mails()] == ["Please confirm: new project"]


def test_an_account_made_at_the_same_moment_is_the_same_account(db, monkeypatch):
    """Two forms of one new address arrive together: neither sees the other's account before it makes its own."""
    first = User.objects.create_user("ada@example.org")
    seen = iter([User.objects.none()])
    real = User.objects.filter
    monkeypatch.setattr(User.objects, "filter", lambda **fields: next(seen, None) or real(**fields))
    assert person_of("ada@example.org", "en") == first
