from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='JobState',
            fields=[
                ('name', models.CharField(max_length=60, primary_key=True, serialize=False, verbose_name='job')),
                ('outcome', models.CharField(choices=[('waiting', 'has not run yet'), ('running', 'is running'), ('done', 'done'), ('failed', 'failed')], default='waiting', max_length=10, verbose_name='outcome')),
                ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='started')),
                ('alive_at', models.DateTimeField(blank=True, null=True, verbose_name='last sign of it')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
                ('succeeded_at', models.DateTimeField(blank=True, null=True, verbose_name='last succeeded')),
                ('failures', models.PositiveIntegerField(default=0, verbose_name='failures in a row')),
                ('result', models.TextField(blank=True, verbose_name='result')),
                ('claim', models.UUIDField(editable=False, null=True)),
            ],
            options={
                'verbose_name': 'job',
                'verbose_name_plural': 'jobs',
                'ordering': ['name'],
            },
        ),
    ]
