from django.core.management.base import BaseCommand

from accounts.looks import delete_old_looks
from accounts.sessions import delete_old_log_ins
from accounts.terms import LOG_INS_FOR, LOOKS_FOR, MAIL_FOR
from curating.tables.previews import delete_old_previews
from curating.terms import PREVIEWS_FOR
from screening.terms import SPAM_FOR
from submissions.actions import (
    delete_logos,
    delete_sent_mails,
    delete_spam_submissions,
    delete_unconfirmed,
    delete_withdrawn,
    empty_decided,
)
from submissions.terms import DECIDED_FOR, LOGO_FOR, UNCONFIRMED_FOR, WITHDRAWN_FOR

CLEANED = {
    "unconfirmed": delete_unconfirmed,
    "withdrawn": delete_withdrawn,
    "decided": empty_decided,
    "spam": delete_spam_submissions,
    "pictures": delete_logos,
    "files of previews": delete_old_previews,
    "sent e-mails": delete_sent_mails,
    "log-ins": delete_old_log_ins,
    "looks at personal data": delete_old_looks,
}


class Command(BaseCommand):
    help = (
        f"Delete what nobody confirmed within {UNCONFIRMED_FOR.days} days, what was withdrawn more than "
        f"{WITHDRAWN_FOR.days} days ago, spam of more than {SPAM_FOR.days} days, pictures of forms never sent of more "
        f"than {LOGO_FOR.days} days, files of previews of more than {PREVIEWS_FOR.days} day, "
        f"e-mails that were sent more than {MAIL_FOR.days} days ago, log-ins of more than "
        f"{LOG_INS_FOR.days} days ago, notes of more than {LOOKS_FOR.days} days ago on who looked at personal data, "
        f"and address and text of what was decided more than {DECIDED_FOR.days} days ago."
    )

    def handle(self, **options):
        deleted = ", ".join(f"{delete()} {what}" for what, delete in CLEANED.items())
        self.stdout.write(f"Deleted: {deleted}.")
