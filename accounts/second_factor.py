"""Second factors are kept by django-mfa3; docs/decisions/log-in.md says why. A recovery code is one of its keys."""

from django.db import transaction
from mfa.methods import recovery
from mfa.models import MFAKey

from accounts.mail import queue_mail

RECOVERY_CODES = 5


def second_factors_of(user):
    """Return the apps and passkeys of a person; recovery codes only stand in for them."""
    return user.mfakey_set.exclude(method=recovery.name).order_by("pk")


@transaction.atomic
def make_recovery_codes(user):
    """Return new recovery codes, each of which works once; those of before are void. Only their hashes are kept."""
    user.mfakey_set.filter(method=recovery.name).delete()
    made = [recovery.register_begin(user) for _number in range(RECOVERY_CODES)]
    MFAKey.objects.bulk_create(
        MFAKey(user=user, method=recovery.name, name=str(number), secret=secret)
        for number, (_data, secret) in enumerate(made, start=1)
    )
    return [data["code"] for data, _secret in made]


def take_away(user):
    """Remove all second factors and recovery codes of a person."""
    user.mfakey_set.all().delete()


@transaction.atomic
def reset_second_factor(user):
    """Let a person who lost theirs begin anew with the password: ends their sessions and tells them by mail."""
    take_away(user)
    user.open_sessions.all().delete()
    queue_mail("second_factor_removed", user.email, user.language)
