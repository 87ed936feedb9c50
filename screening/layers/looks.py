"""What a text and its address look like, apart from their words: traits that decisions can be learned for.

They are the same in every language, so that what is worded anew each time can be told by them. Each alone is met in
honest texts, as often as RATES says; what they are worth, the curators' decisions say (layers/learned.py).
"""

import re

from screening.domains import FREE_MAIL, SHARED_HOSTS, domain_of_address, domain_of_website, is_same_site
from screening.facts import Facts
from screening.layers.dealing import deals, people
from screening.layers.topic import is_on_topic
from screening.layers.trade import business_of
from search.text import words

PREFIX = "look:"
FEWEST_WORDS = 8
ON_TOPIC = f"{PREFIX}on-topic"
PEOPLE = f"{PREFIX}people"
DEALS = f"{PREFIX}deals-"
MOST_DEALS = 3
# In how many of a hundred honest texts each is met: of the 374 that ship of projects, in five languages; those of
# addresses are guessed from above. An advert for essays says nothing of what is on the topic: what sells there is
# counted in another way, see layers/dealing.py, of which the rates are guessed from above too.
TRADES = {"money": 8, "share": 1.5, "hurry": 8, "call": 5, "promise": 8, "order": 2.5, "terms": 2.5, "agent": 5}
# What goes together: who has something to sell says what it costs. Of each line the strongest counts.
TOGETHER = (("money", "share", "order"), ("hurry", "call", "promise"))
RATES = {
    **{f"{PREFIX}trade-{kind}": rate for kind, rate in TRADES.items()},
    **{f"{DEALS}{number}": rate for number, rate in ((1, 10), (2, 2), (3, 0.5))},
    ON_TOPIC: 97,
    f"{PREFIX}off-topic": 12,
    PEOPLE: 45,
    f"{PREFIX}nobody": 55,
    f"{PREFIX}mail-from-elsewhere": 8,
    f"{PREFIX}number-in-mail": 6,
    f"{PREFIX}number-in-site": 3,
}


def looks_of(facts: Facts) -> list[str]:
    """Return the traits of a text, each with PREFIX in front; of one that describes no entry only how it sells."""
    said = words(f"{facts.name}\n{facts.text}")
    is_on = is_on_topic(said)
    if is_on:
        found = ["on-topic", *(f"deals-{number}" for number in range(1, min(deals(facts), MOST_DEALS) + 1))]
    else:
        found = [f"trade-{kind}" for kind in business_of(facts)]
    if facts.describes_entry:
        if not is_on and len(said) >= FEWEST_WORDS:
            found.append("off-topic")
        found.append("people" if people().search(" ".join(said)) else "nobody")
        if is_mail_from_elsewhere(facts):
            found.append("mail-from-elsewhere")
        if _has_number_of_its_own(facts):
            found.append("number-in-mail")
        if has_number(domain_of_website(facts.website)):
            found.append("number-in-site")
    return [f"{PREFIX}{look}" for look in found]


def line_of(look: str) -> tuple | None:
    """Return of which line of TOGETHER a look is, None where it stands alone. Of deals the strongest counts, too."""
    if look.startswith(DEALS):
        return (DEALS,)
    return next((line for line in TOGETHER if look.removeprefix(f"{PREFIX}trade-") in line), None)


def has_number(domain: str) -> bool:
    """Return whether a name that somebody registered has a number in it."""
    return bool(re.search(r"\d", domain)) and not domain.endswith(tuple(SHARED_HOSTS))


def _has_number_of_its_own(facts: Facts) -> bool:
    """Whether an address has a number that is none of the website's."""
    said = facts.email.rpartition("@")[0] if is_same_site(facts.email, facts.website) else facts.email
    return any(sign.isdigit() for sign in said)


def is_mail_from_elsewhere(facts: Facts) -> bool:
    """Return whether an address is neither at the domain of the website nor with one of the known providers."""
    mail = domain_of_address(facts.email)
    has_both = bool(mail and domain_of_website(facts.website))
    return has_both and mail not in FREE_MAIL and not is_same_site(facts.email, facts.website)
