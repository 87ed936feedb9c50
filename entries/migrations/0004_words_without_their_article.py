"""Indexes what is stored anew under its Arabic words without their article, which searches look for from here on.

Every word that a document had stays in it, so that a search that knows nothing of articles works on it too: there is
nothing to take back.
"""

from collections import Counter

from django.db import migrations

from entries.search.articles import stems, with_stems
from entries.search.models import COLUMNS

BATCH = 500


def index(apps, schema_editor):
    database = schema_editor.connection.alias
    Document = apps.get_model("entries", "SearchDocument").objects.using(database)
    changed, gained = [], Counter()
    for document in Document.iterator(chunk_size=BATCH):
        texts = [getattr(document, column) for column in COLUMNS]
        indexed = [" ".join(with_stems(text.split())) for text in texts]
        if indexed == texts:
            continue
        for column, text in zip(COLUMNS, indexed, strict=True):
            setattr(document, column, text)
        gained.update((document.kind, word) for word in _words(indexed) - _words(texts))
        changed.append(document)
        if len(changed) == BATCH:
            Document.bulk_update(changed, COLUMNS)
            changed = []
    Document.bulk_update(changed, COLUMNS)
    _count(apps.get_model("entries", "SearchWord").objects.using(database), gained)


def _words(texts):
    return {word for text in texts for word in text.split()}


def _count(words, gained):
    """Add what documents gained, (kind, word) -> documents, to the vocabulary; a stem is spelled as a word with it."""
    known, spelled = [], {}
    for word in words.iterator(chunk_size=BATCH):
        if more := gained.pop((word.kind, word.word), 0):
            word.documents += more
            known.append(word)
        spelled |= {(word.kind, stem): word.spelling for stem in stems(word.word) if stem != word.word}
    words.bulk_update(known, ["documents"], batch_size=BATCH)
    words.bulk_create(
        [
            words.model(kind=kind, word=word, spelling=spelled.get((kind, word), word), documents=number)
            for (kind, word), number in gained.items()
        ],
        batch_size=BATCH,
    )


class Migration(migrations.Migration):
    dependencies = [("entries", "0003_search_indexes")]

    operations = [migrations.RunPython(index, migrations.RunPython.noop)]
