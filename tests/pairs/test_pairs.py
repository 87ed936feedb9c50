"""Two write at once: nothing is lost, sent twice, left stale, or answered with an error.

Each writer meets another that shares rows with it, once. ROUNDS=20 lets each meet each of those, so often, and prints
a table: `ROUNDS=20 python -m pytest tests/pairs -s`. PAIRS="theme + project, city + project" lets these meet alone.
"""

import logging
import os
import re
import sys
import time
from collections import Counter
from itertools import combinations_with_replacement

import pytest
from django.db import connection
from post_office.models import Email

from entries.indexing import listed_models, reindex
from operations import turns
from search.models import SearchDocument
from tests.pairs.arena import in_threads, shared_database
from tests.pairs.writers import LEFT_OUT, WRITERS, actions_that_write
from tests.pairs.writing import Refusal, make_world, tidy

ROUNDS = int(os.environ.get("ROUNDS", "0"))
PAIRS = os.environ.get("PAIRS", "")
KINDS = ("lost", "doubled", "500", "503", "stale", "done over", "deadlocks")
NAMES = list(WRITERS)
# What meets each time: what once deadlocked, two who make the same, as their names are theirs alone, and who would be
# told by a page that somebody was quicker before any action is called.
ALWAYS = [
    ("return", "reply"),
    *(("theme", "project"), ("city", "project"), ("organisation", "project"), ("theme", "bulk check")),
    *(("approve", "organisation"), ("merge organisations", "network"), ("still right", "take over")),
    *((name, name) for name in ("still right", "approve a twin", "add a project", "add a theme")),
    *((name, name) for name in ("put together", "clear up", "send", "ask", "say a word", "add a contact")),
    *((name, name) for name in ("answer: has changed", "answer: has ended", "answer: still right")),
    *(("ask", "stop asking"), ("settle: it has ended", "answer: has ended"), ("contact", "leave alone")),
    *(("contact", "asked in vain"), ("say a word", "settle: it runs"), ("tell apart", "note pairs")),
    *(("bring a table", "translate"), ("contact", "contact")),
    *((name, name) for name in ("bring a table", "appoint a translator", "block a domain", "tag")),
]


def do_share(one, other):
    return not set(WRITERS[one].shares.split()).isdisjoint(WRITERS[other].shares.split())


def chosen_pairs():
    if PAIRS:
        return [tuple(pair.strip().split(" + ")) for pair in PAIRS.split(",")]
    if ROUNDS:
        return [pair for pair in combinations_with_replacement(NAMES, 2) if do_share(*pair)]
    pairs = list(ALWAYS)
    left = [name for name in NAMES if all(name not in pair for pair in ALWAYS)]
    while left:
        name = left.pop(0)
        other = next((other for other in left if do_share(name, other)), None)
        pairs.append((name, other or next(other for other in NAMES if do_share(name, other) and other != name)))
        left = [name for name in left if name != other]
    return pairs


def derived():
    """Return all that is derived from other rows, as it is stored."""
    documents = SearchDocument.objects.order_by("kind", "object_id").values_list()
    columns = ("pk", "sort_name", "theme_keys", "city_keys", "country_keys", "where_keys")
    return [row[1:] for row in documents], [
        (model.__name__, *row)
        for model in listed_models()
        for row in model.objects.order_by("pk").values_list(*columns)
    ]


def is_stale():
    """Whether something that is derived is another when it is made anew."""
    before = derived()
    for model in listed_models():
        reindex(model.objects.all())
    return derived() != before


def doubled_mails(since):
    mails = Email.objects.filter(pk__gt=since).values_list("to", "subject", "message")
    return sum(number - 1 for number in Counter(map(str, mails)).values())


def deadlocks_of_database():
    """Return how many deadlocks the database has seen; SQLite has none, as it locks the whole file."""
    if connection.vendor != "postgresql":
        return 0
    time.sleep(1.1)  # It tells of them once a second.
    with connection.cursor() as cursor:
        cursor.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
        return cursor.fetchone()[0]


def complaint_of(answer):
    """Return what an answer says is wrong, for whoever reads why a test failed."""
    html = answer.content.decode() if hasattr(answer, "content") else ""
    said = re.findall(r'class="(?:errorlist|errornote|error|warning)[^"]*"[^>]*>(.*?)</(?:ul|p|li)>', html, re.DOTALL)
    return f"{getattr(answer, 'status_code', '')} {' '.join(re.sub('<[^>]+>', ' ', ' '.join(said)).split())}"


def was_refused(answer):
    """Whether an answer says that somebody was quicker; then no action may have been called at all."""
    return isinstance(answer, Refusal) or getattr(answer, "status_code", 200) == 409


def meet(world, names, mark, complaints, refused):
    """Let two writers meet once; return a Counter of KINDS. complaints: a list that gets what was said; refused: a set
    that gets who was told that the other was quicker.
    """
    tidy(world)
    sent = [
        WRITERS[name].opens(world, f"{mark}{side}", by)
        for name, side, by in zip(names, "ab", world.curators, strict=True)
    ]
    last_mail = Email.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    answers = in_threads(*(one.send for one in sent))
    found = Counter()
    for name, one, answer in zip(names, sent, answers, strict=True):
        status = getattr(answer, "status_code", 200)
        if status >= 500:
            found["503" if status == 503 else "500"] += 1
        elif not one.is_kept(answer):
            found["lost"] += 1
            complaints.append(f"{name}: {complaint_of(answer)}")
        if was_refused(answer):
            refused.add(name)
    found["doubled"] += doubled_mails(last_mail)
    found["stale"] += is_stale()
    return found


@pytest.fixture
def done_over(caplog):
    caplog.set_level(logging.WARNING, "dsi_directory.turns")
    return lambda: sum("is done over" in record.getMessage() for record in caplog.records)


@pytest.fixture
def called(monkeypatch):
    """The set of the actions that take a turn, or a part of one."""
    names, take = set(), turns.turn

    def noted():
        caller = sys._getframe(1)
        if caller.f_code.co_name == "in_turn":
            action = caller.f_locals["action"]
            names.add(f"{action.__module__}.{action.__qualname__}")
        return take()

    monkeypatch.setattr(turns, "turn", noted)
    return names


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_whoever_writes_at_the_same_moment_neither_loses_nor_breaks_anything(tmp_path, done_over, called):
    table, complaints, refused = {}, [], set()

    def let_meet(world, names):
        marks = [f"m{len(table)}r{number}" for number in range(ROUNDS or 1)]
        table[names] = Counter()
        try:
            for mark in marks:
                table[names] += meet(world, names, mark, complaints, refused)
        except Exception as error:
            # The others meet all the same, so that one run tells of all.
            complaints.append(f"{' + '.join(names)}: {error!r}")

    def run():
        world = make_world()
        for names in chosen_pairs():
            let_meet(world, names)
        if not ROUNDS:
            # Of two alike the quicker one surely calls its action.
            for names in [(name, name) for name in sorted(refused) if (name, name) not in table]:
                let_meet(world, names)

    with shared_database(tmp_path):
        before = in_threads(deadlocks_of_database)[0]
        in_threads(run, longest=None)  # Each two are given up by themselves.
        deadlocks = in_threads(deadlocks_of_database)[0] - before
    total = sum(table.values(), Counter()) + Counter({"done over": done_over(), "deadlocks": deadlocks})
    if ROUNDS:
        print(told(table, total), *complaints, sep="\n")
    wrong = {" + ".join(names): dict(found) for names, found in table.items() if +found}
    assert (wrong, deadlocks, complaints) == ({}, 0, [])
    assert PAIRS or actions_that_write() - called == set(LEFT_OUT)


def told(table, total):
    """Return the table of what went wrong, a line a pair, those without a fault in one line."""
    rows = [
        f"| {' + '.join(names)} | {' | '.join(str(found[kind]) for kind in KINDS[:5])} |"
        for names, found in table.items()
        if +found
    ]
    rows.append(f"| {len(table) - len(rows)} other pairs | {' | '.join(['0'] * 5)} |")
    totals = ", ".join(f"{kind}: {total[kind]}" for kind in KINDS)
    return f"\n{connection.vendor}, {ROUNDS} rounds of {len(table)} pairs. {totals}\n" + "\n".join(rows)
