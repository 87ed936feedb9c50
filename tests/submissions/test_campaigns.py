"""What waits is judged again, and what resembles each other becomes one campaign."""

import json
import shutil
from contextlib import nullcontext
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from screening.evidence import evidence_changed
from screening.layers import learned_score
from screening.layers.learned import ENOUGH_DECISIONS, ENOUGH_SPAM, FOLDS, Learned
from screening.models import BlockedDomain
from screening.verdict import FOLDS_ONLY, SPAM_FROM, SUSPICIOUS_FROM
from submissions.actions import (
    approve,
    delete_spam_submissions,
    judge_again,
    mark_all_spam,
    mark_spam,
    report_mistake,
    unmark_spam,
)
from submissions.campaigns import groups_of, sender_of, traits_of
from submissions.judging import EVIDENCE
from submissions.models import Campaign, SpamExample, State, Submission
from submissions.replaying import replay
from submissions.screening import facts_of
from tests.factories import make_project
from tests.submissions.conftest import seen

pytestmark = pytest.mark.django_db

TEMPLATE = "{} is the place where people on the move find {} they can rely on, together with {} in every town."
OFFERS = [
    ("RoomFast", "furnished rooms", "agents"),
    ("TaxWise", "tax advice", "consultants"),
    ("VisaEasy", "visa papers", "lawyers"),
    ("SimPal", "phone cards", "shops"),
    ("CarStart", "used cars", "dealers"),
]


@pytest.fixture
def flood(waiting):
    """flood(number): so many that one agency sent, each under a name and from a website of its own."""

    def make(number, start=0):
        return [
            waiting(
                name=name,
                summary=TEMPLATE.format(name, what, who),
                website=f"https://{name.lower()}.example",
                email=f"team@{name.lower()}.example",
                visit=seen(network=name),
            )
            for name, what, who in OFFERS[start : start + number]
        ]

    return make


def again(submissions):
    return [Submission.objects.get(pk=submission.pk) for submission in submissions]


def signals(submission):
    return {row["name"] for row in Submission.objects.get(pk=submission.pk).signals}


def test_two_that_resemble_each_other_wait_and_three_are_a_campaign(flood, waiting):
    honest = waiting()
    two = flood(2)
    assert [row.campaign_id for row in again(two)] == [None, None]
    third = flood(1, start=2)
    rows = again([*two, *third])
    (campaign,) = Campaign.objects.all()
    assert {row.campaign_id for row in rows} == {campaign.pk}
    assert all(row.is_suspicious and row.state == State.WAITING for row in rows)
    assert campaign.traits["phrases"][0] in TEMPLATE
    honest.refresh_from_db()
    assert (honest.campaign_id, honest.is_suspicious) == (None, False)


def test_chapters_that_write_from_one_website_are_no_campaign(waiting):
    rows = [
        waiting(
            name=f"Chapter {city}",
            summary=TEMPLATE.format(city, "a hackathon", "students"),
            website="https://chapters.example",
            email=f"{city}@chapters.example",
            visit=seen(network=city),
        )
        for city in ("porto", "vilnius", "leuven")
    ]
    assert {sender_of(row) for row in rows} == {"chapters.example"}
    assert groups_of(rows) == []


def test_what_honest_people_share_is_no_trait(waiting):
    row = waiting(email="ada@gmail.com", website="https://ada.github.io", visit=seen(network=""))
    assert traits_of(row) == set()
    row = waiting(name="B", email="ada@agency.example", website="https://b.example", visit=seen(network="n"))
    assert traits_of(row) == {"mail:agency.example", "website:b.example", "network:n"}


def test_a_decision_on_one_folds_the_others_and_taking_it_back_unfolds_them(flood, curator):
    one, other = flood(2)
    mark_spam(one, by=curator)
    other.refresh_from_db()
    assert (other.is_suspicious, other.state) == (True, State.WAITING)
    assert "like-spam" in signals(other)
    unmark_spam(one, by=curator)
    other.refresh_from_db()
    assert not other.is_suspicious
    assert "like-spam" not in signals(other)


def test_what_a_curator_took_back_is_not_folded_again(flood, curator):
    one, two, three = flood(3)
    mark_spam(one, by=curator)
    unmark_spam(one, by=curator)
    mark_all_spam([two, three], by=curator)
    one.refresh_from_db()
    assert (one.state, one.is_suspicious, one.campaign_id) == (State.WAITING, False, None)


def test_what_is_like_something_approved_as_well_is_not_like_spam(flood, curator):
    one, two, three = flood(3)
    approve(two, by=curator)
    mark_spam(one, by=curator)
    assert "like-spam" in signals(three) or not Submission.objects.get(pk=three.pk).is_suspicious


def test_a_blocked_domain_counts_for_what_waits_and_no_longer_when_it_is_taken_off(waiting, desk):
    submission = waiting(website="https://farm.example", email="a@farm.example")
    form = {"domain": "farm.example", "kind": "spam", "note": ""}
    assert desk.post("/admin/screening/blockeddomain/add/", form).status_code == 302
    submission.refresh_from_db()
    assert submission.is_suspicious
    # Its text alone made nothing of it, and nothing is spam without a curator.
    assert submission.state == State.WAITING
    row = BlockedDomain.objects.get(domain="farm.example")
    assert desk.post(f"/admin/screening/blockeddomain/{row.pk}/delete/", {"post": "yes"}).status_code == 302
    submission.refresh_from_db()
    assert not submission.is_suspicious


def test_nothing_that_waits_becomes_spam_and_nothing_decided_is_touched(flood, curator):
    decided = flood(1)[0]
    mark_spam(decided, by=curator)
    before = Submission.objects.values().get(pk=decided.pk)
    late = flood(2, start=1)
    BlockedDomain.objects.create(domain="taxwise.example")
    evidence_changed()
    rows = again(late)
    assert [row.state for row in rows] == [State.WAITING] * 2
    assert max(row.score for row in rows) >= SPAM_FROM
    after = Submission.objects.values().get(pk=decided.pk)
    assert {name for name in after if after[name] != before[name]} <= {"campaign_id"}


def test_judging_twice_changes_nothing(flood, waiting):
    waiting()
    flood(3)
    assert judge_again() == 0


def test_only_what_depends_on_others_is_weighed_anew(waiting):
    submission = waiting(summary="Bla", visit=seen(has_proof=False))
    kept = signals(submission) - EVIDENCE
    assert {"next-to-nothing", "no-proof-of-work"} <= kept
    judge_again()
    assert signals(submission) - EVIDENCE == kept


def test_queries_do_not_grow_with_what_waits(flood, django_assert_max_num_queries):
    flood(3)
    with django_assert_max_num_queries(24):
        judge_again()
    flood(2, start=3)
    with django_assert_max_num_queries(24):
        judge_again()


def test_what_resembled_it_is_known_when_spam_is_gone(flood, curator):
    one = flood(1)[0]
    mark_spam(one, by=curator)
    Submission.objects.filter(pk=one.pk).update(state_since="2020-01-01T00:00Z")
    delete_spam_submissions()
    (example,) = SpamExample.objects.all()
    assert example.submission is None
    assert example.shingles
    (late,) = flood(1, start=1)
    assert "like-spam" in signals(late)


# Reports


def report(text, entry, email="", **visit):
    return report_mistake(target=entry, payload={"what": "other", "text": text}, visit=seen(**visit), email=email)


def test_several_who_say_the_same_of_one_entry_are_no_campaign():
    entry = make_project("Lingo")
    text = "This project has ended: its page says so since last summer, and nobody answers the phone any more."
    rows = [report(text, entry, network=str(number)) for number in range(4)]
    assert all("campaign" not in signals(row) for row in rows)


def test_one_text_about_many_entries_folds():
    text = (
        "Please look at our wonderful new catalogue of garden furniture, which we deliver to every place in the land."
    )
    rows = [report(text.replace("new", str(n)), make_project(f"P{n}"), network=str(n)) for n in range(3)]
    assert {row.is_suspicious for row in again(rows)} == {True}


def test_a_short_remark_that_everybody_makes_is_none():
    rows = [report("The website is gone.", make_project(f"P{n}"), network=str(n)) for n in range(4)]
    assert {row.is_suspicious for row in again(rows)} == {False}


# What was learned


def test_a_score_folds_when_it_rests_on_enough_decisions_and_says_on_how_many(waiting):
    facts = facts_of(waiting(summary="Cheap pumps and valves for every house and garden."))
    words = dict.fromkeys(("cheap", "pumps", "valves", "house", "garden"), (30, 0))
    few = Learned(words=words, spam=200, honest=200, decisions=ENOUGH_DECISIONS - 1, spam_decisions=ENOUGH_SPAM)
    assert learned_score(facts, few) is None
    enough = Learned(words=words, spam=200, honest=200, decisions=ENOUGH_DECISIONS, spam_decisions=ENOUGH_SPAM)
    found = learned_score(facts, enough)
    assert found.weight == FOLDS
    assert found.detail.endswith(f"; {ENOUGH_DECISIONS}, {ENOUGH_SPAM}")
    assert FOLDS > SUSPICIOUS_FROM + 1  # An address of the website is no way out.
    assert "learned-score" in FOLDS_ONLY


# The replay


def row(kind, number, **fields):
    name, what, who = OFFERS[number]
    return {"kind": kind, "name": name, "summary": TEMPLATE.format(name, what, who), "language": "en"} | fields


HONEST = {
    "kind": "honest",
    "name": "Bike Kitchen",
    "summary": "We repair bikes and give them to asylum seekers.",
    "email": "bikes@gmail.com",
    "language": "en",
}


def test_a_replay_says_where_those_stand_on_which_nobody_decided():
    rows = [HONEST, *(row("agency", number) for number in range(4))]
    found = replay(rows, decide=1, seed=1)
    assert found == {"honest": {"queue": 1}, "agency": {"fold": 3}}
    with pytest.raises(ValueError, match="needs kind"):
        replay([{"name": "x"}], decide=1)


@pytest.fixture
def tables_at_hand(monkeypatch, tmp_path_factory, migrated_file):
    """Let each database of the command begin with all tables, which take ten seconds to make."""

    def folder():
        path = tmp_path_factory.mktemp("replay")
        shutil.copy(migrated_file, path / "replay.sqlite3")
        return nullcontext(path)

    monkeypatch.setattr("submissions.management.commands.screen_replay.TemporaryDirectory", folder)


@pytest.mark.usefixtures("tables_at_hand")
def test_the_command_leaves_the_database_alone(tmp_path):
    file = tmp_path / "texts.json"
    file.write_text(json.dumps([HONEST, row("agency", 0)]))
    out = StringIO()
    call_command("screen_replay", file, decide=1, stdout=out)
    assert [line.split()[0] for line in out.getvalue().splitlines()] == ["kind", "honest"]
    assert not Submission.objects.exists()
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("screen_replay", tmp_path / "none.json", stdout=out)
