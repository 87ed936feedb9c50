"""Public ways to get in touch with a project: telephone numbers, messengers, social networks and app stores.

Each is checked by how it is written; nothing is asked of anybody else.
"""

import re
from dataclasses import dataclass
from unicodedata import category
from urllib.parse import urlsplit

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from phonenumbers import shortnumberinfo

from accounts.fields import validate_reachable

# What stands in a number beside its digits; the letters are those of an extension.
PHONE = re.compile(r"[\d\s+()./\-–]+(?:(?:ext|x|#)[\s.]*\d{1,6})?", re.IGNORECASE)
# The help lines that have one number in all of Europe (decision 2007/116/EC), of which the library knows only some.
OF_SOCIAL_VALUE = re.compile(r"116\d{3}")
LONGEST_ADDRESS = 500
_check_address = URLValidator(schemes=["https"])


@dataclass(frozen=True)
class Service:
    """Where one can reach people. hosts: without "www."; "" for any. path: of the page of one project or person there.

    has_query: whether its address is told apart by its query.
    """

    name: str
    hosts: tuple
    path: str
    has_query: bool = False

    def has(self, parts):
        """Say whether the parts of an address are those of a page there."""
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
        is_there = not self.hosts or host in self.hosts or host.partition(".")[2] in self.hosts
        where = f"{parts.path}?{parts.query}" if self.has_query else parts.path
        return is_there and re.fullmatch(self.path, where) is not None


# The page of somebody, and what may stand behind it, such as the number of a language.
SOMEBODY = r"/[\w.\-+@%]{2,}(?:/.*)?"
# The first that has an address counts. Mastodon is at home on any host.
SERVICES = (
    Service("WhatsApp", ("wa.me", "chat.whatsapp.com"), SOMEBODY),
    Service("WhatsApp", ("whatsapp.com",), r"/(?:channel|catalog)/\S+"),
    Service("WhatsApp", ("api.whatsapp.com", "web.whatsapp.com"), r"/send/?\?.*phone=\+?\d{6,}.*", has_query=True),
    Service("Telegram", ("t.me", "telegram.me"), SOMEBODY),
    Service("Signal", ("signal.me", "signal.group"), r"/?.*"),
    Service("Viber", ("viber.com",), r"/\S{3,}"),
    Service("Viber", ("invite.viber.com",), r"/\?g2?=\S+", has_query=True),
    Service("Messenger", ("m.me",), SOMEBODY),
    Service("Threema", ("threema.id",), SOMEBODY),
    Service("Matrix", ("matrix.to",), r"/?.*"),
    Service("Discord", ("discord.gg",), SOMEBODY),
    Service("Discord", ("discord.com",), r"/invite/\S+"),
    Service("Facebook", ("facebook.com", "fb.com", "fb.me"), r"/profile\.php\?id=\d+.*", has_query=True),
    Service("Facebook", ("facebook.com", "fb.com", "fb.me"), r"/(?!(?:sharer|login|home\.php|profile\.php)\b)\S{2,}"),
    Service("Instagram", ("instagram.com",), SOMEBODY),
    Service("Threads", ("threads.net", "threads.com"), SOMEBODY),
    Service("LinkedIn", ("linkedin.com",), r"/(?:company|in|school|showcase|groups)/\S+"),
    Service("YouTube", ("youtube.com",), r"/(?:@|c/|channel/|user/)\S+"),
    Service("TikTok", ("tiktok.com",), r"/@\S+"),
    Service("Bluesky", ("bsky.app",), r"/profile/\S+"),
    Service("X", ("x.com", "twitter.com"), r"/(?!(?:intent|share|home)\b)\w{1,15}/?"),
    Service("App Store", ("apps.apple.com", "itunes.apple.com"), r"/(?:.+/)?id\d+/?"),
    Service("Google Play", ("play.google.com",), r"/store/apps/details\?.*id=[\w.]+.*", has_query=True),
    Service("F-Droid", ("f-droid.org",), r"/(?:\w+/)?packages/[\w.]+/?"),
    Service("AppGallery", ("appgallery.huawei.com", "appgallery.cloud.huawei.com"), r"/.*"),
    Service("Microsoft Store", ("apps.microsoft.com",), r"/(?:store/)?(?:detail|apps)/\S+"),
    Service("Mastodon", (), r"/@\w+/?"),
)


def service_of(address):
    """Return the Service at which an address is, None where it is none of those that are known here."""
    try:
        parts = urlsplit(address)
        return next((service for service in SERVICES if service.has(parts)), None)
    except ValueError:  # such as https://[
        return None


def validate_channels(text):
    """Raise ValidationError on the first line that is no address at a service known here, naming it."""
    for line in filter(None, map(str.strip, text.splitlines())):
        try:
            _check_address(line)
            validate_reachable(line)
            is_address = len(line) <= LONGEST_ADDRESS
        except ValidationError:
            is_address = False
        if not is_address or not service_of(line):
            raise ValidationError(
                _(
                    "“%(line)s” is not the address of a page at a messenger, a social network or an app store that "
                    "we know, such as https://t.me/name."
                ),
                code="channel",
                params={"line": line[:60]},
            )


def phone_number(text, country):
    """Return a telephone number as it is dialled from anywhere ("+49 30 1234567"), or a short one as it is.

    country: the ISO code of where it belongs that has no "+", "" where that is not known. Raises ValidationError on
    what is no number that exists there.
    """
    # Marks of direction come along when a number is copied out of an Arabic text.
    typed = "".join(character for character in text if category(character) != "Cf").strip()
    if PHONE.fullmatch(typed):
        try:
            number = phonenumbers.parse(typed, country or None)
        except phonenumbers.NumberParseException:
            number = None
        if number and phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
        if number and country:
            short = phonenumbers.national_significant_number(number)
            if OF_SOCIAL_VALUE.fullmatch(short) or shortnumberinfo.is_valid_short_number_for_region(number, country):
                return short
    raise ValidationError(
        _("This is not a telephone number. Please write it with the code of its country, such as +49 30 901820."),
        code="phone",
    )


def phone_address(number):
    """Return the address that dials a number as phone_number() returns it (RFC 3966)."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:  # a short number, which belongs to no country
        return f"tel:{''.join(filter(str.isdigit, number))}"
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.RFC3966)
