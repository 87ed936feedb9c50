"""Which themes and cities visitors get to see."""

from entries.kinds import kinds
from search.index import current_index
from taxonomy.models import City, Theme

COLUMNS = {Theme: "theme_keys", City: "city_keys"}


def in_use(model):
    """Return the themes or cities (model: Theme or City) that a published entry has, as a queryset."""
    return model.objects.filter(slug__in=slugs_in_use(model, current_index()))


def slugs_in_use(model, index):
    """Return the slugs of the themes or cities that a published entry has in a state of the index, as a set."""
    by_kind = (index.facet(kind.model._meta.model_name, COLUMNS[model]) for kind in kinds())
    return {slug for by_slug in by_kind for slug, entries in by_slug.items() if entries}
