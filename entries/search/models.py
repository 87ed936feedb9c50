"""The tables of the search: what is found, and the words by which typing mistakes are mended."""

from django.db import models

COLUMNS = (
    "name",
    "summary",
    "description",
    "organisations",
    "themes",
    "cities",
)  # in the order of their weight


class SearchDocument(models.Model):
    """The folded words of one published entry, joined by single spaces.

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

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="entries_search_document_once_an_entry")
        ]

    def __str__(self):
        return f"{self.kind} {self.object_id}"

    def vocabulary(self):
        """Return the set of its words."""
        return {word for column in COLUMNS for word in getattr(self, column).split()}


class SearchWord(models.Model):
    """A word that published entries of one kind contain, and in how many of them it stands."""

    kind = models.CharField(max_length=20)
    word = models.CharField(max_length=40)
    spelling = models.CharField(max_length=40)  # as one of the entries spells it: folding makes "Frauen" illegible
    documents = models.IntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "word"], name="entries_search_word_once_a_kind")]
        # The order of bytes, whatever the collation: what an index needs to find words by their beginning.
        indexes = [
            models.Index(
                fields=["kind", "word"],
                opclasses=["varchar_ops", "varchar_pattern_ops"],
                name="entries_search_word_prefix",
            )
        ]

    def __str__(self):
        return self.spelling
