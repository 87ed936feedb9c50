"""What an issue names that is over by the time it leaves: nobody is to be sent to a call that has closed."""

import re
from datetime import datetime

from django.conf import settings

from cluster.models import Event, FundingOpportunity
from entries.models import FormerAddress
from taxonomy.texts import CODES

# What can be over, and the column with the moment at which it is.
KINDS = {Event.NAMESPACE: (Event, "over_at"), FundingOpportunity.NAMESPACE: (FundingOpportunity, "closes_at")}
ADDRESS = re.compile(
    rf"{re.escape(settings.SITE_URL)}(?:/(?:{'|'.join(CODES)}))?/({'|'.join(KINDS)})/([-\w]+)/", re.ASCII
)
ROW = re.compile(r"\s{0,3}[-*+] ")
HEADING = re.compile(r"#+ ")


def will_be_over(kind: str, slug: str, moment: datetime) -> bool:
    """Return whether what has, or had, an address is over at a moment, or was called off or taken out before.

    kind: the first part of its address, a key of KINDS. What was never there is not over.
    """
    model, column = KINDS[kind]
    former = FormerAddress.objects.filter(kind=model._meta.model_name, slug=slug).values_list("object_id", flat=True)
    item = model.objects.filter(slug=slug).first() or model.objects.filter(pk__in=former).first()
    if item is None:
        return False
    over_at = getattr(item, column)
    is_off = not item.is_published or getattr(item, "is_cancelled", False)
    return is_off or (over_at is not None and over_at <= moment)


def without_what_is_over(text: str, moment: datetime) -> str:
    """Return a text in Markdown without the rows of its lists that lead to what is over at a moment.

    A heading that has nothing left below it goes as well.
    """
    kept, heading = [], None
    for line in text.splitlines():
        if ROW.match(line) and names_what_is_over(line, moment):
            if heading is None:
                heading = next((place for place in reversed(range(len(kept))) if HEADING.match(kept[place])), -1)
            continue
        if HEADING.match(line):
            kept, heading = _without_empty_end(kept, heading), None
        kept.append(line)
    return "\n".join(_without_empty_end(kept, heading)).strip() + "\n"


def names_what_is_over(text: str, moment: datetime) -> list[str]:
    """Return the addresses in a text that lead to what is over at a moment."""
    return [found[0] for found in ADDRESS.finditer(text) if will_be_over(found[1], found[2], moment)]


def _without_empty_end(lines: list[str], heading: int | None) -> list[str]:
    """Return lines without their last heading where rows below it were left out and nothing is left.

    heading: its place, None where nothing was left out.
    """
    if heading is None or heading < 0 or any(line.strip() for line in lines[heading + 1 :]):
        return lines
    return lines[:heading]
