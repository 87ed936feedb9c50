from django.core.management.base import BaseCommand

from submissions.actions import delete_logos, delete_sent_mails, delete_spam, delete_unconfirmed, delete_withdrawn

# The privacy page says the same.
CLEANED = {
    "unconfirmed": delete_unconfirmed,
    "withdrawn": delete_withdrawn,
    "spam": delete_spam,
    "pictures": delete_logos,
    "sent mails": delete_sent_mails,
}


class Command(BaseCommand):
    help = (
        "Delete what nobody confirmed within 14 days, what was withdrawn more than 180 days ago, spam of more than 30 "
        "days, pictures of forms never sent, and mails that went out more than a week ago."
    )

    def handle(self, **options):
        deleted = ", ".join(f"{delete()} {what}" for what, delete in CLEANED.items())
        self.stdout.write(f"Deleted: {deleted}.")
