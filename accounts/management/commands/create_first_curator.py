import secrets

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from accounts.models import User

PASSWORD_BYTES = 15  # 120 bits, 20 characters


class Command(BaseCommand):
    help = (
        "Make a first curator with a random password, and print both once. "
        "Does nothing and prints nothing where somebody may enter the admin already."
    )

    def add_arguments(self, parser):
        parser.add_argument("--email", default="curator@localhost", help="address to sign in with (%(default)s)")

    @transaction.atomic
    def handle(self, *, email, **options):
        if User.objects.filter(is_staff=True).exists():
            return
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{email} is not an e-mail address.") from error
        if User.objects.filter(email__iexact=email).exists():
            raise CommandError(f"{email} belongs to a person who may not enter the admin; name another address.")
        password = secrets.token_urlsafe(PASSWORD_BYTES)
        # A superuser, as somebody has to be able to make the other curators, and members of the group are not.
        User.objects.create_superuser(email, password)
        self.stdout.write(
            "A first curator was made. The password is not stored in plain text and will not be shown again.\n"
            f"  sign in at   /admin/\n  e-mail       {email}\n  password     {password}"
        )
