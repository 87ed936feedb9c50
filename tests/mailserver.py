"""A real SMTP server on this machine, which can be stopped, be busy, and die in the middle of a mail."""

import asyncio
import socket
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller


class Postmaster:
    """What the server does with what it gets. mood: "well", "busy" (says “try again later”), "dies" (the connection
    breaks before a mail is taken), "goes silent" (a mail is taken, and the connection breaks before the answer),
    "hangs up" (a mail is taken, then the connection breaks).
    """

    def __init__(self):
        self.mood = "well"
        self.mails = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.mood == "busy":
            return "451 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.mood == "dies":
            server.transport.abort()
            return "451 Dying"
        self.mails.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        if self.mood == "goes silent":
            server.transport.abort()
        if self.mood == "hangs up":
            # Once the answer is written.
            asyncio.get_running_loop().call_soon(server.transport.close)
        return "250 OK"


class MailServer:
    """mails: what it has taken, as (recipients, EmailMessage)."""

    def __init__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.postmaster = Postmaster()
        self.controller = None

    @property
    def mails(self):
        return self.postmaster.mails

    @property
    def recipients(self):
        """Every address that a mail was taken for, once for each mail, in alphabetical order."""
        return sorted(address for addresses, _mail in self.mails for address in addresses)

    def start(self, mood="well", *, any_letter=True):
        """any_letter: whether it takes addresses with letters beyond ASCII before the @."""
        self.postmaster.mood = mood
        if not self.controller:
            options = {"hostname": "127.0.0.1", "port": self.port, "enable_SMTPUTF8": any_letter}
            self.controller = Controller(self.postmaster, **options)
            self.controller.start()

    def stop(self):
        if self.controller:
            self.controller.stop()
            self.controller = None


@pytest.fixture
def mail_server(settings):
    """A MailServer that runs, to which the site's queue is sent."""
    server = MailServer()
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
    settings.POST_OFFICE = settings.POST_OFFICE | {"BACKENDS": {"default": "accounts.mail_server.EmailBackend"}}
    server.start()
    yield server
    server.stop()
