"""What the way in which a form was sent says about it, and what the directory knows of its domains and texts.

Each function is one layer of the screen, testable alone: it returns a Signal, or None where it has nothing to say.
Positive weights speak for spam. The layers that read the text itself are in `submissions.screen`.
"""

import hashlib
from datetime import timedelta

from django.utils import timezone

from entries.search.text import fold
from submissions.domains import domain_of_address, domain_of_website, is_same_site
from submissions.duplicates import similar_entries
from submissions.models import BlockedDomain, State, Submission
from submissions.screen import Signal

FASTEST = timedelta(seconds=8)  # Nobody reads and fills the first part in less.
SHORTEST_TEXT = 40  # letters; shorter ones may agree by chance
COMPARED = 500


def honeypot(visit):
    """The field that people do not see was filled. A browser that fills forms by itself may do so as well."""
    return Signal("honeypot", 6, visit.honeypot[:80]) if visit.honeypot else None


def time_open(visit, now=None):
    """The form was sent sooner than anybody types, or without ever having been opened."""
    if visit.opened_at is None:
        return Signal("never-opened", 3, "")
    seconds = ((now or timezone.now()) - visit.opened_at).total_seconds()
    return Signal("too-quick", 2, f"{seconds:.0f} s") if seconds < FASTEST.total_seconds() else None


def proof_of_work(visit):
    """No proof came with it: a browser without JavaScript, or a script. The former must not suffer for it."""
    return None if visit.has_proof else Signal("no-proof-of-work", 1, "")


def blocked_mail_domain(email):
    """A curator has put the domain of the address on the list."""
    row = BlockedDomain.objects.covering(domain_of_address(email)).first() if email else None
    return Signal("blocked-mail-domain", 4, f"{row.domain}: {row.get_kind_display()}") if row else None


def blocked_website(website):
    """A curator has put the domain of the website on the list."""
    domain = domain_of_website(website)
    row = BlockedDomain.objects.covering(domain).first() if domain else None
    return Signal("blocked-website", 6, f"{row.domain}: {row.get_kind_display()}") if row else None


def own_domain(email, website):
    """The address belongs to the website. Little credit: whoever advertises a website has mail there too."""
    return Signal("mail-of-the-website", -1, domain_of_address(email)) if is_same_site(email, website) else None


def no_address(email):
    """A report that nobody can be asked about."""
    return None if email else Signal("no-address", 1, "")


def listed_already(kind, name, website):
    """An entry of that name or website is published."""
    found = similar_entries(kind, name, website)
    return Signal("listed-already", 1, ", ".join(entry.name for entry in found)) if found else None


def same_text_before(submission):
    """Somebody handed in the same text under another name or address, or it was spam."""
    own = digest(submission.payload)
    if not own:
        return None
    others = Submission.objects.exclude(pk=submission.pk).exclude(state=State.WITHDRAWN).order_by("-pk")
    recent = others.values_list("payload", "state", "email")[:COMPARED]
    twins = [(state, email) for payload, state, email in recent if digest(payload) == own]
    if any(state == State.SPAM for state, _email in twins):
        return Signal("same-text-was-spam", 6, "")
    strangers = [email for _state, email in twins if email != submission.email]
    return Signal("same-text-before", 3, str(len(strangers))) if strangers else None


def digest(payload):
    """Return what tells texts apart whatever their capitals, accents and spaces; "" where there is next to no text."""
    text = fold(" ".join(str(payload.get(name, "")) for name in ("summary", "description", "text")))
    words = "".join(letter for letter in text if letter.isalnum())
    return hashlib.sha256(words.encode()).hexdigest() if len(words) >= SHORTEST_TEXT else ""


def of_visit(visit):
    """Return the Signals of how a form was sent."""
    return [signal for signal in (honeypot(visit), time_open(visit), proof_of_work(visit)) if signal]


def of_record(submission):
    """Return the Signals of what the directory knows about its address, its website and its text."""
    website, name = submission.payload.get("website", ""), submission.payload.get("name", "")
    found = [
        blocked_mail_domain(submission.email),
        blocked_website(website),
        own_domain(submission.email, website),
        no_address(submission.email),
        same_text_before(submission),
    ]
    if not submission.target_id:
        found.append(listed_already(submission.kind, name, website))
    return [signal for signal in found if signal]
