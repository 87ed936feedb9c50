"""What is known of an address after look upon look: slow to accuse, and ready to take it back."""

from datetime import UTC, datetime, timedelta

import pytest

from upkeep.judging import LinkLook, judge
from upkeep.models import ACCUSING, UNREACHED, LinkCheck, LinkOutcome, LinkVerdict
from upkeep.terms import GONE_AFTER, LOOKED_EVERY

ADDRESS = "https://lingo.example/"
BEGIN = datetime(2026, 11, 2, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ANSWERED = LinkLook(ADDRESS, LinkOutcome.ANSWERED, 200)
MOVED = LinkLook(ADDRESS, LinkOutcome.MOVED, 200, "https://www.lingo.example/", True)
ELSEWHERE = LinkLook(ADDRESS, LinkOutcome.MOVED, 200, "https://other.example/", False)
PARKED = LinkLook(ADDRESS, LinkOutcome.PARKED, 200, signs=("for sale", "hardly a word"))
CANNOT_TELL = [one for one in LinkOutcome if one not in (*ACCUSING, *UNREACHED, "answered", "moved", "parked")]


def at(day):
    return BEGIN + day * DAY


def after(*looks, **options):
    """Return the LinkCheck after (day, LinkLook or LinkOutcome) pairs."""
    check = LinkCheck(address=ADDRESS)
    for day, look in looks:
        judge(check, look if isinstance(look, LinkLook) else LinkLook(ADDRESS, look), at=at(day), **options)
    return check


def test_one_that_answers_is_asked_again_in_a_week():
    check = after((0, ANSWERED))

    assert (check.verdict, check.answered_on, check.next_at) == (
        LinkVerdict.ANSWERED,
        BEGIN.date(),
        BEGIN + LOOKED_EVERY,
    )


@pytest.mark.parametrize("outcome", ACCUSING)
def test_one_look_accuses_nobody_and_a_second_one_follows_when_it_may(outcome):
    check = after((0, ANSWERED), (7, outcome))

    assert (check.verdict, check.gone_on, check.failing_since) == (LinkVerdict.UNSURE, None, at(7))
    assert (check.answered_on, check.next_at) == (BEGIN.date(), at(7) + GONE_AFTER)


@pytest.mark.parametrize("outcome", ACCUSING)
def test_twice_and_two_days_apart_is_gone(outcome):
    check = after((0, outcome), (2, ACCUSING[0]))

    assert (check.verdict, check.gone_on, check.next_at) == (LinkVerdict.GONE, at(2).date(), at(2) + LOOKED_EVERY)


def test_twice_within_two_days_is_not():
    check = after((0, LinkOutcome.NOT_FOUND), (1, LinkOutcome.NOT_FOUND), (1.9, LinkOutcome.NO_NAME))

    assert (check.verdict, check.next_at) == (LinkVerdict.UNSURE, at(2))


@pytest.mark.parametrize("outcome", CANNOT_TELL)
def test_what_cannot_tell_accuses_nobody_however_often_and_ends_an_accusation(outcome):
    assert after(*((day, outcome) for day in range(0, 70, 7))).verdict == LinkVerdict.UNSURE
    check = after((0, LinkOutcome.NOT_FOUND), (2, outcome), (9, LinkOutcome.NOT_FOUND))
    assert (check.verdict, check.failing_since) == (LinkVerdict.UNSURE, at(9))
    check = after((0, LinkOutcome.NOT_FOUND), (2, LinkOutcome.NOT_FOUND), (9, outcome))
    assert (check.verdict, check.gone_on) == (LinkVerdict.UNSURE, None)


@pytest.mark.parametrize("outcome", UNREACHED)
@pytest.mark.parametrize("before", [ANSWERED, MOVED, ELSEWHERE, PARKED])
def test_where_nobody_was_reached_what_was_known_still_is(outcome, before):
    known, check = after((0, before)), after((0, before), (7, outcome))

    for name in ("verdict", "answered_on", "new_address", "is_same_site", "signs"):
        assert getattr(check, name) == getattr(known, name)
    assert (check.outcome, check.looked_at) == (outcome, at(7))


@pytest.mark.parametrize("outcome", UNREACHED)
def test_a_network_that_fails_neither_accuses_nor_acquits(outcome):
    assert after(*((day, outcome) for day in range(0, 70, 7))).verdict == LinkVerdict.UNSURE
    assert after((0, LinkOutcome.NO_NAME), (2, outcome)).verdict == LinkVerdict.UNSURE
    assert after((0, LinkOutcome.NO_NAME), (2, outcome), (9, LinkOutcome.NO_NAME)).verdict == LinkVerdict.GONE
    check = after((0, LinkOutcome.NO_NAME), (2, LinkOutcome.NO_NAME), (9, outcome))
    assert (check.verdict, check.gone_on) == (LinkVerdict.GONE, at(2).date())


def test_one_that_stays_gone_is_told_with_the_last_day_on_which_that_was_seen():
    check = after((0, LinkOutcome.NO_NAME), (2, LinkOutcome.NO_NAME), (9, LinkOutcome.NOT_FOUND))

    assert (check.verdict, check.gone_on, check.failing_since) == (LinkVerdict.GONE, at(9).date(), BEGIN)


@pytest.mark.parametrize("look", [ANSWERED, MOVED, PARKED])
def test_one_that_comes_back_is_gone_no_longer(look):
    check = after((0, LinkOutcome.NO_NAME), (2, LinkOutcome.NO_NAME), (9, look), (16, LinkOutcome.NO_NAME))

    assert (check.verdict, check.gone_on, check.failing_since) == (LinkVerdict.UNSURE, None, at(16))


def test_a_move_is_an_answer_of_the_same_site_alone():
    same, other = after((0, MOVED)), after((0, ELSEWHERE))

    assert (same.verdict, same.new_address, same.is_same_site) == (LinkVerdict.MOVED, MOVED.moved_to, True)
    assert same.answered_on == BEGIN.date()
    assert (other.verdict, other.is_same_site, other.answered_on) == (LinkVerdict.MOVED, False, None)


def test_a_parked_page_has_not_answered_and_tells_by_which_signs():
    check = after((0, ANSWERED), (7, PARKED))

    assert (check.verdict, check.signs, check.answered_on) == (
        LinkVerdict.PARKED,
        "for sale, hardly a word",
        BEGIN.date(),
    )


def test_a_curator_who_found_that_it_answers_begins_the_count_anew():
    looks = [(0, LinkOutcome.NOT_FOUND), (2, LinkOutcome.NOT_FOUND), (9, LinkOutcome.NOT_FOUND)]

    assert after(*looks).verdict == LinkVerdict.GONE
    assert after(*looks, answered_on=at(-1).date()).verdict == LinkVerdict.GONE
    check = after(*looks[:2])
    judge(check, LinkLook(ADDRESS, LinkOutcome.NOT_FOUND), at=at(9), answered_on=at(5).date())
    assert (check.verdict, check.failing_since) == (LinkVerdict.UNSURE, at(9))


def test_what_was_left_as_it_is_stays_so_until_something_else_becomes_of_it():
    check = after((0, MOVED))
    check.settled_at = at(1)
    judge(check, MOVED, at=at(7))
    judge(check, LinkLook(ADDRESS, LinkOutcome.TIMEOUT), at=at(14))
    assert check.settled_at == at(1)
    judge(check, ELSEWHERE, at=at(21))
    assert check.settled_at is None
