"""The one settings file. The environment decides; `var/env` (made by `make serve`) fills in what it leaves out."""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

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
            raise ImproperlyConfigured(f"{name} is no address that can be used; one looks like {example}")
        return found


env = Environment()
env.read_env(VAR_DIR / "env")

# The place this directory is kept for

SITE_NAME = env.str("SITE_NAME", default="DSI Directory")
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
# Who answers for the site: the imprint shows it. Lines of the address are told apart by \n.
OPERATOR_NAME = env.str("OPERATOR_NAME", default="")
OPERATOR_ADDRESS = env.str("OPERATOR_ADDRESS", default="", multiline=True)
HOME_CITY = env.str("HOME_CITY", default="berlin")  # slug of a city
HOME_COUNTRY = env.str("HOME_COUNTRY", default="DE")  # ISO 3166-1 alpha-2

# Security

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="only-for-debugging" if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Put a long random value into the environment, "
        "or run `make setup`, which keeps one in var/env."
    )
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

SERVED_OVER_HTTPS = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = SERVED_OVER_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/"]
BEHIND_PROXY = env.bool("BEHIND_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SERVED_OVER_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SERVED_OVER_HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SERVED_OVER_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
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
    "cluster",
    "insights",
    "projects",
    "organisations",
    "screening",
    "entries",
    "taxonomy",
    "accounts",
    "modeltranslation",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "csp",
    "django_countries",
    "django_filters",
    "django_htmx",
    "import_export",
    "post_office",
    "simple_history",
    "taggit",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "entries.cache.DirectoryCacheMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "dsi_directory.languages.AddressLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "dsi_directory.parameters.refuse_nul_in_the_admin",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
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

# Data

# Seconds to wait for a database or a cache to take a call: one that hangs must not hold every thread of every worker.
PATIENCE = 5

DATABASES = {
    "default": env.address(
        env.db, "DATABASE_URL", f"sqlite:///{VAR_DIR / 'db.sqlite3'}", "postgres://user:password@host:5432/name"
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,  # seconds that a writer waits for another
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            # Each of a worker's threads has a connection, and so a cache of 4 MB, of its own.
            "PRAGMA cache_size=-4000; PRAGMA temp_store=MEMORY;"
        ),
    }
    DATABASES["default"]["CONN_MAX_AGE"] = None
else:
    # A file does not go away; a server may, and then its connections are made anew.
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", PATIENCE)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {"default": env.address(env.cache_url, "CACHE_URL", "locmemcache://?max_entries=500", "redis://host:6379/0")}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
if "redis" in CACHES["default"]["BACKEND"].lower():
    SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
    CACHES["default"].setdefault("OPTIONS", {}).update(socket_connect_timeout=PATIENCE, socket_timeout=PATIENCE)

MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(VAR_DIR / "media"))
if VAR_DIR.is_relative_to(Path(MEDIA_ROOT).resolve()):
    raise ImproperlyConfigured(f"MEDIA_ROOT holds {VAR_DIR}, with secret and database; all that lies in it is public.")
MEDIA_URL = "/media/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ROOT = BASE_DIR / "static" / "root"  # served at the root of the site
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# People

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "admin:login"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend", "sesame.backends.ModelBackend"]
# Links by mail work for 48 hours. Each once, but not all as soon as somebody signs in, as the library's own way has it:
# its scope, or what it is about, changes with its use.
SESAME_MAX_AGE = 48 * 3600
SESAME_TOKENS = ["sesame.tokens_v2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
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
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
USE_TZ = True
TIME_ZONE = "Europe/Berlin"

# Mail: everything goes through the queue of django-post_office, which accounts/sending.py sends

EMAIL_BACKEND = "post_office.EmailBackend"
_mail = env.address(
    env.email_url, "EMAIL_URL", f"filemail:///{VAR_DIR / 'mail'}", "submission://user:password@host:587"
)
EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
# The library takes the first slash of the path away.
EMAIL_FILE_PATH = Path("/", _mail["EMAIL_FILE_PATH"])
# Servers look through a mail before they answer; RFC 5321 gives them ten minutes, which nobody who signs in would wait.
EMAIL_TIMEOUT = 120
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="directory@localhost")
POST_OFFICE = {
    "BACKENDS": {"default": _mail["EMAIL_BACKEND"]},
    "DEFAULT_PRIORITY": "medium",
    # For three days and a half, should the mail server refuse one; while it is down nothing counts.
    "MAX_RETRIES": 1000,
    "RETRY_INTERVAL": timedelta(minutes=5),
    # A mail that is sent again bears the same name, so that mailboxes can tell.
    "MESSAGE_ID_ENABLED": True,
    "MESSAGE_ID_FQDN": urlsplit(SITE_URL).hostname,
}

# Libraries

TAGGIT_CASE_INSENSITIVE = True
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    # With a handler of its own, so that post_office does not add one that tells of every look at an empty queue.
    "loggers": {"post_office": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
