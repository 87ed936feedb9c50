from mfa import apps as library

from accounts.when_used import load_when_used

# Passkeys, with all of cryptography: 10 MB of each worker, for the few who have one.
load_when_used("mfa.methods.fido2")


class SecondFactorConfig(library.TwoFactorConfig):
    """django-mfa3 without its changes to the admin: `accounts.views` has the page to log in, at its usual address."""

    default = False

    def ready(self):
        """The library puts a page of its own in the place of the admin's here."""
