"""What a text and its address look like, apart from their words: traits that decisions can be learned for.

Each alone is met in honest texts; what they are worth, the curators' decisions say (layers/learned.py).
"""

from screening.domains import FREE_MAIL, domain_of_address, domain_of_website, is_same_site
from screening.facts import Facts
from screening.layers.topic import is_on_topic
from screening.layers.trade import KINDS, kinds_of_trade
from search.text import words

PREFIX = "look:"
FEWEST_WORDS = 8
# How many honest texts look like that, beside the shipped examples, which have no address and are short: learned, what
# they look like would weigh too much as soon as the first few decisions are on spam.
LOOKS_OF_HONEST = {
    f"{PREFIX}off-topic": 1,
    f"{PREFIX}mail-from-elsewhere": 3,
    f"{PREFIX}number-in-mail": 2,
    **{f"{PREFIX}trade-{kind}": 2 for kind in KINDS},
}


def looks_of(facts: Facts) -> list[str]:
    """Return the traits of a text, each with PREFIX in front; of one that describes no entry only how it sells."""
    found = [f"trade-{kind}" for kind in kinds_of_trade(facts)]
    if facts.describes_entry:
        said = words(f"{facts.name}\n{facts.text}")
        if len(said) >= FEWEST_WORDS and not is_on_topic(said):
            found.append("off-topic")
        if is_mail_from_elsewhere(facts):
            found.append("mail-from-elsewhere")
        if any(sign.isdigit() for sign in facts.email):
            found.append("number-in-mail")
    return [f"{PREFIX}{look}" for look in found]


def is_mail_from_elsewhere(facts: Facts) -> bool:
    """Return whether an address is neither at the domain of the website nor with one of the known providers."""
    mail = domain_of_address(facts.email)
    has_both = bool(mail and domain_of_website(facts.website))
    return has_both and mail not in FREE_MAIL and not is_same_site(facts.email, facts.website)
