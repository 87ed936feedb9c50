"""A campaign is one row of the queue and one page, with one decision for all of it that can be undone."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from entries.actions import save_entry
from organisations.models import Organisation
from projects.models import Project
from submissions.actions import (
    approve,
    decide_campaign,
    mark_spam,
    undo_campaign_decision,
)
from submissions.books import open_books
from submissions.models import AlreadyDecided, Campaign, CampaignDecision, Caretaker, State, Submission
from tests.factories import make_project, make_visitor
from tests.submissions.conftest import mails
from tests.submissions.reviewing import QUEUE, names
from tests.submissions.test_campaigns import TEMPLATE, flood, report  # noqa: F401 - a fixture

pytestmark = pytest.mark.django_db
SPAM, APART, APPROVE = CampaignDecision.What.SPAM, CampaignDecision.What.APART, CampaignDecision.What.APPROVE


@pytest.fixture
def four(flood):  # noqa: F811
    return flood(4)


@pytest.fixture
def campaign(four):
    return Campaign.objects.get()


@pytest.fixture
def page(campaign):
    return reverse("admin:submissions_submission_campaign", args=[campaign.pk])


def keys(rows):
    return [row.pk for row in rows]


def states(rows):
    return [Submission.objects.get(pk=row.pk).state for row in rows]


def test_a_flood_is_one_row_of_the_queue_and_leaves_honest_ones_where_they_are(desk, waiting, four, page):
    waiting(name="Honest")
    response = desk.get(QUEUE)
    rows = response.context["cl"]
    assert names(rows.in_order) == ["Honest"]
    assert rows.folded == []
    (row,) = rows.campaigns
    assert (row.number, row.address, len(row.members)) == (4, page, 3)
    assert row.traits[0] in TEMPLATE
    html = response.content.decode()
    assert page in html
    assert "RoomFast" in html


def test_its_page_shows_what_is_common_and_three_in_full_and_ticks_all(desk, four, page):
    response = desk.get(page)
    review = response.context["review"]
    assert [member.name for member, _fields in review.in_full] == ["RoomFast", "VisaEasy", "SimPal"]
    labels = dict(review.traits)
    assert labels["Words"][0] in TEMPLATE
    assert labels["Networks"] == ["4"]
    html = response.content.decode()
    assert html.count('name="member"') == html.count(" checked") == 4


def test_one_decision_puts_what_is_ticked_with_the_spam_and_lets_the_rest_stand_alone(desk, four, page, campaign):
    before = len(mails())
    data = {"campaign-decision": "spam", "member": keys(four[:3]), "seen": keys(four)}
    response = desk.post(page, data, follow=True)
    assert "3 of a campaign are marked as spam" in response.content.decode()
    assert states(four) == [State.SPAM] * 3 + [State.WAITING]
    left = Submission.objects.get(pk=four[3].pk)
    assert (left.is_suspicious, left.campaign) == (False, None)
    assert len(mails()) == before
    assert names(desk.get(QUEUE).context["cl"].in_order) == ["SimPal"]


def test_it_is_undone_with_one_click_and_all_is_as_before(desk, four, page, campaign):
    since = dict(Submission.objects.values_list("pk", "waiting_since"))
    desk.post(page, {"campaign-decision": "spam", "member": keys(four[:3]), "seen": keys(four)})
    decision = CampaignDecision.objects.get()
    response = desk.post(page, {"campaign-decision": "undo", "of": decision.pk}, follow=True)
    assert "3 wait again" in response.content.decode()
    assert states(four) == [State.WAITING] * 4
    rows = Submission.objects.filter(pk__in=keys(four))
    assert {row.campaign_id for row in rows} == {campaign.pk}
    assert all(row.is_suspicious and row.decided_at is None for row in rows)
    assert dict(rows.values_list("pk", "waiting_since")) == since
    response = desk.post(page, {"campaign-decision": "undo", "of": decision.pk}, follow=True)
    assert "undone before" in response.content.decode()


def test_what_does_not_belong_together_stands_alone_and_stays_so(desk, four, page, flood, curator):  # noqa: F811
    desk.post(page, {"campaign-decision": "apart", "member": keys(four), "seen": keys(four)})
    rows = Submission.objects.filter(pk__in=keys(four))
    assert {(row.campaign_id, row.is_suspicious, row.state) for row in rows} == {(None, False, State.WAITING)}
    mark_spam(flood(1, start=4)[0], by=curator)
    assert {row.is_suspicious for row in rows.all()} == {False}
    undo_campaign_decision(CampaignDecision.objects.get(), by=curator)
    assert {row.is_suspicious for row in rows.all()} == {True}


def test_what_came_after_the_page_was_opened_is_not_decided(four, flood, campaign, curator):  # noqa: F811
    late = flood(1, start=4)[0]
    decide_campaign(campaign, what=SPAM, members=keys(four), by=curator)
    late.refresh_from_db()
    assert (late.state, late.is_suspicious, late.campaign_id) == (State.WAITING, True, campaign.pk)


def test_whoever_is_second_is_told_so(desk, four, page, campaign, curator):
    decide_campaign(campaign, what=SPAM, members=keys(four), by=curator)
    response = desk.post(page, {"campaign-decision": "spam", "member": keys(four)}, follow=True)
    assert "Somebody was quicker" in response.content.decode()
    assert CampaignDecision.objects.count() == 1
    with pytest.raises(AlreadyDecided):
        decide_campaign(campaign, what=APART, members=keys(four), by=curator)


def test_undoing_leaves_what_somebody_decided_since(four, campaign, curator, desk):
    decision = decide_campaign(campaign, what=SPAM, members=keys(four), by=curator)
    Submission.objects.filter(pk=four[0].pk).update(state=State.WITHDRAWN)
    assert undo_campaign_decision(decision, by=curator) == (3, [])
    assert states(four) == [State.WITHDRAWN, *[State.WAITING] * 3]


def test_it_can_be_undone_for_as_long_as_spam_stays(four, campaign, curator):
    decision = decide_campaign(campaign, what=SPAM, members=keys(four), by=curator)
    assert campaign.last_decision == decision
    CampaignDecision.objects.update(at=timezone.now() - timedelta(days=31))
    assert campaign.last_decision is None
    with pytest.raises(AlreadyDecided):
        undo_campaign_decision(decision, by=curator)


def test_nobody_else_decides(four, campaign, curator):
    stranger = make_visitor("x@example.org")
    with pytest.raises(PermissionDenied):
        decide_campaign(campaign, what=SPAM, members=keys(four), by=stranger)
    decision = decide_campaign(campaign, what=SPAM, members=keys(four), by=curator)
    with pytest.raises(PermissionDenied):
        undo_campaign_decision(decision, by=stranger)


@pytest.mark.parametrize("data", [{}, {"campaign-decision": "delete"}])
def test_what_is_no_decision_is_refused(desk, page, data):
    assert desk.post(page, data).status_code == 400


@pytest.mark.parametrize("member", [[], ["x"], ["9" * 30], ["٣"]])
def test_without_a_tick_nothing_is_done(desk, page, member):
    response = desk.post(page, {"campaign-decision": "spam", "member": member}, follow=True)
    assert "Nothing was ticked" in response.content.decode()


@pytest.mark.parametrize("key", ["0", "x", "9" * 30, "1/2"])
def test_a_campaign_that_is_gone_is_said_to_be(desk, key):
    address = f"{QUEUE}campaign/{key}/"
    assert desk.get(address).status_code == 404
    assert "gone" in desk.post(address, {"campaign-decision": "spam"}, follow=True).content.decode()


def test_the_page_of_one_leads_to_its_campaign(desk, four, page):
    assert page in desk.get(f"{QUEUE}{four[0].pk}/change/").content.decode()


# Publishing a campaign


def entries(rows):
    return [Submission.objects.get(pk=row.pk).target for row in rows]


def test_all_that_is_ticked_is_published_as_if_each_was_approved_alone(desk, four, page, reviewer):
    data = {"campaign-decision": "approve", "member": keys(four[:3]), "seen": keys(four)}
    response = desk.post(page, data, follow=True)
    assert "3 of a campaign are published" in response.content.decode()
    assert states(four) == [State.APPROVED] * 3 + [State.WAITING]
    made = entries(four[:3])
    assert [entry.name for entry in made] == ["RoomFast", "TaxWise", "VisaEasy"]
    assert all(entry.is_published and entry.checked_by == reviewer for entry in made)
    for submission, entry in zip(four, made, strict=False):
        step = submission.decisions.last()
        assert (step.by, step.is_by_curator, step.after) == (reviewer, True, State.APPROVED)
        assert submission.submitter.caretakings.get().target == entry
        assert [subject for subject, _text in mails(submission.email)][-1] == f"“{entry.name}” is in the directory"
    left = Submission.objects.get(pk=four[3].pk)
    assert (left.is_suspicious, left.campaign) == (False, None)


def test_what_cannot_be_approved_is_named_and_stays(desk, four, page, campaign):
    Submission.objects.filter(pk=four[0].pk).update(payload=four[0].payload | {"country": "Atlantis"})
    make_project("TaxWise")
    response = desk.post(page, {"campaign-decision": "approve", "member": keys(four), "seen": keys(four)}, follow=True)
    html = response.content.decode()
    assert "2 of a campaign are published" in html
    assert "These stay in the queue:" in html
    assert "RoomFast</bdi></a>: Country" in html
    assert "TaxWise</bdi></a>: It may be listed already: TaxWise." in html
    assert "decided already" not in html
    assert states(four) == [State.WAITING] * 2 + [State.APPROVED] * 2
    assert campaign.last_decision.submissions.count() == 2


def test_where_none_can_be_approved_nothing_is_changed(desk, waiting, four, page):
    Submission.objects.update(payload=four[0].payload | {"summary": ""})
    data = {"campaign-decision": "approve", "member": keys(four[:3]), "seen": keys(four)}
    response = desk.post(page, data, follow=True)
    assert "None of these can be approved" in response.content.decode()
    assert states(four) == [State.WAITING] * 4
    assert not CampaignDecision.objects.exists()
    assert Submission.objects.get(pk=four[3].pk).campaign is not None


def test_of_two_members_that_are_one_project_the_first_is_published(four, campaign, curator):
    Submission.objects.filter(pk=four[3].pk).update(payload=four[3].payload | {"website": four[1].payload["website"]})
    decision = decide_campaign(campaign, what=APPROVE, members=keys(four), by=curator)
    assert [(one.pk, why) for one, why in decision.refused] == [(four[3].pk, "It may be listed already: TaxWise.")]


def test_what_is_about_a_listed_entry_is_decided_on_its_own_page(four, campaign, curator):
    entry = make_project("Listed")
    Submission.objects.filter(pk=four[0].pk).update(kind="change", target_kind="project", target_id=entry.pk)
    decision = decide_campaign(campaign, what=APPROVE, members=keys(four), by=curator)
    assert [one.pk for one, _why in decision.refused] == [four[0].pk]
    entry.refresh_from_db()
    assert entry.name == "Listed"


def test_two_curators_at_one_campaign_publish_nothing_twice(desk, four, page, campaign, curator):
    decide_campaign(campaign, what=APPROVE, members=keys(four), by=curator)
    response = desk.post(page, {"campaign-decision": "approve", "member": keys(four)}, follow=True)
    assert "Somebody was quicker" in response.content.decode()
    assert Project.objects.count() == 4
    assert CampaignDecision.objects.count() == 1


def test_publishing_is_undone_as_a_whole_and_comes_back_at_the_same_address(desk, four, page, campaign, curator):
    with_organisation = {"organisation": "House of Rooms", "new_organisation_summary": "It lets rooms to newcomers."}
    Submission.objects.filter(pk=four[0].pk).update(payload=four[0].payload | with_organisation)
    since = dict(Submission.objects.values_list("pk", "waiting_since"))
    desk.post(page, {"campaign-decision": "approve", "member": keys(four), "seen": keys(four)})
    made = entries(four)
    assert desk.get(made[0].get_absolute_url()).status_code == 200
    assert Organisation.objects.published().count() == 1
    decision = CampaignDecision.objects.get()
    response = desk.post(page, {"campaign-decision": "undo", "of": decision.pk}, follow=True)
    assert "4 wait again" in response.content.decode()
    assert states(four) == [State.WAITING] * 4
    assert not Project.objects.published().exists()
    assert not Organisation.objects.published().exists()
    assert not Caretaker.objects.exists()
    assert dict(Submission.objects.values_list("pk", "waiting_since")) == since
    assert "too early" in mails(four[0].email)[-1][1]
    assert open_books().total["taken"] == 0
    approve(four[0], by=curator)
    again = Submission.objects.get(pk=four[0].pk).target
    assert (again.pk, again.slug, again.is_published) == (made[0].pk, made[0].slug, True)
    assert Organisation.objects.get().is_published


def test_what_somebody_has_worked_on_since_stays_published(desk, four, page, campaign, curator):
    decision = decide_campaign(campaign, what=APPROVE, members=keys(four), by=curator)
    entry = entries(four)[1]
    entry.summary = "A curator's own words."
    save_entry(entry, by=curator)
    response = desk.post(page, {"campaign-decision": "undo", "of": decision.pk}, follow=True)
    html = response.content.decode()
    assert "3 wait again" in html
    assert "TaxWise</bdi></a>: “TaxWise” has been worked on since, and stays." in html
    assert states(four) == [State.WAITING, State.APPROVED, State.WAITING, State.WAITING]


def test_the_page_of_one_that_was_published_leads_to_where_it_is_undone(desk, four, page, campaign, curator):
    decide_campaign(campaign, what=APPROVE, members=keys(four), by=curator)
    html = desk.get(f"{QUEUE}{four[0].pk}/change/").content.decode()
    assert page in html
    assert "Undo it as a whole" in desk.get(page).content.decode()


# Reports


def test_sixty_reports_on_one_entry_are_one_row_below_all_that_was_handed_in(desk, waiting):
    entry = make_project("Old project")
    for number in range(60):
        report(f"It has ended, says {number}.", entry, network=str(number))
    single = report("The city is wrong.", make_project("Other"))
    waiting(name="Later")
    response = desk.get(QUEUE)
    rows = response.context["cl"]
    assert names(rows.in_order) == ["Later"]
    assert [(row.name, row.number) for row in rows.reports] == [("Old project", 60), ("Other", 1)]
    assert rows.reports[1].address.endswith(f"/{single.pk}/change/")
    html = response.content.decode()
    assert html.index("Later") < html.index("Old project")
    listed = desk.get(rows.reports[0].address)
    assert len(listed.context["cl"].result_list) == 60


def test_reports_come_last_when_one_decides_in_a_row(desk, waiting):
    first_report = report("The city is wrong.", make_project("Other"))
    one = waiting(name="One")
    assert list(Submission.objects.queue()) == [one, first_report]
    page = desk.get(f"{QUEUE}{one.pk}/change/")
    assert page.context["following"] == first_report


def test_suspicious_reports_fold_by_entry(desk):
    entry = make_project("Lingo")
    made = [report(f"Look at {number}", entry, network=str(number)) for number in range(3)]
    Submission.objects.filter(pk__in=keys(made)).update(is_suspicious=True)
    rows = desk.get(QUEUE).context["cl"]
    assert rows.reports == []
    assert [(row.name, row.number) for row in rows.folded_reports] == [("Lingo", 3)]
    assert rows.folded_number == 3


def test_queries_of_the_queue_do_not_grow_with_what_is_grouped(desk, flood, django_assert_max_num_queries):  # noqa: F811
    flood(3)
    with django_assert_max_num_queries(24):
        desk.get(QUEUE)
    flood(2, start=3)
    for number in range(5):
        report("It has ended.", make_project(f"P{number}"), network=str(number))
    with django_assert_max_num_queries(24):
        desk.get(QUEUE)
