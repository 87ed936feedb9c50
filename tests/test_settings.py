"""The settings file is read anew under a test's own environment: nothing here depends on var/env."""

import runpy
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

SETTINGS = Path(__file__).resolve().parent.parent / "dsi_directory" / "settings.py"
NAMES = {
    "SECRET_KEY",
    "DEBUG",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "DATABASE_URL",
    "CACHE_URL",
    "EMAIL_URL",
    "SITE_URL",
    "MEDIA_ROOT",
    "BEHIND_PROXY",
    "OPERATOR_NAME",
    "OPERATOR_ADDRESS",
}


@pytest.fixture
def read(monkeypatch):
    """Read the settings with just these variables set."""

    def read(**environment):
        monkeypatch.setattr("environ.Env.read_env", lambda *args, **kwargs: None)
        for name in NAMES:
            monkeypatch.delenv(name, raising=False)
        for name, value in {"SECRET_KEY": "s" * 60, **environment}.items():
            if value is not None:
                monkeypatch.setenv(name, value)
        return runpy.run_path(str(SETTINGS))

    return read


def test_without_a_secret_nothing_starts_and_the_message_says_what_to_do(read):
    with pytest.raises(ImproperlyConfigured, match="make setup"):
        read(SECRET_KEY=None)


def test_debugging_needs_no_secret(read):
    assert read(SECRET_KEY=None, DEBUG="true")["SECRET_KEY"]


def test_nothing_is_debugged_unless_asked(read):
    assert read()["DEBUG"] is False


def test_no_host_is_served_but_this_machine_unless_named(read):
    assert read()["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    assert read(ALLOWED_HOSTS="directory.example")["ALLOWED_HOSTS"] == ["directory.example"]


def test_the_address_of_the_operator_may_have_several_lines(read):
    assert read()["OPERATOR_ADDRESS"] == ""
    assert read(OPERATOR_ADDRESS=r"Street 1\n10115 Berlin")["OPERATOR_ADDRESS"] == "Street 1\n10115 Berlin"


def test_sqlite_writers_wait_for_each_other_and_never_block_readers(read):
    options = read()["DATABASES"]["default"]["OPTIONS"]

    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] >= 5
    assert "journal_mode=WAL" in options["init_command"]


def test_postgresql_connections_are_kept_and_checked(read):
    database = read(DATABASE_URL="postgres://someone@db.example/directory")["DATABASES"]["default"]

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert database["CONN_MAX_AGE"] > 0
    assert database["CONN_HEALTH_CHECKS"] is True
    assert "init_command" not in database.get("OPTIONS", {})


def test_no_request_waits_for_a_database_or_a_cache_that_hangs(read):
    settings = read(DATABASE_URL="postgres://db.example/directory", CACHE_URL="redis://cache.example/0")

    assert settings["DATABASES"]["default"]["OPTIONS"]["connect_timeout"] <= 10
    assert settings["CACHES"]["default"]["OPTIONS"]["socket_timeout"] <= 10


def test_sessions_stand_in_redis_and_the_database_where_there_is_redis(read):
    assert read()["SESSION_ENGINE"] == "django.contrib.sessions.backends.db"
    assert read(CACHE_URL="redis://cache.example/0")["SESSION_ENGINE"] == "django.contrib.sessions.backends.cached_db"


@pytest.mark.parametrize("name", ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"])
def test_an_https_address_makes_everything_secure(read, name):
    assert read(SITE_URL="https://directory.example")[name] is True
    assert read(SITE_URL="http://127.0.0.1:8000")[name] is False


def test_a_strangers_header_does_not_make_a_request_secure(read):
    assert read()["SECURE_PROXY_SSL_HEADER"] is None
    assert read(BEHIND_PROXY="true")["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


def test_pages_take_nothing_from_elsewhere_and_no_inline_code(read):
    policy = read()["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]

    assert policy["default-src"] == ["'self'"]
    assert not any("unsafe" in source for sources in policy.values() for source in sources)


def test_every_mail_goes_through_the_queue(read):
    assert read(EMAIL_URL="smtp://mail.example:25")["EMAIL_BACKEND"] == "post_office.EmailBackend"


def test_the_backend_of_the_mail_queue_follows_the_environment(read):
    backends = read(EMAIL_URL="smtp://mail.example:25")["POST_OFFICE"]["BACKENDS"]

    assert backends == {"default": "django.core.mail.backends.smtp.EmailBackend"}


@pytest.mark.parametrize("name", ["DATABASE_URL", "CACHE_URL", "EMAIL_URL"])
def test_an_address_that_makes_no_sense_is_named(read, name):
    with pytest.raises(ImproperlyConfigured, match=f"^{name} is no address that can be used; one looks like "):
        read(**{name: "nonsense"})


def test_an_empty_variable_counts_as_one_that_is_not_set(read):
    usual = read()
    empty = read(**dict.fromkeys(NAMES - {"SECRET_KEY"}, ""))
    for name in ("DATABASES", "CACHES", "MEDIA_ROOT", "ALLOWED_HOSTS", "SITE_URL", "EMAIL_FILE_PATH"):
        assert empty[name] == usual[name]


@pytest.mark.parametrize("folder", [".", "..", "/", "var"])
def test_the_project_itself_is_never_handed_out_as_an_upload(read, monkeypatch, folder):
    monkeypatch.chdir(SETTINGS.parent.parent)
    with pytest.raises(ImproperlyConfigured, match="MEDIA_ROOT"):
        read(MEDIA_ROOT=folder)
