"""Many subscribers, a real mail server, and a sender that is killed in the middle.

400 by default; `SUBSCRIBERS=5000 pytest tests/newsletter/test_sending.py` for more.
"""

import json
import os
import signal
import time
from collections import Counter

from tests.killing import CLAIMS_RUN_OUT, ended_by_the_kill, finished

SUBSCRIBERS = int(os.environ.get("SUBSCRIBERS", "400"))
KILLED_AT = SUBSCRIBERS * 3 // 10  # before the sender hears that the server took this mail
KILLED_AFTER = SUBSCRIBERS * 6 // 10  # wherever the sender is at that moment

PREPARE = f"""
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.utils import timezone
from newsletter.actions import save_issue, schedule
from newsletter.models import Issue, Subscriber
now = timezone.now()
Subscriber.objects.bulk_create(
    Subscriber(
        email=f"reader{{n}}@example.org", language=["en", "de", "fr", "ar", "uk"][n % 5], asked_in="en", wording="test",
        state="confirmed", request=None, confirmed_at=now,
    )
    for n in range({SUBSCRIBERS})
)
texts = {{f"text_{{code}}": "# News\\n\\nSomething *new*." for code in ["en", "de", "fr", "ar", "uk"]}}
schedule(save_issue(Issue(slug="news", title_en="News", **texts)), by=None)
"""
# By the process that sees them, as any other would hear of it when all are queued.
KILL_WHEN_SOME_ARE_QUEUED = """
import subprocess, sys, time
from newsletter.models import Delivery
queueing = subprocess.Popen([sys.executable, "manage.py", "send_newsletter"])
while not Delivery.objects.exists():
    time.sleep(0.01)
queueing.kill()
print(queueing.wait(), Delivery.objects.count())
"""
STATE = """
import json
from django.core.management import call_command
call_command("send_newsletter", verbosity=0)
from django.db.models import Count
from newsletter.models import Delivery, Issue
issue = Issue.objects.get()
deliveries = dict(Delivery.objects.order_by().values_list("state").annotate(Count("pk")))
print(json.dumps({"state": issue.state, "recipients": issue.recipients, "deliveries": deliveries}))
"""


def test_all_subscribers_get_it_once_and_only_a_mail_in_flight_at_a_kill_twice(start, shell, mailbox, capsys):
    finished(shell(PREPARE))

    ended, queued = map(int, finished(shell(KILL_WHEN_SOME_ARE_QUEUED)).split())
    assert ended == -signal.SIGKILL
    assert 0 < queued < SUBSCRIBERS
    finished(start("send_newsletter"))

    mailbox.kills_at = {KILLED_AT}
    mailbox.victim = start("send_queued_mail")
    assert ended_by_the_kill(mailbox.victim)
    mailbox.victim = start("send_queued_mail")
    while mailbox.number < KILLED_AFTER and mailbox.victim.poll() is None:
        time.sleep(0.02)
    mailbox.victim.kill()
    assert ended_by_the_kill(mailbox.victim)

    finished(start("send_queued_mail"))
    in_doubt = int(finished(shell(CLAIMS_RUN_OUT)))
    finished(start("send_queued_mail"))
    state = json.loads(finished(shell(STATE)))

    times = Counter(mailbox.received.values())
    with capsys.disabled():
        print(
            f"\n{len(mailbox.received)} of {SUBSCRIBERS} subscribers got it, in {mailbox.number} mails: "
            f"{times[1]} once, {times[2]} twice; {in_doubt} were in flight when their sender was killed."
        )
    assert mailbox.received.keys() == {f"reader{number}@example.org" for number in range(SUBSCRIBERS)}
    assert set(times) == {1, 2}
    assert 1 <= times[2] <= in_doubt <= 2
    assert state == {"state": "sent", "recipients": SUBSCRIBERS, "deliveries": {"sent": SUBSCRIBERS}}
