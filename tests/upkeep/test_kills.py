"""Those who run entries are asked while the processes that ask and send are killed: nobody gets a second e-mail.

`ASKED=1000 KILLS=20 pytest tests/upkeep/test_kills.py` for more people, and more kills of each sort.
"""

import json
import os
import secrets
import time

import pytest

from tests.killing import CLAIMS_RUN_OUT, MOST_SECONDS, ended_by_the_kill, finished

ASKED = int(os.environ.get("ASKED", "80"))
KILLS = int(os.environ.get("KILLS", "1"))
PREPARE = f"""
from django.core.management import call_command
call_command("migrate", verbosity=0)
from tests.factories import make_project
from tests.upkeep.making import make_contact
for number in range({ASKED}):
    make_contact(make_project(f"Asked {{number}}"), f"person{{number}}@asked.example")
"""
# Each in a process of its own, a fork of this one, which spares most of its time: it is killed as it writes so manieth
# letter, or so many seconds after it began; and then two ask at once, as on two hosts.
KILLED_WHILE_ASKING = """
import os, signal, time
from itertools import count
from django.db import connections
from upkeep.actions import ask_those_due, asking
send = asking.send_questions
connections.close_all()
def ask(at=0):
    child = os.fork()
    if child:
        return child
    number = count(1)
    def send_or_die(*letter):
        if next(number) == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return send(*letter)
    asking.send_questions = send_or_die
    try:
        ask_those_due()
    finally:
        os._exit(0)
ended = [os.waitpid(ask(at), 0)[1] for at in {at}]
print(ended == [signal.SIGKILL] * len(ended))
for seconds in {seconds}:
    child = ask()
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
for child in (ask(), ask()):
    os.waitpid(child, 0)
"""
ASK_AGAIN = f"""
{CLAIMS_RUN_OUT}
from django.core.management import call_command
call_command("ask_entries")
"""
STATE = f"""
{ASK_AGAIN}
import json
from upkeep.models import AskingMail, Question
asked = AskingMail.objects.filter(correspondent__email__endswith="@asked.example")
print(json.dumps({{
    "asked": list(asked.values_list("correspondent__email", flat=True)),
    "in doubt": list(asked.filter(is_in_doubt=True).values_list("correspondent__email", flat=True)),
    "told": list(Question.objects.in_doubt().values_list("correspondent__email", flat=True)),
}}))
"""


@pytest.fixture(autouse=True)
def all_on_one_day(monkeypatch):
    monkeypatch.setenv("ASKED_A_DAY", str(2 * ASKED))


def killed_after(process, mailbox, number):
    """Kill a sender once so many mails have arrived, wherever it is at that moment."""
    give_up_at = time.monotonic() + MOST_SECONDS
    while mailbox.number < number and process.poll() is None and time.monotonic() < give_up_at:
        time.sleep(0.002)
    process.kill()
    return ended_by_the_kill(process)


def test_nobody_is_asked_twice_and_curators_are_told_whom_a_mail_may_not_have_reached(start, shell, mailbox, capsys):
    finished(shell(PREPARE))
    at = [1, *(2 + secrets.randbelow(ASKED - 2) for _time in range(KILLS)), ASKED]
    seconds = [secrets.randbelow(500) / 1000 for _time in range(KILLS)]
    assert finished(shell(KILLED_WHILE_ASKING.format(at=at, seconds=seconds))).strip() == "True"

    kills = 0
    for number in range(1, KILLS + 1):
        each = ASKED // (KILLS + 1)
        mailbox.kills_at = {number * each}
        mailbox.victim = start("send_queued_mail")
        assert ended_by_the_kill(mailbox.victim)
        mailbox.kills_at = set()
        kills += 1 + killed_after(start("send_queued_mail"), mailbox, number * each + each // 2)
        assert finished(shell(ASK_AGAIN)).splitlines()[-1] == "Asked: 0."
    finished(start("send_queued_mail"))
    state = json.loads(finished(shell(STATE)).splitlines()[-1])

    received = {email: number for email, number in mailbox.received.items() if email.endswith("@asked.example")}
    people, doubt = {f"person{number}@asked.example" for number in range(ASKED)}, set(state["in doubt"])
    with capsys.disabled():
        print(
            f"\n{ASKED} people: {len(received)} got an e-mail, {sum(received.values())} in all; {kills} kills while "
            f"they were sent left {len(doubt)} in doubt, of which {len(doubt & received.keys())} had arrived."
        )
    assert set(received.values()) == {1}
    assert sorted(state["asked"]) == sorted(people)
    assert received.keys() | doubt == people
    assert KILLS <= len(doubt) <= kills
    assert sorted(state["told"]) == sorted(doubt)
