"""What a curator sees: the queue, and one submission with all that helps to decide on it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from projects.actions import save_project
from screening.labels import LABELS
from screening.models import BlockedDomain
from submissions.actions import (
    approve,
    claim,
    confirm_submission,
    delete_person,
    hand_in,
    mark_spam,
    reject,
    report_mistake,
    return_with_question,
)
from submissions.admin.differences import Piece, differences, list_differences
from submissions.admin.review import Review, domains_to_block
from submissions.models import Reply, Submission
from tests.factories import make_organisation, make_project, make_theme, make_visitor
from tests.submissions.conftest import UNLIKE, seen, unlike
from tests.submissions.reviewing import QUEUE, make_change, names, page_of, since, suspicious

pytestmark = pytest.mark.django_db


# The queue


def test_the_oldest_comes_first_and_the_suspicious_are_folded_away_at_the_end(desk, waiting):
    since(waiting(name="Young", summary=UNLIKE[0], email="a@example.org"), days=1)
    since(waiting(name="Old", summary=UNLIKE[1], email="b@example.org"), days=9)
    since(suspicious(waiting(name="Odd", summary=UNLIKE[2], email="c@example.org")), days=20)
    response = desk.get(QUEUE)
    assert names(response.context["cl"].in_order) == ["Old", "Young"]
    assert names(response.context["cl"].folded) == ["Odd"]
    before, folded = response.content.decode().split('<details class="folded">')
    assert "Young" in before
    assert "Odd" not in before
    assert "Odd" in folded


def test_what_is_unconfirmed_held_or_taken_back_is_on_no_page(desk, handed_in, waiting):
    unseen = [handed_in(name="Secret", email="a@example.org")]
    for state in ("held", "withdrawn"):
        submission = handed_in(name="Secret", email=f"{state}@example.org")
        Submission.objects.filter(pk=submission.pk).update(state=state)
        unseen.append(submission)
    for query in ("", "?state=spam", "?state=unconfirmed", "?state=held", "?attention=waiting", "?q=Secret"):
        assert names(desk.get(QUEUE + query).context["cl"].result_list) == []
    for submission in unseen:
        assert desk.get(page_of(submission)).status_code == 302
        assert desk.post(page_of(submission), {"decision": "approve", "approve-revision": 0}).status_code == 302
    assert set(Submission.objects.values_list("state", flat=True)) == {"unconfirmed", "held", "withdrawn"}


def test_spam_and_what_is_decided_is_shown_only_when_asked_for(desk, waiting, reviewer):
    kept = waiting(name="Kept", summary=UNLIKE[0], email="a@example.org")
    mark_spam(waiting(name="Junk", summary=UNLIKE[1], email="b@example.org"), by=reviewer)
    reject(waiting(name="Refused", summary=UNLIKE[2], email="c@example.org"), by=reviewer, message="No.")
    asked = waiting(name="Asked", summary=unlike(4), email="d@example.org")
    return_with_question(asked, by=reviewer, message="Which?")
    shown = {
        state: names(desk.get(QUEUE, {"state": state} if state else {}).context["cl"].result_list)
        for state in ("", "spam", "rejected", "returned", "approved")
    }
    assert shown == {"": [kept.title], "spam": ["Junk"], "rejected": ["Refused"], "returned": ["Asked"], "approved": []}


def test_the_queue_is_searched_by_name_and_by_address(desk, waiting):
    waiting(name="Lingo Lab", email="ada@lingo.example")
    waiting(name="Wohnraum", email="bo@wohnen.example", website="https://wohnen.example")
    assert names(desk.get(QUEUE, {"q": "lingo"}).context["cl"].result_list) == ["Lingo Lab"]
    assert names(desk.get(QUEUE, {"q": "bo@wohnen"}).context["cl"].result_list) == ["Wohnraum"]


def test_the_start_page_counts_what_waits_and_leads_to_just_that(desk, waiting):
    waiting(name="One", email="a@example.org")
    suspicious(waiting(name="Odd", email="b@example.org"))
    start = desk.get(reverse("admin:index")).content.decode()
    for key, name in (("waiting", "One"), ("suspicious", "Odd")):
        assert f"{QUEUE}?attention={key}" in start
        assert names(desk.get(QUEUE, {"attention": key}).context["cl"].result_list) == [name]


def queries_of(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_queue_costs_the_same_for_two_rows_and_for_eight(desk, waiting):
    def add(number):
        for _one in range(number):
            row = Submission.objects.count()
            waiting(name=f"Number {row}", summary=unlike(row), email=f"p{row}@example.org")
            report_mistake(
                target=make_project(), payload={"what": "ended", "text": "Closed."}, visit=seen(network=f"n{row}")
            )

    add(1)
    desk.get(QUEUE)
    before = queries_of(desk, QUEUE)
    add(3)
    shown = desk.get(QUEUE).context["cl"]
    assert (len(shown.result_list), len(shown.reports)) == (4, 4)
    assert queries_of(desk, QUEUE) == before


# One submission


def test_a_new_entry_stands_beside_what_was_typed(desk, waiting):
    submission = waiting(description="Meet **weekly**.", note="Please call.", other_place="Eberswalde")
    page = desk.get(page_of(submission)).content.decode()
    typed, preview = page.split("What it would become")
    assert "Meet **weekly**." in typed
    assert "Please call." in typed
    assert "Eberswalde" in typed
    assert "<strong>weekly</strong>" in preview
    assert "Berlin, Germany" in preview


def test_what_people_typed_cannot_act_on_the_page(desk, waiting):
    evil = "<script>alert(1)</script> helps newcomers"
    submission = waiting(name="<b>Lab</b>", summary=evil, description=evil, note=evil)
    for page in (desk.get(page_of(submission)), desk.get(QUEUE)):
        assert "<script>alert" not in page.content.decode()
        assert "<b>Lab</b>" not in page.content.decode()


def test_what_keeps_it_from_being_published_is_said_before_it_is_tried(desk, waiting):
    submission = waiting(themes=["no-such-theme"])
    page = desk.get(page_of(submission)).content.decode()
    assert "It cannot be published as it is" in page
    assert "no-such-theme is not one of the available choices" in page


def test_a_change_shows_old_and_new_side_by_side_with_the_words_that_differ(desk):
    entry = make_project(
        "Lingo", summary="An app for learning German.", website="https://old.example", themes=("language",)
    )
    make_theme("housing")
    submission = make_change(
        entry,
        summary="An app for learning German quickly.",
        website="https://new.example",
        themes=["housing", "language"],
    )
    changes = {change.name: change for change in Review(submission).changes}
    assert set(changes) == {"summary", "website", "themes"}
    assert changes["summary"].after == [
        Piece("An app for learning ", False),
        Piece("German quickly. ", True),
    ]
    assert changes["themes"].after == [Piece("Housing", True), Piece("Language", False)]
    page = desk.get(page_of(submission)).content.decode()
    assert "<ins>German quickly. </ins>" in page
    assert "<del>https://old.example </del>" in page
    assert "The website changes: open both before you decide." in page


def test_what_somebody_changed_since_is_said_beside_the_field(desk):
    entry = make_project("Lingo", summary="As it was.")
    submission = make_change(entry, summary="As they want it.")
    entry.summary = "As a curator made it."
    save_project(entry)
    (change,) = Review(submission).changes
    assert change.overtaken == "As it was."
    assert "As it was." in desk.get(page_of(submission)).content.decode()


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ("one two three", "one 2 three", (["two "], ["2 "])),
        ("one two", "one two three", ([], ["three "])),
        ("one\n\ntwo", "one\n\ntwo", ([], [])),
        ("", "new", ([], ["new "])),
        ("a b c d", "w x y d", (["a b c d "], ["w x y d "])),
    ],
)
def test_only_the_words_that_differ_are_marked(before, after, marked):
    sides = differences(before, after)
    assert tuple([piece.text for piece in side if piece.is_changed] for side in sides) == marked
    for side, text in zip(sides, (before, after), strict=True):
        assert "".join(piece.text for piece in side).split() == text.split()


def test_items_of_lists_are_marked_as_a_whole():
    assert list_differences(["a", "b"], ["b", "c"]) == (
        [Piece("a", True), Piece("b", False)],
        [Piece("b", False), Piece("c", True)],
    )


def test_possible_duplicates_are_shown_listed_ones_and_those_that_wait(desk, waiting):
    listed = make_project("Lingo Lab", website="https://elsewhere.example")
    twin = waiting(name="lingo lab", website="https://other.example", email="bo@example.org")
    waiting(name="Something else", website="https://else.example", email="cy@example.org")
    submission = waiting(name="Lingo Lab")
    review = Review(submission)
    assert review.duplicates == [listed]
    assert review.twins == [twin]
    page = desk.get(page_of(submission)).content.decode()
    assert listed.get_absolute_url() in page
    assert page_of(twin) in page


def test_every_signal_says_what_it_means_and_the_learned_words_are_named(desk, waiting):
    submission = waiting()
    Submission.objects.filter(pk=submission.pk).update(
        signals=[
            {"name": "too-quick", "weight": 2, "detail": "3 s"},
            {"name": "learned-words", "weight": 1, "detail": "essay +2.3, order now +1.1"},
        ]
    )
    submission.refresh_from_db()
    page = desk.get(page_of(submission)).content.decode()
    for text in (str(LABELS["too-quick"]), str(LABELS["learned-words"]), "3 s", "<bdi>essay</bdi> <small>+2.3</small>"):
        assert text in page


def test_the_history_with_a_person_leaves_out_what_only_they_see(desk, waiting, handed_in, reviewer):
    reject(waiting(name="Earlier"), by=reviewer, message="Not about migration.")
    handed_in(name="Not confirmed")
    waiting(name="Of a stranger", email="stranger@example.org")
    review = Review(waiting(name="Now"))
    assert names(review.earlier) == ["Earlier"]
    assert review.earlier_states == [("not accepted", 1)]
    assert "Not about migration." in desk.get(page_of(review.submission)).content.decode()


def test_a_report_without_an_address_has_no_history(desk):
    for number in range(2):
        report = report_mistake(
            target=make_project(), payload={"what": "ended", "text": "Closed."}, visit=seen(network=str(number))
        )
    assert Review(report).earlier == []
    page = desk.get(page_of(report)).content.decode()
    assert "No e-mail address was given" in page
    assert 'id="decide-return"' not in page


def test_every_kind_and_every_state_has_a_page(desk, waiting, handed_in, reviewer):
    organisation = make_organisation("Helpers", website="https://helpers.example")
    theirs = claim(target=organisation, payload={"role": "Founder."}, email="a@helpers.example", visit=seen())
    kinds = [
        waiting(kind="organisation", name="Union", website="https://union.example", email="u@union.example"),
        make_change(organisation, summary="Runs more projects."),
        report_mistake(target=organisation, payload={"what": "link", "text": "Dead."}, visit=seen()),
        confirm_submission(theirs, by=theirs.submitter),
        reject(waiting(name="One", email="one@example.org"), by=reviewer, message="No."),
        return_with_question(waiting(name="Two", email="two@example.org"), by=reviewer, message="Which?"),
        mark_spam(waiting(name="Three", email="three@example.org"), by=reviewer),
        approve(waiting(name="Four", email="four@example.org"), by=reviewer),
        approve(make_change(make_project(), email="x@example.org", summary="New."), by=reviewer),
    ]
    for submission in kinds:
        assert desk.get(page_of(submission)).status_code == 200, submission


def test_what_a_person_had_deleted_still_has_a_page(desk, waiting, reviewer):
    submission = approve(waiting(), by=reviewer)
    delete_person(submission.submitter)
    assert desk.get(page_of(submission)).status_code == 200


def test_domains_of_everybody_are_not_offered_for_blocking(waiting):
    BlockedDomain.objects.create(domain="known.example")
    submissions = [
        waiting(name="A", email="a@gmail.com", website="https://www.farm.example/x"),
        waiting(name="B", email="b@mail.farm.example", website="https://somebody.wordpress.com"),
        waiting(name="C", email="c@known.example", website="https://www.known.example"),
    ]
    assert domains_to_block(submissions) == ["farm.example", "mail.farm.example"]


def test_replies_come_in_the_language_of_the_form(desk, payload):
    reply = Reply.objects.create(use="reject", reason_en="Test", text_en="English text.", text_de="Deutscher Text.")
    person = make_visitor("de@example.org")
    submission = hand_in(kind="project", payload=payload, by=person, visit=seen(language="de"))
    page = desk.get(page_of(submission)).content.decode()
    assert f'<option value="{reply.pk}" data-text="Deutscher Text.">' in page
