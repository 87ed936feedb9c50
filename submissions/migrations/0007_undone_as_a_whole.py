import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('submissions', '0006_translations_wait'),
    ]

    operations = [
        migrations.AlterField(
            model_name='campaigndecision',
            name='what',
            field=models.CharField(choices=[('spam', 'spam'), ('approve', 'approved'), ('apart', 'do not belong together')], max_length=7, verbose_name='decision'),
        ),
        migrations.AddField(
            model_name='decision',
            name='along_with',
            field=models.ForeignKey(blank=True, help_text='The decision on another report that says the same.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='along', to='submissions.decision', verbose_name='decided along with'),
        ),
    ]
