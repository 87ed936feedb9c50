from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("upkeep", "0004_likely_pairs"),
    ]

    operations = [
        migrations.AddField(
            model_name="askingmail",
            name="is_in_doubt",
            field=models.BooleanField(default=False),
        ),
    ]
