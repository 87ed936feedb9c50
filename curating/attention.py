"""What needs a curator today: the lines of the start page, each with a number, a list and what mends it.

A model admin declares them, as `attention = {key: Attention(label, narrow, …)}`. The filter of its list and the lines
of the start page both come from there, so that a number always equals the length of the list that it leads to.
"""

from collections.abc import Callable
from enum import IntEnum
from typing import NamedTuple

from django.contrib import admin
from django.core.cache import cache
from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from entries.models import Curated, DirectoryVersion, Entry

PARAMETER = "attention"
# How many of a list the start page names.
NAMED = 3
# Seconds for which the numbers of entries are kept, as long as nothing changes.
KEPT_FOR = 600


class Rank(IntEnum):
    """Where a line stands on the start page. What people wait for comes first."""

    QUEUE = 10
    REPORTS = 20
    ANSWERS = 30
    ASKED_IN_VAIN = 40
    LINKS = 50
    SILENT = 60
    WEBSITES = 70
    THIN = 80
    TEXTS = 90
    DUPLICATES = 100
    # Those of which most entries would gain first.
    UNKNOWN_FACTS = 110
    OTHER = 120


class Named(NamedTuple):
    """One of a list, by its name, and the address of the page where it is seen to."""

    name: str
    address: str


class Mend(NamedTuple):
    """What mends it. label: what the link to it says; field: the one on the page of each, which the link to the first
    of them leads to; "" where it is the page as a whole; in_list: whether it is an action of the list instead.
    """

    label: str
    field: str = ""
    in_list: bool = False


class Attention(NamedTuple):
    """label: of what needs attention; narrow: queryset -> those that do.

    rank: on the start page, None for what is a filter of the list alone; order: of the list that is narrowed to it;
    named: (queryset, address of the list, Mend) -> the first of them, a list of Named. Without one those are named that
    curators write: names of people are shown where it is noted who looked at them, and not here.
    """

    label: str
    narrow: Callable[[QuerySet], QuerySet]
    rank: Rank | None = Rank.OTHER
    mend: Mend = Mend("")
    order: tuple = ()
    named: Callable[[QuerySet, str, Mend], list[Named]] | None = None


class Waiting(NamedTuple):
    """A line of the start page; address: of the list of these very objects; mended_at: where they are mended."""

    rank: Rank
    kind: str
    label: str
    count: int
    address: str
    named: list[Named]
    mend: str
    mended_at: str


class AttentionFilter(admin.SimpleListFilter):
    title = _("needs attention")
    parameter_name = PARAMETER

    def __init__(self, request, params, model, model_admin):
        self.items = model_admin.attention
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        return [(key, item.label) for key, item in self.items.items()]

    def queryset(self, request, queryset):
        item = self.items.get(self.value())
        return item.narrow(queryset) if item else queryset


class AttentiveAdmin:
    """Mixin for a ModelAdmin that declares `attention`: what its list is narrowed to has an order of its own."""

    attention = {}

    def get_ordering(self, request):
        item = self.attention.get(request.GET.get(PARAMETER, ""))
        return item.order if item and item.order else super().get_ordering(request)


def admin_page_of(item: Model, field: str = "") -> str:
    """Return the address of the page of an object in the admin, at one of its fields if asked."""
    opts = item._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[item.pk]) + (f"#id_{field}" * bool(field))


def the_first(items: QuerySet, address: str, mend: Mend) -> list[Named]:
    """Return the first objects of a list by their names."""
    return [Named(str(item), admin_page_of(item, mend.field)) for item in items[:NAMED]]


def nobody(items: QuerySet, address: str, mend: Mend) -> list[Named]:
    return []


def attention_table(site, request):
    """Return a Waiting for all that this user may see, in the order of their ranks; counts of 0 are left out."""
    rows = []
    for model, model_admin in site._registry.items():
        if not model_admin.has_view_permission(request):
            continue
        for key, item in getattr(model_admin, "attention", {}).items():
            if item.rank is not None and (row := _waiting(site, model, key, item)):
                rows.append(row)
    return sorted(rows, key=lambda row: (row.rank, -row.count if row.rank == Rank.UNKNOWN_FACTS else 0))


def _waiting(site, model, key, item):
    """Return the Waiting of one line, None where nothing waits."""
    opts = model._meta
    address = reverse(f"{site.name}:{opts.app_label}_{opts.model_name}_changelist")
    address = f"{address}?{urlencode({PARAMETER: key})}"
    count, named = _counted(model, key, item, address)
    if not count:
        return None
    mended_at = address if item.mend.in_list or not named else named[0].address
    return Waiting(item.rank, opts.verbose_name_plural, item.label, count, address, named, item.mend.label, mended_at)


def _counted(model, key, item, address):
    """Return how many there are, and the first of them.

    Of entries there may be very many; their numbers are kept as long as no entry changes, which moves on the version of
    the directory, and the day is the same.
    """
    if not issubclass(model, Entry):
        return _count(model, item, address)
    number, _turned = DirectoryVersion.current_state()
    kept = f"attention:{model._meta.label_lower}:{key}:{number}:{localdate()}"
    return cache.get_or_set(kept, lambda: _count(model, item, address), KEPT_FOR)


def _count(model, item, address):
    items = item.narrow(model._default_manager.all())
    count = items.count()
    name = item.named or (the_first if issubclass(model, Curated) else nobody)
    ordered = items.order_by(*item.order) if item.order else items
    return count, name(ordered, address, item.mend) if count else []
