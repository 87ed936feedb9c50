"""Prints the key of a session of a curator, who may see all of the admin: it ends after a while, as any does."""

import django

django.setup()

from django.conf import settings  # noqa: E402 - Django's models can be imported only now
from django.test import Client  # noqa: E402

from accounts.models import User  # noqa: E402

EMAIL = "bench@example.org"


def session():
    """Return the key of a new session of a superuser, who is made where there is none."""
    curator = User.objects.filter(email=EMAIL).first() or User.objects.create_superuser(EMAIL, "bench-marks-only")
    client = Client()
    client.force_login(curator)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


if __name__ == "__main__":
    print(session())
