"""The settings file is read anew under a test's own environment: nothing here depends on var/env."""

import runpy
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

SETTINGS = Path(__file__).resolve().parent.parent / "dsi_directory" / "settings.py"
NAMES = {
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "HSTS_INCLUDE_SUBDOMAINS",
    "HSTS_PRELOAD",
    "DEBUG",
    "ALLOWED_HOSTS",
    "CSRF_TRUSTED_ORIGINS",
    "DATABASE_URL",
    "CACHE_URL",
    "EMAIL_URL",
    "SITE_URL",
    "MEDIA_ROOT",
    "BACKUP_FOLDER",
    "BEHIND_PROXY",
    "BOUNCES_MBOX",
    "OPERATOR_NAME",
    "OPERATOR_ADDRESS",
    "PRIVACY_CONTACT",
    "PRIVACY_LEGAL_BASES",
    "PRIVACY_PROCESSORS",
    "SECOND_FACTOR",
    "SECURITY_CONTACT",
    "SECURITY_POLICY",
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


def test_a_second_factor_is_asked_for_where_the_site_is_served_over_https(read):
    assert read()["SECOND_FACTOR"] is False
    assert read(SITE_URL="https://directory.example")["SECOND_FACTOR"] is True
    assert read(SITE_URL="https://directory.example", SECOND_FACTOR="false")["SECOND_FACTOR"] is False


def test_passkeys_are_made_for_the_host_of_the_site(read):
    assert read(SITE_URL="https://directory.example:8443")["MFA_DOMAIN"] == "directory.example"


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


def test_what_the_address_of_the_database_says_wins(read):
    address = "postgres://db.example/directory?CONN_MAX_AGE=0&DISABLE_SERVER_SIDE_CURSORS=True&connect_timeout=2&sslmode=require"
    database = read(DATABASE_URL=address)["DATABASES"]["default"]
    assert (database["CONN_MAX_AGE"], database["DISABLE_SERVER_SIDE_CURSORS"]) == (0, True)
    assert (database["OPTIONS"]["connect_timeout"], database["OPTIONS"]["sslmode"]) == (2, "require")
    assert database["CONN_HEALTH_CHECKS"] is True
    file = read(DATABASE_URL="sqlite:////srv/db.sqlite3?timeout=3&CONN_MAX_AGE=7")["DATABASES"]["default"]
    assert (file["OPTIONS"]["timeout"], file["CONN_MAX_AGE"]) == (3, 7)
    assert file["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


@pytest.mark.parametrize(("written", "meant"), [("true", True), ("True", True), ("1", True), ("false", False)])
def test_yes_and_no_in_an_address_are_what_they_say(read, written, meant):
    address = f"postgres://db.example/directory?disable_server_side_cursors={written}"
    assert read(DATABASE_URL=address)["DATABASES"]["default"]["DISABLE_SERVER_SIDE_CURSORS"] is meant


def test_no_request_waits_for_a_database_that_hangs(read):
    settings = read(DATABASE_URL="postgres://db.example/directory")

    options = settings["DATABASES"]["default"]["OPTIONS"]
    assert options["connect_timeout"] <= 10
    # Of connections that were there before the other end went away without a word, in ms and in seconds.
    assert 0 < options["tcp_user_timeout"] <= 10_000
    assert options["keepalives_idle"] + options["keepalives_interval"] * options["keepalives_count"] <= 10


@pytest.mark.parametrize("cache", ["", "redis://cache.example/0"])
def test_sessions_stand_in_the_database_whatever_becomes_of_the_cache(read, cache):
    """A session that was ended while Redis was away would live on in it."""
    assert read(CACHE_URL=cache)["SESSION_ENGINE"] == "django.contrib.sessions.backends.db"


def test_subdomains_and_lists_of_browsers_are_left_out_of_https_where_the_operator_says_so(read):
    names = ("SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD")

    def told(**environment):
        settings = read(SITE_URL="https://directory.example", **environment)
        assert settings["SECURE_HSTS_SECONDS"] > 0
        return tuple(settings[name] for name in names)

    assert told() == (True, True)
    assert told(HSTS_PRELOAD="false") == (True, False)
    assert told(HSTS_INCLUDE_SUBDOMAINS="false") == (False, False)


def test_a_former_secret_still_opens_what_it_signed(read):
    assert read()["SECRET_KEY_FALLBACKS"] == []
    assert read(SECRET_KEY_FALLBACKS="older,oldest")["SECRET_KEY_FALLBACKS"] == ["older", "oldest"]


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

    assert backends == {"default": "accounts.mail_server.EmailBackend"}


@pytest.mark.filterwarnings("ignore:Engine not recognized:UserWarning")  # django-environ's, beside what is raised
@pytest.mark.parametrize("name", ["DATABASE_URL", "CACHE_URL", "EMAIL_URL"])
def test_an_address_that_makes_no_sense_is_named(read, name):
    with pytest.raises(ImproperlyConfigured) as raised:
        read(**{name: "nonsense"})
    message, _, example = str(raised.value).partition("; one looks like ")
    assert message == f"{name} is not an address that can be used"
    # What it says can be used can be used.
    assert read(**{name: example})


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


def test_backups_are_never_handed_out_as_uploads(read, tmp_path):
    with pytest.raises(ImproperlyConfigured, match="BACKUP_FOLDER lies in MEDIA_ROOT"):
        read(MEDIA_ROOT=str(tmp_path), BACKUP_FOLDER=str(tmp_path / "backups"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECURITY_CONTACT", "security@directory.example"),
        ("SECURITY_CONTACT", "http://directory.example/contact/"),
        ("SECURITY_POLICY", "mailto:security@directory.example"),
    ],
)
def test_an_address_that_programs_do_not_take_for_reports_of_holes_is_refused(read, name, value):
    with pytest.raises(ImproperlyConfigured, match=f"^{name} begins with https://"):
        read(**{name: value})
