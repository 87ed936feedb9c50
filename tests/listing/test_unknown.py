"""A filter on a fact that is not known of all says of how many, and lets them in where it is asked to."""

import pytest

from listing.page import LeftOutRows
from tests.factories import make_organisation, make_project

pytestmark = pytest.mark.django_db
# Facts by which projects can be narrowed: what is asked, what the one that fits says, and what the page says.
FACTS = {
    "language": ("language=ar", {"languages": ["ar"]}, "For 1 more the languages are not known."),
    "newcomer_led": (
        "newcomer_led=yes",
        {"newcomer_led": "yes"},
        "For 1 more it is not known whether newcomers lead it.",
    ),
    "launched": (
        "launched_from=2015&launched_to=2016",
        {"launched": 2015},
        "For 1 more the year of launch is not known.",
    ),
    "seeking": ("seeking=funding", {"seeking": ["funding"]}, "For 1 more it is not known what it is looking for."),
}
FACTS |= {
    "cost": ("cost=free", {"cost": "free"}, "For 1 more it is not known what it costs."),
    "delivery": (
        "delivery=online",
        {"delivery": "online"},
        "For 1 more it is not known whether it is online or on site.",
    ),
    "reach": ("reach=anywhere", {"reach": "anywhere"}, "For 1 more it is not known where it can be used."),
}
OTHER = {"languages": ["de"], "newcomer_led": "no", "launched": 2020, "seeking": ["partners"], "status": "active"}
OTHER |= {"cost": "fee", "delivery": "on-site", "reach": "city"}


@pytest.fixture(params=FACTS)
def fact(request):
    return request.param


@pytest.fixture
def projects(fact):
    """One that fits, one of which the fact is not known, and one that says something else."""
    make_project("Fits", **OTHER | FACTS[fact][1])
    make_project("Other", **OTHER)
    unknown = {"languages": [], "newcomer_led": "unknown", "launched": None, "seeking": []}
    unknown |= dict.fromkeys(["cost", "delivery", "reach"], "")
    told = {name: value for name, value in unknown.items() if name in FACTS[fact][1]}
    make_project("Unknown", **OTHER | told)
    make_project("Unknown elsewhere", cities=["hamburg"], **OTHER | told)


def names(response):
    return sorted(entry.name for entry in response.context["page_obj"])


def test_the_page_says_of_how_many_it_is_not_known(client, projects, fact):
    asked, _fits, words = FACTS[fact]
    response = client.get(f"/projects/?city=berlin&{asked}")

    assert names(response) == ["Fits"]
    assert response.context["left_out"] == [LeftOutRows(1, words, f"/projects/?city=berlin&{asked}&unknown={fact}")]


def test_the_address_lets_them_in_and_counts_them(client, projects, fact):
    asked, _fits, _words = FACTS[fact]
    response = client.get(f"/projects/?city=berlin&{asked}&unknown={fact}")

    assert names(response) == ["Fits", "Unknown"]
    assert response.context["total"] == 2
    assert response.context["left_out"] == []
    chips = {chip.label: chip.url for chip in response.context["chips"]}
    assert [url for label, url in chips.items() if label.startswith("Including where it is not known: ")] == [
        f"/projects/?city=berlin&{asked}"
    ]


def test_pages_maps_and_data_have_the_same_rows(client, projects, fact):
    asked, _fits, _words = FACTS[fact]
    query = f"?city=berlin&{asked}&unknown={fact}"

    assert client.get(f"/map/{query}").context["total"] == 2
    assert len(b"".join(client.get(f"/projects.csv{query}").streaming_content).splitlines()) == 3


def test_a_fact_that_there_is_not_is_named_and_left_out(client):
    make_project("Here")
    response = client.get("/projects/?unknown=colour")

    assert names(response) == ["Here"]
    assert "colour" in response.context["notices"][0]


def test_organisations_have_no_such_facts(client):
    make_organisation("Here")

    assert names(client.get("/organisations/?unknown=language")) == ["Here"]
