"""Links in the text. The form asks for the website in a field of its own; what stands beside it is for search engines.

Honest entries link as well, to partners and to the press: so it is the summary, the markup of other systems, links
without much text around them, and a text that is there for its one link that count.
"""

import re

from screening.domains import SHARED_HOSTS, domain_of_website
from screening.facts import Signal
from search.text import words

LINK = re.compile(r"(?:https?://|\bwww\.)[^\s<>()\[\]\"']+", re.IGNORECASE)
WRITTEN_LINK = re.compile(r"\[[^\[\].\n]+\]\((https?://[^)\s]+)\)", re.IGNORECASE)  # Words over it, no address.
ENDS = ".,;:!?…"  # Of the sentence rather than of its link.
# The form takes Markdown and says so; this is what scripts paste everywhere.
FOREIGN_MARKUP = re.compile(r"<\s*a\s[^>]{0,200}href|\[url|\[link=", re.IGNORECASE)
SHORTENERS = frozenset({"bit.ly", "cutt.ly", "goo.gl", "is.gd", "ow.ly", "rb.gy", "shorturl.at", "t.co", "tinyurl.com"})
MANY = 5
WORDS_A_LINK = 30


def links_in(text):
    """Return the links of a text, each with a scheme, in their order."""
    found = (link.rstrip(ENDS) for link in LINK.findall(text))
    return [link if "://" in link else f"https://{link}" for link in found]


def domains_in(facts):
    """Return the domains that the name and the text link to, without that of the website, each once."""
    own = domain_of_website(facts.website)
    found = dict.fromkeys(domain_of_website(link) for link in links_in(f"{facts.name}\n{facts.text}"))
    return [domain for domain in found if domain and domain != own]


def link_early(facts):
    """A link to another place in the name or in the one sentence that says what it does."""
    own = domain_of_website(facts.website)
    found = [link for link in links_in(f"{facts.name}\n{facts.summary}") if domain_of_website(link) != own]
    return Signal("link-in-summary", 2, found[0][:80]) if found and facts.describes_entry else None


def link_markup(facts):
    """Links written for other systems than this form."""
    found = FOREIGN_MARKUP.search(f"{facts.name}\n{facts.text}")
    return Signal("link-markup", 3, found.group()[:80]) if found else None


def many_links(facts):
    """Links to several places, and little text between them."""
    found = domains_in(facts)
    if len(found) < 2 or len(words(facts.text)) > len(found) * WORDS_A_LINK:
        return None
    return Signal("many-links", 2 if len(found) >= MANY else 1, ", ".join(found[:MANY]))


def link_for_website(facts):
    """A new entry whose field for the website is empty, and whose text has a link with words over it to one place.

    People without a website of their own write an address as it is, or link to a page on a site for everybody. Of the
    812 entries of the former platform five did otherwise, to advertise essays, rooms and slides.
    """
    if not facts.is_new or domain_of_website(facts.website):
        return None
    written = {domain_of_website(link) for link in WRITTEN_LINK.findall(facts.text)} - SHARED_HOSTS
    found = domains_in(facts)
    return Signal("link-for-website", 2, found[0]) if len(found) == 1 and found[0] in written else None


def hidden_link(facts):
    """A link that does not say where it leads."""
    found = next(
        (domain for domain in [domain_of_website(facts.website), *domains_in(facts)] if domain in SHORTENERS), ""
    )
    return Signal("hidden-link", 2, found) if found else None
