"""Funding: open calls first, closed ones out of the way by themselves."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cluster.actions import publish_item
from cluster.models import FundingOpportunity
from listing.page import LeftOutRows
from tests.cluster.making import make_funding
from tests.factories import make_organisation

pytestmark = pytest.mark.django_db


def listed(client, query=""):
    return [funding.title for funding in client.get(f"/funding/{query}").context["page_obj"]]


def test_open_calls_stand_in_the_order_of_their_deadlines_rolling_ones_last(client):
    make_funding("Rolling", days_ahead=None)
    make_funding("Later", days_ahead=60)
    make_funding("Today", days_ahead=0)
    make_funding("Closed", days_ahead=-1)
    make_funding("Draft", published=False)
    context = client.get("/funding/").context
    assert [funding.title for funding in context["page_obj"]] == ["Today", "Later", "Rolling"]
    assert context["left_out"] == [LeftOutRows(1, "1 closed call is not shown.", "/funding/?stage=closed")]
    assert listed(client, "?stage=closed") == ["Closed"]
    assert set(listed(client, "?stage=all")) == {"Rolling", "Later", "Today", "Closed"}


def test_a_call_closes_by_itself_though_the_page_was_kept(client, time_machine):
    time_machine.move_to("2026-11-23 12:00+00:00", tick=False)
    make_funding("Tomorrow", days_ahead=1)
    assert listed(client) == ["Tomorrow"]
    time_machine.move_to("2026-11-25 12:00+00:00", tick=False)
    assert "Tomorrow" not in client.get("/funding/").content.decode()
    assert "The deadline has passed." in client.get("/funding/tomorrow/").content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("theme=language", ["Seed"]),
        ("applicants=grassroots", ["Seed"]),
        ("country=FR", ["Seed"]),
        ("where=europe", ["Seed"]),
        ("organisation=giver", ["Seed"]),
        ("q=giver", ["Seed"]),
    ],
)
def test_each_filter_of_the_list(client, query, found):
    make_funding(
        "Seed",
        themes=("language",),
        applicants=["grassroots"],
        countries=["FR"],
        funder=make_organisation("Giver"),
    )
    make_funding("Other", applicants=["company"])
    assert listed(client, f"?{query}") == found


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ((5000, 50000), "€5,000–€50,000"),
        ((None, 50000), "up to €50,000"),
        ((5000, None), "from €5,000"),
        ((5000, 5000), "<bdi>€5,000</bdi>"),
        ((None, None), "Not known"),
    ],
)
def test_the_amount_in_words(client, amounts, expected):
    make_funding("Seed", amount_from=amounts[0], amount_to=amounts[1])
    assert expected in client.get("/funding/seed/").content.decode()


def test_the_amount_as_each_language_writes_it(client):
    make_funding("Seed", amount_from=5000, currency="CHF")
    assert "5.000\xa0CHF" in client.get("/de/funding/seed/").content.decode()


def test_the_page_names_the_countries_beside_the_cities(client):
    make_funding("Seed", countries=["DE", "FR"], cities=("berlin",))
    assert re.search(r"<dd>\s*Germany, France and Berlin\s*</dd>", client.get("/funding/seed/").content.decode())


def test_the_feed_has_what_is_open(client):
    make_funding("Open", title_uk="Відкрито")
    make_funding("Closed", days_ahead=-1)
    feed = client.get("/uk/funding.atom").getvalue().decode()
    assert "Відкрито" in feed
    assert "Closed" not in feed


def test_a_list_without_an_open_call_says_whom_to_tell(client):
    make_funding("Closed", days_ahead=-1)
    html = client.get("/funding/").content.decode()
    assert "We know of no open calls" in html
    assert 'href="/funding/?stage=closed"' in html


def test_what_is_over_cannot_be_published():
    funding = make_funding("Seed", days_ahead=-1, published=False)
    with pytest.raises(ValidationError, match="deadline has passed"):
        publish_item(funding, by=None)
    assert not FundingOpportunity.objects.published().exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"is_rolling": True}, "deadline"),
        ({"deadline": None}, "deadline"),
        ({"amount_from": 10, "amount_to": 5}, "amount_to"),
        ({"amount_to": 2**31}, "amount_to"),
        ({"currency": "XYZ"}, "currency"),
        ({"url": "http:/broken"}, "url"),
        ({"applicants": ["nobody"]}, "applicants"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(changes, field):
    funding = make_funding("Seed")
    for name, value in changes.items():
        setattr(funding, name, value)
    with pytest.raises(ValidationError) as refused:
        funding.full_clean()
    assert next(iter(refused.value.message_dict)) == field


@pytest.mark.parametrize(
    "changes",
    [
        {"is_rolling": True},
        {"deadline": None},
        {"amount_from": 10, "amount_to": 5},
    ],
)
def test_the_database_refuses_it_as_well(changes):
    funding = make_funding("Seed")
    with pytest.raises(IntegrityError), transaction.atomic():
        FundingOpportunity.objects.filter(pk=funding.pk).update(**changes)


def test_an_edit_of_a_call_that_has_closed_since_is_allowed():
    funding = make_funding("Seed", days_ahead=1)
    funding.deadline = timezone.localdate() - timedelta(days=1)
    funding.full_clean()
