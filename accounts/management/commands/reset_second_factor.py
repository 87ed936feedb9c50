from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from accounts.second_factor import reset_second_factor


class Command(BaseCommand):
    help = "Remove the second factors of somebody who lost theirs, end their sessions, and tell them by e-mail."

    def add_arguments(self, parser):
        parser.add_argument("email", help="address that they log in with")

    def handle(self, *, email, **options):
        person = User.objects.filter(email__iexact=email).first()
        if not person:
            raise CommandError(f"Nobody has the address {email}.")
        reset_second_factor(person)
        self.stdout.write(f"{person.email} logs in with the password and sets up a second factor anew.")
