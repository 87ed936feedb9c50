"""The feeds of all lists and of the newsletter, as a reader of feeds takes them and as RFC 4287 wants them."""

import re
from xml.etree import ElementTree

import feedparser
import pytest

from listing.exports import LICENCE
from tests.cluster.making import make_event, make_funding, make_publication
from tests.factories import make_organisation, make_project
from tests.newsletter.making import make_issue

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)")
# Address -> how to make something that it tells of.
FEEDS = {
    "/projects.atom": lambda: make_project("Tea & <b>talk</b>"),
    "/organisations.atom": lambda: make_organisation("Tea & <b>talk</b>"),
    "/events.atom": lambda: make_event("Tea & <b>talk</b>"),
    "/publications.atom": lambda: make_publication("Tea & <b>talk</b>"),
    "/funding.atom": lambda: make_funding("Tea & <b>talk</b>"),
    "/newsletter.atom": lambda: make_issue("Tea & <b>talk</b>", state="sending"),
}


def fetched(client, address):
    return client.get(address).getvalue()


@pytest.mark.parametrize("address", FEEDS)
@pytest.mark.parametrize(("prefix", "language"), [("", "en"), ("/ar", "ar")])
def test_a_reader_of_feeds_finds_all_it_needs(client, address, prefix, language, settings):
    entry = FEEDS[address]()

    feed = feedparser.parse(fetched(client, prefix + address))

    assert not feed.bozo
    assert feed.version == "atom10"
    assert feed.feed.author == settings.SITE_NAME
    assert feed.feed.language == language
    assert feed.feed.rights == LICENCE
    assert {link.rel for link in feed.feed.links} == {"alternate", "self", "license"}
    (found,) = feed.entries
    # Titles are plain text, whatever they look like; the reader shows it as such.
    assert ElementTree.fromstring(fetched(client, address)).find(f"{ATOM}entry/{ATOM}title").text == entry.name
    assert found.link.endswith(f"{prefix}{entry.get_absolute_url()}")
    assert found.id.startswith("tag:")
    assert found.updated_parsed


@pytest.mark.parametrize("address", FEEDS)
@pytest.mark.parametrize("is_empty", [True, False])
def test_a_feed_has_what_the_standard_asks_for(client, address, is_empty):
    if not is_empty:
        FEEDS[address]()

    feed = ElementTree.fromstring(fetched(client, address))

    for element, needed in (
        (feed, ["id", "title", "updated", "author"]),
        *((entry, ["id", "title", "updated"]) for entry in feed.findall(f"{ATOM}entry")),
    ):
        for name in needed:
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        assert MOMENT.fullmatch(element.find(f"{ATOM}updated").text)
    assert feed.find(f"{ATOM}author/{ATOM}name").text
    ids = [each.text for each in feed.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids)) == (1 if is_empty else 2)


def test_the_author_is_who_runs_the_directory(client, settings):
    settings.OPERATOR_NAME = "Wegweiser e. V."

    assert feedparser.parse(fetched(client, "/projects.atom")).feed.author == "Wegweiser e. V."
