"""Facts that are not known of all entries, though visitors narrow the lists by them."""

from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from curating.attention import Attention, Mend, Rank, Where
from curating.entry_admin import to_complete
from entries.freshness import LONG_GONE
from listing.filters import YearFilter
from search.index import NOTHING


def attention_to_gaps(filterset):
    """Return an Attention for each fact of which the filters of a list say that it is not known of all, by a key."""
    facts = {}
    for name, each in filterset.base_filters.items():
        if getattr(each, "said_of_unknown", None):
            facts.setdefault(each.column, (name, each))
    return {
        f"unknown-{column.replace('_', '-')}": _attention(filterset, name, each)
        for column, (name, each) in facts.items()
    }


def _attention(filterset, name, each):
    column = each.column

    def indexed():
        narrowed = filterset()
        ended = narrowed.index.facet(narrowed.kind, "heard_day").get(str(LONG_GONE), NOTHING)
        return narrowed.filters[name].unknown_entries - ended

    empty = {f"{column}__isnull": True} if isinstance(each, YearFilter) else {column: each.unknown}
    return Attention(
        format_lazy("{}: {}", each.fact_label, _("not known")),
        Where(lambda: to_complete() & Q(**empty)),
        Rank.UNKNOWN_FACTS,
        Mend(_("Look the first one up"), column),
        indexed=indexed,
    )
