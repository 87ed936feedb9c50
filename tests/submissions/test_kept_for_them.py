"""What somebody handed in stays there for them to read, and to begin anew with."""

import pytest

from submissions.actions import approve, mark_spam, reject, set_intake, withdraw_submission
from submissions.models import State, Submission
from tests.factories import make_project, make_visitor
from tests.submissions.conftest import seen, stamp_of
from tests.submissions.test_views import change_of_lingo, owner, text_of  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
SUMMARY = "An app with which newcomers learn German together with their neighbours."


def page_of(client, submission):
    client.force_login(submission.submitter)
    return text_of(client.get(f"/mine/handed-in/{submission.token}/"))


def in_state(state, handed_in, waiting, curator):
    """Return a submission that has come to a state."""
    if state == State.HELD:
        set_intake(state="paused")
        return handed_in(visit=seen(minutes=9))
    return {
        State.UNCONFIRMED: handed_in,
        State.WAITING: waiting,
        State.APPROVED: lambda: approve(waiting(), by=curator),
        State.REJECTED: lambda: reject(waiting(), by=curator, message="No."),
        State.SPAM: lambda: mark_spam(waiting(), by=curator),
        State.WITHDRAWN: lambda: withdraw(waiting()),
    }[state]()


def withdraw(submission):
    return withdraw_submission(submission, by=submission.submitter)


@pytest.mark.parametrize("state", [state for state in State if state != State.RETURNED])
def test_what_was_typed_stands_on_its_page_whatever_became_of_it(client, handed_in, waiting, curator, state):
    text = page_of(client, in_state(state, handed_in, waiting, curator))
    assert SUMMARY in text
    assert "<b>Themes</b><br>Language" in text
    assert "<b>Cities</b><br>Berlin, Germany" in text


def test_of_a_change_there_is_what_it_would_change_also_what_it_empties(client, owner):  # noqa: F811
    client.post("/mine/project/lingo/change/", change_of_lingo(client, summary="<b>New.</b>", website=""))
    answer = client.get(Submission.objects.get().get_absolute_url())
    assert "&lt;b&gt;New.&lt;/b&gt;" in answer.content.decode()
    assert '<b>Website</b><br><span dir="auto">–</span>' in text_of(answer)
    assert [field.name for field in answer.context["fields"]] == ["summary", "website"]


def test_reports_and_claims_speak_to_those_who_sent_them(client, owner):  # noqa: F811
    form = {"what": "link", "text": "It is dead.", "opened": stamp_of(minutes_ago=1)}
    client.post("/report/project/lingo/", form)
    text = text_of(client.get(Submission.objects.get().get_absolute_url()))
    assert '<b>What is wrong?</b><br><span dir="auto">The link is wrong or dead</span>' in text
    assert '<b>In your own words</b><br><span dir="auto">It is dead.</span>' in text


@pytest.mark.parametrize("state", [State.REJECTED, State.WITHDRAWN])
def test_it_is_handed_in_anew_from_there(client, handed_in, waiting, curator, typed, state):
    before = in_state(state, handed_in, waiting, curator)
    address = f"/mine/handed-in/{before.token}/anew/"
    assert f'href="{address}"' in page_of(client, before)
    page = client.get(address)
    form = page.context["form"]
    assert {name: form[name].value() for name in ("name", "cities", "themes", "country")} == {
        "name": "Lingo Lab",
        "cities": ["berlin"],
        "themes": ["language"],
        "country": "DE",
    }
    assert f'name="draft" value="anew-{before.token}"' in text_of(page)
    wrong = client.post(address, typed(name="", note="Better now."))
    assert "Better now." in text_of(wrong)
    client.post(address, typed(note="Better now."))
    anew = Submission.objects.latest("pk")
    assert (anew.state, anew.submitter, anew.payload["note"]) == (State.WAITING, before.submitter, "Better now.")
    before.refresh_from_db()
    assert before.state == state


def test_only_ones_own_and_only_what_is_over_begins_anew(client, waiting, handed_in, curator):
    refused = reject(waiting(), by=curator, message="No.")
    address = f"/mine/handed-in/{refused.token}/anew/"
    assert client.get(address).url.startswith("/mine/sign-in/")
    client.force_login(make_visitor())
    assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)
    pending = waiting(name="Other", website="")
    client.force_login(pending.submitter)
    assert client.get(f"/mine/handed-in/{pending.token}/anew/").status_code == 404
    set_intake(state="paused")
    assert "New entries cannot be added for now" in text_of(client.get(address))


def test_the_entry_of_a_decided_change_offers_no_new_entry(client, owner, curator):  # noqa: F811
    client.post("/mine/project/lingo/change/", change_of_lingo(client, summary="New."))
    change = reject(Submission.objects.get(), by=curator, message="No.")
    make_project("Else")
    assert "/anew/" not in page_of(client, change)
