"""Works out where each name stands in the alphabet, as entries.ordering did when this was written."""

from django.db import migrations
from pyuca import Collator

NAMED = [
    ("projects", "Project", ["name"]),
    ("organisations", "Organisation", ["name"]),
    *(
        (app, model, [f"title_{code}" for code in ("en", "de", "fr", "ar", "uk")])
        for app, model in (
            ("cluster", "Page"),
            ("cluster", "Event"),
            ("cluster", "Publication"),
            ("cluster", "FundingOpportunity"),
            ("newsletter", "Issue"),
        )
    ),
]
LEVELS = ((4, None), (3, 0x20), (2, 0x02))
MOST_LETTERS = 60


def order_key(collator, name):
    levels = [[]]
    for weight in collator.sort_key(name[: 2 * MOST_LETTERS]):
        if weight:
            levels[-1].append(weight)
        else:
            levels.append([])
    parts = []
    for weights, (digits, smallest) in zip(levels, LEVELS):
        weights = weights[:MOST_LETTERS]
        while weights and weights[-1] == smallest:
            weights.pop()
        parts.append("".join(f"{weight:0{digits}x}" for weight in weights))
    return "0000".join(parts)


def forwards(apps, schema_editor):
    collator = Collator()
    for app, model, columns in NAMED:
        rows = apps.get_model(app, model).objects.using(schema_editor.connection.alias)
        for pk, *names in rows.values_list("pk", *columns):
            rows.filter(pk=pk).update(sort_key=order_key(collator, next(filter(None, names), "")))


class Migration(migrations.Migration):

    dependencies = [
        ('dsi_directory', '0001_curators'),
        ('cluster', '0002_sort_keys'),
        ('newsletter', '0002_sort_keys'),
        ('organisations', '0003_sort_keys'),
        ('projects', '0003_sort_keys'),
    ]

    operations = [
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
