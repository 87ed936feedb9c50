import accounts.fields
import datetime
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.utils.timezone
import django_countries.fields
import entries.fields
import entries.nulls_last
import entries.validators
import projects.contacts
import projects.models.project
import simple_history.models
import taggit.managers
import taxonomy.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('organisations', '0001_initial'),
        ('taxonomy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CatalogueOrganisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name_key', models.CharField(max_length=250, unique=True)),
                ('values', models.JSONField()),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='catalogue_rows', to='organisations.organisation')),
            ],
        ),
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
                ('sort_key', models.CharField(editable=False, max_length=548)),
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
                ('text_language', taxonomy.fields.LanguageCodeField(default='en', max_length=3, verbose_name='language of the text')),
                ('website', models.URLField(blank=True, max_length=500, verbose_name='website')),
                ('logo', models.ImageField(blank=True, upload_to='logos/', verbose_name='logo')),
                ('country', django_countries.fields.CountryField(blank=True, help_text='Where it is based. Its cities can be in other countries too.', max_length=2, verbose_name='country')),
                ('sources', models.TextField(blank=True, help_text='Where the facts come from: an address or a note, one per line.', validators=[django.core.validators.MaxLengthValidator(10000), entries.validators.validate_sources], verbose_name='sources')),
                ('confirmed_on', models.DateField(blank=True, help_text='When it last said that this is correct.', null=True, validators=[django.core.validators.MinValueValidator(datetime.date(1990, 1, 1)), django.core.validators.MaxValueValidator(django.utils.timezone.localdate)], verbose_name='confirmed by the organisation')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='checked by a curator')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='website last answered')),
                ('verified_on', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Greatest(django.db.models.functions.comparison.Coalesce('confirmed_on', 'checked_on'), django.db.models.functions.comparison.Coalesce('checked_on', 'confirmed_on')), output_field=models.DateField(null=True), verbose_name='verified')),
                ('last_seen', models.CharField(blank=True, editable=False, max_length=10, verbose_name='last sign of life')),
                ('last_seen_on', models.DateField(blank=True, editable=False, null=True, verbose_name='last sign of life')),
                ('edited_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last edited by a person')),
                ('audience', models.CharField(blank=True, help_text='Such as: young refugees and other newcomers who look for work.', max_length=300, verbose_name='who it is for')),
                ('cost', models.CharField(blank=True, choices=[('free', 'Free'), ('some', 'Some of it is free'), ('fee', 'For a fee')], max_length=10, verbose_name='cost')),
                ('delivery', models.CharField(blank=True, choices=[('online', 'Online'), ('on-site', 'On site'), ('both', 'Online and on site')], max_length=10, verbose_name='online or on site')),
                ('reach', models.CharField(blank=True, choices=[('city', 'In its cities'), ('country', 'In a whole country'), ('countries', 'In several countries'), ('anywhere', 'Anywhere')], max_length=10, verbose_name='where it can be used')),
                ('reach_places', entries.fields.KeysField(blank=True, default=list, help_text='Regions besides its cities, or countries. Leave it empty for the country in which it is based.', verbose_name='countries and regions of its reach')),
                ('reach_basis', models.CharField(blank=True, help_text='The words that say so. For curators only.', max_length=500, verbose_name='what says where it can be used')),
                ('how_to_start', models.CharField(blank=True, help_text='The first step, such as: write an e-mail, or come on a Tuesday at 6 pm.', max_length=500, verbose_name='how to start')),
                ('language_level', models.CharField(blank=True, choices=[('none', 'None'), ('a1', 'A1: words and phrases'), ('a2', 'A2: everyday talk'), ('b1', 'B1: most of daily life'), ('b2', 'B2: longer texts'), ('c1', 'C1: studies and work'), ('c2', 'C2: nearly everything')], max_length=4, verbose_name='language level needed')),
                ('step_free', models.CharField(blank=True, choices=[('yes', 'Yes'), ('partly', 'In part'), ('no', 'No')], max_length=6, verbose_name='step-free')),
                ('email', models.EmailField(blank=True, max_length=254, validators=[accounts.fields.validate_directions], verbose_name='public e-mail address')),
                ('phone', models.CharField(blank=True, max_length=60, validators=[entries.validators.validate_visible], verbose_name='public telephone number')),
                ('channels', models.TextField(blank=True, help_text='The address of each, one per line: WhatsApp, Telegram, Instagram, an app store …', validators=[django.core.validators.MaxLengthValidator(2000), accounts.fields.validate_directions, projects.contacts.validate_channels], verbose_name='messengers, social networks and apps')),
                ('status', models.CharField(choices=[('active', 'Active'), ('paused', 'Paused'), ('discontinued', 'Discontinued'), ('unknown', 'Not known')], default='unknown', max_length=12, verbose_name='status')),
                ('launched', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='launched')),
                ('ended', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='ended')),
                ('successor_name', models.CharField(blank=True, help_text='The name of what took over, if it is not in the directory.', max_length=200, verbose_name='successor that is not listed')),
                ('lessons', models.TextField(blank=True, help_text='What its people learned. Markdown.', max_length=10000, validators=[django.core.validators.MaxLengthValidator(10000)], verbose_name='lessons')),
                ('languages', entries.fields.KeysField(blank=True, default=list, verbose_name='languages of the offer')),
                ('newcomer_led', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('unknown', 'Not known')], default='unknown', max_length=8, verbose_name='led by newcomers')),
                ('focus', models.CharField(blank=True, choices=[('emergency', 'Emergency assistance'), ('integration', 'Long-term integration')], max_length=12, verbose_name='focus')),
                ('seeking', entries.fields.KeysField(blank=True, default=list, verbose_name='looking for')),
                ('technologies', models.CharField(blank=True, max_length=300, verbose_name='technologies')),
                ('source_code', models.URLField(blank=True, max_length=500, verbose_name='source code')),
                ('organisation_keys', projects.models.project.PartnersField(blank=True, default=list, editable=False, verbose_name='organisations')),
                ('heard_on', models.GeneratedField(db_persist=True, expression=models.Case(models.When(models.Q(('status', 'discontinued')), then=models.Value(datetime.date(1, 1, 1))), default=django.db.models.functions.comparison.Greatest(django.db.models.functions.comparison.Coalesce('confirmed_on', 'checked_on', 'last_seen_on', models.Case(models.When(status='unknown', then=projects.models.project.FirstOfYear('launched')))), django.db.models.functions.comparison.Coalesce('checked_on', 'last_seen_on', models.Case(models.When(status='unknown', then=projects.models.project.FirstOfYear('launched'))), 'confirmed_on'), django.db.models.functions.comparison.Coalesce('last_seen_on', models.Case(models.When(status='unknown', then=projects.models.project.FirstOfYear('launched'))), 'confirmed_on', 'checked_on'), django.db.models.functions.comparison.Coalesce(models.Case(models.When(status='unknown', then=projects.models.project.FirstOfYear('launched'))), 'confirmed_on', 'checked_on', 'last_seen_on'))), output_field=models.DateField(null=True), verbose_name='last heard of')),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='checked by')),
                ('cities', taggit.managers.TaggableManager(blank=True, help_text='A comma-separated list of tags.', through='taxonomy.LocatedItem', to='taxonomy.City', verbose_name='cities')),
                ('organisations', models.ManyToManyField(related_name='projects', through='projects.Partnership', to='organisations.organisation', verbose_name='organisations')),
                ('successor', models.ForeignKey(blank=True, help_text='The project that it merged into or that took over.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='predecessors', to='projects.project', verbose_name='successor')),
                ('themes', taggit.managers.TaggableManager(blank=True, help_text='A comma-separated list of tags.', through='taxonomy.ThemedItem', to='taxonomy.Theme', verbose_name='themes')),
            ],
            options={
                'verbose_name': 'project',
                'verbose_name_plural': 'projects',
                'ordering': ['sort_key', 'pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['publication', 'sort_key'], name='projects_by_name'), models.Index(fields=['sort_key'], name='projects_of_all_states'), models.Index(fields=['country'], name='projects_by_country'), models.Index(fields=['website', 'publication'], name='projects_by_website'), models.Index(condition=models.Q(('description', '')), fields=['publication', 'sort_key'], name='projects_thin'), models.Index(condition=models.Q(('theme_keys', '')), fields=['sort_key'], name='projects_without_theme'), entries.nulls_last.NullsLastIndex(models.F('publication'), models.OrderBy(models.F('verified_on'), descending=True, nulls_last=True), name='projects_by_verified'), entries.nulls_last.NullsLastIndex(models.F('publication'), models.OrderBy(models.F('heard_on'), descending=True, nulls_last=True), name='projects_by_heard'), entries.nulls_last.NullsLastIndex(models.F('publication'), models.OrderBy(models.F('published_at'), descending=True, nulls_last=True), name='projects_by_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('publication', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='projects_project_published_has_a_date'), models.CheckConstraint(condition=models.Q(('checked_by__isnull', True), ('checked_on__isnull', False), _connector='OR'), name='projects_project_checker_has_a_date'), models.CheckConstraint(condition=models.Q(models.Q(('last_seen', ''), ('last_seen_on__isnull', True)), models.Q(models.Q(('last_seen', ''), _negated=True), ('last_seen_on__isnull', False)), _connector='OR'), name='projects_project_last_sign_has_a_day'), models.CheckConstraint(condition=models.Q(('ended__isnull', True), ('launched__isnull', True), ('ended__gte', models.F('launched')), _connector='OR'), name='projects_project_ends_after_launch'), models.CheckConstraint(condition=models.Q(('ended__isnull', True), ('status', 'discontinued'), _connector='OR'), name='projects_project_only_discontinued_has_an_end')],
            },
        ),
        migrations.AddField(
            model_name='partnership',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partnerships', to='projects.project', verbose_name='project'),
        ),
        migrations.CreateModel(
            name='OfferRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('values', models.JSONField()),
                ('project', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='offer_row', to='projects.project')),
            ],
        ),
        migrations.CreateModel(
            name='HistoricalProject',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('sort_name', models.CharField(editable=False, max_length=250)),
                ('sort_key', models.CharField(editable=False, max_length=548)),
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
                ('text_language', taxonomy.fields.LanguageCodeField(default='en', max_length=3, verbose_name='language of the text')),
                ('website', models.URLField(blank=True, max_length=500, verbose_name='website')),
                ('logo', models.TextField(blank=True, max_length=100, verbose_name='logo')),
                ('country', django_countries.fields.CountryField(blank=True, help_text='Where it is based. Its cities can be in other countries too.', max_length=2, verbose_name='country')),
                ('sources', models.TextField(blank=True, help_text='Where the facts come from: an address or a note, one per line.', validators=[django.core.validators.MaxLengthValidator(10000), entries.validators.validate_sources], verbose_name='sources')),
                ('confirmed_on', models.DateField(blank=True, help_text='When it last said that this is correct.', null=True, validators=[django.core.validators.MinValueValidator(datetime.date(1990, 1, 1)), django.core.validators.MaxValueValidator(django.utils.timezone.localdate)], verbose_name='confirmed by the organisation')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='checked by a curator')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='website last answered')),
                ('last_seen', models.CharField(blank=True, editable=False, max_length=10, verbose_name='last sign of life')),
                ('last_seen_on', models.DateField(blank=True, editable=False, null=True, verbose_name='last sign of life')),
                ('edited_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last edited by a person')),
                ('audience', models.CharField(blank=True, help_text='Such as: young refugees and other newcomers who look for work.', max_length=300, verbose_name='who it is for')),
                ('cost', models.CharField(blank=True, choices=[('free', 'Free'), ('some', 'Some of it is free'), ('fee', 'For a fee')], max_length=10, verbose_name='cost')),
                ('delivery', models.CharField(blank=True, choices=[('online', 'Online'), ('on-site', 'On site'), ('both', 'Online and on site')], max_length=10, verbose_name='online or on site')),
                ('reach', models.CharField(blank=True, choices=[('city', 'In its cities'), ('country', 'In a whole country'), ('countries', 'In several countries'), ('anywhere', 'Anywhere')], max_length=10, verbose_name='where it can be used')),
                ('reach_places', entries.fields.KeysField(blank=True, default=list, help_text='Regions besides its cities, or countries. Leave it empty for the country in which it is based.', verbose_name='countries and regions of its reach')),
                ('reach_basis', models.CharField(blank=True, help_text='The words that say so. For curators only.', max_length=500, verbose_name='what says where it can be used')),
                ('how_to_start', models.CharField(blank=True, help_text='The first step, such as: write an e-mail, or come on a Tuesday at 6 pm.', max_length=500, verbose_name='how to start')),
                ('language_level', models.CharField(blank=True, choices=[('none', 'None'), ('a1', 'A1: words and phrases'), ('a2', 'A2: everyday talk'), ('b1', 'B1: most of daily life'), ('b2', 'B2: longer texts'), ('c1', 'C1: studies and work'), ('c2', 'C2: nearly everything')], max_length=4, verbose_name='language level needed')),
                ('step_free', models.CharField(blank=True, choices=[('yes', 'Yes'), ('partly', 'In part'), ('no', 'No')], max_length=6, verbose_name='step-free')),
                ('email', models.EmailField(blank=True, max_length=254, validators=[accounts.fields.validate_directions], verbose_name='public e-mail address')),
                ('phone', models.CharField(blank=True, max_length=60, validators=[entries.validators.validate_visible], verbose_name='public telephone number')),
                ('channels', models.TextField(blank=True, help_text='The address of each, one per line: WhatsApp, Telegram, Instagram, an app store …', validators=[django.core.validators.MaxLengthValidator(2000), accounts.fields.validate_directions, projects.contacts.validate_channels], verbose_name='messengers, social networks and apps')),
                ('status', models.CharField(choices=[('active', 'Active'), ('paused', 'Paused'), ('discontinued', 'Discontinued'), ('unknown', 'Not known')], default='unknown', max_length=12, verbose_name='status')),
                ('launched', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='launched')),
                ('ended', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='ended')),
                ('successor_name', models.CharField(blank=True, help_text='The name of what took over, if it is not in the directory.', max_length=200, verbose_name='successor that is not listed')),
                ('lessons', models.TextField(blank=True, help_text='What its people learned. Markdown.', max_length=10000, validators=[django.core.validators.MaxLengthValidator(10000)], verbose_name='lessons')),
                ('languages', entries.fields.KeysField(blank=True, default=list, verbose_name='languages of the offer')),
                ('newcomer_led', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('unknown', 'Not known')], default='unknown', max_length=8, verbose_name='led by newcomers')),
                ('focus', models.CharField(blank=True, choices=[('emergency', 'Emergency assistance'), ('integration', 'Long-term integration')], max_length=12, verbose_name='focus')),
                ('seeking', entries.fields.KeysField(blank=True, default=list, verbose_name='looking for')),
                ('technologies', models.CharField(blank=True, max_length=300, verbose_name='technologies')),
                ('source_code', models.URLField(blank=True, max_length=500, verbose_name='source code')),
                ('organisation_keys', projects.models.project.PartnersField(blank=True, default=list, editable=False, verbose_name='organisations')),
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
            options={
                'constraints': [models.UniqueConstraint(fields=('name_key', 'country'), name='projects_catalogue_row_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='partnership',
            constraint=models.UniqueConstraint(fields=('project', 'organisation', 'role'), name='projects_partnership_once_a_role'),
        ),
    ]
