"""Whom to tell of a hole in the site, where people and programs look for that (RFC 9116)."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

# The RFC asks for less than a year. Whoever keeps a copy for longer than this asks again before they write.
LASTS = timedelta(days=180)


@require_safe
def security_txt(request):
    lines = [f"{name}: {value}" for name, value in security_fields() if value]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def security_fields():
    """Return pairs of a field's name and its value, "" where the operator has named none."""
    expires = datetime.combine(timezone.now().astimezone(UTC) + LASTS, time(), UTC)
    # Of the default language, as whoever reports may come by any address.
    with override(settings.LANGUAGE_CODE):
        contact = settings.SITE_URL + reverse("cluster:contact")
    return [
        ("Contact", settings.SECURITY_CONTACT or contact),
        ("Expires", f"{expires:%Y-%m-%dT%H:%M:%SZ}"),
        # That of the admin: those who read it may know no other.
        ("Preferred-Languages", settings.LANGUAGE_CODE),
        ("Canonical", settings.SITE_URL + reverse("security-txt")),
        ("Policy", settings.SECURITY_POLICY),
    ]
