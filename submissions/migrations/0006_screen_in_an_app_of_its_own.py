"""Hands the list of domains and the learned words over to the app `screening`: the tables are renamed, with all their
rows; `screening.0001_initial` takes them up.
"""

from django.db import migrations, models
from django.db.models.functions import Lower


class Migration(migrations.Migration):
    dependencies = [("submissions", "0005_first_replies")]

    operations = [
        migrations.RemoveConstraint("blockeddomain", "submissions_blocked_domain_in_lower_case"),
        migrations.AddConstraint(
            "blockeddomain",
            models.CheckConstraint(
                name="screening_blocked_domain_in_lower_case", condition=models.Q(domain=Lower("domain"))
            ),
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.AlterModelTable("blockeddomain", "screening_blockeddomain"),
                migrations.AlterModelTable("learnedword", "screening_learnedword"),
            ],
            state_operations=[migrations.DeleteModel("BlockedDomain"), migrations.DeleteModel("LearnedWord")],
        ),
    ]
