from functools import cached_property

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from listing.filters import Facet, RelatedFilter
from listing.filtersets import FRESH_SORTS, FreshnessFilterSet
from organisations.models import Organisation, OrganisationKind, Size


class OrganisationFilterSet(FreshnessFilterSet):
    sorts = FRESH_SORTS | {
        "founded": pgettext_lazy("sort by", "Year founded"),
    }

    kind = Facet(column="kind", label=_("Kind"), options=lambda f: dict(OrganisationKind.choices))
    size = Facet(column="size", label=_("Size"), options=lambda f: dict(Size.choices))
    network = RelatedFilter(path="networks", label=_("Network"), options=lambda f: f.networks)

    class Meta:
        model = Organisation
        fields = ()

    @cached_property
    def networks(self):
        return dict(Organisation.objects.published().networks().values_list("slug", "name"))
