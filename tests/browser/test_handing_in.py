"""The whole way of an entry, in a browser: from the form over the mailbox and the curators' desk into the list."""

import re
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from threading import Barrier
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PASSWORD = "a-password-for-the-tests"
CURATORS = ["anna@curators.example", "bo@curators.example"]
QUEUE = "/admin/submissions/submission/"
_numbers = count(1)
# A machine that is busy is no defect.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def curators(manage):
    """Of the session, as its site is: pytest may go through a module in two parts, for the sake of other fixtures."""
    for email in CURATORS:
        manage("createsuperuser", "--noinput", "--email", email, DJANGO_SUPERUSER_PASSWORD=PASSWORD)


@pytest.fixture
def desk(new_page, curators):
    """desk() opens a browser in which a curator has signed in; another one with desk(CURATORS[1])."""

    def sign_in(email=CURATORS[0], **options):
        page = new_page(**options)
        page.goto("/admin/login/")
        page.locator("#id_username").fill(email)
        page.locator("#id_password").fill(PASSWORD)
        page.locator("[type=submit]").click()
        page.wait_for_url(re.compile("/admin/$"))
        return page

    return sign_in


@pytest.fixture
def mail(manage, mailboxes):
    """mail("a@b.example") sends what is queued and returns (subject, text) of all that has come for an address."""

    def look(address):
        manage("send_queued_mail")
        return [
            (mail["Subject"].strip(), mail.get_body(("plain",)).get_content())
            for addresses, mail in mailboxes.mails
            if addresses == [address]
        ]

    return look


def link_in(text):
    return re.search(r"https?://\S+", text).group()


def sort_out(name):
    """Return a name, an address, and a website that no other test has."""
    number = next(_numbers)
    return f"{name} {number}", f"ada@{name.lower()}-{number}.example", f"https://{name.lower()}-{number}.example"


def fill(page, name, email, website):
    """Fill the first part of the form of a project, as people do."""
    page.locator("#id_name").fill(name)
    page.locator("#id_summary").fill("Newcomers and neighbours cook together and learn each other's language.")
    page.locator("#id_website").fill(website)
    page.locator("#id_country").select_option("DE")
    page.locator("[name=cities][value=berlin]").check()
    page.locator("[name=themes][value=language]").check()
    page.locator("#id_email").fill(email)


def hand_in(page, name, email, website):
    page.goto("/submit/project/")
    fill(page, name, email, website)
    # People double-click; it is handed in once all the same.
    page.get_by_role("button", name="Hand it in").dblclick()
    expect(page.locator("h1")).to_have_text("One more step: check your inbox")


def confirm(page, mails):
    ((subject, text),) = mails
    assert subject.startswith("Please confirm")
    page.goto(link_in(text))
    page.get_by_role("button", name="Yes, that was me").click()
    expect(page.locator("main")).to_contain_text("Waiting for a curator")


def open_in_queue(desk, name):
    desk.goto(QUEUE)
    folded = desk.locator("details.folded > summary")
    if folded.count():
        folded.click()
    desk.get_by_role("link", name=name, exact=True).click()
    expect(desk.locator("h1")).to_have_text(name)
    desk.wait_for_load_state()  # its keys are heard from then on


@pytest.mark.stores
@pytest.mark.parametrize(
    ("word", "has_javascript"),
    [("Kitchen", True), ("Bakery", False)],
    ids=["with JavaScript", "without JavaScript"],
)
def test_from_the_form_over_a_question_into_the_list(new_page, desk, mail, word, has_javascript):
    name, email, website = sort_out(word)
    page, curator = new_page(java_script_enabled=has_javascript), desk(java_script_enabled=has_javascript)
    hand_in(page, name, email, website)
    confirm(page, mail(email))

    open_in_queue(curator, name)
    curator.get_by_role("link", name="Ask").click()
    question = curator.locator("#decide-return")
    if not has_javascript:
        question.locator("summary").click()
    question.locator("textarea").fill("In which languages do you cook?")
    question.get_by_role("button", name="Send it back").click()
    expect(curator.locator(".messagelist")).to_contain_text("is back with the person who handed it in")

    subject, text = mail(email)[-1]
    assert subject == f"A question about “{name}”"
    assert "In which languages do you cook?" in text
    page.goto(link_in(text))
    expect(page.locator("main")).to_contain_text("A curator has a question")
    expect(page.locator("main")).to_contain_text("In which languages do you cook?")
    page.get_by_role("link", name="Edit and send again").click()
    expect(page.locator("#id_name")).to_have_value(name)
    page.wait_for_load_state()  # what is typed is kept from then on
    page.locator("#id_description").fill("In Arabic and in German, on **Thursdays**.")
    if has_javascript:
        page.wait_for_timeout(500)  # as long as somebody thinks
        page.reload()
        expect(page.locator("#id_description")).to_have_value("In Arabic and in German, on **Thursdays**.")
    page.locator("[name=languages][value=ar]").check()
    page.get_by_role("button", name="Send again").click()
    expect(page.locator("main")).to_contain_text("Waiting for a curator")

    open_in_queue(curator, name)
    expect(curator.locator(".preview")).to_contain_text("on Thursdays")
    if has_javascript:
        curator.keyboard.press("a")
    else:
        curator.locator(".review-head").get_by_role("button", name="Approve").click()
    expect(curator.locator(".messagelist")).to_contain_text(f"“{name}” is approved.")

    subject, text = mail(email)[-1]
    assert subject == f"“{name}” is in the directory"
    page.goto(link_in(text))
    expect(page.locator("h1")).to_have_text(name)
    expect(page.locator(".prose strong")).to_have_text("Thursdays")
    page.goto("/projects/?sort=newest")
    expect(page.locator("#results").get_by_role("link", name=name, exact=True)).to_be_visible()
    page.goto("/")
    page.locator(".hero [name=q]").fill(name)
    page.locator(".hero [name=q]").press("Enter")
    expect(page.locator("#results").get_by_role("link", name=name, exact=True)).to_be_visible()
    page.goto("/mine/")
    expect(page.locator("main")).to_contain_text("What I look after")
    expect(page.get_by_role("link", name="Propose a change")).to_be_visible()


def test_the_form_is_filled_by_keyboard_alone(page):
    name, email, website = sort_out("Allotment")
    page.goto("/submit/project/")
    page.locator("#id_name").focus()

    def type_and_go_on(text, following):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
        expect(page.locator(following)).to_be_focused()

    type_and_go_on(name, "#id_summary")
    type_and_go_on("Newcomers and neighbours dig, sow and learn each other's language.", "#id_website")
    type_and_go_on(website, "#id_country")
    type_and_go_on("Germany", "#id_cities [type=search]")
    # The list of cities is one stop: the box above it narrows it, the arrow keys move within it.
    type_and_go_on("berlin", "[name=cities][value=berlin]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[name=cities][value=berlin]")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#id_other_place")).to_be_focused()
    type_and_go_on("", "[name=themes] >> nth=0")
    page.keyboard.press("Space")
    while page.evaluate("document.activeElement.name") == "themes":
        page.keyboard.press("Tab")
    type_and_go_on(email, ".form__more > summary >> nth=0")
    type_and_go_on("", ".form__more > summary >> nth=1")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("One more step: check your inbox")


@pytest.mark.stores
def test_a_link_is_used_up_in_every_browser(new_page, mail, complaints):
    name, email, website = sort_out("Choir")
    page, other = new_page(), new_page()
    hand_in(page, name, email, website)
    mails = mail(email)
    confirm(page, mails)
    other.goto(link_in(mails[0][1]))
    expect(other.locator("h1")).to_have_text("This link no longer works")
    other.goto("/mine/")
    expect(other).to_have_url(re.compile("/mine/sign-in/"))
    assert all("403" in complaint for complaint in complaints)
    complaints.clear()


# What was typed is not lost


def test_what_was_typed_survives_an_error(page):
    name, email, website = sort_out("Garden")
    page.goto("/submit/project/")
    fill(page, name, "no address", website)
    page.get_by_role("button", name="Hand it in").click()
    expect(page.locator("#errors")).to_be_focused()
    expect(page.locator("#id_name")).to_have_value(name)
    expect(page.locator("[name=cities][value=berlin]")).to_be_checked()
    page.locator("#errors a").click()
    expect(page.locator("#id_email")).to_be_focused()
    page.locator("#id_email").fill(email)
    page.get_by_role("button", name="Hand it in").click()
    expect(page.locator("h1")).to_have_text("One more step: check your inbox")
    # What was taken in is no longer kept.
    page.goto("/submit/project/")
    expect(page.locator("#id_name")).to_have_value("")


def test_what_was_typed_survives_a_reload_and_can_be_discarded(page):
    name, email, website = sort_out("Library")
    page.goto("/submit/project/")
    fill(page, name, email, website)
    page.reload()
    expect(page.locator("#id_name")).to_have_value(name)
    expect(page.locator("#id_email")).to_have_value(email)
    expect(page.locator("[name=themes][value=language]")).to_be_checked()
    expect(page.locator("[data-draft-restored]")).to_be_visible()
    page.get_by_role("button", name="Discard it and start again").click()
    expect(page.locator("#id_name")).to_have_value("")
    expect(page.locator("#id_name")).to_be_focused()
    page.reload()
    expect(page.locator("#id_name")).to_have_value("")
    expect(page.locator("[name=themes][value=language]")).not_to_be_checked()


@pytest.mark.parametrize("has_javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_what_was_typed_survives_an_expired_form(new_page, has_javascript, complaints):
    name, email, website = sort_out("Workshop")
    page = new_page(java_script_enabled=has_javascript)
    page.goto("/submit/project/")
    fill(page, name, email, website)
    page.context.clear_cookies()
    page.get_by_role("button", name="Hand it in").click()
    expect(page.locator("[data-focus]")).to_contain_text("Nothing you typed is lost")
    expect(page.locator("#id_name")).to_have_value(name)
    expect(page.locator("[name=themes][value=language]")).to_be_checked()
    page.get_by_role("button", name="Hand it in").click()
    expect(page.locator("h1")).to_have_text("One more step: check your inbox")


def test_what_was_typed_survives_a_lost_connection(page, complaints):
    name, email, website = sort_out("Bicycles")
    page.goto("/submit/project/")
    fill(page, name, email, website)
    page.context.set_offline(True)
    page.get_by_role("button", name="Hand it in").click(no_wait_after=True)
    expect(page).to_have_url(re.compile("^chrome-error:"))
    page.context.set_offline(False)
    # What stands elsewhere on the site takes nothing away.
    page.goto("/submit/")
    page.goto("/submit/project/")
    expect(page.locator("#id_name")).to_have_value(name)
    page.get_by_role("button", name="Hand it in").click()
    expect(page.locator("h1")).to_have_text("One more step: check your inbox")
    complaints.clear()


# Two at once


@pytest.fixture
def waiting(request, new_page, mail):
    """Something that waits for a curator, named after the test's parameter: (name, address)."""
    name, email, website = sort_out(request.param)
    page = new_page()
    hand_in(page, name, email, website)
    confirm(page, mail(email))
    return name, email


@pytest.mark.stores
@pytest.mark.parametrize("waiting", ["Quartet"], indirect=True)
def test_two_curators_with_the_same_page_open_make_one_decision(desk, waiting, mail, complaints):
    name, email = waiting
    anna, bo = desk(), desk(CURATORS[1])
    for curator in (anna, bo):
        open_in_queue(curator, name)
    anna.keyboard.press("a")
    expect(anna.locator(".messagelist")).to_contain_text(f"“{name}” is approved.")
    bo.keyboard.press("s")
    expect(bo.locator(".messagelist")).to_contain_text("Somebody was quicker")
    expect(bo.locator(".messagelist")).to_contain_text(CURATORS[0])
    assert [subject for subject, _text in mail(email)][1:] == [f"“{name}” is in the directory"]
    assert all("409" in complaint for complaint in complaints)
    complaints.clear()


class NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


def posted_at_once(pages, form):
    """POST the hidden and the filled fields of a form of each page, all at the same moment; returns the answers."""
    requests = []
    for page in pages:
        data = page.locator(form).evaluate("form => new URLSearchParams(new FormData(form)).toString()")
        cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in page.context.cookies())
        requests.append(Request(page.url, data.encode(), {"Cookie": cookies}))
    start = Barrier(len(requests))

    def post(request):
        start.wait(10)
        try:
            return build_opener(NoRedirect).open(request, timeout=30)
        except HTTPError as answer:
            return answer

    with ThreadPoolExecutor() as threads:
        return list(threads.map(post, requests))


@pytest.mark.stores
@pytest.mark.parametrize("waiting", ["Trio"], indirect=True)
def test_two_curators_at_the_same_moment_make_one_decision(desk, waiting, mail):
    name, email = waiting
    pages = [desk(), desk(CURATORS[1])]
    for curator in pages:
        open_in_queue(curator, name)
    answers = posted_at_once(pages, "#decide-approve")
    assert sorted(answer.status for answer in answers) == [302, 409]
    assert [subject for subject, _text in mail(email)][1:] == [f"“{name}” is in the directory"]


@pytest.mark.stores
def test_a_form_that_is_sent_twice_at_the_same_moment_is_handed_in_once(page, mail):
    name, email, website = sort_out("Orchestra")
    page.goto("/submit/project/")
    fill(page, name, email, website)
    answers = posted_at_once([page, page, page], "form.form")
    assert {answer.status for answer in answers} == {302}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    assert [subject for subject, _text in mail(email)] == ["Please confirm: new project"]


# The switch


@pytest.mark.stores
def test_pausing_and_reopening_while_somebody_writes(new_page, manage, mail):
    name, email, website = sort_out("Theatre")
    page, late = new_page(), new_page()
    page.goto("/submit/project/")
    fill(page, name, email, website)
    page.wait_for_timeout(1100)  # a stamp counts seconds
    manage("intake", "pause", "--message", "Back after the summer.")
    try:
        late.goto("/submit/project/")
        expect(late.locator("main")).to_contain_text("Back after the summer.")
        expect(late.locator("#id_name")).to_have_count(0)
        late.locator("#id_email").fill(f"late-{email}")
        late.get_by_role("button", name="Tell me").click()
        expect(late.locator("[role=status]")).to_contain_text("You will get one e-mail")
        late.goto("/")
        expect(late.locator(".notice")).to_contain_text("Back after the summer.")
        page.get_by_role("button", name="Hand it in").click()
        expect(page.locator("main")).to_contain_text("Intake was paused while you were writing")
        ((_subject, text),) = mail(email)
        page.goto(link_in(text))
        page.get_by_role("button", name="Yes, that was me").click()
        expect(page.locator("main")).to_contain_text("Kept until intake reopens")
        assert mail(email)[-1][0] == f"Kept: “{name}”"
    finally:
        manage("intake", "open")
    late.goto("/")
    expect(late.locator("main")).not_to_contain_text("Back after the summer.")
    assert mail(email)[-1][0] == f"Intake is open again: “{name}” is waiting for a curator"
    assert [subject for subject, _text in mail(f"late-{email}")] == ["Intake is open again"]
    page.reload()
    expect(page.locator("main")).to_contain_text("Waiting for a curator")
