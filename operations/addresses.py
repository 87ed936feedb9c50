"""From the address of a database to how Django is to connect to it. Read by the settings: knows no models."""

# Seconds to wait for a database to take a call: one that hangs must not hold every thread of every worker.
PATIENCE = 5
SQLITE = {
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "timeout": 20,  # seconds that a writer waits for another
        "transaction_mode": "IMMEDIATE",
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            # Each of a worker's threads has a connection, and so a cache of 4 MB, of its own.
            "PRAGMA cache_size=-4000; PRAGMA temp_store=MEMORY;"
        ),
    },
}
# A file does not go away; a server may, and then its connections are made anew.
SERVER = {
    "CONN_MAX_AGE": 60,
    "CONN_HEALTH_CHECKS": True,
    "OPTIONS": {
        "connect_timeout": PATIENCE,
        # A connection whose other end is gone without a word: the system would ask after it for a quarter of an hour.
        # An answer may take its time, as the other end confirms what it got all the while.
        "tcp_user_timeout": 2 * PATIENCE * 1000,
        "keepalives_idle": PATIENCE,
        "keepalives_interval": 1,
        "keepalives_count": PATIENCE,
    },
}
SWITCHES = ("ATOMIC_REQUESTS", "AUTOCOMMIT", "CONN_HEALTH_CHECKS", "DISABLE_SERVER_SIDE_CURSORS")
NO = ("", "0", "false", "no", "off")


def database_settings(found):
    """Return what `DATABASES` has of a database: what django-environ read from its address, which wins, and the rest.

    Switches in the address (`?disable_server_side_cursors=true`) may be written as in the environment: django-environ
    knows them only as Python writes them, and takes any other text for a yes.
    """
    usual = SQLITE if found["ENGINE"] == "django.db.backends.sqlite3" else SERVER
    switches = {name: str(found[name]).lower() not in NO for name in SWITCHES if name in found}
    return {**usual, **found, **switches, "OPTIONS": {**usual["OPTIONS"], **found.get("OPTIONS", {})}}
