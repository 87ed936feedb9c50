"""The one settings file. The environment decides; `var/env` (made by `make serve`) fills in what it leaves out."""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from accounts.terms import LINK_FOR, SIGNED_IN_FOR
from dsi_directory.logs import in_one_line
from operations.addresses import database_settings
from taxonomy.countries import names_of_countries

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"


class Environment(environ.Env):
    """The environment, in which an empty variable is one that is not set, as templates of deployments leave it."""

    ENVIRON = {name: value for name, value in os.environ.items() if value}

    def address(self, read, name, default, example):
        """Return what a method of Env reads from an address; raises ImproperlyConfigured that names the variable."""
        try:
            found = read(name, default=default)
        except (ImproperlyConfigured, ValueError):
            found = {}
        if not any(key in found for key in ("ENGINE", "BACKEND", "EMAIL_BACKEND")):
            raise ImproperlyConfigured(f"{name} is not an address that can be used; one looks like {example}")
        return found


env = Environment()
env.read_env(VAR_DIR / "env")

# The place this directory is kept for

SITE_NAME = env.str("SITE_NAME", default="DSI Directory")
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
# Who answers for the site: the imprint shows it. Lines of the address are told apart by \n.
OPERATOR_NAME = env.str("OPERATOR_NAME", default="")
OPERATOR_ADDRESS = env.str("OPERATOR_ADDRESS", default="", multiline=True)
# For the page on privacy: whom to ask about personal data, on which grounds it is kept, who else gets it.
PRIVACY_CONTACT = env.str("PRIVACY_CONTACT", default="", multiline=True)
PRIVACY_LEGAL_BASES = env.str("PRIVACY_LEGAL_BASES", default="", multiline=True)
PRIVACY_PROCESSORS = env.str("PRIVACY_PROCESSORS", default="", multiline=True)
# Where holes are reported, for /.well-known/security.txt; the contact page unless named.
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="")
if SECURITY_CONTACT and not SECURITY_CONTACT.startswith(("https://", "mailto:", "tel:")):
    raise ImproperlyConfigured("SECURITY_CONTACT begins with https://, mailto: or tel:, as RFC 9116 has it.")
SECURITY_POLICY = env.str("SECURITY_POLICY", default="")
if SECURITY_POLICY and not SECURITY_POLICY.startswith("https://"):
    raise ImproperlyConfigured("SECURITY_POLICY begins with https://, as RFC 9116 has it.")
HOME_CITY = env.str("HOME_CITY", default="berlin")  # slug of a city
HOME_COUNTRY = env.str("HOME_COUNTRY", default="DE")  # ISO 3166-1 alpha-2

# For how many months an entry counts as confirmed, and as seen; after how many as silent.
CONFIRMED_MONTHS = env.int("CONFIRMED_MONTHS", default=12)
SEEN_MONTHS = env.int("SEEN_MONTHS", default=24)
SILENT_MONTHS = env.int("SILENT_MONTHS", default=60)
if not 0 < CONFIRMED_MONTHS <= SEEN_MONTHS <= SILENT_MONTHS < 12 * 1000:
    raise ImproperlyConfigured("CONFIRMED_MONTHS, SEEN_MONTHS and SILENT_MONTHS are numbers of months in this order.")

# How many e-mails a day ask those who run entries whether they are still right; none where it is 0.
ASKED_A_DAY = env.int("ASKED_A_DAY", default=20)

# Whether the site asks those that it leads to whether they still answer (upkeep/looking.py).
WATCH_LINKS = env.bool("WATCH_LINKS", default=False)

# Security

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="only-for-debugging" if DEBUG else "")
# Former ones, while links and sessions that they signed shall still work; new ones are signed with SECRET_KEY alone.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Put a long random value into the environment, "
        "or run `make setup`, which keeps one in var/env."
    )
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

SERVED_OVER_HTTPS = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = SERVED_OVER_HTTPS
# A monitor that stands beside the site asks without TLS.
SECURE_REDIRECT_EXEMPT = [r"^health/(live|ready|jobs)/$"]
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SERVED_OVER_HTTPS else 0
# For hosts whose other names are not all served over https, or shall not be on the lists that browsers ship.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SERVED_OVER_HTTPS and env.bool("HSTS_INCLUDE_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = SECURE_HSTS_INCLUDE_SUBDOMAINS and env.bool("HSTS_PRELOAD", default=True)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SERVED_OVER_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
# The site stands at the root of its host: what a server, or a header that it believes, tells of a prefix is no matter.
FORCE_SCRIPT_NAME = ""
CSRF_FAILURE_VIEW = "submissions.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Application

INSTALLED_APPS = [
    "dsi_directory",
    "newsletter",
    "submissions",
    "upkeep",
    "cluster",
    "insights",
    "projects",
    "organisations",
    "curating",
    "sharing",
    "listing",
    "entries",
    "screening",
    "taxonomy",
    "search",
    "accounts",
    "operations",
    "modeltranslation",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "csp",
    "django_countries",
    "django_filters",
    "django_htmx",
    "import_export",
    "accounts.apps.SecondFactorConfig",
    "post_office",
    "simple_history",
    "taggit",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "dsi_directory.headers.tell_browsers",
    # Before all that looks at the name: a proxy or a monitor asks by IP address.
    "dsi_directory.health.answer_health",
    "dsi_directory.methods.refuse_other_methods",
    "dsi_directory.lengths.refuse_long_addresses",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "entries.cache.DirectoryCacheMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "dsi_directory.languages.AddressLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "dsi_directory.bodies.BrokenBodyMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.OpenSessionMiddleware",
    "dsi_directory.parameters.AdminParametersMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Last, so that nothing stands between it and the view that it calls.
    "dsi_directory.turns.TurnsMiddleware",
]

ROOT_URLCONF = "dsi_directory.urls"
WSGI_APPLICATION = "dsi_directory.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "dsi_directory.context_processors.site",
            ],
        },
    }
]

FORM_RENDERER = "accounts.directions.DirectedRenderer"

# Data

DATABASES = {
    "default": database_settings(
        env.address(
            env.db, "DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}", "postgres://user:password@host:5432/name"
        )
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Of pages alone: what has to count, such as sessions, limits and used proofs, is in the database.
CACHES = {"default": env.address(env.cache_url, "CACHE_URL", "locmemcache://?max_entries=500", "redis://host:6379/0")}
if "redis" in CACHES["default"]["BACKEND"].lower():
    CACHES["default"]["BACKEND"] = "dsi_directory.caches.ForgivingRedisCache"
SESSION_ENGINE = "django.contrib.sessions.backends.db"

MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(VAR_DIR / "media"))
if VAR_DIR.is_relative_to(Path(MEDIA_ROOT).resolve()):
    raise ImproperlyConfigured(f"MEDIA_ROOT holds {VAR_DIR}, with secret and database; all that lies in it is public.")
MEDIA_URL = "/media/"
# Where the daily backup goes; none is made unless it is set. It holds what visitors never see.
BACKUP_FOLDER = env.str("BACKUP_FOLDER", default="")
if BACKUP_FOLDER and Path(BACKUP_FOLDER).resolve().is_relative_to(Path(MEDIA_ROOT).resolve()):
    raise ImproperlyConfigured("BACKUP_FOLDER lies in MEDIA_ROOT; all that lies there is public.")
BACKUPS_KEPT = 14
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ROOT = BASE_DIR / "static" / "root"  # served at the root of the site
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "dsi_directory.staticfiles.StaticFiles"
    },
}

# People

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "admin:login"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend", "sesame.backends.ModelBackend"]
# A link by mail works once, but not all end as soon as somebody signs in, as the library's own way has it: its scope,
# or what it is about, changes with its use.
SESAME_MAX_AGE = LINK_FOR
SESSION_COOKIE_AGE = int(SIGNED_IN_FOR.total_seconds())
SESAME_TOKENS = ["sesame.tokens_v2"]
# Whoever may enter the admin needs a second factor.
SECOND_FACTOR = env.bool("SECOND_FACTOR", default=SERVED_OVER_HTTPS)
# Passkeys are made for this host; apps show the title.
MFA_DOMAIN, MFA_SITE_TITLE = urlsplit(SITE_URL).hostname, SITE_NAME
MFA_MAX_KEYS_PER_ACCOUNT = None  # Recovery codes are keys as well.
MFA_TOTP_VALID_WINDOW = 1  # half a minute before and after: clocks of phones differ
PASSWORD_RESET_TIMEOUT = 3600
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": name, "OPTIONS": options}
    for name, options in {
        "django.contrib.auth.password_validation.UserAttributeSimilarityValidator": {
            "user_attributes": ["email", "name"]
        },
        "django.contrib.auth.password_validation.MinimumLengthValidator": {"min_length": 12},
        "django.contrib.auth.password_validation.NumericPasswordValidator": {},
        "accounts.passwords.LongestValidator": {},
        "accounts.passwords.CommonPartsValidator": {},
    }.items()
]

# Languages

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("de", "Deutsch"),
    ("fr", "Français"),
    ("ar", "العربية"),
    ("uk", "Українська"),
]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("en",)
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["dsi_directory.formats"]
COUNTRIES_OVERRIDE = names_of_countries()
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"

# Mail: everything goes through the queue of django-post_office, which accounts/sending.py sends

EMAIL_BACKEND = "post_office.EmailBackend"
_mail = env.address(env.email_url, "EMAIL_URL", f"filemail:///{VAR_DIR / 'mail'}", "smtp+tls://user:password@host:587")
EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
# The library takes the first slash of the path away.
EMAIL_FILE_PATH = Path("/", _mail["EMAIL_FILE_PATH"])
# Servers look through a mail before they answer; RFC 5321 gives them ten minutes, which nobody who signs in would wait.
EMAIL_TIMEOUT = 120
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="directory@localhost")
# What writes addresses in any script; see there.
OWN_BACKENDS = {"django.core.mail.backends.smtp.EmailBackend": "accounts.mail_server.EmailBackend"}
POST_OFFICE = {
    "BACKENDS": {"default": OWN_BACKENDS.get(_mail["EMAIL_BACKEND"], _mail["EMAIL_BACKEND"])},
    "DEFAULT_PRIORITY": "medium",
    # For three days and a half, should the mail server refuse one; while it is down nothing counts.
    "MAX_RETRIES": 1000,
    "RETRY_INTERVAL": timedelta(minutes=5),
    # A mail that is sent again bears the same name, so that mailboxes can tell.
    "MESSAGE_ID_ENABLED": True,
    "MESSAGE_ID_FQDN": urlsplit(SITE_URL).hostname,
}

# The mailbox file to which e-mails that did not arrive come back.
BOUNCES_MBOX = env.str("BOUNCES_MBOX", default="")

# Libraries

TAGGIT_CASE_INSENSITIVE = True
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"in_one_line": {"()": "django.utils.log.CallbackFilter", "callback": in_one_line}},
    "formatters": {
        "line": {
            "()": "accounts.masking.MaskingFormatter",
            "fmt": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["in_one_line"]}},
    # With a handler of its own, so that post_office does not add one that tells of every look at an empty queue.
    # Django has handlers of its own, which would write what the formatter above leaves out.
    "loggers": {
        "post_office": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django": {"handlers": []},
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
