"""What the mail server takes: addresses with letters beyond ASCII before the @ need its consent (SMTPUTF8, RFC 6531).

Django would write such an address as another one, which nobody has. Whether the server takes them it says itself when
it is greeted: asked when somebody types one, and again when a mail is handed over.
"""

from smtplib import SMTPNotSupportedError

from django.conf import settings
from django.core.cache import cache
from django.core.mail import get_connection
from django.core.mail.backends import smtp
from django.core.mail.message import sanitize_address

EXTENSION = "smtputf8"
KEY = "mail-server.takes-any-letter"
# Seconds that an answer holds, or that a server which gave none is left alone; and those that it has for one.
HOLDS, LEFT_ALONE, PATIENCE = 3600, 60, 5


class EmailBackend(smtp.EmailBackend):
    """Raises SMTPNotSupportedError on a mail to an address that the server does not take."""

    @property
    def takes_any_letter(self):
        """Whether the server to which this is connected said so."""
        self.connection.ehlo_or_helo_if_needed()
        return self.connection.has_extn(EXTENSION)

    def _send(self, email_message):
        recipients = email_message.recipients()
        if not any(has_other_letters(address) for address in recipients):
            return super()._send(email_message)
        if not self.takes_any_letter:
            raise SMTPNotSupportedError("The mail server takes only ASCII letters before the @.")
        encoding = email_message.encoding or settings.DEFAULT_CHARSET
        message = email_message.message()
        # As bytes that the policy of e-mails lets through; it would encode letters.
        written = ", ".join(email_message.to).encode().decode("ascii", "surrogateescape")
        message.replace_header("To", written)
        self.connection.sendmail(
            sanitize_address(email_message.from_email, encoding),
            recipients,
            message.as_bytes(linesep="\r\n"),
            mail_options=["SMTPUTF8", "BODY=8BITMIME"],
        )
        return True


def has_other_letters(address):
    """Return whether the part before the @ has letters beyond ASCII."""
    return not address.rpartition("@")[0].isascii()


def takes_any_letter():
    """Return whether the mail server says that it takes such addresses; a server that cannot be asked does not."""
    found = cache.get(KEY)
    if found is None:
        try:
            found = _ask()
            cache.set(KEY, found, HOLDS)
        except OSError:  # smtplib's own exceptions are among them.
            found = False
            cache.set(KEY, found, LEFT_ALONE)
    return found


def _ask():
    connection = get_connection(settings.POST_OFFICE["BACKENDS"]["default"])
    if not isinstance(connection, EmailBackend):
        return True
    connection.timeout = PATIENCE
    try:
        connection.open()
        return connection.takes_any_letter
    finally:
        connection.close()
