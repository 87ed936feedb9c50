"""Which of the entries that are there a name stands for, while others may write."""

from collections import defaultdict
from contextlib import contextmanager

from django.db.models import Max

from entries.indexing import indexed_together
from entries.models import FormerAddress, PublicationState
from projects.catalogue.reading import row_key
from projects.models import CatalogueRow, Project
from taxonomy.models import City, Theme


class Known:
    """The entries of a model by keys. In memory are their numbers alone, and those that one turn has asked for.

    read: takes the numbers of some entries, or None for all, and returns (key, number) pairs of them; of several with
    one key the last counts.
    """

    def __init__(self, model, read):
        self.model, self.read = model, read
        self.entries = {}
        self.newest = newest_version(model)
        self.numbers = dict(read(None))

    def begin_turn(self):
        """Learn what others have written since the last turn: the names of those entries alone are read."""
        written = set(self.model.history.filter(history_id__gt=self.newest).values_list("id", flat=True))
        if gone := written.difference(self.model.objects.filter(pk__in=written).values_list("pk", flat=True)):
            self.numbers = {key: number for key, number in self.numbers.items() if number not in gone}
        if written:
            for key, number in self.read(written):
                before = self.numbers.get(key, number)
                # What somebody else is called already stays theirs.
                if before == number or before in written:
                    self.numbers[key] = number

    def end_turn(self):
        """Let go of the entries, as others may write from now on."""
        self.entries = {}
        self.newest = newest_version(self.model)

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


class Turns:
    """What a load in many turns does around each of them, to be entered as `around` of in_portions().

    known: the Knowns of the load; read_tags: reads themes and cities, called in the first turn and in each later one
    before which others have written any.
    """

    def __init__(self, *known, read_tags):
        self.known, self.read_tags = known, read_tags
        self.newest_tags = None

    @contextmanager
    def one(self):
        """Know what others have written until now, and index what is written in here."""
        for known in self.known:
            known.begin_turn()
        if self.newest_tags != _newest_tags():
            self.read_tags()
        with indexed_together():
            yield
        self.newest_tags = _newest_tags()
        for known in self.known:
            known.end_turn()


def _newest_tags():
    """Return something that differs once anybody has written a theme or a city."""
    return [newest_version(model) for model in (Theme, City)]


def newest_version(model):
    """Return the number of the last version of anything of a model, 0 where there is none."""
    return model.history.aggregate(newest=Max("history_id"))["newest"] or 0


def best_last(model, *fields, among=None):
    """Return (number, publication, name, …) of all entries, the best of several last: the oldest not withdrawn.

    fields: what else of each; among: the numbers of those that count, None for all.
    """
    entries = model.objects.all() if among is None else model.objects.filter(pk__in=among)
    rows = entries.order_by("-pk").values_list("pk", "publication", "name", *fields)
    return sorted(rows, key=lambda row: row[1] != PublicationState.WITHDRAWN)


def known_projects():
    """Return the Known of all projects by the keys of rows: by what they are called, and better by their row."""
    return Known(Project, _keys_of_projects)


def _keys_of_projects(among):
    for number, _publication, name, country in best_last(Project, "country", among=among):
        yield row_key(name, country), number
    records = CatalogueRow.objects.order_by("pk")
    if among is not None:
        records = records.filter(project__in=among)
    for *key, number in records.values_list("name_key", "country", "project_id"):
        yield tuple(key), number


def spelled(model, among=None):
    """Yield (name, number of the entry that it stands for), the best last: of a merged duplicate the one that stays.

    Names that entries had before, and other ones of theirs, come first, so that every name that one has now is better.
    among: as of best_last().
    """
    entries = best_last(model, "slug", *(["other_names"] if hasattr(model, "other_names") else []), among=among)
    stays = _stays(model, among and [slug for _number, _publication, _name, slug, *_others in entries])
    meant = {
        number: stays.get(slug, number) if publication == PublicationState.WITHDRAWN else number
        for number, publication, _name, slug, *_others in entries
    }
    versions = model.history.order_by() if among is None else model.history.filter(id__in=among).order_by()
    former = defaultdict(list)
    for number, name in versions.values_list("id", "name").distinct():
        former[number].append(name)
    for number, _publication, _name, _slug, *others in entries:
        other_names = [line for text in others for line in text.splitlines()]
        yield from ((name, meant[number]) for name in (*former[number], *other_names))
    for number, _publication, name, *_rest in entries:
        yield name, meant[number]


def _stays(model, slugs):
    """Return former address -> number of the entry that it leads to. slugs: those that count, None for all."""
    addresses = FormerAddress.objects.filter(
        kind=model._meta.model_name, object_id__in=model.objects.order_by().values("pk")
    )
    if slugs:
        addresses = addresses.filter(slug__in=slugs)
    return dict(addresses.values_list("slug", "object_id"))
