import django.core.validators
import django.db.models.deletion
import taxonomy.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DirectoryVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(default=1)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='entries_one_directory_version')],
            },
        ),
        migrations.CreateModel(
            name='FormerAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(help_text='Name of the model, such as “project”.', max_length=20, verbose_name='kind')),
                ('slug', models.SlugField(max_length=220, verbose_name='old address')),
                ('object_id', models.PositiveBigIntegerField(verbose_name='entry')),
            ],
            options={
                'verbose_name': 'former address',
                'verbose_name_plural': 'former addresses',
                'constraints': [models.UniqueConstraint(fields=('kind', 'slug'), name='entries_former_address_once_a_kind')],
            },
        ),
        migrations.CreateModel(
            name='Merger',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20, verbose_name='kind')),
                ('keep_id', models.PositiveBigIntegerField(verbose_name='entry that stays')),
                ('duplicate_id', models.PositiveBigIntegerField(verbose_name='duplicate')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='merged')),
                ('before', models.JSONField(default=dict, editable=False)),
                ('after', models.JSONField(default=dict, editable=False)),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='undone')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='undone by')),
            ],
            options={
                'verbose_name': 'merger',
                'verbose_name_plural': 'mergers',
                'ordering': ['-at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='EntryText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target_kind', models.CharField(max_length=20, verbose_name='kind of entry')),
                ('target_id', models.PositiveBigIntegerField(verbose_name='entry')),
                ('field', models.CharField(max_length=20, verbose_name='text')),
                ('language', taxonomy.fields.LanguageCodeField(max_length=3, verbose_name='language')),
                ('text', models.TextField(validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name='text')),
                ('origin', models.CharField(choices=[('own', 'written by the organisation'), ('person', 'translated by a person'), ('machine', 'translated by machine')], max_length=12, verbose_name='where it is from')),
                ('written_on', models.DateField(verbose_name='written on')),
                ('made_from', models.CharField(editable=False, max_length=16, verbose_name='made from')),
                ('is_outdated', models.BooleanField(default=False, editable=False, verbose_name='outdated')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'text in another language',
                'verbose_name_plural': 'texts in other languages',
                'ordering': ['target_kind', 'target_id', 'language', 'field'],
                'constraints': [models.UniqueConstraint(fields=('target_kind', 'target_id', 'language', 'field'), name='entries_one_text_a_language')],
            },
        ),
    ]
