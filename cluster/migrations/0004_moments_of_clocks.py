"""Works out what is over when, and takes an end that is the start for one that nobody knows."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import migrations
from django.db.models import F


def midnight_after(day, zone):
    return datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(zone))


def forwards(apps, schema_editor):
    alias = schema_editor.connection.alias
    for event in apps.get_model("cluster", "Event").objects.using(alias):
        zone = ZoneInfo(event.time_zone)
        if event.ends_at == event.starts_at:
            event.ends_at = None
        last = event.ends_at - timedelta(microseconds=1) if event.ends_at else event.starts_at
        event.over_at = midnight_after(last.astimezone(zone).date(), event.time_zone)
        if event.registration_until:
            event.registration_closes_at = midnight_after(event.registration_until, event.time_zone)
        event.save()
    for funding in apps.get_model("cluster", "FundingOpportunity").objects.using(alias).exclude(deadline=None):
        funding.closes_at = midnight_after(funding.deadline, funding.time_zone)
        funding.save()


def backwards(apps, schema_editor):
    events = apps.get_model("cluster", "Event").objects.using(schema_editor.connection.alias)
    events.filter(ends_at=None).update(ends_at=F("starts_at"))


class Migration(migrations.Migration):

    dependencies = [
        ('cluster', '0003_clocks'),
    ]

    operations = [
        migrations.RunPython(forwards, backwards),
    ]
