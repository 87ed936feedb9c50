import accounts.fields
import accounts.kept
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
import taxonomy.fields
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
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_seen_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='first seen')),
                ('traits', models.JSONField(blank=True, default=dict, verbose_name='what they have in common')),
            ],
            options={
                'verbose_name': 'campaign',
                'verbose_name_plural': 'campaigns',
                'ordering': ['-first_seen_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='ReopeningRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                ('language', accounts.fields.LanguageField(default='en', max_length=8, verbose_name='language')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='asked')),
            ],
            options={
                'verbose_name': 'request to be told when intake reopens',
                'verbose_name_plural': 'requests to be told when intake reopens',
            },
            bases=(accounts.kept.KeptByAddress, models.Model),
        ),
        migrations.CreateModel(
            name='UploadedLogo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='key')),
                ('data', models.BinaryField(verbose_name='picture')),
                ('extension', models.CharField(max_length=4, verbose_name='format')),
                ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='uploaded')),
            ],
            options={
                'verbose_name': 'uploaded logo',
                'verbose_name_plural': 'uploaded logos',
            },
        ),
        migrations.CreateModel(
            name='HistoricalIntake',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('state', models.CharField(choices=[('open', 'open'), ('paused', 'paused')], default='open', max_length=6, verbose_name='state')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='since')),
                ('message', models.TextField(blank=True, help_text='What visitors read while intake is paused. If this is left empty, the site uses its own words.', max_length=1000, verbose_name='message')),
                ('message_en', models.TextField(blank=True, help_text='What visitors read while intake is paused. If this is left empty, the site uses its own words.', max_length=1000, null=True, verbose_name='message')),
                ('message_de', models.TextField(blank=True, help_text='What visitors read while intake is paused. If this is left empty, the site uses its own words.', max_length=1000, null=True, verbose_name='message')),
                ('message_fr', models.TextField(blank=True, help_text='What visitors read while intake is paused. If this is left empty, the site uses its own words.', max_length=1000, null=True, verbose_name='message')),
                ('message_ar', models.TextField(blank=True, help_text='What visitors read while intake is paused. If this is left empty, the site uses its own words.', max_length=1000, null=True, verbose_name='message')),
                ('message_uk', models.TextField(blank=True, help_text='What visitors read while intake is paused. If this is left empty, the site uses its own words.', max_length=1000, null=True, verbose_name='message')),
                ('reopens_on', models.DateField(blank=True, null=True, verbose_name='expected reopening')),
                ('contact', models.EmailField(blank=True, help_text='Where people can write while intake is paused.', max_length=254, verbose_name='contact address')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical intake',
                'verbose_name_plural': 'historical intake',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Intake',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('open', 'open'), ('paused', 'paused')], default='open', max_length=6, verbose_name='state')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='since')),
                ('message', models.TextField(blank=True, help_text='What visitors read while intake is paused. If this is left empty, the site uses its own words.', max_length=1000, verbose_name='message')),
                ('message_en', models.TextField(blank=True, help_text='What visitors read while intake is paused. If this is left empty, the site uses its own words.', max_length=1000, null=True, verbose_name='message')),
                ('message_de', models.TextField(blank=True, help_text='What visitors read while intake is paused. If this is left empty, the site uses its own words.', max_length=1000, null=True, verbose_name='message')),
                ('message_fr', models.TextField(blank=True, help_text='What visitors read while intake is paused. If this is left empty, the site uses its own words.', max_length=1000, null=True, verbose_name='message')),
                ('message_ar', models.TextField(blank=True, help_text='What visitors read while intake is paused. If this is left empty, the site uses its own words.', max_length=1000, null=True, verbose_name='message')),
                ('message_uk', models.TextField(blank=True, help_text='What visitors read while intake is paused. If this is left empty, the site uses its own words.', max_length=1000, null=True, verbose_name='message')),
                ('reopens_on', models.DateField(blank=True, null=True, verbose_name='expected reopening')),
                ('contact', models.EmailField(blank=True, help_text='Where people can write while intake is paused.', max_length=254, verbose_name='contact address')),
            ],
            options={
                'verbose_name': 'intake',
                'verbose_name_plural': 'intake',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='submissions_one_intake')],
            },
        ),
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('use', models.CharField(choices=[('return', 'return with a question'), ('reject', 'reject')], max_length=6, verbose_name='used to')),
                ('reason', models.CharField(help_text='In a few words. Visitors see how often each reason was given.', max_length=80, verbose_name='reason')),
                ('reason_en', models.CharField(help_text='In a few words. Visitors see how often each reason was given.', max_length=80, null=True, verbose_name='reason')),
                ('reason_de', models.CharField(help_text='In a few words. Visitors see how often each reason was given.', max_length=80, null=True, verbose_name='reason')),
                ('reason_fr', models.CharField(help_text='In a few words. Visitors see how often each reason was given.', max_length=80, null=True, verbose_name='reason')),
                ('reason_ar', models.CharField(help_text='In a few words. Visitors see how often each reason was given.', max_length=80, null=True, verbose_name='reason')),
                ('reason_uk', models.CharField(help_text='In a few words. Visitors see how often each reason was given.', max_length=80, null=True, verbose_name='reason')),
                ('text', models.TextField(max_length=3000, verbose_name='text')),
                ('text_en', models.TextField(max_length=3000, null=True, verbose_name='text')),
                ('text_de', models.TextField(max_length=3000, null=True, verbose_name='text')),
                ('text_fr', models.TextField(max_length=3000, null=True, verbose_name='text')),
                ('text_ar', models.TextField(max_length=3000, null=True, verbose_name='text')),
                ('text_uk', models.TextField(max_length=3000, null=True, verbose_name='text')),
                ('position', models.PositiveSmallIntegerField(default=100, verbose_name='position')),
            ],
            options={
                'verbose_name': 'reply',
                'verbose_name_plural': 'replies',
                'ordering': ['use', 'position', 'reason'],
                'constraints': [models.UniqueConstraint(fields=('use', 'reason'), name='submissions_reply_once_a_reason'), models.UniqueConstraint(fields=('use', 'reason_en'), name='submissions_reply_once_a_reason-en'), models.UniqueConstraint(fields=('use', 'reason_de'), name='submissions_reply_once_a_reason-de'), models.UniqueConstraint(fields=('use', 'reason_fr'), name='submissions_reply_once_a_reason-fr'), models.UniqueConstraint(fields=('use', 'reason_ar'), name='submissions_reply_once_a_reason-ar'), models.UniqueConstraint(fields=('use', 'reason_uk'), name='submissions_reply_once_a_reason-uk')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('before', models.CharField(choices=[('unconfirmed', 'waiting for the confirmation of the address'), ('held', 'kept until intake reopens'), ('waiting', 'waiting for a curator'), ('approved', 'approved'), ('returned', 'returned with a question'), ('rejected', 'not accepted'), ('spam', 'spam'), ('withdrawn', 'withdrawn')], max_length=12, verbose_name='from')),
                ('after', models.CharField(choices=[('unconfirmed', 'waiting for the confirmation of the address'), ('held', 'kept until intake reopens'), ('waiting', 'waiting for a curator'), ('approved', 'approved'), ('returned', 'returned with a question'), ('rejected', 'not accepted'), ('spam', 'spam'), ('withdrawn', 'withdrawn')], max_length=12, verbose_name='to')),
                ('at', models.DateTimeField(verbose_name='at')),
                ('is_by_curator', models.BooleanField(default=False, verbose_name='by a curator')),
                ('message', models.TextField(blank=True, verbose_name='message to the person who handed it in')),
                ('fields', models.JSONField(blank=True, help_text='Empty: all of them.', null=True, verbose_name='approved fields')),
                ('waited', models.DurationField(blank=True, help_text='From the queue to the decision.', null=True, verbose_name='waited')),
                ('along_with', models.ForeignKey(blank=True, help_text='The decision on another report that says the same.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='along', to='submissions.decision', verbose_name='decided along with')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('reply', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='submissions.reply', verbose_name='reason')),
            ],
            options={
                'verbose_name': 'decision',
                'verbose_name_plural': 'decisions',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='token')),
                ('kind', models.CharField(choices=[('project', 'new project'), ('organisation', 'new organisation'), ('change', 'change'), ('report', 'report of a mistake'), ('claim', 'request to look after an entry'), ('translation', 'translation')], max_length=12, verbose_name='kind')),
                ('payload', models.JSONField(default=dict, verbose_name='what was handed in')),
                ('base', models.JSONField(blank=True, default=dict, verbose_name='what the entry said before')),
                ('target_kind', models.CharField(blank=True, max_length=20, verbose_name='kind of entry')),
                ('target_id', models.PositiveBigIntegerField(blank=True, null=True, verbose_name='entry')),
                ('into', taxonomy.fields.LanguageCodeField(blank=True, default='', max_length=3, verbose_name='translated into')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('language', accounts.fields.LanguageField(default='en', max_length=8, verbose_name='language')),
                ('network', models.CharField(blank=True, help_text='A salted hash that means nothing after a day.', max_length=32, verbose_name='network')),
                ('state', models.CharField(choices=[('unconfirmed', 'waiting for the confirmation of the address'), ('held', 'kept until intake reopens'), ('waiting', 'waiting for a curator'), ('approved', 'approved'), ('returned', 'returned with a question'), ('rejected', 'not accepted'), ('spam', 'spam'), ('withdrawn', 'withdrawn')], default='unconfirmed', max_length=12, verbose_name='state')),
                ('is_suspicious', models.BooleanField(default=False, verbose_name='suspicious')),
                ('signals', models.JSONField(blank=True, default=list, verbose_name='signals')),
                ('revision', models.PositiveIntegerField(default=0, help_text='Goes up by one with every edit.', verbose_name='revision')),
                ('handed_in_at', models.DateTimeField(auto_now_add=True, verbose_name='handed in')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='address confirmed')),
                ('waiting_since', models.DateTimeField(blank=True, null=True, verbose_name='waiting since')),
                ('state_since', models.DateTimeField(auto_now_add=True, verbose_name='in this state since')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('campaign', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='members', to='submissions.campaign', verbose_name='campaign')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
                ('submitter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='submissions', to=settings.AUTH_USER_MODEL, verbose_name='handed in by')),
                ('logo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to='submissions.uploadedlogo', verbose_name='logo')),
            ],
            options={
                'verbose_name': 'submission',
                'verbose_name_plural': 'submissions',
                'ordering': ['-handed_in_at', '-pk'],
                'indexes': [models.Index(fields=['state', 'is_suspicious', 'waiting_since'], name='submissions_queue'), models.Index(fields=['target_kind', 'target_id'], name='submissions_about_entry')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('target_id__isnull', True), ('target_kind', '')), models.Q(models.Q(('target_kind', ''), _negated=True), ('target_id__isnull', False)), _connector='OR'), name='submissions_target_has_kind_and_key'), models.CheckConstraint(condition=models.Q(('kind__in', ('project', 'organisation')), ('target_id__isnull', False), _connector='OR'), name='submissions_about_an_entry_or_a_new_one'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'translation'), models.Q(('into', ''), _negated=True)), models.Q(models.Q(('kind', 'translation'), _negated=True), ('into', '')), _connector='OR'), name='submissions_translation_has_a_language'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'approved'), _negated=True), ('target_id__isnull', False), _connector='OR'), name='submissions_approved_has_an_entry'), models.CheckConstraint(condition=models.Q(('state__in', ['unconfirmed', 'held', 'withdrawn']), models.Q(('confirmed_at__isnull', False), ('waiting_since__isnull', False)), _connector='OR'), name='submissions_only_confirmed_reach_a_curator'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('approved', 'returned', 'rejected')), _negated=True), ('decided_at__isnull', False), _connector='OR'), name='submissions_decided_has_a_date'), models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), ('decided_at__isnull', False), _connector='OR'), name='submissions_decider_has_a_date')],
            },
        ),
        migrations.CreateModel(
            name='StepMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message_id', models.CharField(db_index=True, max_length=255, verbose_name='number of the e-mail')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('outcome', models.CharField(blank=True, choices=[('waits', 'waits to be sent'), ('left', 'left'), ('bounced', 'bounced')], max_length=7, verbose_name='outcome')),
                ('detail', models.CharField(blank=True, max_length=200, verbose_name='answer of the mail server')),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='submissions.decision', verbose_name='decision')),
                ('mail', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='post_office.email', verbose_name='e-mail')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='submissions.submission', verbose_name='submission')),
            ],
            options={
                'verbose_name': 'e-mail of a step',
                'verbose_name_plural': 'e-mails of steps',
                'ordering': ['at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='SpamExample',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tokens', models.JSONField(default=list, verbose_name='words')),
                ('shingles', models.JSONField(blank=True, default=list, verbose_name='runs of words')),
                ('marked_at', models.DateTimeField(verbose_name='marked as spam')),
                ('submission', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='spam_example', to='submissions.submission', verbose_name='submission')),
            ],
            options={
                'verbose_name': 'example of spam',
                'verbose_name_plural': 'examples of spam',
                'ordering': ['-marked_at', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='decision',
            name='submission',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='submissions.submission', verbose_name='submission'),
        ),
        migrations.CreateModel(
            name='CampaignDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(choices=[('spam', 'spam'), ('approve', 'approved'), ('apart', 'do not belong together')], max_length=7, verbose_name='decision')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='undone')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='submissions.campaign', verbose_name='campaign')),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='undone by')),
                ('left_out', models.ManyToManyField(blank=True, related_name='left_out_of', to='submissions.submission', verbose_name='left out')),
                ('submissions', models.ManyToManyField(related_name='campaign_decisions', to='submissions.submission', verbose_name='submissions')),
            ],
            options={
                'verbose_name': 'decision on a campaign',
                'verbose_name_plural': 'decisions on campaigns',
                'ordering': ['-at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('undone_by__isnull', True), ('undone_at__isnull', False), _connector='OR'), name='submissions_campaign_undoer_has_a_date')],
            },
        ),
        migrations.CreateModel(
            name='Translator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', taxonomy.fields.LanguageCodeField(max_length=3, verbose_name='language')),
                ('is_trusted', models.BooleanField(default=False, help_text='What they write is public at once. Otherwise a curator looks at it first.', verbose_name='trusted')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='since')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='translating', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'translator',
                'verbose_name_plural': 'translators',
                'ordering': ['language', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('user', 'language'), name='submissions_translator_once_a_language')],
            },
        ),
        migrations.CreateModel(
            name='Caretaker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target_kind', models.CharField(max_length=20, verbose_name='kind of entry')),
                ('target_id', models.PositiveBigIntegerField(verbose_name='entry')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='since')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='caretakings', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'caretaker',
                'verbose_name_plural': 'caretakers',
                'indexes': [models.Index(fields=['target_kind', 'target_id'], name='submissions_carer_of_entry')],
                'constraints': [models.UniqueConstraint(fields=('user', 'target_kind', 'target_id'), name='submissions_caretaker_once_an_entry')],
            },
        ),
        migrations.CreateModel(
            name='CaretakerStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target_kind', models.CharField(max_length=20, verbose_name='kind of entry')),
                ('target_id', models.PositiveBigIntegerField(verbose_name='entry')),
                ('what', models.CharField(choices=[('joined', 'looks after it'), ('left', 'left'), ('removed', 'removed')], max_length=7, verbose_name='what')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='at')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='reason')),
                ('by', models.ForeignKey(help_text='The curator whose decision it was.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by')),
                ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='person')),
            ],
            options={
                'verbose_name': 'change of caretakers',
                'verbose_name_plural': 'changes of caretakers',
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['target_kind', 'target_id'], name='submissions_carer_step')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target_kind', models.CharField(max_length=20, verbose_name='kind of entry')),
                ('target_id', models.PositiveBigIntegerField(verbose_name='entry')),
                ('invited_at', models.DateTimeField(auto_now_add=True, verbose_name='invited')),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='invited by')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to=settings.AUTH_USER_MODEL, verbose_name='invited person')),
            ],
            options={
                'verbose_name': 'invitation',
                'verbose_name_plural': 'invitations',
                'constraints': [models.UniqueConstraint(fields=('user', 'target_kind', 'target_id'), name='submissions_invitation_once_an_entry')],
            },
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['at', 'after'], name='submissions_open_books'),
        ),
    ]
