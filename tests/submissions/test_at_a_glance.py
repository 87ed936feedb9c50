"""Thirty decisions by keys alone, of what the page shows above the fold: as a member of the group of the curators.

`pytest tests/submissions/test_at_a_glance.py -s` prints the seconds: what the site takes on this machine, and what
reading takes at 238 words a minute, the mean of adults who read silently (Brysbaert 2019, doi
10.1016/j.jml.2019.104047). Labels are not counted: they stand in the same place each time.
"""

import time

import pytest
from django.conf import settings
from playwright.sync_api import expect

from submissions.actions import report_mistake
from submissions.models import State, Submission
from tests.curators import client_of
from tests.factories import make_project
from tests.submissions.conftest import seen, unlike
from tests.submissions.reviewing import QUEUE, page_of, since

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
WINDOW = {"width": 1280, "height": 800}
NUMBER = 30
WORDS_A_SECOND = 238 / 60
MOST_SECONDS = 10


@pytest.fixture
def page(page, live_server, reviewer):
    page.set_viewport_size(WINDOW)
    session = client_of(reviewer).cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    return page


def above_the_fold(page, selector):
    """Return the words of all that a selector finds, which has to be there and to end above the fold."""
    found = page.locator(selector).evaluate_all(
        "all => all.map((one) => ({ box: one.getBoundingClientRect().toJSON(), text: one.innerText }))"
    )
    assert found, selector
    for one in found:
        assert one["box"]["top"] >= 0, selector
        assert one["box"]["bottom"] <= WINDOW["height"], selector
    return " ".join(one["text"] for one in found)


@pytest.mark.long
def test_thirty_decisions_are_read_in_at_most_ten_seconds_each(page, live_server, waiting):
    rows = []
    for number in range(NUMBER):
        is_advert = number % 3 == 2
        summary = unlike(number) + (" Casino." if is_advert else "")
        row = waiting(
            name=f"Project {number}",
            summary=summary,
            description=" ".join(f"told{number}x{place}" for place in range(200)),
            website=f"https://p{number}.example",
            email=f"p{number}@p{number}.example",
        )
        since(row, days=NUMBER - number)
        rows.append((row.pk, State.SPAM if is_advert else State.APPROVED))
    Submission.objects.filter(state=State.SPAM).update(state=State.WAITING, decided_at=None)
    Submission.objects.update(is_suspicious=False)
    page.goto(live_server.url + QUEUE)
    page.keyboard.press("n")
    expect(page.locator(".glance")).to_be_visible()
    spent, read = [], []
    for _number in range(NUMBER):
        heading = above_the_fold(page, "h1 bdi")
        shown = above_the_fold(page, ".glance")
        above_the_fold(page, "[data-key]")
        parts = page.locator("[data-glance]").evaluate_all("all => all.map((one) => one.dataset.glance)")
        assert {"summary", "website", "person", "screen"} <= set(parts)
        said = above_the_fold(page, "[data-glance]")
        read.append(len(f"{heading} {said}".split()) / WORDS_A_SECOND)
        begun = time.monotonic()
        with page.expect_navigation():
            page.keyboard.press("s" if "Casino" in shown else "a")
        spent.append(time.monotonic() - begun)
        expect(page.get_by_role("heading", level=1)).not_to_have_text(heading)
    assert page.url.endswith(QUEUE)
    print(
        f"\n{NUMBER} decisions: reading {sum(read):.0f} s, at most {max(read):.1f} s each; "
        f"the site {sum(spent):.0f} s, at most {max(spent):.1f} s each"
    )
    states = dict(Submission.objects.values_list("pk", "state"))
    assert [states[pk] for pk, _state in rows] == [state for _pk, state in rows]
    assert max(read) <= MOST_SECONDS


def test_a_report_of_an_end_is_decided_above_the_fold_with_one_key(page, live_server):
    project = make_project("Lingo", launched=2015)
    report = report_mistake(target=project, payload={"what": "ended", "text": "It closed in 2019."}, visit=seen())
    page.goto(live_server.url + page_of(report))
    assert "It closed in 2019." in above_the_fold(page, ".typed")
    above_the_fold(page, "#id_end-ended")
    above_the_fold(page, "[aria-labelledby=person]")
    page.keyboard.press("e")
    page.wait_for_url(f"**{QUEUE}", timeout=30_000)
    project.refresh_from_db()
    assert (project.status, project.ended) == ("discontinued", 2019)
