from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cluster', '0004_moments_of_clocks'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__isnull', True), ('ends_at__gt', models.F('starts_at')), _connector='OR'), name='cluster_event_ends_after_it_starts'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('is_all_day', False), ('ends_at__isnull', False), _connector='OR'), name='cluster_event_of_whole_days_has_an_end'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('registration_time__isnull', True), ('registration_until__isnull', False), _connector='OR'), name='cluster_event_registration_time_has_a_day'),
        ),
        migrations.AddConstraint(
            model_name='fundingopportunity',
            constraint=models.CheckConstraint(condition=models.Q(('deadline_time__isnull', True), ('deadline__isnull', False), _connector='OR'), name='cluster_funding_time_has_a_day'),
        ),
    ]
