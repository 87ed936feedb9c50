from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='IndexNumber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveBigIntegerField(default=1)),
                ('rebuilt', models.PositiveBigIntegerField(default=1)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='search_one_index_number')],
            },
        ),
        migrations.CreateModel(
            name='OrderBlock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('order', models.CharField(max_length=20)),
                ('first', models.TextField()),
                ('keys', models.TextField()),
                ('members', models.BinaryField()),
                ('changed', models.PositiveBigIntegerField(db_index=True)),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'order'], name='search_block_order')],
            },
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('field', models.CharField(max_length=30)),
                ('term', models.CharField(max_length=120)),
                ('entries', models.BinaryField()),
                ('changed', models.PositiveBigIntegerField(db_index=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'field', 'term'), name='search_posting_once_a_term')],
            },
        ),
        migrations.CreateModel(
            name='SearchDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('object_id', models.PositiveBigIntegerField()),
                ('name', models.TextField(blank=True)),
                ('summary', models.TextField(blank=True)),
                ('description', models.TextField(blank=True)),
                ('organisations', models.TextField(blank=True)),
                ('themes', models.TextField(blank=True)),
                ('cities', models.TextField(blank=True)),
                ('facets', models.JSONField(null=True)),
                ('orders', models.JSONField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'object_id'), name='search_document_once_an_entry')],
            },
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('word', models.CharField(max_length=40)),
                ('spelling', models.CharField(max_length=40)),
                ('documents', models.IntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'word'], name='search_word_prefix', opclasses=['varchar_ops', 'varchar_pattern_ops'])],
                'constraints': [models.UniqueConstraint(fields=('kind', 'word'), name='search_word_once_a_kind')],
            },
        ),
    ]
