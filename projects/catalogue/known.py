"""Which of the entries that are there a name stands for, while others may write."""

from collections import defaultdict
from functools import cached_property

from django.db.models import Max

from entries.models import FormerAddress, PublicationState
from organisations.models import Organisation
from projects.models import Project
from taxonomy.models import City, Theme


class Known:
    """The entries of a model by keys. In memory are their numbers alone, and those that one turn has asked for.

    read: takes nothing and returns (key, number of an entry) pairs; of several with one key the last counts.
    """

    def __init__(self, model, read):
        self.model, self.read = model, read
        self.entries = {}

    @cached_property
    def numbers(self):
        return dict(self.read())

    def read_again(self):
        """Read everything anew, as others have written."""
        self.__dict__.pop("numbers", None)
        self.forget()

    def forget(self):
        """Let go of the entries themselves, as a turn is over."""
        self.entries = {}

    def get(self, key):
        """Return the entry of a key, the same object all through a turn, or None."""
        number = self.numbers.get(key)
        return None if number is None else self.numbered(number)

    def numbered(self, number):
        """Return the entry with a primary key, likewise."""
        if number not in self.entries:
            self.entries[number] = self.model.objects.get(pk=number)
        return self.entries[number]

    def note(self, key, entry):
        """Know from now on what a key stands for."""
        self.numbers[key] = entry.pk
        self.entries[entry.pk] = entry


def newest_versions():
    """Return something that differs once anybody has written an entry or a tag."""
    return [
        model.history.aggregate(newest=Max("history_id"))["newest"] for model in (Project, Organisation, City, Theme)
    ]


def best_last(model, *fields):
    """Return (number, publication, name, …) of all entries, the best of several last: the oldest not withdrawn.

    fields: what else of each.
    """
    rows = model.objects.order_by("-pk").values_list("pk", "publication", "name", *fields)
    return sorted(rows, key=lambda row: row[1] != PublicationState.WITHDRAWN)


def spelled(model):
    """Yield (name, number of the entry that it stands for), the best last: of a merged duplicate the one that stays.

    Names that entries had before, and other ones of theirs, come first, so that every name that one has now is better.
    """
    entries = best_last(model, "slug", *(["other_names"] if hasattr(model, "other_names") else []))
    known = {number for number, *_rest in entries}
    addresses = FormerAddress.objects.filter(kind=model._meta.model_name).values_list("slug", "object_id")
    stays = {slug: number for slug, number in addresses if number in known}
    meant = {
        number: stays.get(slug, number) if publication == PublicationState.WITHDRAWN else number
        for number, publication, _name, slug, *_others in entries
    }
    former = defaultdict(list)
    for number, name in model.history.order_by().values_list("id", "name").distinct():
        former[number].append(name)
    for number, _publication, _name, _slug, *others in entries:
        other_names = [line for text in others for line in text.splitlines()]
        yield from ((name, meant[number]) for name in (*former[number], *other_names))
    for number, _publication, name, *_rest in entries:
        yield name, meant[number]
