"""The tables of the search: the index of terms, what it was made from, and the words by which mistakes are mended."""

from django.db import connections, models, router

COLUMNS = (
    "name",
    "summary",
    "description",
    "organisations",
    "themes",
    "cities",
)  # in the order of their weight


# Parts what is no phrase: nobody can look for it, as queries are made of letters and digits.
BARRIER = "|"


# The field under which the index has all entries of a kind.
EVERYTHING = "everything"


class SearchDocument(models.Model):
    """What the index knows of one published entry: its folded words, joined by single spaces, its facets and orders.

    The database derives its full-text index from the rows itself: generated columns on PostgreSQL, triggers on SQLite
    (see the migrations). SQLite loses triggers when a table is remade, so a migration that alters this table has to
    make them anew.
    """

    kind = models.CharField(max_length=20)  # name of the entry's model, such as "project"
    object_id = models.PositiveBigIntegerField()
    name = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    description = models.TextField(blank=True)
    organisations = models.TextField(blank=True)
    themes = models.TextField(blank=True)
    cities = models.TextField(blank=True)
    facets = models.JSONField(null=True)  # field -> list of values; null in a document of a former release
    orders = models.JSONField(null=True)  # name of an order -> key by which it sorts

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="search_document_once_an_entry")]

    def __str__(self):
        return f"{self.kind} {self.object_id}"

    def vocabulary(self):
        """Return the set of its words."""
        return {word for column in COLUMNS for word in getattr(self, column).split()} - {BARRIER}

    def terms(self):
        """Return the set of (field, term) under which the index has it."""
        found = {(column, word) for column in COLUMNS for word in getattr(self, column).split() if word != BARRIER}
        found.update((field, value) for field, values in (self.facets or {}).items() for value in values)
        found.add((EVERYTHING, ""))
        return found


class SearchWord(models.Model):
    """A word that published entries of one kind contain, and in how many of them it stands."""

    kind = models.CharField(max_length=20)
    word = models.CharField(max_length=40)
    spelling = models.CharField(max_length=40)  # as one of the entries spells it: folding makes "Frauen" illegible
    documents = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "word"], name="search_word_once_a_kind")]
        # The order of bytes, whatever the collation: what an index needs to find words by their beginning.
        indexes = [
            models.Index(
                fields=["kind", "word"],
                opclasses=["varchar_ops", "varchar_pattern_ops"],
                name="search_word_prefix",
            )
        ]

    def __str__(self):
        return self.spelling


class Posting(models.Model):
    """The entries of one kind that have a term in a field: a word in a column, or a value of a facet.

    `entries` is a compressed bitmap (Roaring) of their ids, empty where none is left: whoever keeps it has to learn of
    that. On PostgreSQL the column `term` sorts by code points, as it does on SQLite (see the migrations).
    """

    kind = models.CharField(max_length=20)
    field = models.CharField(max_length=30)
    term = models.CharField(max_length=120)
    entries = models.BinaryField()
    changed = models.PositiveBigIntegerField(db_index=True)  # number of the index at which it last changed

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "field", "term"], name="search_posting_once_a_term")]

    def __str__(self):
        return f"{self.kind} {self.field} {self.term}"


class OrderBlock(models.Model):
    """Some hundred entries that follow each other in one order of a kind.

    first: a lower bound of its keys and above those of the block before; keys: of its entries, in order, one a line;
    members: their ids, four bytes each.
    """

    kind = models.CharField(max_length=20)
    order = models.CharField(max_length=20)
    first = models.TextField()
    keys = models.TextField()
    members = models.BinaryField()
    changed = models.PositiveBigIntegerField(db_index=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "order"], name="search_block_order")]

    def __str__(self):
        return f"{self.kind} {self.order} from {self.first}"


class IndexNumber(models.Model):
    """One row: a number that every change of the index moves on, in the transaction of that change.

    Who changes the index holds it first, so that one writer waits for the other. rebuilt: the number at which all was
    made anew, so that nothing kept from before is right.
    """

    number = models.PositiveBigIntegerField(default=1)
    rebuilt = models.PositiveBigIntegerField(default=1)

    class Meta:
        constraints = [models.CheckConstraint(name="search_one_index_number", condition=models.Q(pk=1))]

    def __str__(self):
        return str(self.number)

    @classmethod
    def current(cls):
        """Return (number, rebuilt) as the reader's transaction sees them."""
        with connections[router.db_for_read(cls)].cursor() as cursor:
            cursor.execute(f"SELECT number, rebuilt FROM {cls._meta.db_table} WHERE id = 1")  # noqa: S608 - our own name
            return cursor.fetchone() or (1, 1)

    @classmethod
    def move_on(cls):
        """Return the next number, holding it until the transaction ends."""
        if not cls.objects.filter(pk=1).update(number=models.F("number") + 1):
            cls.objects.create(pk=1, number=2)
        return cls.objects.values_list("number", flat=True).get(pk=1)
