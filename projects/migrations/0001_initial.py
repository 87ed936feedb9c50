import datetime
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
import django_countries.fields
import entries.fields
import entries.nulls_last
import entries.validators
import projects.models
import simple_history.models
import taggit.managers
import taxonomy.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisations', '0001_initial'),
        ('taxonomy', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Partnership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('lead', 'Lead'), ('partner', 'Partner'), ('funder', 'Funder')], default='lead', max_length=8, verbose_name='role')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partnerships', to='organisations.organisation', verbose_name='organisation')),
            ],
            options={
                'verbose_name': 'partnership',
                'verbose_name_plural': 'partnerships',
                'ordering': ['role', 'organisation__name'],
            },
        ),
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_name', models.CharField(editable=False, max_length=250)),
                ('slug', models.SlugField(help_text='Last part of the page’s address. Old addresses redirect.', max_length=220, unique=True, verbose_name='address')),
                ('publication', models.CharField(choices=[('draft', 'draft'), ('published', 'published'), ('withdrawn', 'withdrawn')], default='draft', editable=False, max_length=10, verbose_name='publication')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='published')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='last edited')),
                ('revision', models.PositiveIntegerField(default=0, editable=False, verbose_name='revision')),
                ('theme_keys', entries.fields.KeysField(blank=True, default=list, editable=False)),
                ('city_keys', entries.fields.KeysField(blank=True, default=list, editable=False, max_length=1200)),
                ('country_keys', entries.fields.KeysField(blank=True, default=list, editable=False)),
                ('where_keys', entries.fields.KeysField(blank=True, default=list, editable=False)),
                ('name', models.CharField(max_length=200, validators=[entries.validators.validate_visible], verbose_name='name')),
                ('summary', models.CharField(help_text='What it does, in one sentence.', max_length=240, validators=[entries.validators.validate_visible], verbose_name='summary')),
                ('description', models.TextField(blank=True, help_text='Markdown.', max_length=20000, validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name='description')),
                ('text_language', taxonomy.fields.LanguageCodeField(default='en', max_length=2, verbose_name='language of the text')),
                ('website', models.URLField(blank=True, max_length=500, verbose_name='website')),
                ('logo', models.ImageField(blank=True, upload_to='logos/', verbose_name='logo')),
                ('country', django_countries.fields.CountryField(blank=True, help_text='Where it is based. Its cities can be in other countries too.', max_length=2, verbose_name='country')),
                ('sources', models.TextField(blank=True, help_text='Where the facts come from: an address or a note, one per line.', validators=[django.core.validators.MaxLengthValidator(10000)], verbose_name='sources')),
                ('confirmed_on', models.DateField(blank=True, help_text='When it last said that this is correct.', null=True, validators=[django.core.validators.MinValueValidator(datetime.date(1990, 1, 1)), django.core.validators.MaxValueValidator(django.utils.timezone.localdate)], verbose_name='confirmed by the organisation')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='checked by a curator')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='website last answered')),
                ('verified_on', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Greatest(django.db.models.functions.comparison.Coalesce('confirmed_on', 'checked_on'), django.db.models.functions.comparison.Coalesce('checked_on', 'confirmed_on')), output_field=models.DateField(null=True), verbose_name='verified')),
                ('status', models.CharField(choices=[('active', 'Active'), ('paused', 'Paused'), ('discontinued', 'Discontinued'), ('unknown', 'Not known')], default='unknown', max_length=12, verbose_name='status')),
                ('launched', models.PositiveSmallIntegerField(blank=True, null=True, validators=[entries.validators.validate_year], verbose_name='launched')),
                ('ended', models.PositiveSmallIntegerField(blank=True, null=True, validators=[entries.validators.validate_year], verbose_name='ended')),
                ('lessons', models.TextField(blank=True, help_text='What its people learned. Markdown.', max_length=10000, validators=[django.core.validators.MaxLengthValidator(10000)], verbose_name='lessons')),
                ('languages', entries.fields.KeysField(blank=True, default=list, verbose_name='languages of the offer')),
                ('newcomer_led', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('unknown', 'Not known')], default='unknown', max_length=8, verbose_name='led by newcomers')),
                ('focus', models.CharField(blank=True, choices=[('emergency', 'Emergency assistance'), ('integration', 'Long-term integration')], max_length=12, verbose_name='focus')),
                ('seeking', entries.fields.KeysField(blank=True, default=list, verbose_name='looking for')),
                ('technologies', models.CharField(blank=True, max_length=300, verbose_name='technologies')),
                ('source_code', models.URLField(blank=True, max_length=500, verbose_name='source code')),
                ('organisation_keys', projects.models.PartnersField(blank=True, default=list, editable=False, verbose_name='organisations')),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='checked by')),
                ('cities', taggit.managers.TaggableManager(blank=True, help_text='A comma-separated list of tags.', through='taxonomy.LocatedItem', to='taxonomy.City', verbose_name='cities')),
                ('organisations', models.ManyToManyField(related_name='projects', through='projects.Partnership', to='organisations.organisation', verbose_name='organisations')),
                ('successor', models.ForeignKey(blank=True, help_text='The project that it merged into or that took over.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='predecessors', to='projects.project', verbose_name='successor')),
                ('themes', taggit.managers.TaggableManager(blank=True, help_text='A comma-separated list of tags.', through='taxonomy.ThemedItem', to='taxonomy.Theme', verbose_name='themes')),
            ],
            options={
                'verbose_name': 'project',
                'verbose_name_plural': 'projects',
                'ordering': ['sort_name', 'pk'],
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='partnership',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partnerships', to='projects.project', verbose_name='project'),
        ),
        migrations.CreateModel(
            name='HistoricalProject',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('sort_name', models.CharField(editable=False, max_length=250)),
                ('slug', models.SlugField(help_text='Last part of the page’s address. Old addresses redirect.', max_length=220, verbose_name='address')),
                ('publication', models.CharField(choices=[('draft', 'draft'), ('published', 'published'), ('withdrawn', 'withdrawn')], default='draft', editable=False, max_length=10, verbose_name='publication')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='published')),
                ('created_at', models.DateTimeField(blank=True, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(blank=True, editable=False, verbose_name='last edited')),
                ('revision', models.PositiveIntegerField(default=0, editable=False, verbose_name='revision')),
                ('theme_keys', entries.fields.KeysField(blank=True, default=list, editable=False)),
                ('city_keys', entries.fields.KeysField(blank=True, default=list, editable=False, max_length=1200)),
                ('country_keys', entries.fields.KeysField(blank=True, default=list, editable=False)),
                ('where_keys', entries.fields.KeysField(blank=True, default=list, editable=False)),
                ('name', models.CharField(max_length=200, validators=[entries.validators.validate_visible], verbose_name='name')),
                ('summary', models.CharField(help_text='What it does, in one sentence.', max_length=240, validators=[entries.validators.validate_visible], verbose_name='summary')),
                ('description', models.TextField(blank=True, help_text='Markdown.', max_length=20000, validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name='description')),
                ('text_language', taxonomy.fields.LanguageCodeField(default='en', max_length=2, verbose_name='language of the text')),
                ('website', models.URLField(blank=True, max_length=500, verbose_name='website')),
                ('logo', models.TextField(blank=True, max_length=100, verbose_name='logo')),
                ('country', django_countries.fields.CountryField(blank=True, help_text='Where it is based. Its cities can be in other countries too.', max_length=2, verbose_name='country')),
                ('sources', models.TextField(blank=True, help_text='Where the facts come from: an address or a note, one per line.', validators=[django.core.validators.MaxLengthValidator(10000)], verbose_name='sources')),
                ('confirmed_on', models.DateField(blank=True, help_text='When it last said that this is correct.', null=True, validators=[django.core.validators.MinValueValidator(datetime.date(1990, 1, 1)), django.core.validators.MaxValueValidator(django.utils.timezone.localdate)], verbose_name='confirmed by the organisation')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='checked by a curator')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='website last answered')),
                ('status', models.CharField(choices=[('active', 'Active'), ('paused', 'Paused'), ('discontinued', 'Discontinued'), ('unknown', 'Not known')], default='unknown', max_length=12, verbose_name='status')),
                ('launched', models.PositiveSmallIntegerField(blank=True, null=True, validators=[entries.validators.validate_year], verbose_name='launched')),
                ('ended', models.PositiveSmallIntegerField(blank=True, null=True, validators=[entries.validators.validate_year], verbose_name='ended')),
                ('lessons', models.TextField(blank=True, help_text='What its people learned. Markdown.', max_length=10000, validators=[django.core.validators.MaxLengthValidator(10000)], verbose_name='lessons')),
                ('languages', entries.fields.KeysField(blank=True, default=list, verbose_name='languages of the offer')),
                ('newcomer_led', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('unknown', 'Not known')], default='unknown', max_length=8, verbose_name='led by newcomers')),
                ('focus', models.CharField(blank=True, choices=[('emergency', 'Emergency assistance'), ('integration', 'Long-term integration')], max_length=12, verbose_name='focus')),
                ('seeking', entries.fields.KeysField(blank=True, default=list, verbose_name='looking for')),
                ('technologies', models.CharField(blank=True, max_length=300, verbose_name='technologies')),
                ('source_code', models.URLField(blank=True, max_length=500, verbose_name='source code')),
                ('organisation_keys', projects.models.PartnersField(blank=True, default=list, editable=False, verbose_name='organisations')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('checked_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='checked by')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('successor', models.ForeignKey(blank=True, db_constraint=False, help_text='The project that it merged into or that took over.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='projects.project', verbose_name='successor')),
            ],
            options={
                'verbose_name': 'historical project',
                'verbose_name_plural': 'historical projects',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='CatalogueRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_key', models.CharField(max_length=200)),
                ('country', models.CharField(max_length=2)),
                ('values', models.JSONField()),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='catalogue_rows', to='projects.project')),
            ],
        ),
        migrations.AddIndex(
            model_name='project',
            index=models.Index(fields=['publication', 'sort_name'], name='projects_by_name'),
        ),
        migrations.AddIndex(
            model_name='project',
            index=entries.nulls_last.NullsLastIndex(models.F('publication'), models.OrderBy(models.F('verified_on'), descending=True, nulls_last=True), name='projects_by_verified'),
        ),
        migrations.AddIndex(
            model_name='project',
            index=entries.nulls_last.NullsLastIndex(models.F('publication'), models.OrderBy(models.F('published_at'), descending=True, nulls_last=True), name='projects_by_newest'),
        ),
        migrations.AddIndex(
            model_name='project',
            index=entries.nulls_last.NullsLastIndex(models.F('publication'), models.OrderBy(models.F('launched'), descending=True, nulls_last=True), name='projects_by_launched'),
        ),
        migrations.AddIndex(
            model_name='project',
            index=models.Index(fields=['publication', 'status', 'newcomer_led', 'focus', 'where_keys', 'seeking', 'theme_keys', 'languages', 'country_keys', 'city_keys'], name='projects_facets'),
        ),
        migrations.AddIndex(
            model_name='project',
            index=models.Index(fields=['publication', 'theme_keys', 'status', 'newcomer_led', 'focus', 'where_keys', 'seeking', 'languages', 'country_keys', 'city_keys'], name='projects_facets_by_theme'),
        ),
        migrations.AddIndex(
            model_name='project',
            index=models.Index(fields=['publication', 'city_keys', 'country_keys', 'status', 'newcomer_led', 'focus', 'where_keys', 'seeking', 'theme_keys', 'languages'], name='projects_facets_by_city'),
        ),
        migrations.AddIndex(
            model_name='project',
            index=models.Index(fields=['publication', 'languages', 'status', 'newcomer_led', 'focus', 'where_keys', 'seeking', 'theme_keys', 'country_keys', 'city_keys'], name='projects_facets_by_lang'),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('publication', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='projects_project_published_has_a_date'),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(('checked_by__isnull', True), ('checked_on__isnull', False), _connector='OR'), name='projects_project_checker_has_a_date'),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(('ended__isnull', True), ('launched__isnull', True), ('ended__gte', models.F('launched')), _connector='OR'), name='projects_project_ends_after_launch'),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(('ended__isnull', True), ('status', 'discontinued'), _connector='OR'), name='projects_project_only_discontinued_has_an_end'),
        ),
        migrations.AddConstraint(
            model_name='partnership',
            constraint=models.UniqueConstraint(fields=('project', 'organisation', 'role'), name='projects_partnership_once_a_role'),
        ),
        migrations.AddConstraint(
            model_name='cataloguerow',
            constraint=models.UniqueConstraint(fields=('name_key', 'country'), name='projects_catalogue_row_once'),
        ),
    ]
