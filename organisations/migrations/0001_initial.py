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
import simple_history.models
import taggit.managers
import taxonomy.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('taxonomy', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalOrganisation',
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
                ('summary', models.CharField(blank=True, help_text='What it does, in one sentence. Without one, its pages name its projects.', max_length=240, validators=[entries.validators.validate_visible], verbose_name='summary')),
                ('other_names', models.TextField(blank=True, help_text='Former names, short ones and those in other languages, one per line; the search finds them.', validators=[django.core.validators.MaxLengthValidator(2000), accounts.fields.validate_directions], verbose_name='other names')),
                ('kind', models.CharField(blank=True, choices=[('nonprofit', 'Non-profit'), ('social-enterprise', 'Social enterprise'), ('company', 'Company'), ('grassroots', 'Initiative or network'), ('academia', 'Academia or research'), ('public-sector', 'Public sector')], max_length=20, verbose_name='kind')),
                ('size', models.CharField(blank=True, choices=[('0-5', 'up to 5 people'), ('6-10', '6 to 10 people'), ('11-25', '11 to 25 people'), ('26-50', '26 to 50 people'), ('51-100', '51 to 100 people'), ('101-500', '101 to 500 people'), ('501-1000', '501 to 1,000 people'), ('over-1000', 'over 1,000 people')], max_length=10, verbose_name='size')),
                ('founded', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='founded')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('checked_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='checked by')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical organisation',
                'verbose_name_plural': 'historical organisations',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Organisation',
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
                ('heard_on', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Greatest(django.db.models.functions.comparison.Coalesce('confirmed_on', 'checked_on', 'last_seen_on'), django.db.models.functions.comparison.Coalesce('checked_on', 'last_seen_on', 'confirmed_on'), django.db.models.functions.comparison.Coalesce('last_seen_on', 'confirmed_on', 'checked_on')), output_field=models.DateField(null=True), verbose_name='last heard of')),
                ('edited_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last edited by a person')),
                ('summary', models.CharField(blank=True, help_text='What it does, in one sentence. Without one, its pages name its projects.', max_length=240, validators=[entries.validators.validate_visible], verbose_name='summary')),
                ('other_names', models.TextField(blank=True, help_text='Former names, short ones and those in other languages, one per line; the search finds them.', validators=[django.core.validators.MaxLengthValidator(2000), accounts.fields.validate_directions], verbose_name='other names')),
                ('kind', models.CharField(blank=True, choices=[('nonprofit', 'Non-profit'), ('social-enterprise', 'Social enterprise'), ('company', 'Company'), ('grassroots', 'Initiative or network'), ('academia', 'Academia or research'), ('public-sector', 'Public sector')], max_length=20, verbose_name='kind')),
                ('size', models.CharField(blank=True, choices=[('0-5', 'up to 5 people'), ('6-10', '6 to 10 people'), ('11-25', '11 to 25 people'), ('26-50', '26 to 50 people'), ('51-100', '51 to 100 people'), ('101-500', '101 to 500 people'), ('501-1000', '501 to 1,000 people'), ('over-1000', 'over 1,000 people')], max_length=10, verbose_name='size')),
                ('founded', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='founded')),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='checked by')),
                ('cities', taggit.managers.TaggableManager(blank=True, help_text='A comma-separated list of tags.', through='taxonomy.LocatedItem', to='taxonomy.City', verbose_name='cities')),
                ('networks', models.ManyToManyField(blank=True, help_text='The networks that it belongs to.', limit_choices_to={'kind': 'grassroots'}, related_name='members', to='organisations.organisation', verbose_name='networks')),
                ('themes', taggit.managers.TaggableManager(blank=True, help_text='A comma-separated list of tags.', through='taxonomy.ThemedItem', to='taxonomy.Theme', verbose_name='themes')),
            ],
            options={
                'verbose_name': 'organisation',
                'verbose_name_plural': 'organisations',
                'ordering': ['sort_key', 'pk'],
                'abstract': False,
                'indexes': [models.Index(fields=['publication', 'sort_key'], name='organisations_by_name'), models.Index(fields=['sort_key'], name='organisations_of_all_states'), models.Index(fields=['country'], name='organisations_by_country'), models.Index(fields=['website', 'publication'], name='organisations_by_website'), models.Index(condition=models.Q(('description', '')), fields=['publication', 'sort_key'], name='organisations_thin'), models.Index(condition=models.Q(('theme_keys', '')), fields=['sort_key'], name='organisations_without_theme'), entries.nulls_last.NullsLastIndex(models.F('publication'), models.OrderBy(models.F('heard_on'), descending=True, nulls_last=True), name='organisations_by_heard')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('publication', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='organisations_organisation_published_has_a_date'), models.CheckConstraint(condition=models.Q(('checked_by__isnull', True), ('checked_on__isnull', False), _connector='OR'), name='organisations_organisation_checker_has_a_date'), models.CheckConstraint(condition=models.Q(models.Q(('last_seen', ''), ('last_seen_on__isnull', True)), models.Q(models.Q(('last_seen', ''), _negated=True), ('last_seen_on__isnull', False)), _connector='OR'), name='organisations_organisation_last_sign_has_a_day')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalOrganisation_networks',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('m2m_history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to='organisations.historicalorganisation')),
                ('from_organisation', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organisations.organisation')),
                ('to_organisation', models.ForeignKey(blank=True, db_constraint=False, db_tablespace='', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organisations.organisation')),
            ],
            options={
                'verbose_name': 'HistoricalOrganisation_networks',
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
    ]
