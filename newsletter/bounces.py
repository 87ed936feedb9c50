"""Reads what comes back to the address that mails are sent from, out of a mailbox file.

That is what mail servers report about mails that did not arrive (RFC 3464), and what mailboxes send to take their
owners off a list (RFC 2369), with a subject that `accounts.mail` has put together.
"""

import mailbox
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date
from email import policy
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from hashlib import blake2b
from re import ASCII, compile

from django.utils import timezone

from accounts.mail import note_came_back
from newsletter.actions import note_bounce, unsubscribe
from newsletter.emails import LEAVE_WORD
from newsletter.links import to_unsubscribe
from newsletter.models import Subscriber
from submissions.models import StepMail
from upkeep.actions import note_asking_bounce, stop_asking
from upkeep.answering import correspondent_of
from upkeep.emails import STOP_WORD

STATUS = compile(r"\b([45]\.\d{1,3}\.\d{1,3})\b", ASCII)
# Some programs write what stands for the space in an address into the subject as it is.
LEAVING = compile(rf"({LEAVE_WORD}|{STOP_WORD})(?:\s|\+|%20)+(\S+)", ASCII)
LINK = compile(r"/newsletter/unsubscribe/([^/>\s]+)/")
# A mailbox can hold anything; an e-mail of more bytes is no report.
LARGEST = 1_000_000


@dataclass(frozen=True)
class DeliveryReport:
    """A mail that came back. digest: of the report; address: whom it could not reach, in lower case; token: of the
    link to unsubscribe in the mail that came back, number: its Message-ID, "" where the report does not have them;
    status: such as 5.1.1.
    """

    digest: str
    address: str
    token: str
    number: str
    status: str
    on: date


def read_mailbox(path):
    """Note every report and every wish to leave in an mbox file.

    Returns a Counter of reports that are "new", "known" or about an "unknown" address, of those that "left", and of
    "other" mails.

    Raises OSError or mailbox.Error where the file cannot be read.
    """
    counts = Counter()
    box = mailbox.mbox(path, create=False)
    try:
        for key in box.iterkeys():
            content = box.get_bytes(key)
            reports = reports_in(content) if len(content) <= LARGEST else []
            if not reports:
                counts["left" if let_go(content[:LARGEST]) else "other"] += 1
            for report in reports:
                counts[note(report)] += 1
    finally:
        box.close()
    return counts


def let_go(content):
    """Take whom a mail asks to be taken off a list off it; returns whether it asked for that.

    The signed token says whose wish it is, whoever sent the mail. The file is read again and again: a wish from before
    somebody has subscribed anew, or may be written to again, is none.
    """
    message = BytesParser(policy=policy.compat32).parsebytes(content, headersonly=True)
    asked = LEAVING.fullmatch(str(message.get("Subject", "")).strip())
    at = _arrived(message) if asked else None
    if at is None:
        return False
    if asked[1] == STOP_WORD:
        correspondent = correspondent_of(asked[2])
        if correspondent and _is_later(at, correspondent.allowed_at):
            stop_asking(correspondent)
        return correspondent is not None
    is_ours, subscriber = to_unsubscribe(asked[2])
    if subscriber and _is_later(at, subscriber.asked_at, subscriber.confirmed_at):
        unsubscribe(subscriber)
    return is_ours


def _is_later(at, *moments):
    return all(moment is None or at > moment for moment in moments)


def _arrived(message):
    """Return when a mail came: as our own mail server says, whose line is the first, else as its sender does; None
    where neither can be read.
    """
    _how, _semicolon, received = str(message.get("Received", "")).rpartition(";")
    for text in (received, str(message.get("Date", ""))):
        try:
            moment = parsedate_to_datetime(text.strip())
        except (ValueError, OverflowError):
            continue
        # “-0000” says that it is UTC.
        return moment if timezone.is_aware(moment) else timezone.make_aware(moment, UTC)
    return None


def reports_in(content):
    """Return the Reports of a mail, given as bytes: one for each recipient that it tells of, [] for any other mail."""
    message = BytesParser(policy=policy.compat32).parsebytes(content)
    if message.get_content_type() != "multipart/report" or not message.is_multipart():
        return []
    parts = message.get_payload()
    status_part = next((part for part in parts if part.get_content_type() == "message/delivery-status"), None)
    if status_part is None or not status_part.is_multipart():
        return []
    digest = blake2b(content, digest_size=16).hexdigest()
    headers, day = _headers(parts), _day(message)
    token, number = _token(headers), str(headers.get("Message-ID", "")).strip()
    found = []
    for block in status_part.get_payload():
        address, status = _recipient(block), STATUS.search(str(block.get("Status", "")))
        if (
            status
            and (address or token or number)
            and str(block.get("Action", "failed")).strip().lower() in ("failed", "delayed")
        ):
            found.append(DeliveryReport(digest, address, token, number, status[1], day))
    return found


def note(report):
    """Note a report about a subscriber, or about any other mail; returns "new", "known" or "unknown".

    The signed link of our own mail tells whose it is, also where it was forwarded; without one the address does, but
    anybody can write such a report: it is only counted.
    """
    _is_ours, owner = to_unsubscribe(report.token)
    subscriber = owner or Subscriber.objects.of_address(report.address).first()
    if subscriber is None:
        return _note_beside_step(report)
    is_new = note_bounce(subscriber, report=report.digest, status=report.status, on=report.on, is_certain=bool(owner))
    return "new" if is_new else "known"


def _recipient(block):
    """Return the address that a block of a report is about: "rfc822; anna@example.org" gives anna@example.org."""
    for name in ("Original-Recipient", "Final-Recipient"):
        _kind, _semicolon, address = str(block.get(name, "")).partition(";")
        if "@" in (address := parseaddr(address.strip())[1]):
            return address.lower()
    return ""


def _note_beside_step(report):
    """Beside the step of a submission, or with the mail itself. Only by the number of our own mail, which nobody else
    knows; that it is late is no news yet.
    """
    number = report.number if report.status.startswith("5") else ""
    asked = note_asking_bounce(number)
    if asked is not None:
        return "new" if asked else "known"
    mails = StepMail.objects.filter(message_id=number) if number else StepMail.objects.none()
    if not mails.exists():
        back = note_came_back(number, report.status)
        return "unknown" if back is None else "new" if back else "known"
    is_new = mails.exclude(outcome=StepMail.Outcome.BOUNCED)
    return "new" if is_new.update(outcome=StepMail.Outcome.BOUNCED, detail=report.status) else "known"


def _headers(parts):
    """Return the headers of the mail that came back, as far as the report has them."""
    for part in parts:
        if part.get_content_type() == "message/rfc822" and part.is_multipart():
            return part.get_payload(0)
        if part.get_content_type() == "text/rfc822-headers":
            return BytesParser(policy=policy.compat32).parsebytes(part.get_payload(decode=True) or b"", True)
    return {}


def _token(headers):
    """Return the token of the link to unsubscribe in these headers, or ""."""
    found = LINK.search("".join(str(headers.get("List-Unsubscribe", "")).split()))
    return found[1] if found else ""


def _day(message):
    """Return the day of a report, today where it says none or one that is still to come."""
    today = timezone.localdate()
    try:
        day = parsedate_to_datetime(str(message.get("Date", ""))).date()
    except (ValueError, OverflowError):
        return today
    return min(day, today)
