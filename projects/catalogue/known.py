"""Which of the entries that are there a name stands for."""

from collections import defaultdict

from entries.models import FormerAddress, PublicationState


def best_last(model):
    """Return all entries of a model, so that of several with one key the oldest that is not withdrawn comes last."""
    return sorted(model.objects.order_by("-pk"), key=lambda one: one.publication != PublicationState.WITHDRAWN)


def spelled(model):
    """Yield (name, the entry that it stands for), the best last: for a merged duplicate the one that stays.

    Names that entries had before, and other ones of theirs, come first, so that every name that one has now is better.
    """
    entries = best_last(model)
    known = {one.pk: one for one in entries}
    addresses = FormerAddress.objects.filter(kind=model._meta.model_name).values_list("slug", "object_id")
    stays = {slug: known.get(pk) for slug, pk in addresses}
    meant = {one.pk: (one.publication == PublicationState.WITHDRAWN and stays.get(one.slug)) or one for one in entries}
    names = defaultdict(list)
    for pk, name in model.history.order_by().values_list("id", "name").distinct():
        names[pk].append(name)
    for one in entries:
        others = getattr(one, "other_names", "").splitlines()
        yield from ((name, meant[one.pk]) for name in (*names[one.pk], *others))
    for one in entries:
        yield one.name, meant[one.pk]
