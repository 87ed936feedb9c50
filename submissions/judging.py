"""What evidence says of all that waits at once: blocked domains, learned words, the same text, likeness, campaigns.

The screen of a single submission (submissions/screening.py) reads how it was sent and what it says, which stays as it
is. What is here changes with every decision, and is weighed anew for all.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from screening.domains import domain_of_address, domain_of_website
from screening.facts import Signal
from screening.layers import of_learned
from screening.layers.learned import Learned
from screening.layers.repeats import digest, said_before
from screening.layers.sender import BLOCKED_MAIL, BLOCKED_WEBSITE
from screening.learning import learned
from screening.likeness import Pool
from screening.models import BlockedDomain
from screening.verdict import Verdict, verdict
from submissions.campaigns import ALIKE, shingles_of_facts, shingles_of_submission, shingles_to_compare
from submissions.models import SpamExample, State, Submission
from submissions.screening import COMPARED, all_facts_of, own_words, strongest

# The signals that other decisions and other submissions change.
EVIDENCE = frozenset(
    {
        *("blocked-mail-domain", "blocked-website", "campaign", "learned-score", "learned-words", "like-spam"),
        *("same-text-before", "same-text-was-spam"),
    }
)
FOLDS = 6  # More than what speaks for a text takes off.
# Pieced together from several texts of spam, each shared with no single one.
PIECED, PIECES_OF = 0.2, 2
MOST_SPAM, MOST_HONEST = 1000, 500


@dataclass
class AllEvidence:
    """What is known at the moment. spam, honest: texts by ("submission" or "example", key); names: of the former."""

    learned: Learned
    blocked: dict[str, str] = field(default_factory=dict)
    spam: Pool = field(default_factory=Pool)
    honest: Pool = field(default_factory=Pool)
    names: dict = field(default_factory=dict)
    twins: dict[str, list] = field(default_factory=dict)


def decisions() -> tuple[int, int]:
    """Return how many texts people called spam, and how many texts they decided on."""
    spam = SpamExample.objects.count()
    spam += Submission.objects.called_spam().filter(spam_example__isnull=True).count()
    approved = Submission.objects.screened().filter(state=State.APPROVED).exclude(payload={}).count()
    return spam, spam + approved


def gather(waiting: list[Submission]) -> AllEvidence:
    """Return the AllEvidence on what waits. Asks the database a few times, however much waits."""
    spam, all_ = decisions()
    texts = [facts for submission in waiting for facts in all_facts_of(submission)]
    found = AllEvidence(learned=learned(*texts, spam_decisions=spam, decisions=all_), blocked=_blocked(texts))
    for submission in Submission.objects.called_spam().order_by("-decided_at")[:MOST_SPAM]:
        found.spam.add(("submission", submission.pk), shingles_of_submission(submission))
        found.names["submission", submission.pk] = submission.payload.get("name", "")
    gone = SpamExample.objects.filter(submission__isnull=True).values_list("pk", "shingles")
    for pk, shingles in gone[:MOST_SPAM]:
        found.spam.add(("example", pk), frozenset(shingles))
    approved = Submission.objects.screened().filter(state=State.APPROVED).exclude(payload={}).order_by("-decided_at")
    for submission in approved[:MOST_HONEST]:
        found.honest.add(("submission", submission.pk), shingles_of_submission(submission))
    found.twins = _twins()
    return found


def _blocked(texts) -> dict[str, str]:
    """Return domain -> kind of those on the list that the texts may come from."""
    domains = {domain_of_address(facts.email) for facts in texts} | {
        domain_of_website(facts.website) for facts in texts
    }
    above = {
        ".".join(parts[place:]) for domain in domains for parts in [domain.split(".")] for place in range(len(parts))
    }
    return dict(BlockedDomain.objects.filter(domain__in=above).values_list("domain", "kind")) if above else {}


def _twins() -> dict[str, list]:
    found = defaultdict(list)
    others = Submission.objects.screened().exclude(state=State.WITHDRAWN).order_by("-pk")
    for pk, payload, base, email, state in others.values_list("pk", "payload", "base", "email", "state")[:COMPARED]:
        for text in own_words(payload, base):
            found[digest(text)].append((pk, email, state == State.SPAM))
    return found


def judged(submission: Submission, evidence: AllEvidence, members: int = 0) -> tuple[list[dict], bool]:
    """Return the signals of a submission that waits as they are now, and whether it is suspicious.

    members: how many there are in its campaign, 0 where it is in none. Nothing that waits is put with the spam here:
    for that it takes a curator.
    """
    kept = [Signal(**row) for row in submission.signals if row["name"] not in EVIDENCE]
    said = all_facts_of(submission)
    found = [
        *kept,
        *_of_domains(said[0], evidence),
        *strongest(_of_twins(submission, evidence)),
        *strongest(signal for facts in said for signal in of_learned(facts, evidence.learned)),
        *strongest(signal for facts in said for signal in _of_likeness(submission, facts, evidence)),
    ]
    if members:
        found.append(Signal("campaign", FOLDS, str(members)))
    return [signal._asdict() for signal in found], verdict(found) != Verdict.WAITING


def _of_domains(facts, evidence):
    for name, weight, domain in (
        ("blocked-mail-domain", BLOCKED_MAIL, domain_of_address(facts.email)),
        ("blocked-website", BLOCKED_WEBSITE, domain_of_website(facts.website)),
    ):
        parts = domain.split(".")
        above = (".".join(parts[place:]) for place in range(len(parts)))
        if row := next((name for name in above if name in evidence.blocked), ""):
            yield Signal(name, weight, f"{row}: {evidence.blocked[row]}")


def _of_twins(submission, evidence):
    for text in own_words(submission.payload, submission.base):
        own = digest(text)
        twins = [(email, is_spam) for pk, email, is_spam in evidence.twins.get(own, ()) if pk != submission.pk]
        if found := said_before(submission.email, twins, own):
            yield found


def _of_likeness(submission, facts, evidence):
    shingles = shingles_to_compare(submission, shingles_of_facts(facts))
    alike = evidence.spam.alike(shingles)
    key, likeness = max(alike.items(), key=lambda row: row[1], default=(None, 0))
    honest = max(evidence.honest.alike(shingles).values(), default=0)
    if likeness >= ALIKE and likeness > honest:
        yield Signal("like-spam", FOLDS, f"{evidence.names.get(key) or '…'}: {likeness:.0%}")
    elif (pieced := evidence.spam.covered(shingles, PIECES_OF)) >= PIECED and pieced > honest:
        yield Signal("like-spam", FOLDS, f"{pieced:.0%}")
