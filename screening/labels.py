"""What every signal says to a curator."""

from django.utils.translation import gettext_lazy as _

from screening.models import BlockedDomain

KINDS = dict(BlockedDomain.Kind.choices)
# What is learned beside words (layers/looks.py).
LOOKS = {
    "look:on-topic": "a word of the topic",
    "look:off-topic": "no word of the topic",
    "look:people": "volunteers, an association or a public body",
    "look:nobody": "no volunteers, association or public body",
    "look:mail-from-elsewhere": "an e-mail address of another domain than the website",
    "look:number-in-mail": "a number in the e-mail address",
    "look:number-in-site": "a number in the domain of the website",
    **{
        f"look:trade-{kind}": label
        for kind, label in {
            "money": "an amount or a price",
            "share": "a percentage or a discount",
            "hurry": "hurry",
            "call": "a call to get in touch",
            "promise": "a promise",
            "order": "something to buy",
            "terms": "terms of a contract",
            "agent": "agents, brokers or advisers",
        }.items()
    },
    "look:deals-1": "a deal, beside a word of the topic",
    "look:deals-2": "two signs of a deal, beside a word of the topic",
    "look:deals-3": "three signs of a deal, beside a word of the topic",
}
LABELS = {
    # How it was sent
    "honeypot": _("A field that people cannot see was filled in"),
    "never-opened": _("Sent without the form having been opened"),
    "too-quick": _("Sent faster than anybody can type"),
    "no-proof-of-work": _("No proof of work came with it; JavaScript may be off"),
    # What the directory knows
    "blocked-mail-domain": _("The domain of the e-mail address is on the list"),
    "blocked-website": _("The domain of the website is on the list"),
    "mail-of-the-website": _("The e-mail address belongs to the website’s domain"),
    "no-address": _("No e-mail address was given"),
    "listed-already": _("An entry of that name or website is published"),
    "same-text-was-spam": _("The same text was spam before"),
    "same-text-before": _("Somebody else handed in the same text"),
    # What the text says
    "offers": _("Offers what is never listed here"),
    "selling": _("Sounds like advertising"),
    "telling-name": _("A name or a domain that is common in spam"),
    "off-topic": _("Not a word about migration or social projects"),
    "trade": "Prices, promises or calls to order, and not a word about migration",
    "link-in-summary": _("A link in the name or the summary"),
    "link-markup": _("Links written for other systems"),
    "link-for-website": _("A link behind words in the text, and no website in the field for it"),
    "many-links": _("Many links, little text"),
    "hidden-link": _("A link that hides where it leads"),
    "shouting": _("Capital letters, exclamation marks or symbols all over"),
    "letters-in-disguise": _("Words made of letters from two alphabets"),
    "next-to-nothing": _("Hardly a word about what it is"),
    "learned-words": _("Learned words (+ points to spam)"),
    "learned-score": "All that past decisions say of its words, together",
    # What it has in common with others
    "like-spam": "Resembles what a curator called spam",
    "campaign": "One of several that resemble each other",
}


def explained(rows):
    """Return stored rows of signals with the label of each and the words it names, the heaviest first.

    words: pairs of (word, weight) where curators' decisions speak of them, else an empty list.
    """
    found = [
        row | {"label": LABELS.get(row["name"], row["name"]), "detail": _detail_of(row), "words": _words_of(row)}
        for row in rows
    ]
    return sorted(found, key=lambda row: -row["weight"])


def _words_of(row):
    if row["name"] != "learned-words":
        return []
    parts = (part.rpartition(" ") for part in row["detail"].split(", "))
    return [(LOOKS.get(word, word), weight) for word, _space, weight in parts]


def _detail_of(row):
    """Return what of the submission says so, with the kind of a domain on the list in the reader's language."""
    domain, colon, kind = row["detail"].rpartition(": ")
    if row["name"].startswith("blocked-") and kind in KINDS:
        return f"{domain}{colon}{KINDS[kind]}"
    if row["name"] == "learned-score" and "; " in row["detail"]:
        score, _between, decisions = row["detail"].partition("; ")
        number, _comma, spam = decisions.partition(", ")
        return f"{score}, from {number} decisions, {spam} of them on spam"
    return row["detail"]
