"""Writes the index of terms: bitmaps of entries by term, in the transaction that writes the entries.

Only what changed is touched: the terms that an entry gained or lost, and the blocks of the orders in which it moved.
"""

from bisect import bisect_right
from collections import defaultdict
from itertools import chain

from django.db import connections, router, transaction
from pyroaring import BitMap

from search.blocks import full_key, joined_keys, pack_ids, portions, split_keys, unpack_ids
from search.models import IndexNumber, OrderBlock, Posting, SearchDocument

TERMS_A_STATEMENT = 2000
ROWS_A_STATEMENT = 500


class IndexChanges:
    """What entries of one kind gain and lose in the index: told document by document, written once."""

    def __init__(self, kind):
        self.kind = kind
        self.gained, self.lost = defaultdict(set), defaultdict(set)
        self.orders = defaultdict(BlockChanges)

    def tell(self, number, before, after):
        """Note what becomes of an entry. before, after: its SearchDocument as it was and will be, None for none."""
        old, new = (document.terms() if document else set() for document in (before, after))
        for term in new - old:
            self.gained[term].add(number)
        for term in old - new:
            self.lost[term].add(number)
        old, new = ((document.orders if document else None) or {} for document in (before, after))
        for order in old.keys() | new.keys():
            if old.get(order) != new.get(order):
                self.orders[order].tell(number, old.get(order), new.get(order))

    def write(self):
        """Move the index on where anything changed."""
        terms = sorted(self.gained.keys() | self.lost.keys())
        if not terms and not self.orders:
            return
        changed = IndexNumber.move_on()
        for start in range(0, len(terms), TERMS_A_STATEMENT):
            self._write_terms(terms[start : start + TERMS_A_STATEMENT], changed)
        self._write_orders(changed)

    def _write_terms(self, terms, changed):
        stored = _stored(self.kind, terms)
        rows = []
        for field, term in terms:
            entries = stored.get((field, term)) or BitMap()
            entries |= BitMap(self.gained.get((field, term), ()))
            entries -= BitMap(self.lost.get((field, term), ()))
            rows.append(_posting(self.kind, field, term, entries, changed))
        Posting.objects.bulk_create(
            rows,
            batch_size=ROWS_A_STATEMENT,
            update_conflicts=True,
            unique_fields=["kind", "field", "term"],
            update_fields=["entries", "changed"],
        )

    def _write_orders(self, changed):
        """Write the blocks of all orders in two statements: an entry moves in most of them at once."""
        bounds = defaultdict(list)
        known = OrderBlock.objects.filter(kind=self.kind, order__in=self.orders)
        for order, first, pk in known.order_by("order", "first", "pk").values_list("order", "first", "pk"):
            bounds[order].append((first, pk))
        places = {order: changes.places(bounds[order]) for order, changes in self.orders.items()}
        stored = OrderBlock.objects.in_bulk({pk for each in places.values() for pk in each.values()} - {None})
        old, new = [], []
        for order, changes in sorted(self.orders.items()):
            for block, items in changes.applied(places[order], stored):
                parts = list(portions(items))
                if block:
                    old.append(_fill(block, parts.pop(0), changed))
                new += [self._block(order, part, changed) for part in parts if part]
        OrderBlock.objects.bulk_create(
            old,
            batch_size=ROWS_A_STATEMENT,
            update_conflicts=True,
            unique_fields=["pk"],
            update_fields=["first", "keys", "members", "changed"],
        )
        OrderBlock.objects.bulk_create(new)

    def _block(self, order, items, changed):
        return _fill(OrderBlock(kind=self.kind, order=order, first=items[0][0]), items, changed)


class BlockChanges:
    """Keys that an order of one kind loses and gains, key -> id of the entry."""

    def __init__(self):
        self.lost, self.gained = {}, {}

    def tell(self, number, before, after):
        """Note that an entry moves from one key to another, None for none."""
        if before is not None:
            self.lost[full_key(before, number)] = number
        if after is not None:
            self.gained[full_key(after, number)] = number

    def places(self, bounds):
        """Return key -> id of the block in which it belongs, None where there is no block.

        bounds: (first key, id) of the blocks of this order, sorted.
        """
        return {key: self._place(bounds, key) for key in chain(self.lost, self.gained)}

    def applied(self, places, stored):
        """Yield (block or None, the items that it is to hold). stored: id -> OrderBlock, those of places."""
        blocks = {place: stored.get(place) for place in places.values()}
        items = {
            place: dict(zip(split_keys(block.keys), unpack_ids(block.members), strict=True)) if block else {}
            for place, block in blocks.items()
        }
        for key in self.lost:
            items[places[key]].pop(key, None)
        for key, number in self.gained.items():
            items[places[key]][key] = number
        for place, block in blocks.items():
            yield block, sorted(items[place].items())

    @staticmethod
    def _place(bounds, key):
        place = bisect_right(bounds, key, key=lambda bound: bound[0]) - 1
        return bounds[max(place, 0)][1] if bounds else None


def _fill(block, items, changed):
    keys = [key for key, _number in items]
    block.first = min([block.first, *keys[:1]])
    block.keys = joined_keys(keys)
    block.members = pack_ids(number for _key, number in items)
    block.changed = changed
    return block


def _posting(kind, field, term, entries, changed):
    entries.run_optimize()
    return Posting(kind=kind, field=field, term=term, entries=entries.serialize(), changed=changed)


def _stored(kind, terms):
    """Return (field, term) -> BitMap as stored; terms: such pairs.

    Field by field, as SQLite reads the whole table where it is asked for pairs.
    """
    by_field = defaultdict(list)
    for field, term in terms:
        by_field[field].append(term)
    table = Posting._meta.db_table
    parts = [
        f"SELECT field, term, entries FROM {table} "  # noqa: S608 - a name of our own
        f"WHERE kind = %s AND field = %s AND term IN ({', '.join(['%s'] * len(of_field))})"
        for of_field in by_field.values()
    ]
    params = [value for field, of_field in by_field.items() for value in (kind, field, *of_field)]
    with connections[router.db_for_write(Posting)].cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        return {(field, term): BitMap.deserialize(bytes(entries)) for field, term, entries in cursor.fetchall()}


def _derived(kind):
    """Return what the index of a kind should be by its documents: (field, term) -> BitMap, order -> [(key, id)]."""
    terms, orders = defaultdict(BitMap), defaultdict(list)
    for document in SearchDocument.objects.filter(kind=kind).iterator(chunk_size=1000):
        for term in document.terms():
            terms[term].add(document.object_id)
        for order, key in (document.orders or {}).items():
            orders[order].append((full_key(key, document.object_id), document.object_id))
    return terms, {order: sorted(items) for order, items in orders.items()}


@transaction.atomic
def rebuild_postings(kind):
    """Make the index of a kind anew from its documents."""
    changed = IndexNumber.move_on()
    terms, orders = _derived(kind)
    Posting.objects.filter(kind=kind).delete()
    OrderBlock.objects.filter(kind=kind).delete()
    Posting.objects.bulk_create(
        (_posting(kind, field, term, entries, changed) for (field, term), entries in sorted(terms.items())),
        batch_size=ROWS_A_STATEMENT,
    )
    OrderBlock.objects.bulk_create(
        _fill(OrderBlock(kind=kind, order=order, first=part[0][0]), part, changed)
        for order, items in orders.items()
        for part in portions(items)
    )
    IndexNumber.objects.filter(pk=1).update(rebuilt=changed)


def misfits(kind):
    """Return in words how the index of a kind differs from its documents, as a list of at most some lines."""
    terms, orders = _derived(kind)
    stored = {
        (field, term): BitMap.deserialize(bytes(entries))
        for field, term, entries in Posting.objects.filter(kind=kind).values_list("field", "term", "entries")
    }
    wrong = [term for term in terms.keys() | stored.keys() if terms.get(term, BitMap()) != stored.get(term, BitMap())]
    found = [f"{kind}: {field} “{term}” is indexed wrong" for field, term in sorted(wrong)]
    kept = defaultdict(list)
    for block in OrderBlock.objects.filter(kind=kind).order_by("order", "first", "pk"):
        kept[block.order] += zip(split_keys(block.keys), unpack_ids(block.members), strict=True)
    names = sorted(orders.keys() | kept.keys())
    found += [f"{kind}: the order “{name}” is wrong" for name in names if orders.get(name, []) != sorted(kept[name])]
    return found
