from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('upkeep', '0005_mails_in_doubt'),
    ]

    operations = [
        migrations.AddField(
            model_name='correspondent',
            name='allowed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='may be written to again'),
        ),
    ]
