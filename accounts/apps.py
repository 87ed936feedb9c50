from mfa import apps as library


class SecondFactorConfig(library.TwoFactorConfig):
    """django-mfa3 without its changes to the admin: `accounts.views` has the page to log in, at its usual address."""

    default = False

    def ready(self):
        """The library puts a page of its own in the place of the admin's here."""
