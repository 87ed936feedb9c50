import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='TableImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20, verbose_name='kind of entry')),
                ('preview', models.CharField(editable=False, max_length=200, unique=True)),
                ('file_name', models.CharField(max_length=200, verbose_name='file')),
                ('encoding', models.CharField(blank=True, editable=False, max_length=20)),
                ('content', models.BinaryField()),
                ('seen', models.JSONField(default=dict, editable=False)),
                ('chosen', models.JSONField(default=dict, editable=False)),
                ('state', models.CharField(choices=[('waiting', 'begins shortly'), ('checking', 'every row is checked once more'), ('writing', 'the rows that change something are written'), ('undoing', 'what was written is undone, as a row was refused'), ('done', 'done'), ('refused', 'nothing was imported')], default='waiting', max_length=10, verbose_name='state')),
                ('rows', models.PositiveIntegerField(verbose_name='rows')),
                ('checked', models.PositiveIntegerField(default=0, verbose_name='rows checked')),
                ('lines', models.JSONField(default=list, editable=False)),
                ('changing', models.PositiveIntegerField(default=0, verbose_name='rows that change something')),
                ('written', models.PositiveIntegerField(default=0, verbose_name='rows written')),
                ('added', models.PositiveIntegerField(default=0, verbose_name='new entries')),
                ('complaints', models.JSONField(default=list, editable=False)),
                ('stays', models.JSONField(default=list, editable=False)),
                ('confirmed_at', models.DateTimeField(auto_now_add=True, verbose_name='confirmed')),
                ('ended_at', models.DateTimeField(editable=False, null=True, verbose_name='ended')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
            ],
            options={
                'verbose_name': 'import of a table',
                'verbose_name_plural': 'imports of tables',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state__in', ['done', 'refused'])), models.Q(models.Q(('state__in', ['done', 'refused']), _negated=True), ('ended_at__isnull', True)), _connector='OR'), name='table_import_ended_at_an_end')],
            },
        ),
        migrations.CreateModel(
            name='ImportedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField()),
                ('entry_id', models.PositiveBigIntegerField()),
                ('before', models.JSONField(null=True)),
                ('revision', models.PositiveIntegerField()),
                ('table_import', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='imported_rows', to='curating.tableimport')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
    ]
