"""The keys of the review and its small comforts, in a real browser."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from projects.models import Project
from submissions.models import Reply, State, Submission
from tests.curators import client_of
from tests.factories import make_project
from tests.submissions.conftest import UNLIKE
from tests.submissions.reviewing import QUEUE, make_change, page_of, since, suspicious

pytestmark = [pytest.mark.browser, pytest.mark.stores, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(page, live_server, curator):
    """A page of a curator who is signed in; nothing on it may raise a complaint."""
    complaints = []
    page.on("console", lambda message: message.type in ("error", "warning") and complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    session = client_of(curator).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    yield page
    assert complaints == []


@pytest.fixture
def three(waiting):
    """Three that wait, the oldest first."""
    rows = [
        waiting(name=f"Project {number}", summary=summary, email=f"p{number}@example.org")
        for number, summary in enumerate(UNLIKE)
    ]
    for number, row in enumerate(rows):
        since(row, days=9 - number)
    return rows


def states(rows):
    return [Submission.objects.get(pk=row.pk).state for row in rows]


def heading(page, name):
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    page.wait_for_load_state()  # the script comes after the heading


def test_n_goes_on_a_approves_and_s_puts_with_the_spam(page, live_server, three):
    page.goto(live_server.url + QUEUE)
    page.keyboard.press("n")
    heading(page, "Project 0")
    page.keyboard.press("n")
    heading(page, "Project 1")
    page.keyboard.press("a")
    heading(page, "Project 2")
    page.keyboard.press("s")
    heading(page, "Project 0")
    assert states(three) == [State.WAITING, State.APPROVED, State.SPAM]
    assert Project.objects.published().get().name == "Project 1"


def test_a_key_is_a_letter_while_somebody_types_and_nothing_with_control_or_when_held(page, live_server, three):
    page.goto(live_server.url + page_of(three[0]))
    message = page.locator("#decide-approve textarea")
    message.press_sequentially("nas")
    expect(message).to_have_value("nas")
    message.blur()
    for key in ("Alt+a", "Control+s"):
        page.keyboard.press(key)
    page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'a', repeat: true, bubbles: true}))")
    heading(page, "Project 0")
    assert states(three) == [State.WAITING] * 3
    expect(page.get_by_text("Keys: a approves")).to_be_visible()


def test_a_reply_fills_the_text_but_never_over_what_was_written(page, live_server, three):
    for number in (1, 2):
        Reply.objects.create(use="reject", reason_en=f"Reason {number}", text_en=f"Text {number}.", position=number)
    page.goto(live_server.url + page_of(three[0]))
    page.get_by_role("link", name="Do not accept").click()
    choice, message = page.locator("#decide-reject select"), page.locator("#decide-reject textarea")
    expect(choice).to_be_focused()
    choice.select_option(label="Reason 1")
    expect(message).to_have_value("Text 1.")
    choice.select_option(label="Reason 2")
    expect(message).to_have_value("Text 2.")
    message.fill("Text 2. And more.")
    choice.select_option(label="Reason 1")
    expect(message).to_have_value("Text 2. And more.")
    page.get_by_role("button", name="Do not accept it").click()
    heading(page, "Project 1")
    assert Submission.objects.get(pk=three[0].pk).decisions.last().message == "Text 2. And more."


def test_all_suspicious_ones_are_ticked_and_put_with_the_spam_in_one_go(page, live_server, three):
    for row in three[1:]:
        suspicious(row)
    page.goto(live_server.url + QUEUE)
    expect(page.get_by_role("link", name="Project 2")).to_be_hidden()
    page.get_by_text("2 suspicious submissions").click()
    page.get_by_role("checkbox", name="All of these").check()
    page.get_by_role("button", name="Mark as spam").click()
    expect(page.locator(".messagelist")).to_contain_text("2 submissions are marked as spam")
    assert states(three) == [State.WAITING, State.SPAM, State.SPAM]


@pytest.mark.parametrize("width", [1280, 400])
def test_no_page_is_wider_than_the_window(page, live_server, three, waiting, width):
    page.set_viewport_size({"width": width, "height": 900})
    long = "Donaudampfschifffahrtsgesellschaft" * 4
    change = make_change(make_project(), summary=long, website=f"https://{long[:60]}.example")
    odd = waiting(name=long[:200], summary=long, email="long@example.org", website=f"https://x.example/{long}")
    for address in (QUEUE, page_of(change), page_of(odd), "/admin/submissions/intake/1/change/", "/submit/rules/"):
        page.goto(live_server.url + address)
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
