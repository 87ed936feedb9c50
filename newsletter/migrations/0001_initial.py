import accounts.fields
import accounts.kept
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('post_office', '0014_alter_email_recipient_delivery_status_and_more'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalIssue',
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
                ('title_en', models.CharField(help_text='It is also the subject of the e-mail.', max_length=150, null=True, verbose_name='title')),
                ('title_de', models.CharField(help_text='It is also the subject of the e-mail.', max_length=150, null=True, verbose_name='title')),
                ('title_fr', models.CharField(help_text='It is also the subject of the e-mail.', max_length=150, null=True, verbose_name='title')),
                ('title_ar', models.CharField(help_text='It is also the subject of the e-mail.', max_length=150, null=True, verbose_name='title')),
                ('title_uk', models.CharField(help_text='It is also the subject of the e-mail.', max_length=150, null=True, verbose_name='title')),
                ('text_en', models.TextField(blank=True, help_text='Markdown. Begin headings with one “#”.', max_length=30000, null=True, verbose_name='text')),
                ('text_de', models.TextField(blank=True, help_text='Markdown. Begin headings with one “#”.', max_length=30000, null=True, verbose_name='text')),
                ('text_fr', models.TextField(blank=True, help_text='Markdown. Begin headings with one “#”.', max_length=30000, null=True, verbose_name='text')),
                ('text_ar', models.TextField(blank=True, help_text='Markdown. Begin headings with one “#”.', max_length=30000, null=True, verbose_name='text')),
                ('text_uk', models.TextField(blank=True, help_text='Markdown. Begin headings with one “#”.', max_length=30000, null=True, verbose_name='text')),
                ('since', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='what is new since')),
                ('until', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='up to')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical newsletter issue',
                'verbose_name_plural': 'historical newsletter issues',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Issue',
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
                ('title', models.CharField(help_text='It is also the subject of the e-mail.', max_length=150, verbose_name='title')),
                ('title_en', models.CharField(help_text='It is also the subject of the e-mail.', max_length=150, null=True, verbose_name='title')),
                ('title_de', models.CharField(help_text='It is also the subject of the e-mail.', max_length=150, null=True, verbose_name='title')),
                ('title_fr', models.CharField(help_text='It is also the subject of the e-mail.', max_length=150, null=True, verbose_name='title')),
                ('title_ar', models.CharField(help_text='It is also the subject of the e-mail.', max_length=150, null=True, verbose_name='title')),
                ('title_uk', models.CharField(help_text='It is also the subject of the e-mail.', max_length=150, null=True, verbose_name='title')),
                ('text', models.TextField(blank=True, help_text='Markdown. Begin headings with one “#”.', max_length=30000, verbose_name='text')),
                ('text_en', models.TextField(blank=True, help_text='Markdown. Begin headings with one “#”.', max_length=30000, null=True, verbose_name='text')),
                ('text_de', models.TextField(blank=True, help_text='Markdown. Begin headings with one “#”.', max_length=30000, null=True, verbose_name='text')),
                ('text_fr', models.TextField(blank=True, help_text='Markdown. Begin headings with one “#”.', max_length=30000, null=True, verbose_name='text')),
                ('text_ar', models.TextField(blank=True, help_text='Markdown. Begin headings with one “#”.', max_length=30000, null=True, verbose_name='text')),
                ('text_uk', models.TextField(blank=True, help_text='Markdown. Begin headings with one “#”.', max_length=30000, null=True, verbose_name='text')),
                ('since', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='what is new since')),
                ('until', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='up to')),
                ('state', models.CharField(choices=[('draft', 'draft'), ('scheduled', 'scheduled'), ('sending', 'being sent'), ('sent', 'sent')], default='draft', editable=False, max_length=9, verbose_name='state')),
                ('send_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='to be sent')),
                ('started_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='sending began')),
                ('finished_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='sent')),
                ('recipients', models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name='recipients')),
            ],
            options={
                'verbose_name': 'newsletter issue',
                'verbose_name_plural': 'newsletter issues',
                'ordering': ['-created_at', '-pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('publication', 'published'), _negated=True), ('published_at__isnull', False), _connector='OR'), name='newsletter_issue_published_has_a_date'), models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='newsletter_issue_window_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'scheduled'), _negated=True), ('send_at__isnull', False), _connector='OR'), name='newsletter_issue_scheduled_has_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('publication', 'draft'), ('started_at__isnull', True), ('state__in', ('draft', 'scheduled'))), models.Q(models.Q(('state__in', ('draft', 'scheduled')), _negated=True), ('started_at__isnull', False), models.Q(('publication', 'draft'), _negated=True)), _connector='OR'), name='newsletter_issue_begun_is_public'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', False), ('recipients__isnull', False), ('state', 'sent')), models.Q(models.Q(('state', 'sent'), _negated=True), ('finished_at__isnull', True)), _connector='OR'), name='newsletter_issue_sent_has_a_date')],
            },
        ),
        migrations.CreateModel(
            name='Subscriber',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                ('language', accounts.fields.LanguageField(default='en', max_length=8, verbose_name='language')),
                ('state', models.CharField(choices=[('unconfirmed', 'unconfirmed'), ('confirmed', 'confirmed'), ('unsubscribed', 'unsubscribed'), ('paused', 'paused, as e-mails bounced')], default='unconfirmed', max_length=12, verbose_name='state')),
                ('state_since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='since')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('request', models.UUIDField(blank=True, default=uuid.uuid4, editable=False, null=True, unique=True)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                ('asked_in', accounts.fields.LanguageField(max_length=8, verbose_name='asked in')),
                ('wording', models.CharField(max_length=20, verbose_name='version of the wording')),
                ('asked_network', models.CharField(blank=True, max_length=32, verbose_name='network of the request')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed')),
                ('confirmed_network', models.CharField(blank=True, max_length=32, verbose_name='network of the confirmation')),
                ('earlier', models.JSONField(blank=True, default=list, verbose_name='earlier consents')),
            ],
            options={
                'verbose_name': 'subscriber',
                'verbose_name_plural': 'subscribers',
                'ordering': ['-asked_at', '-pk'],
                'indexes': [models.Index(fields=['state', 'id'], name='newsletter_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='newsletter_subscriber_in_lower_case'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('state', 'unconfirmed')), models.Q(models.Q(('state', 'unconfirmed'), _negated=True), ('confirmed_at__isnull', False)), _connector='OR'), name='newsletter_subscriber_confirmed_has_a_date'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'unconfirmed'), _negated=True), ('request__isnull', False), _connector='OR'), name='newsletter_subscriber_unconfirmed_has_a_request')],
            },
            bases=(accounts.kept.KeptByAddress, models.Model),
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('queued', 'queued'), ('sent', 'sent'), ('failed', 'failed'), ('dropped', 'removed from the queue')], default='queued', max_length=7, verbose_name='state')),
                ('email', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='delivery', to='post_office.email')),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='newsletter.issue', verbose_name='issue')),
                ('subscriber', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='deliveries', to='newsletter.subscriber', verbose_name='subscriber')),
            ],
            options={
                'verbose_name': 'delivery',
                'verbose_name_plural': 'deliveries',
                'indexes': [models.Index(fields=['issue', 'state'], name='newsletter_delivery_by_state')],
                'constraints': [models.UniqueConstraint(fields=('issue', 'subscriber'), name='newsletter_delivery_once_a_subscriber')],
            },
        ),
        migrations.CreateModel(
            name='Bounce',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('report', models.CharField(max_length=32)),
                ('status', models.CharField(max_length=12, verbose_name='status')),
                ('is_hard', models.BooleanField(verbose_name='for good')),
                ('on', models.DateField(verbose_name='day')),
                ('subscriber', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bounces', to='newsletter.subscriber', verbose_name='subscriber')),
            ],
            options={
                'verbose_name': 'returned e-mail',
                'verbose_name_plural': 'returned e-mails',
                'ordering': ['-on', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('subscriber', 'report'), name='newsletter_bounce_once_a_report')],
            },
        ),
    ]
