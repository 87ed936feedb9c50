"""What `check --deploy` says of a site with an https address whose settings were left as they are on a laptop.

A line each in `FORGOTTEN`: the number, when it speaks up, what is wrong, and what to do.
"""

from pathlib import Path

from django.conf import settings
from django.core import checks

MEMORY_CACHE = "django.core.cache.backends.locmem.LocMemCache"
# What sends no e-mail to anybody.
IDLE_MAIL = ("filebased", "console", "locmem", "dummy")


def runs_on_sqlite():
    return settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")


def keeps_its_cache_in_memory():
    return any(cache["BACKEND"] == MEMORY_CACHE for cache in settings.CACHES.values())


def sends_no_mail():
    return settings.POST_OFFICE["BACKENDS"]["default"].split(".")[-2] in IDLE_MAIL


def trusts_no_proxy():
    return not settings.BEHIND_PROXY


def has_no_address_of_its_own():
    return settings.DEFAULT_FROM_EMAIL.endswith("@localhost")


def keeps_uploads_in_its_own_folder():
    return Path(settings.MEDIA_ROOT).resolve().is_relative_to(settings.BASE_DIR)


def asks_for_a_password_only():
    return not getattr(settings, "SECOND_FACTOR", True)


FORGOTTEN = [
    (
        1,
        runs_on_sqlite,
        "The site runs on SQLite: one host, and one writer at a time.",
        "Set DATABASE_URL=postgres://user:password@host:5432/name; manage.py copy_database takes the data there.",
    ),
    (
        2,
        keeps_its_cache_in_memory,
        "The cache lies in the memory of each worker: each makes every page for itself, and keeps it beside others.",
        "Set CACHE_URL=redis://host:6379/0.",
    ),
    (
        3,
        sends_no_mail,
        "E-mails go to no mail server: links to confirm reach nobody.",
        "Set EMAIL_URL=smtp+tls://user:password@host:587.",
    ),
    (
        4,
        trusts_no_proxy,
        "BEHIND_PROXY is off: behind a proxy every visitor seems to come from its address, and https seems to be http.",
        "Set BEHIND_PROXY=true; the proxy has to set X-Forwarded-Proto and to replace X-Forwarded-For.",
    ),
    (
        5,
        has_no_address_of_its_own,
        "E-mails come from an address at localhost, which mail servers refuse.",
        "Set DEFAULT_FROM_EMAIL to an address of the site's own domain.",
    ),
    (
        6,
        keeps_uploads_in_its_own_folder,
        "MEDIA_ROOT lies in the folder of the code: other hosts see no uploads, and a new checkout loses them.",
        "Set MEDIA_ROOT to a folder that all hosts share.",
    ),
    (
        7,
        asks_for_a_password_only,
        "Curators sign in with nothing but a password: SECOND_FACTOR is off.",
        "Set SECOND_FACTOR=true.",
    ),
]


@checks.register(deploy=True)
def forgotten_settings(app_configs, **kwargs):
    """Warn of each setting that a public site needs and that was not set."""
    if not settings.SERVED_OVER_HTTPS:
        return []
    return [
        checks.Warning(message, hint=hint, id=f"dsi_directory.W{number:03}")
        for number, is_forgotten, message, hint in FORGOTTEN
        if is_forgotten()
    ]
