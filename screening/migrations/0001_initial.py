import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='LearnedWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(help_text='A domain has “link:” in front of it.', max_length=110, unique=True, verbose_name='word')),
                ('spam', models.PositiveIntegerField(verbose_name='in spam')),
                ('honest', models.PositiveIntegerField(verbose_name='in honest texts')),
                ('learned_at', models.DateTimeField(verbose_name='learned')),
            ],
            options={
                'verbose_name': 'learned word',
                'verbose_name_plural': 'learned words',
                'ordering': ['token'],
            },
        ),
        migrations.CreateModel(
            name='BlockedDomain',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('domain', models.CharField(help_text='Without “www.”.', max_length=253, unique=True, verbose_name='domain')),
                ('kind', models.CharField(choices=[('disposable', 'disposable e-mail addresses'), ('link-farm', 'link farm'), ('spam', 'seen in spam')], default='spam', max_length=10, verbose_name='kind')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='note')),
                ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='added')),
            ],
            options={
                'verbose_name': 'blocked domain',
                'verbose_name_plural': 'blocked domains',
                'ordering': ['domain'],
                'constraints': [models.CheckConstraint(condition=models.Q(('domain', django.db.models.functions.text.Lower('domain'))), name='screening_blocked_domain_in_lower_case')],
            },
        ),
    ]
