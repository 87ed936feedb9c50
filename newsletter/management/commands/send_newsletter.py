from django.core.management.base import BaseCommand

from newsletter.actions import finish, queue_batch, settle, start
from newsletter.models import Issue, IssueError


class Command(BaseCommand):
    help = (
        "Start the issues whose time has come, queue their e-mails, and note which have been sent. "
        "It can be stopped at any time, and carries on where it was; send_queued_mail sends what it queues."
    )

    def handle(self, *, verbosity, **options):
        for issue in Issue.objects.due():
            try:
                start(issue)
            except IssueError:
                continue  # Another host was quicker, or a curator cancelled it.
        for issue in Issue.objects.being_sent():
            queued = settled = 0
            while number := queue_batch(issue):
                queued += number
            while number := settle(issue):
                settled += number
            is_finished = finish(issue)
            if verbosity:
                state = "sent" if is_finished else "being sent"
                self.stdout.write(f"{issue.slug}: {state}, {queued} queued, {settled} gone.")
