"""Which of the entries that are there a name stands for."""

from entries.models import FormerAddress, Publication


def best_last(model):
    """Return all entries of a model, so that of several with one key the oldest that is not withdrawn comes last."""
    return sorted(model.objects.order_by("-pk"), key=lambda one: one.publication != Publication.WITHDRAWN)


def spelled(model):
    """Yield (name, the entry that it stands for), the best last: for a merged duplicate the one that stays."""
    entries = best_last(model)
    known = {one.pk: one for one in entries}
    addresses = FormerAddress.objects.filter(kind=model._meta.model_name).values_list("slug", "object_id")
    stays = {slug: known.get(pk) for slug, pk in addresses}
    for one in entries:
        is_withdrawn = one.publication == Publication.WITHDRAWN
        yield one.name, (is_withdrawn and stays.get(one.slug)) or one
