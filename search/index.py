"""Reads the index of terms: sets of entries as bitmaps, kept in the memory of a worker.

What a worker keeps belongs to one number of the index. A reader that sees a later number brings along only what changed
in between; readers of the earlier one go on with what they have. Only what was read within `one_state()` is kept, where
all that a reader sees is of one moment: what a transaction that writes sees may never become true.

Facets and orders are kept whole, some bytes an entry. Of words the latest asked for are kept, up to MOST_BYTES.
"""

from collections import OrderedDict, defaultdict
from contextlib import contextmanager
from threading import Lock

from django.db import connections, router, transaction
from django.db.models import Case, When
from pyroaring import BitMap

from search.blocks import unpack_ids
from search.models import COLUMNS, EVERYTHING, IndexNumber, OrderBlock, Posting
from search.prepared import Prepared

MOST_BYTES = 16 * 1024 * 1024  # of the words that a worker keeps
LAST_CHARACTER = "\U0010ffff"
NOTHING = BitMap()


def _changed_postings(number):
    """Return what changed after a number of the index: of words, which are many, no entries."""
    entries = Case(When(field__in=COLUMNS, then=None), default="entries")
    return Posting.objects.filter(changed__gt=number).values_list("kind", "field", "term", entries)


CHANGED_POSTINGS = Prepared(_changed_postings, int)
CHANGED_BLOCKS = Prepared(lambda number: OrderBlock.objects.filter(changed__gt=number).defer("keys"), int)


@contextmanager
def one_state(alias=None):
    """Let all that is read in the block be of one moment, whatever is written meanwhile. Nothing is to be written.

    Does nothing within a transaction, whose first statement may have been long ago.
    """
    connection = connections[alias or router.db_for_read(Posting)]
    if connection.in_atomic_block:
        yield
        return
    mode = getattr(connection, "transaction_mode", None)
    try:
        if connection.vendor == "sqlite":
            # The usual mode takes the lock for writing at once.
            connection.transaction_mode = "DEFERRED"
        with transaction.atomic(using=connection.alias):
            if connection.vendor == "sqlite":
                connection.transaction_mode = mode
            else:
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            connection.reads_one_state, connection.of_state = True, {}
            yield
    finally:
        connection.reads_one_state, connection.of_state = False, {}
        if connection.vendor == "sqlite":
            connection.transaction_mode = mode


class EntryOrder:
    """The entries of a kind in one order. blocks: key of a block -> (first, members in order, the same as a bitmap)."""

    def __init__(self, blocks):
        self.blocks = blocks
        self._sorted = sorted(blocks.values(), key=lambda block: block[0])

    def with_changed(self, blocks):
        return EntryOrder(self.blocks | blocks)

    def cut(self, entries, start, stop, *, is_reversed=False):
        """Return the ids of entries (a BitMap) at the places from start to before stop, as a list."""
        found, passed = [], 0
        for _first, members, among in reversed(self._sorted) if is_reversed else self._sorted:
            if passed >= stop:
                break
            number = among.intersection_cardinality(entries)
            if number and passed + number > start:
                here = [each for each in (reversed(members) if is_reversed else members) if each in entries]
                found += here[max(start - passed, 0) : stop - passed]
            passed += number
        return found


class Index:
    """The index at one number. For readers: `everything`, `facet`, `order` and `words`, all by kind."""

    def __init__(self, number, rebuilt, facets=None, orders=None, words=None):
        self.number, self.rebuilt = number, rebuilt
        self.facets, self.orders = facets or {}, orders or {}
        self.words_kept = words or KeptWords()

    def everything(self, kind):
        """Return the BitMap of all published entries of a kind."""
        return self.facet(kind, EVERYTHING).get("", NOTHING)

    def facet(self, kind, field):
        """Return value -> BitMap of the entries of a kind that have it; no value is a reader's to change."""
        if kind not in self.facets:
            rows = Posting.objects.filter(kind=kind).exclude(field__in=COLUMNS).values_list("field", "term", "entries")
            self.facets[kind] = _by_field(rows)
        return self.facets[kind].get(field, {})

    def order(self, kind, name):
        """Return the EntryOrder of a kind by name; an empty one where nothing is in it."""
        if (kind, name) not in self.orders:
            self.orders[kind, name] = EntryOrder(
                _blocks(OrderBlock.objects.filter(kind=kind, order=name).defer("keys"))
            )
        return self.orders[kind, name]

    def words(self, kind, asked):
        """Return where words stand: (word, whether it may go on) -> {column: BitMap of the entries that have it there}.

        asked: such pairs. One query, for those that are not kept.
        """
        found = {each: self.words_kept.get((kind, *each)) for each in asked}
        missing = [each for each, columns in found.items() if columns is None]
        if missing:
            for each, columns in _read_words(kind, missing).items():
                found[each] = columns
                self.words_kept.keep((kind, *each), columns)
        return found

    def at(self, number, rebuilt):
        """Return the index at a later number: this one with what changed in between."""
        if rebuilt > self.number:
            return Index(number, rebuilt)
        facets, words = dict(self.facets), set()
        for kind, field, term, entries in CHANGED_POSTINGS.rows(self.number):
            if field in COLUMNS:
                words.add((kind, term))
            elif kind in self.facets:
                if facets[kind] is self.facets[kind]:
                    facets[kind] = {name: dict(terms) for name, terms in facets[kind].items()}
                facets[kind].setdefault(field, {})[term] = _bitmap(entries)
        orders, blocks = dict(self.orders), defaultdict(list)
        for block in CHANGED_BLOCKS.objects(self.number):
            blocks[block.kind, block.order].append(block)
        for name in blocks.keys() & orders.keys():
            orders[name] = orders[name].with_changed(_blocks(blocks[name]))
        return Index(number, rebuilt, facets, orders, self.words_kept.without(words))


class KeptWords:
    """The words asked for last, within a number of bytes; safe for several threads."""

    def __init__(self, kept=(), size=0):
        self._kept, self._size, self._lock = OrderedDict(kept), size, Lock()

    def get(self, key):
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][0]
            return None

    def keep(self, key, columns):
        size = _size(columns)
        with self._lock:
            if key in self._kept or size > MOST_BYTES:
                return
            self._kept[key] = (columns, size)
            self._size += size
            while self._size > MOST_BYTES:
                self._size -= self._kept.popitem(last=False)[1][1]

    def without(self, words):
        """Return those that none of some changed (kind, word) belongs to."""
        gone = {(kind, word, False) for kind, word in words}
        gone |= {(kind, word[:length], True) for kind, word in words for length in range(1, len(word) + 1)}
        with self._lock:
            kept = [(key, value) for key, value in self._kept.items() if key not in gone]
        return KeptWords(kept, sum(size for _key, (_columns, size) in kept))


def any_of(bitmaps):
    """Return the BitMap of what is in any of some."""
    bitmaps = list(bitmaps)
    return BitMap.union(*bitmaps) if bitmaps else NOTHING


def current_index():
    """Return the Index as it stands for this reader."""
    connection = connections[router.db_for_read(Posting)]
    if not getattr(connection, "reads_one_state", False):
        return Index(*IndexNumber.current())
    return kept_in_state(connection, "index", lambda: _followed(*IndexNumber.current()))


def kept_in_state(connection, name, make):
    """Return what make() returns, within one_state() only once for a name: what is of one moment need not be asked
    again.
    """
    if not getattr(connection, "reads_one_state", False):
        return make()
    if name not in connection.of_state:
        connection.of_state[name] = make()
    return connection.of_state[name]


def _followed(number, rebuilt):
    """Return the index that is kept, brought up to a number; one of its own for a reader of an earlier moment."""
    kept = _kept.get("index")
    if kept and kept.number == number:
        return kept
    index = kept.at(number, rebuilt) if kept and kept.number < number else Index(number, rebuilt)
    latest = _kept.get("index")
    if latest is None or latest.number < number:
        _kept["index"] = index
    return index


# The latest Index of this worker.
_kept = {}


def _bitmap(entries):
    return BitMap.deserialize(bytes(entries))


def _by_field(rows):
    fields = defaultdict(dict)
    for field, term, entries in rows:
        fields[field][term] = _bitmap(entries)
    return dict(fields)


def _blocks(rows):
    blocks = {}
    for block in rows:
        ids = unpack_ids(block.members)
        blocks[block.pk] = (block.first, ids, BitMap(ids))
    return blocks


def _read_words(kind, asked):
    """Return what Index.words() does, from the database."""
    table = Posting._meta.db_table
    places = ", ".join(["%s"] * len(COLUMNS))
    exact = f"SELECT %s, field, entries FROM {table} WHERE kind = %s AND field IN ({places}) AND term = %s"  # noqa: S608
    range_ = exact.removesuffix("= %s") + ">= %s AND term < %s"
    parts, params = [], []
    for place, (word, may_go_on) in enumerate(asked):
        parts.append(range_ if may_go_on else exact)
        params += [place, kind, *COLUMNS, word, *([word + LAST_CHARACTER] if may_go_on else [])]
    with connections[router.db_for_read(Posting)].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        rows = cursor.fetchall()
    sets = defaultdict(list)
    for place, field, entries in rows:
        sets[int(place), field].append(_bitmap(entries))
    found = {each: {} for each in asked}
    for (place, field), bitmaps in sets.items():
        if union := any_of(bitmaps):
            found[asked[place]][field] = union
    return found


def _size(columns):
    """Return about how many bytes the bitmaps of a word take."""
    statistics = [entries.get_statistics() for entries in columns.values()]
    kinds = ("array", "run", "bitset")
    return 200 + sum(200 + sum(each[f"n_bytes_{kind}_containers"] for kind in kinds) for each in statistics)
