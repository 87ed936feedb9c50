"""Whoever ticks a facet keeps every other filter that is on."""

from html.parser import HTMLParser

import pytest
from django.http import QueryDict

from cluster.filtersets import EventFilterSet, FundingFilterSet, PublicationFilterSet
from listing.filters import CONTROLS, ListFilter, YearFilter
from listing.filtersets import PAGING
from organisations.filtersets import OrganisationFilterSet
from projects.filtersets import ProjectFilterSet
from tests.cluster.making import make_event, make_funding, make_publication
from tests.factories import make_city, make_organisation, make_project

LISTS = {
    "/projects/": ProjectFilterSet,
    "/organisations/": OrganisationFilterSet,
    "/events/": EventFilterSet,
    "/publications/": PublicationFilterSet,
    "/funding/": FundingFilterSet,
    "/map/": ProjectFilterSet,
    "/map/world/": ProjectFilterSet,
}
# What the filters are asked for that are neither facets nor years.
VALUES = {
    "q": "welcome",
    "organisation": "school",
    "project": "lingo",
    "network": "net",
    "sort": "newest",
    "per_page": "48",
    "read": "words",
    "use": "from-there",
    "unknown": "language",
}
# What gives a filter its meaning.
BESIDE = {"use": {"country": "FR"}}
PROJECT = {
    "status": "active",
    "languages": ["ar"],
    "launched": 2015,
    "newcomer_led": "yes",
    "focus": "emergency",
    "seeking": ["partners"],
    "cost": "free",
    "delivery": "online",
    "reach": "anywhere",
}
ORGANISATION = {"kind": "company", "size": "0-5"}
VOID = {"br", "hr", "img", "input", "link", "meta"}


class Form(HTMLParser):
    """What the form of a list sends as it stands, and what can still be ticked: lists of (name, value).

    fixed: what of that stands outside the parts that htmx replaces. q: what the results say that was searched for.
    """

    def __init__(self, html):
        super().__init__()
        self.sent, self.fixed, self.unticked, self.q = [], [], [], ""
        self.depth, self.replaced, self.select = 0, None, ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        each = dict(attributes)
        self.depth += tag not in VOID
        if each.get("id") in ("results", "facets"):
            self.replaced = self.depth
            self.q = each.get("data-q", self.q)
        elif tag == "select":
            self.select = each["name"]
        elif tag == "option" and "selected" in each:
            self.send(self.select, each["value"])
        elif tag == "input" and each.get("name"):
            if each["type"] == "checkbox" and "checked" not in each:
                self.unticked.append((each["name"], each["value"]))
            else:
                self.send(each["name"], each["value"])

    def handle_endtag(self, tag):
        if self.depth == self.replaced:
            self.replaced = None
        self.depth -= tag not in VOID

    def send(self, name, value):
        self.sent.append((name, value))
        if self.replaced is None:
            self.fixed.append((name, value))


def form_of(response):
    return Form(response.content.decode().partition('<form id="listing"')[2].partition("</form>")[0])


def loaded(client, address, query, _plain=None):
    """Return what a form sends that was loaded with a query, and what can be ticked in it."""
    form = form_of(client.get(address, query))
    return form.sent, form.unticked


def replaced(client, address, query, plain=None):
    """The same of a form that was loaded without the query, and in which htmx then replaced what depends on it.

    plain: the Form as it was loaded, if that is known already.
    """
    page = plain or form_of(client.get(address))
    part = Form(client.get(address, query, headers={"HX-Request": "true"}).content.decode())
    # The search box stays, and takes from the results what was searched for.
    fixed = [(name, part.q if name == "q" else value) for name, value in page.fixed]
    return fixed + part.sent, part.unticked


@pytest.fixture
def rows():
    """One row of each list, which all filters find."""
    make_city("munich", region="DE-BY")
    tags = {"themes": ["language"], "cities": ["berlin", "munich"]}
    said = {"summary": "A welcome."} | tags
    school = make_organisation("School", networks=[make_organisation("Net", kind="grassroots")], **said, **ORGANISATION)
    lingo = make_project("Lingo", organisations=[school], **said, **PROJECT)
    said = {"summary_en": "A welcome."} | tags
    make_event(organiser=school, languages=["ar"], kind="webinar", **said)
    make_publication(organisations=[school], projects=[lingo], languages=["ar"], **said)
    make_funding(funder=school, applicants=["nonprofit"], **said)


@pytest.mark.anywhere
@pytest.mark.django_db
@pytest.mark.parametrize("form", [loaded, replaced])
@pytest.mark.parametrize("address", LISTS)
def test_ticking_a_facet_loses_no_other_filter(client, rows, address, form):
    known = LISTS[address].base_filters
    filters = [*known, *PAGING]
    filters.remove("page")  # Another list begins at its first page.
    if address.startswith("/map/"):
        filters.remove("use")  # A map shows what is there alone.
    plain = form_of(client.get(address))
    years = {name: str(PROJECT["launched"]) for name, each in known.items() if isinstance(each, YearFilter)}
    values = dict(reversed(plain.unticked)) | years | VALUES
    assert [name for name in filters if name not in values] == []
    lost = []
    for name in filters:
        value = values[name]
        sent, unticked = form(client, address, BESIDE.get(name, {}) | {name: value}, plain)
        tick = next(each for each in unticked if each[0] != name)
        query = QueryDict(mutable=True)
        for key, each in [*sent, tick]:
            query.appendlist(key, each)
        data = client.get(f"{address}?{query.urlencode()}", follow=True).context["filterset"].data
        if (data.getlist(name), tick[1] in data.getlist(tick[0])) != ([value], True):
            lost.append((name, value, tick))

    assert lost == []


@pytest.mark.django_db
def test_a_filter_that_was_taken_off_is_not_carried_on(client, rows):
    page = form_of(client.get("/projects/", {"organisation": "school", "per_page": "48"}))

    assert [each for each in page.sent if each not in page.fixed and each[0] in ("organisation", "per_page")] == [
        ("organisation", "school"),
        ("per_page", "48"),
    ]


@pytest.mark.django_db
def test_a_filter_without_a_control_is_carried_in_any_list(client, rows, monkeypatch):
    monkeypatch.setattr(FundingFilterSet.base_filters["applicants"], "control", "")
    sent, _unticked = replaced(client, "/funding/", {"applicants": "nonprofit"})

    assert sent.count(("applicants", "nonprofit")) == 2  # hidden, beside the tick that is drawn all the same


def test_every_control_is_one_that_forms_have():
    filters = [each for filterset in LISTS.values() for each in filterset.base_filters.values()]

    assert {each.control for each in filters} <= {*CONTROLS, ListFilter.control}
