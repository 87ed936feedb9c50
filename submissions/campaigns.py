"""Which submissions belong together: they resemble each other, and no one person sent them.

Likeness is of words in a row (screening/likeness.py). Two texts that share a quarter of them are alike: of 280 real
entries in each of five languages no three are. Half of that is enough for two that have an address or a network in
common that honest people seldom share.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from screening.domains import FREE_MAIL, SHARED_HOSTS, domain_of_address, domain_of_website, is_same_site
from screening.facts import Facts
from screening.likeness import Pool, shingles_of
from submissions.models import Submission, SubmissionKind
from submissions.screening import all_facts_of

ALIKE, ALIKE_WITH_TRAIT = 0.25, 0.12
FEWEST_MEMBERS = 3
# Reports are short, and many people say of many entries that their website is gone.
FEWEST_OF_REPORT = 12
# Changes and claims to one entry, or by one sender: a few are usual, more would stand before everybody else's.
FEWEST_OF_ONE = 4
PHRASE_WORDS = 5
MOST_PHRASES, MOST_TRAITS = 3, 4


def shingles_of_facts(facts: Facts) -> frozenset[int]:
    return shingles_of(facts.name, facts.text)


def shingles_of_submission(submission: Submission) -> frozenset[int]:
    """Return by what a submission is compared, in all of its languages; nothing for one that says too little."""
    return frozenset().union(*shingles_by_language(submission))


def shingles_by_language(submission: Submission) -> list[frozenset[int]]:
    """Return the same of each of its languages, first of the entry's own."""
    return [shingles_to_compare(submission, shingles_of_facts(facts)) for facts in all_facts_of(submission)]


def shingles_to_compare(submission: Submission, shingles: frozenset[int]) -> frozenset[int]:
    """Return shingles of a submission, or nothing where they are too few to say anything."""
    is_report = submission.kind == SubmissionKind.REPORT
    return frozenset() if is_report and len(shingles) < FEWEST_OF_REPORT else shingles


def sender_of(submission: Submission) -> str:
    """Return who sent it, as far as that can be told: those who write from the website of one entry are one."""
    website = submission.payload.get("website", "")
    if is_same_site(submission.email, website):
        return domain_of_website(website)
    return submission.email.lower() or submission.network or str(submission.pk)


def traits_of(submission: Submission) -> set[str]:
    """Return what it may have in common with others beside its text, each as "kind:value"."""
    website = submission.payload.get("website", "")
    mail, site = domain_of_address(submission.email), domain_of_website(website)
    found = {f"network:{submission.network}"} if submission.network else set()
    if mail and mail not in FREE_MAIL and not is_same_site(submission.email, website):
        found.add(f"mail:{mail}")
    if site and not any(site == host or site.endswith(f".{host}") for host in SHARED_HOSTS):
        found.add(f"website:{site}")
    return found


def groups_of(submissions: Iterable[Submission]) -> list[list[Submission]]:
    """Return the submissions that belong together, each group a list; those that belong to none are left out."""
    rows = {submission.pk: submission for submission in submissions}
    pool = Pool(
        ((pk, number), found)
        for pk, submission in rows.items()
        for number, found in enumerate(shingles_by_language(submission))
        if found
    )
    traits = {pk: traits_of(rows[pk]) for pk, _number in pool.texts}
    heads = {pk: pk for pk in traits}

    def head(pk):
        while heads[pk] != pk:
            heads[pk] = pk = heads[heads[pk]]
        return pk

    for (pk, _number), shingles in pool.texts.items():
        for (other, _other_number), likeness in pool.alike(shingles).items():
            enough = ALIKE_WITH_TRAIT if traits[pk] & traits[other] else ALIKE
            if likeness >= enough and pk != other and not _say_the_same_of_one_entry(rows[pk], rows[other]):
                heads[head(pk)] = head(other)
    groups = defaultdict(list)
    for pk in heads:
        groups[head(pk)].append(rows[pk])
    return [group for group in groups.values() if _is_campaign(group)]


def floods_of(submissions: Iterable[Submission]) -> list[list[Submission]]:
    """Return the changes and claims that are many to one entry, or many by one sender, each group a list.

    That says nothing against any of them: they only stand in one row.
    """
    left = [one for one in submissions if one.kind in (SubmissionKind.CHANGE, SubmissionKind.CLAIM)]
    found = []
    for what_they_share in (lambda one: (one.target_kind, one.target_id), sender_of):
        groups = defaultdict(list)
        for submission in left:
            groups[what_they_share(submission)].append(submission)
        many = [group for group in groups.values() if len(group) >= FEWEST_OF_ONE]
        found += many
        grouped = {submission.pk for group in many for submission in group}
        left = [submission for submission in left if submission.pk not in grouped]
    return found


def _say_the_same_of_one_entry(one: Submission, other: Submission) -> bool:
    """Whether two are about the same entry: that several people say so makes it likelier."""
    return bool(one.target_id) and (one.target_kind, one.target_id) == (other.target_kind, other.target_id)


def _is_campaign(group: list[Submission]) -> bool:
    return len(group) >= FEWEST_MEMBERS and len({sender_of(submission) for submission in group}) >= FEWEST_MEMBERS


def common_traits(group: list[Submission]) -> dict[str, list[str]]:
    """Return what most of a group has in common, as people read it: phrases, domains of addresses and websites."""
    phrases: Counter = Counter()
    for submission in group:
        phrases.update(_phrases("\n".join(facts.text for facts in all_facts_of(submission))))
    told: list[str] = []
    for phrase, number in sorted(phrases.items(), key=lambda row: (-row[1], row[0])):
        if len(told) == MOST_PHRASES:
            break
        if number >= FEWEST_MEMBERS and not any(_overlap(phrase, other) for other in told):
            told.append(phrase)
    found = {"phrases": told}
    for kind in ("mail", "website"):
        values = Counter(
            trait.partition(":")[2] for submission in group for trait in traits_of(submission) if trait.startswith(kind)
        )
        shared = sorted((-number, value) for value, number in values.items() if number > 1)
        found[kind] = [value for _number, value in shared[:MOST_TRAITS]]
    return found


def _phrases(text: str) -> set[str]:
    said = text.split()
    return {" ".join(said[place : place + PHRASE_WORDS]) for place in range(len(said) - PHRASE_WORDS + 1)}


def _overlap(one: str, other: str) -> bool:
    return len(set(one.split()) & set(other.split())) > 1
