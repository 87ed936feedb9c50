from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0001_initial'),
        ('taxonomy', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(condition=models.Q(('description', '')), fields=['publication', 'sort_key'], name='organisations_thin'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(condition=models.Q(('theme_keys', '')), fields=['sort_key'], name='organisations_without_theme'),
        ),
    ]
