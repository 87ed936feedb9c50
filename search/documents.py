"""Keeps the search documents, the index of terms and the vocabulary in step with the published entries."""

from collections import Counter

from django.db import connections, router, transaction

from search.articles import stems, with_stems
from search.joined import forms_of_name, further_forms
from search.models import BARRIER, COLUMNS, SearchDocument, SearchWord
from search.postings import IndexChanges
from search.text import spellings, words

WORDS_A_STATEMENT = 5000
# How many words a name has; what is found by all of them is that name.
LENGTH_OF_NAME = "name_words"
LONGEST_NAME = 12
STORED = [*COLUMNS, "facets", "orders"]
# The columns that hold what an entry itself is called; what names it is found by that as well.
OWN_NAMES = ("name", "organisations")


@transaction.atomic
def update_documents(entries):
    """Write the documents of entries of one model, and drop those of entries that are not published.

    entries: saved entries whose search_texts() need no further queries, best some 1,000 at a time; they say in
    search_facets() and search_orders() what else the index keeps. Returns the ids of those that are found by other
    names than before, those that came and went among them.
    """
    entries = list(entries)
    if not entries:
        return set()
    model = type(entries[0])
    kind = model._meta.model_name
    renamed = remove_documents(model, [entry.pk for entry in entries if not entry.is_published])
    published = [entry for entry in entries if entry.is_published]
    stored = _stored(kind, [entry.pk for entry in published])
    before = _vocabulary(stored)
    spelled, documents = {}, []
    for entry in published:
        texts = entry.search_texts()
        documents.append(_document_of(entry, texts))
        spelled |= _spelled_forms(" ".join(filter(None, texts.values())))
    SearchDocument.objects.bulk_create(
        documents, update_conflicts=True, unique_fields=["kind", "object_id"], update_fields=STORED
    )
    _index(kind, stored, documents)
    after = _vocabulary(documents)
    after.subtract(before)
    _count_words(kind, after, spelled)
    return renamed | {number for number, _names in _own_names(stored) ^ _own_names(documents)}


def _own_names(documents):
    """Return a set of (id of the entry, its own names) pairs."""
    return {(each.object_id, tuple(getattr(each, column) for column in OWN_NAMES)) for each in documents}


def _document_of(entry, texts):
    """Return the SearchDocument of a published entry, not saved; texts: its search_texts()."""
    length = min(len(words(texts.get("name") or "")), LONGEST_NAME)
    return SearchDocument(
        kind=entry._meta.model_name,
        object_id=entry.pk,
        facets=entry.search_facets() | {LENGTH_OF_NAME: [str(length)]},
        orders=entry.search_orders(),
        **{column: " ".join(_indexed(column, texts.get(column) or "")) for column in COLUMNS},
    )


def _index(kind, before, after):
    changes = IndexChanges(kind)
    old, new = ({document.object_id: document for document in documents} for documents in (before, after))
    for number in old.keys() | new.keys():
        changes.tell(number, old.get(number), new.get(number))
    changes.write()


def _indexed(column, text):
    """Return the words that the index keeps for a text: what is written as one and what is written apart behind it."""
    said = with_stems(words(text))
    further = forms_of_name(text) if column == "name" else further_forms(text)
    return [*said, *(word for form in further for word in (BARRIER, *form.split()))]


@transaction.atomic
def remove_documents(model, ids):
    """Forget entries of a model by their ids; unknown ids do no harm. Returns the ids of those that there were."""
    ids = list(ids)
    if not ids:
        return set()
    kind = model._meta.model_name
    stored = _stored(kind, ids)
    before = _vocabulary(stored)
    SearchDocument.objects.filter(pk__in=[document.pk for document in stored]).delete()
    _index(kind, stored, [])
    _count_words(kind, Counter({word: -count for word, count in before.items()}), {})
    return {document.object_id for document in stored}


def _stored(kind, ids):
    """Return the documents as they stand, locked in a fixed order, so that two writers count one after the other."""
    documents = SearchDocument.objects.filter(kind=kind, object_id__in=ids)
    return list(documents.select_for_update().order_by("object_id"))


def _spelled_forms(text):
    """Return what spellings() does, for the stems of the words as well, unless the text spells those by themselves."""
    found = spellings(text)
    return {stem: spelling for word, spelling in found.items() for stem in stems(word)} | found


def _vocabulary(documents):
    return Counter(word for document in documents for word in document.vocabulary())


def _count_words(kind, changes, spelled):
    """Add the changes (word -> more or fewer documents) to the vocabulary; words that no document has left go."""
    # Sorted, so that writers of the same words wait for each other instead of blocking each other for good.
    changes = sorted((word, change) for word, change in changes.items() if change)
    connection = connections[router.db_for_write(SearchWord)]
    table = connection.ops.quote_name(SearchWord._meta.db_table)
    with connection.cursor() as cursor:
        for start in range(0, len(changes), WORDS_A_STATEMENT):
            rows = [(kind, word, spelled.get(word, word), n) for word, n in changes[start : start + WORDS_A_STATEMENT]]
            cursor.execute(
                f"INSERT INTO {table} (kind, word, spelling, documents) "  # noqa: S608 - a name of our own
                f"VALUES {', '.join(['(%s, %s, %s, %s)'] * len(rows))} "
                f"ON CONFLICT (kind, word) DO UPDATE SET documents = {table}.documents + excluded.documents",
                [value for row in rows for value in row],
            )
            fewer = [word for _kind, word, _spelling, change in rows if change < 0]
            SearchWord.objects.filter(kind=kind, documents__lte=0, word__in=fewer).delete()
