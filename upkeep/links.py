"""What visitors read beside a link that leads nowhere any more, and where a copy of the page is kept."""

from urllib.parse import quote

from django.utils.timezone import localdate

from search.prepared import Prepared
from upkeep.models import LinkCheck, LinkVerdict

# Leads to the copy that is nearest to a day.
ARCHIVE = "https://web.archive.org/web/{day:%Y%m%d}/{address}"
GONE = Prepared(lambda address: LinkCheck.objects.filter(address=address, verdict=LinkVerdict.GONE).order_by(), str)


def link_state(address, seen_on=None, answered_on=None):
    """Return what the panel beside a link needs: since when it is certainly gone, None where it is not, and a copy.

    seen_on: when what is listed was last heard of; answered_on: when somebody last found that the address answers.
    """
    check = next(iter(GONE.objects(address)), None) if address else None
    if check is None or (answered_on and answered_on >= localdate(check.failing_since)):
        return {"gone_on": None}
    day = max(filter(None, [check.answered_on, answered_on, seen_on]), default=localdate(check.failing_since))
    return {
        "gone_on": check.gone_on,
        "copy": ARCHIVE.format(day=day, address=quote(address, safe=":/?#&=%+,;@!$'()*~")),
    }
