from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cluster", "0004_permissions_of_curators")]

    operations = [
        migrations.AddField(
            model_name="message",
            name="verdict",
            field=models.CharField(
                choices=[("waiting", "waiting"), ("suspicious", "suspicious"), ("spam", "spam")],
                default="waiting",
                max_length=10,
                verbose_name="what the screen says",
            ),
        ),
        migrations.AddField(
            model_name="message",
            name="signals",
            field=models.JSONField(blank=True, default=list, verbose_name="signals"),
        ),
    ]
