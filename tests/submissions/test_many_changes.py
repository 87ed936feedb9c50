"""Many changes and claims to one entry, or by one sender, stand in one row and push nobody down."""

import pytest
from django.urls import reverse

from submissions.actions import add_caretaker, claim, confirm_submission, propose_change
from submissions.models import State, Submission
from submissions.payloads import payload_of_entry
from tests.factories import make_project, make_visitor
from tests.submissions.conftest import seen, unlike
from tests.submissions.reviewing import QUEUE, make_change, names
from tests.submissions.test_campaign_page import keys, states

pytestmark = pytest.mark.django_db


def changes_by(email, number):
    """Return changes by one sender, each to an entry of its own."""
    person, made = make_visitor(email), []
    for n in range(number):
        entry = make_project(f"Entry {n} of {email}", summary=unlike(n))
        add_caretaker(entry, user=person)
        base = payload_of_entry(entry)
        payload = base | {"summary": unlike(f"{n}{email[0]}")}
        made.append(propose_change(target=entry, payload=payload, base=base, visit=seen(network=str(n)), by=person))
    return made


def claims_to(entry, number):
    rows = [
        claim(target=entry, payload={"role": unlike(n)}, email=f"p{n}@lingo.example", visit=seen(network=str(n)))
        for n in range(number)
    ]
    return [confirm_submission(row, by=row.submitter) for row in rows]


def test_many_changes_by_one_sender_are_one_row_below_what_is_single(desk, waiting):
    many = changes_by("eager@example.org", 5)
    few = changes_by("calm@example.org", 3)
    honest = waiting(name="Honest")
    rows = desk.get(QUEUE).context["cl"]
    assert [row.pk for row in rows.in_order] == keys([*few, honest])
    (row,) = rows.campaigns
    assert (row.name, row.number) == ("Changes and claims by eager@example.org", 5)
    assert not Submission.objects.filter(pk__in=keys(many), is_suspicious=True).exists()
    assert list(Submission.objects.queue()) == [*few, honest, *many]
    assert desk.get(f"{QUEUE}{honest.pk}/change/").context["following"] == many[0]


def test_many_claims_to_one_entry_are_one_row(desk, waiting):
    entry = make_project("Lingo", website="https://lingo.example")
    rows = claims_to(entry, 4)
    html = desk.get(QUEUE).content.decode()
    assert "Changes and claims to Lingo</bdi> (4)" in html
    campaign = Submission.objects.get(pk=rows[0].pk).campaign
    page = reverse("admin:submissions_submission_campaign", args=[campaign.pk])
    html = desk.get(page).content.decode()
    assert "Changes and claims to Lingo (4)" in html
    assert 'value="approve"' not in html
    desk.post(page, {"campaign-decision": "spam", "member": keys(rows), "seen": keys(rows)})
    assert states(rows) == [State.SPAM] * 4


def test_those_that_do_not_belong_together_stand_alone_from_then_on(desk):
    rows = changes_by("eager@example.org", 5)
    campaign = Submission.objects.get(pk=rows[0].pk).campaign
    page = reverse("admin:submissions_submission_campaign", args=[campaign.pk])
    desk.post(page, {"campaign-decision": "apart", "member": keys(rows), "seen": keys(rows)})
    assert names(desk.get(QUEUE).context["cl"].in_order) == names(rows)


def test_changes_that_resemble_an_advert_fold_like_what_is_new(desk):
    text = (
        "Please look at our wonderful new catalogue of garden furniture, which we deliver to every place in the land."
    )
    for number in range(3):
        visit = seen(network=str(number))
        make_change(make_project(f"P{number}"), email=f"p{number}@example.org", visit=visit, description=text)
    assert {row.is_suspicious for row in Submission.objects.all()} == {True}
