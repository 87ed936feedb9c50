"""Domains of mail addresses and websites, and when they belong to the same people."""

from urllib.parse import urlsplit

# Sites under which everybody can have a page: sharing their domain says nothing.
SHARED_HOSTS = frozenset(
    {
        "blogspot.com",
        "eventbrite.com",
        "facebook.com",
        "github.com",
        "github.io",
        "gitlab.io",
        "google.com",
        "instagram.com",
        "jimdo.com",
        "jimdofree.com",
        "linkedin.com",
        "medium.com",
        "meetup.com",
        "netlify.app",
        "notion.site",
        "twitter.com",
        "vercel.app",
        "webnode.com",
        "weebly.com",
        "wixsite.com",
        "wordpress.com",
        "x.com",
        "youtube.com",
    }
)
# Providers with whom anybody can have a mailbox.
FREE_MAIL = frozenset(
    {
        "aol.com",
        "free.fr",
        "freenet.de",
        "gmail.com",
        "gmx.at",
        "gmx.ch",
        "gmx.de",
        "gmx.net",
        "googlemail.com",
        "hotmail.com",
        "hotmail.de",
        "hotmail.fr",
        "i.ua",
        "icloud.com",
        "laposte.net",
        "live.com",
        "live.de",
        "live.fr",
        "mail.ru",
        "mailbox.org",
        "me.com",
        "meta.ua",
        "msn.com",
        "orange.fr",
        "outlook.com",
        "outlook.de",
        "outlook.fr",
        "pm.me",
        "posteo.de",
        "proton.me",
        "protonmail.com",
        "sfr.fr",
        "t-online.de",
        "ukr.net",
        "wanadoo.fr",
        "web.de",
        "yahoo.com",
        "yahoo.de",
        "yahoo.fr",
        "yandex.com",
        "yandex.ru",
    }
)


def domain_of_address(email):
    """Return the domain of a mail address in lower case, "" where there is none."""
    return email.rpartition("@")[2].lower().strip(".") if "@" in email else ""


def domain_of_website(url):
    """Return the host of a website in lower case, without "www."; "" where there is none that can be."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    if "\0" in host:  # which PostgreSQL refuses in any text
        return ""
    return host.lower().strip(".").removeprefix("www.")


def is_same_site(email, website):
    """Return whether whoever reads the mail of an address also runs a website, as far as domains can tell.

    One may lie below the other (mail.example.org, example.org), except where everybody can have a page or a mailbox.
    """
    mail, site = domain_of_address(email), domain_of_website(website)
    if not mail or not site or mail in FREE_MAIL or "." not in mail or "." not in site:
        return False
    shorter = min(mail, site, key=len)
    if shorter in SHARED_HOSTS or any(mail.endswith(f".{host}") for host in SHARED_HOSTS):
        return False
    # A suffix such as "co.uk" belongs to nobody: the longer domain needs a name in front of the suffix.
    return mail == site or (len(shorter.split(".")[0]) > 3 and max(mail, site, key=len).endswith(f".{shorter}"))


def own_domain(website):
    """Return the domain of a website whose mailboxes show that somebody runs it, "" where there can be none.

    That is so of pages where everybody can have one, and where no website is known.
    """
    domain = domain_of_website(website)
    return domain if is_same_site(f"somebody@{domain}", website) else ""
