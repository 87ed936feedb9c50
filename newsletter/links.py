"""Links by mail that need no signing in. Each is signed for one purpose, and names a key instead of an address."""

from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer, TimestampSigner
from django.urls import reverse
from django.utils.translation import override

from newsletter.models import Subscriber
from newsletter.terms import UNCONFIRMED_FOR

# A dot needs no escaping in addresses.
_confirm = TimestampSigner(salt="newsletter.confirm", sep=".")
_unsubscribe = Signer(salt="newsletter.unsubscribe", sep=".")
_settings = Signer(salt="newsletter.settings", sep=".")


def confirm_link(subscriber):
    return _address("confirm", subscriber, _confirm.sign(subscriber.request.hex))


def unsubscribe_link(subscriber):
    return _address("unsubscribe", subscriber, _unsubscribe.sign(subscriber.key.hex))


def settings_link(subscriber):
    return _address("settings", subscriber, settings_token(subscriber))


def settings_token(subscriber):
    return _settings.sign(subscriber.key.hex)


def to_confirm(token):
    """Return (whether the token is ours and young enough, the subscriber whose request waits for it or None)."""
    request = _read(_confirm, token, max_age=UNCONFIRMED_FOR)
    return request is not None, _found("request", request)


def to_unsubscribe(token):
    """Return (whether the token is ours, its subscriber or None)."""
    key = _read(_unsubscribe, token)
    return key is not None, _found("key", key)


def to_settings(token):
    """Return (whether the token is ours, the subscriber whose settings it opens or None)."""
    key = _read(_settings, token)
    return key is not None, _found("key", key)


def _read(signer, token, **options):
    """Return the UUID that a signer has signed, or None."""
    try:
        return UUID(signer.unsign(token, **options))
    except (BadSignature, ValueError):
        return None


def _found(field, value):
    return Subscriber.objects.filter(**{field: value}).first() if value else None


def _address(name, subscriber, token):
    with override(subscriber.language):
        return settings.SITE_URL + reverse(f"newsletter:{name}", kwargs={"token": token})
