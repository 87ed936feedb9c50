from functools import cached_property

from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from entries.filters import Facet, RelatedFilter
from entries.filtersets import SORTS, EntryFilterSet
from organisations.models import Kind, Organisation, Size


class OrganisationFilterSet(EntryFilterSet):
    sorts = SORTS | {
        "founded": (
            pgettext_lazy("sort by", "Year founded"),
            [F("founded").desc(nulls_last=True), "sort_name", "pk"],
        )
    }
    cubes = (("where", "kind", "size"), ("theme",), ("city", "country"))

    kind = Facet(column="kind", label=_("Kind"), options=lambda f: dict(Kind.choices))
    size = Facet(column="size", label=_("Size"), options=lambda f: dict(Size.choices))
    network = RelatedFilter(path="networks", label=_("Network"), options=lambda f: f.networks)

    class Meta:
        model = Organisation
        fields = ()

    @cached_property
    def networks(self):
        return dict(Organisation.objects.published().networks().values_list("slug", "name"))
