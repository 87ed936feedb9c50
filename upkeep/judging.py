"""What is known of an address after one more look at it. Slow to accuse: docs/decisions/watching-links.md."""

from dataclasses import dataclass

from django.utils.timezone import localdate

from upkeep.models import ACCUSING, UNREACHED, LinkOutcome, LinkVerdict
from upkeep.terms import GONE_AFTER, LOOKED_EVERY


@dataclass(frozen=True)
class LinkLook:
    """What came of one look at an address.

    status: of the last answer, None without any; moved_to: the new address where the outcome is MOVED; is_same_site:
    whether what answers there is known to be the same site; signs: that the domain is parked, also if they do not do.
    """

    address: str
    outcome: LinkOutcome
    status: int | None = None
    moved_to: str = ""
    is_same_site: bool = False
    signs: tuple[str, ...] = ()

    @property
    def has_reached(self):
        """Whether somebody was there, whatever they said."""
        return self.outcome not in (*UNREACHED, LinkOutcome.NO_NAME, LinkOutcome.NOT_PUBLIC, LinkOutcome.NO_ADDRESS)

    @property
    def has_answered(self):
        """Whether what answered is what was asked for."""
        return self.outcome == LinkOutcome.ANSWERED or (self.outcome == LinkOutcome.MOVED and self.is_same_site)


def judge(check, look, *, at, answered_on=None):
    """Let a LinkCheck know what came of a LinkLook at a moment, without saving it.

    answered_on: the last day on which a curator found that it answers, whatever it tells this machine.
    """
    before = (check.verdict, check.new_address)
    check.outcome, check.status, check.looked_at, check.next_at = look.outcome, look.status, at, at + LOOKED_EVERY
    if answered_on and check.failing_since and answered_on >= localdate(check.failing_since):
        _clear(check)
    if look.outcome in ACCUSING:
        _accuse(check, at)
    elif look.outcome in UNREACHED:
        pass  # It may be the network: what was known before still is.
    else:
        _clear(check, VERDICTS.get(look.outcome, LinkVerdict.UNSURE))
        check.new_address, check.is_same_site = look.moved_to, look.is_same_site
        check.signs = ", ".join(look.signs)
        if look.has_answered:
            check.answered_on = localdate(at)
    if before != (check.verdict, check.new_address):
        check.settled_at = check.settled_by = None


VERDICTS = {
    LinkOutcome.ANSWERED: LinkVerdict.ANSWERED,
    LinkOutcome.MOVED: LinkVerdict.MOVED,
    LinkOutcome.PARKED: LinkVerdict.PARKED,
}


def _accuse(check, at):
    """Call it gone where it was so long enough before, and not in between anything else; or look again in time."""
    if check.failing_since is None:
        _clear(check)
        check.failing_since = at
    if at - check.failing_since >= GONE_AFTER:
        check.verdict, check.gone_on = LinkVerdict.GONE, localdate(at)
    else:
        check.next_at = check.failing_since + GONE_AFTER


def _clear(check, verdict=LinkVerdict.UNSURE):
    """Take back all that was held against it."""
    check.verdict, check.failing_since, check.gone_on = verdict, None, None
    check.new_address, check.is_same_site, check.signs = "", False, ""
