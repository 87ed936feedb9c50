"""What a proxy or a monitor asks: is this process alive, and can it serve?"""

from functools import cache as memoised

from django.core.cache import cache
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

PROBE_KEY = "health:probe"


@never_cache
@require_safe
def live(request):
    """Answer as long as the process can answer at all; touches nothing else."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(request):
    """Say for each thing that a page needs whether it works: 200 where all do, else 503.

    The reasons stay out of the answer, as everyone may ask; they go to the log of the database or the cache.
    """
    checks = {name: _works(check) for name, check in CHECKS.items()}
    is_ready = all(checks.values())
    return JsonResponse(
        {"status": "ok" if is_ready else "unavailable", "checks": checks}, status=200 if is_ready else 503
    )


def _works(check):
    try:
        return check()
    except Exception:
        return False


def database_answers():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone() == (1,)


def cache_answers():
    cache.set(PROBE_KEY, "ok", 10)
    return cache.get(PROBE_KEY) == "ok"


@memoised
def _migrations_of_this_release():
    return frozenset(MigrationLoader(None, replace_migrations=False).disk_migrations)


def migrations_are_applied():
    return _migrations_of_this_release() <= set(MigrationRecorder(connection).applied_migrations())


CHECKS = {"database": database_answers, "cache": cache_answers, "migrations": migrations_are_applied}
