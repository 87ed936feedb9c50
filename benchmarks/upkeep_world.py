"""What benchmarks.upkeep measures: a database with all that upkeep knows of its entries, and one thing done with it.

`python -m benchmarks.upkeep_world ready` fills what benchmarks.fill has made; with the name of a thing it does that and
prints as JSON how many seconds that took, and how many MB the process held at most.
"""

import json
import random
import resource
import sys
import time
from datetime import timedelta
from io import StringIO
from urllib.parse import urlsplit

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django's models can be imported only now
from django.contrib.auth.models import Group  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import BigIntegerField, Case, CharField, F, Value, When  # noqa: E402
from django.db.models.functions import Cast, Concat  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import User  # noqa: E402
from entries.kinds import kinds  # noqa: E402
from entries.models import EntryText, TextOrigin  # noqa: E402
from operations.scheduling import declared_jobs  # noqa: E402
from submissions.models import State, Submission, SubmissionKind  # noqa: E402
from upkeep.actions import enlist_addresses, note_looks  # noqa: E402
from upkeep.judging import LinkLook  # noqa: E402
from upkeep.models import (  # noqa: E402
    AnswerGiven,
    ContactAddress,
    Correspondent,
    Evidence,
    LinkCheck,
    LinkOutcome,
    LinkVerdict,
    Question,
    SignOfLife,
    VisitorsWord,
)
from upkeep.watching import BATCH as LOOKS_AT_ONCE  # noqa: E402
from upkeep.watching import names_at  # noqa: E402

BATCH = 5000
CURATOR = "curator@example.org"
VERDICTS = (LinkVerdict.ANSWERED, LinkVerdict.GONE, LinkVerdict.MOVED, LinkVerdict.PARKED, LinkVerdict.UNSURE)


def fill_upkeep(dice):
    """Give the entries that are there websites, addresses of others, questions and visitors' words."""
    now = timezone.now()
    for kind in kinds():
        model, last = kind.model, 0
        # One in ten leads to a page that several lead to, such as those of one organisation or a platform.
        number = Case(When(pk__endswith="0", then=F("pk") % 5000), default="pk", output_field=BigIntegerField())
        model.objects.update(
            website=Concat(Value(f"https://{kind.key}-"), Cast(number, CharField()), Value(".example.org/"))
        )
        while rows := list(
            model.objects.filter(pk__gt=last).order_by("pk").only("pk", "text_language", "website")[:BATCH]
        ):
            last = rows[-1].pk
            _fill(model, rows, now, dice)


def _fill(model, rows, now, dice):
    kind = model._meta.model_name
    about = {row: {"target_kind": kind, "target_id": row.pk} for row in rows}
    SignOfLife.objects.bulk_create(
        SignOfLife(when="2019-05", what=Evidence.PAGE, source=row.website, **about[row]) for row in rows[::3]
    )
    asked = [row for row in rows if dice.random() < 0.6]
    ContactAddress.objects.bulk_create(
        ContactAddress(email=f"{kind}{row.pk}@example.org", origin="Its imprint", **about[row]) for row in asked
    )
    # So many months ago, so that each number of reminders, and none, is due.
    people = Correspondent.objects.bulk_create(
        Correspondent(
            email=f"{kind}{row.pk}@example.org",
            stopped_at=now if dice.random() < 0.05 else None,
            bounced_at=now if dice.random() < 0.05 else None,
        )
        for row in asked[::2]
    )
    answers = [None, *AnswerGiven.values]
    Question.objects.bulk_create(
        Question(
            correspondent=person,
            asked_at=(asked_at := now - timedelta(days=dice.randrange(500))),
            mails=dice.randrange(1, 4),
            answer=(answer := dice.choice(answers)) or "",
            answered_at=asked_at if answer else None,
            **about[row],
        )
        for person, row in zip(people, asked[::2], strict=True)
    )
    VisitorsWord.objects.bulk_create(
        VisitorsWord(what=dice.choice(["ended", "unknown"]), **about[row]) for row in rows if dice.random() < 0.05
    )
    EntryText.objects.bulk_create(
        (
            EntryText(
                field="summary",
                language="de",
                text="Hilft beim Ankommen.",
                origin=TextOrigin.PERSON,
                written_on=now.date(),
                is_outdated=dice.random() < 0.1,
                **about[row],
            )
            for row in rows
            if row.text_language != "de" and dice.random() < 0.2
        ),
        ignore_conflicts=True,  # as some of those that ship have texts already
    )
    _hand_in(rows, kind, now, dice)
    checks = [
        _checked(LinkCheck(address=address), dice.choices(VERDICTS, weights=(80, 6, 5, 2, 7))[0], now, dice)
        for address in dict.fromkeys(row.website for row in rows)
    ]
    LinkCheck.objects.bulk_create(checks, ignore_conflicts=True)


def _hand_in(rows, kind, now, dice):
    """Let one new entry wait for a decision for every hundred that there are, and as many reports."""
    chosen = dice.sample(rows, len(rows) // 50)
    new = [Submission(kind=kind, payload={"name": f"New {row.pk}"}, email=f"new{row.pk}@example.org") for row in chosen]
    for submission, row in zip(new[::2], chosen[::2], strict=True):
        submission.kind, submission.payload = SubmissionKind.REPORT, {"what": "ended", "text": "Closed."}
        submission.target_kind, submission.target_id = kind, row.pk
    for submission in new:
        submission.state, submission.confirmed_at, submission.waiting_since = State.WAITING, now, now
    Submission.objects.bulk_create(new)


def _checked(check, verdict, now, dice):
    check.verdict, check.looked_at = verdict, now - timedelta(days=dice.randrange(7))
    check.next_at = check.looked_at + timedelta(days=7)
    if verdict == "gone":
        check.failing_since, check.gone_on = now - timedelta(days=9), now.date()
    if verdict == "moved":
        check.new_address, check.is_same_site = f"{check.address}new/", dice.random() < 0.8
    return check


def browser():
    return Client(headers={"host": urlsplit(settings.SITE_URL).netloc})


def page(address, *, is_cold=False):
    """Return a function that asks for a page as a member of the group Curators, and returns the seconds it took."""

    def ask():
        client = browser()
        client.force_login(User.objects.get(email=CURATOR))
        # What every process does once, such as reading templates, is no part of it.
        client.get("/admin/password_change/")
        client.get(address)
        if is_cold:
            cache.clear()
        begun = time.perf_counter()
        response = client.get(address)
        took = time.perf_counter() - begun
        if response.status_code != 200:
            sys.exit(f"{address} answered {response.status_code}.")
        response.getvalue()
        return took

    return ask


def command(name, *arguments):
    def run():
        call_command(name, *arguments, stdout=StringIO())

    return run


def job(name):
    def run():
        declared_jobs()[name].run()

    return run


def choose_addresses():
    """What a run does before it asks the first website, and to note what came of a batch."""
    enlist_addresses()
    due = list(LinkCheck.objects.due().values_list("address", flat=True))
    names_at(due[:LOOKS_AT_ONCE])
    note_looks([LinkLook(address, LinkOutcome.ANSWERED, 200) for address in due[:LOOKS_AT_ONCE]])


def sitemap():
    client = browser()
    index = client.get("/sitemap.xml").content.decode()
    for part in index.split("<loc>")[1:]:
        path = "/" + part.partition("</loc>")[0].partition("://")[2].partition("/")[2].replace("&amp;", "&")
        if client.get(path).status_code != 200:
            sys.exit(f"{path} is no part of the sitemap.")


LISTS = {
    "entries asked about in vain": "/admin/upkeep/question/?attention=vain",
    "what visitors said": "/admin/upkeep/visitorsword/",
    "links that lead nowhere": "/admin/upkeep/linkcheck/?attention=gone",
    "likely duplicates": "/admin/upkeep/likelypair/?attention=undecided",
    "not heard of for long": "/admin/projects/project/?attention=unheard",
}
THINGS = {
    "nothing, which is what a process takes by itself": lambda: None,
    "find_duplicates": job("find_duplicates"),
    "start page of curators, after an edit": page("/admin/", is_cold=True),
    "start page of curators, again": page("/admin/"),
    **{f"list: {name}": page(address) for name, address in LISTS.items()},
    "ask_entries --dry-run": command("ask_entries", "--dry-run"),
    "ask_entries": command("ask_entries"),
    "watch_links: choosing, and noting what came of it": choose_addresses,
    "count_freshness": command("count_freshness"),
    "compare_derived": job("compare_derived"),
    "sitemap, all of it": sitemap,
}


def make_ready():
    fill_upkeep(random.Random(1))
    curator = User.objects.create_user(CURATOR, is_staff=True)
    curator.groups.add(Group.objects.get(name="Curators"))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


if __name__ == "__main__":
    if sys.argv[1] == "ready":
        make_ready()
    else:
        begun = time.perf_counter()
        took = THINGS[sys.argv[1]]() or time.perf_counter() - begun
        print(json.dumps([took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
