from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
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
    ]
