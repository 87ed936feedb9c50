import accounts.fields
import accounts.kept
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import upkeep.models.signs
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('post_office', '0014_alter_email_recipient_delivery_status_and_more'),
        ('projects', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Correspondent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('stopped_at', models.DateTimeField(blank=True, null=True, verbose_name='asked not to be written to')),
                ('allowed_at', models.DateTimeField(blank=True, null=True, verbose_name='may be written to again')),
                ('bounced_at', models.DateTimeField(blank=True, null=True, verbose_name='e-mails come back')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='upkeep_correspondent_in_lower_case')],
            },
            bases=(accounts.kept.KeptByAddress, models.Model),
        ),
        migrations.CreateModel(
            name='AskingMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ('message_id', models.CharField(db_index=True, max_length=255)),
                ('is_in_doubt', models.BooleanField(default=False)),
                ('mail', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='post_office.email')),
                ('correspondent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mails', to='upkeep.correspondent')),
            ],
        ),
        migrations.CreateModel(
            name='EvidenceRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('values', models.JSONField()),
                ('project', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='evidence_row', to='projects.project', verbose_name='project')),
            ],
        ),
        migrations.CreateModel(
            name='ContactAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target_kind', models.CharField(max_length=20, verbose_name='kind of entry')),
                ('target_id', models.PositiveBigIntegerField(verbose_name='entry')),
                ('email', models.EmailField(max_length=254, verbose_name='e-mail address')),
                ('language', accounts.fields.LanguageField(default='en', help_text='In which they are written to.', max_length=8, verbose_name='language')),
                ('origin', models.CharField(help_text='Such as the page that shows it, or the letter that named it.', max_length=300, verbose_name='where it is from')),
                ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='added')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='added by')),
            ],
            options={
                'verbose_name': 'contact address',
                'verbose_name_plural': 'contact addresses',
                'ordering': ['-added_at', '-pk'],
                'indexes': [models.Index(fields=['target_kind', 'target_id'], name='upkeep_contacts_of_entry')],
                'constraints': [models.UniqueConstraint(fields=('email', 'target_kind', 'target_id'), name='upkeep_contact_once_an_entry'), models.CheckConstraint(condition=models.Q(('email', django.db.models.functions.text.Lower('email'))), name='upkeep_contact_in_lower_case')],
            },
            bases=(accounts.kept.KeptByAddress, models.Model),
        ),
        migrations.CreateModel(
            name='LikelyPair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20, verbose_name='kind')),
                ('one_id', models.PositiveBigIntegerField(verbose_name='entry')),
                ('other_id', models.PositiveBigIntegerField(verbose_name='other entry')),
                ('likeness', models.PositiveSmallIntegerField(help_text='Out of 100; 100 for those with the same website.', verbose_name='likeness')),
                ('found_at', models.DateTimeField(auto_now_add=True, verbose_name='found')),
                ('told_apart_at', models.DateTimeField(blank=True, null=True, verbose_name='told apart')),
                ('told_apart_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='told apart by')),
            ],
            options={
                'verbose_name': 'likely duplicate',
                'verbose_name_plural': 'likely duplicates',
                'ordering': ['-likeness', 'kind', 'one_id', 'other_id'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'one_id', 'other_id'), name='likely_pair_once')],
            },
        ),
        migrations.CreateModel(
            name='LinkCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=500, unique=True, verbose_name='address')),
                ('verdict', models.CharField(choices=[('answered', 'answers'), ('unsure', 'could not tell'), ('gone', 'gone'), ('parked', 'parked'), ('moved', 'moved')], default='unsure', max_length=10, verbose_name='verdict')),
                ('outcome', models.CharField(blank=True, choices=[('answered', 'it answered'), ('moved', 'it has moved for good'), ('parked', 'the domain seems to be for sale'), ('not found', 'there is no such page'), ('no name', 'there is no such name'), ('refused', 'it refuses to be asked'), ('fault', 'it answered with a fault'), ('tls', 'no secure connection'), ('loop', 'it leads on and on'), ('not allowed', 'its robots.txt says not to ask'), ('not public', 'it stands at an address that is not public'), ('no address', 'it is no address that can be asked'), ('timeout', 'no answer in time'), ('unreachable', 'nobody was reached')], max_length=12, verbose_name='last look')),
                ('status', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='HTTP status')),
                ('looked_at', models.DateTimeField(blank=True, null=True, verbose_name='looked at')),
                ('next_at', models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name='next look')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='last answered')),
                ('failing_since', models.DateTimeField(blank=True, null=True, verbose_name='failing since')),
                ('gone_on', models.DateField(blank=True, null=True, verbose_name='found gone')),
                ('new_address', models.CharField(blank=True, max_length=500, verbose_name='new address')),
                ('is_same_site', models.BooleanField(default=False, verbose_name='the same site')),
                ('signs', models.CharField(blank=True, max_length=200, verbose_name='signs of being parked')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='left as it is')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='left by')),
            ],
            options={
                'verbose_name': 'address of others',
                'verbose_name_plural': 'addresses of others',
                'ordering': ['address'],
                'indexes': [models.Index(fields=['verdict'], name='upkeep_links_by_verdict')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('failing_since__isnull', False), ('gone_on__isnull', False), ('verdict', 'gone')), models.Q(models.Q(('verdict', 'gone'), _negated=True), ('gone_on__isnull', True)), _connector='OR'), name='upkeep_link_gone_has_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('verdict', 'moved'), models.Q(('new_address', ''), _negated=True)), models.Q(models.Q(('verdict', 'moved'), _negated=True), ('is_same_site', False), ('new_address', '')), _connector='OR'), name='upkeep_link_moved_leads_somewhere'), models.CheckConstraint(condition=models.Q(('settled_by__isnull', True), ('settled_at__isnull', False), _connector='OR'), name='upkeep_link_settler_has_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target_kind', models.CharField(max_length=20, verbose_name='kind of entry')),
                ('target_id', models.PositiveBigIntegerField(verbose_name='entry')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='asked')),
                ('mails', models.PositiveSmallIntegerField(default=0, help_text='The first one, and the reminders.', verbose_name='e-mails')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='answered')),
                ('answer', models.CharField(blank=True, choices=[('right', 'It is still correct'), ('changed', 'Something has changed'), ('ended', 'It has ended')], max_length=8, verbose_name='answer')),
                ('correspondent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='upkeep.correspondent', verbose_name='whom we asked')),
            ],
            options={
                'verbose_name': 'question to those who run an entry',
                'verbose_name_plural': 'questions to those who run an entry',
                'ordering': ['-asked_at', '-pk'],
                'indexes': [models.Index(fields=['target_kind', 'target_id'], name='upkeep_questions_of_entry')],
                'constraints': [models.UniqueConstraint(fields=('correspondent', 'target_kind', 'target_id'), name='upkeep_question_once_a_person'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='upkeep_answer_has_a_time')],
            },
        ),
        migrations.CreateModel(
            name='SignOfLife',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target_kind', models.CharField(max_length=20, verbose_name='kind of entry')),
                ('target_id', models.PositiveBigIntegerField(verbose_name='entry')),
                ('when', models.CharField(help_text='As well as it is known: 2026-05-12, 2026-05 or 2026.', max_length=10, validators=[upkeep.models.signs.validate_written], verbose_name='date')),
                ('what', models.CharField(choices=[('page', 'a public page'), ('report', 'a visitor’s report'), ('website', 'the website answered'), ('organisation', 'the organisation'), ('curator', 'a curator')], default='page', max_length=12, verbose_name='what shows it')),
                ('source', models.TextField(blank=True, help_text='The addresses of the pages that show it, one per line. Visitors see them.', validators=[django.core.validators.MaxLengthValidator(2000), upkeep.models.signs.validate_addresses, accounts.fields.validate_directions], verbose_name='source')),
                ('note', models.TextField(blank=True, help_text='What they show. For curators only.', validators=[django.core.validators.MaxLengthValidator(1000)], verbose_name='note')),
                ('noted_at', models.DateTimeField(auto_now_add=True, verbose_name='noted')),
                ('by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='noted by')),
            ],
            options={
                'verbose_name': 'sign of life',
                'verbose_name_plural': 'signs of life',
                'ordering': ['-when', '-pk'],
                'indexes': [models.Index(fields=['target_kind', 'target_id', 'when'], name='upkeep_signs_of_entry')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('what', 'page'), _negated=True), models.Q(('source', ''), _negated=True), _connector='OR'), name='upkeep_page_has_an_address')],
            },
        ),
        migrations.CreateModel(
            name='VisitorsWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('target_kind', models.CharField(max_length=20, verbose_name='kind of entry')),
                ('target_id', models.PositiveBigIntegerField(verbose_name='entry')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('what', models.CharField(choices=[('runs', 'It still runs'), ('ended', 'It has ended'), ('unknown', 'I do not know either')], max_length=8, verbose_name='Does it still run?')),
                ('source', models.URLField(blank=True, max_length=500, verbose_name='A page that shows it')),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='In which year did it end?')),
                ('is_spam', models.BooleanField(default=False, verbose_name='looks like spam')),
                ('said_at', models.DateTimeField(auto_now_add=True, verbose_name='said')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='settled')),
                ('settled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='settled by')),
            ],
            options={
                'verbose_name': 'visitor’s word',
                'verbose_name_plural': 'visitors’ words',
                'ordering': ['-said_at', '-pk'],
                'indexes': [models.Index(fields=['target_kind', 'target_id'], name='upkeep_words_of_entry')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('what', 'runs'), _negated=True), models.Q(('source', ''), _negated=True), _connector='OR'), name='upkeep_word_with_a_page'), models.CheckConstraint(condition=models.Q(('year', None), ('what', 'ended'), _connector='OR'), name='upkeep_word_of_an_end')],
            },
        ),
    ]
