"""What needs a curator's attention.

A model admin declares it once, as `attention = {key: Attention(label, narrow)}`. The filter of its list and the
counts of the start page both come from there, so that a count always equals the length of the list it leads to.
"""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib import admin
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Attention(NamedTuple):
    label: str
    narrow: Callable[[QuerySet], QuerySet]


class Waiting(NamedTuple):
    """A line of the start page; address: of the list of these very objects."""

    kind: str
    label: str
    count: int
    address: str


class AttentionFilter(admin.SimpleListFilter):
    title = _("needs attention")
    parameter_name = "attention"

    def __init__(self, request, params, model, model_admin):
        self.items = model_admin.attention
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        return [(key, item.label) for key, item in self.items.items()]

    def queryset(self, request, queryset):
        item = self.items.get(self.value())
        return item.narrow(queryset) if item else queryset


def attention_table(site, request):
    """Return a Waiting for all that this user may see, counts of 0 left out."""
    rows = []
    for model, model_admin in site._registry.items():
        if not model_admin.has_view_permission(request):
            continue
        opts = model._meta
        address = reverse(f"{site.name}:{opts.app_label}_{opts.model_name}_changelist")
        for key, item in getattr(model_admin, "attention", {}).items():
            if count := item.narrow(model._default_manager.all()).count():
                rows.append(Waiting(opts.verbose_name_plural, item.label, count, f"{address}?attention={key}"))
    return rows
