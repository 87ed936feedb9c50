"""What a proxy or a monitor asks: is this process alive, can it serve, do its jobs run?

Asked under any host name: `answer_health` stands before all that looks at it.
"""

import shutil
from functools import cache as memoised
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.contrib.staticfiles.storage import HashedFilesMixin, staticfiles_storage
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from operations.models import JobState
from operations.reports import troubled_jobs

PROBE_KEY = "health:probe"
LEAST_FREE_BYTES = 100 * 1024**2


@never_cache
@require_safe
def live(request):
    """Answer as long as the process can answer at all; touches nothing else."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def ready(request):
    """Say for each thing that a page needs whether it works: 200 where all do, else 503.

    Jobs are told as well, and change the status alone: while they stand still pages can be served, and a proxy that
    took away every host would make one fault two. The reasons stay out of the answer, as everyone may ask; they go to
    the log of the database or the cache.
    """
    checks = _checked()
    is_ready = all(works for name, works in checks.items() if name != "jobs")
    status = "unavailable" if not is_ready else "ok" if checks["jobs"] else "degraded"
    return JsonResponse({"status": status, "checks": checks}, status=200 if is_ready else 503)


@never_cache
@require_safe
def jobs(request):
    """Name the jobs that are not as they should be, a line each, with 503; 200 where there are none.

    What a job said of itself stays out of it; curators see that in the admin.
    """
    try:
        lines = [f"{job.name}: {job.fault}{_since(job)}" for job in troubled_jobs()]
    except DatabaseError:
        lines = ["unknown: the database does not answer"]
    text = "\n".join(lines or ["ok"]) + "\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8", status=503 if lines else 200)


def _since(job):
    return f" since {job.since:%Y-%m-%d %H:%M %Z}" if job.since else ""


ADDRESSES = {"/health/live/": live, "/health/ready/": ready, "/health/jobs/": jobs}


def answer_health(get_response):
    """Middleware that answers these addresses itself."""

    def middleware(request):
        return ADDRESSES.get(request.path_info, get_response)(request)

    return middleware


def _checked():
    """Return name of a check -> whether it works. Where the database does not answer, what else is asked of it fails
    unasked: each question would wait for it anew.
    """
    found = {}
    for name, check in {**CHECKS, "jobs": jobs_run}.items():
        is_asked = found.get("database", True) or name not in ASK_THE_DATABASE
        found[name] = is_asked and _works(check)
    return found


def _works(check):
    try:
        return check()
    except Exception:
        return False


def database_is_writable():
    """Write a row and take it back: a standby, a full disk and a server that only reads refuse it."""
    with transaction.atomic():
        JobState.objects.create(name=f"probe {uuid4()}")
        transaction.set_rollback(True)
    return True


def cache_is_writable():
    """Write what was never written before: a cache that takes nothing more may still tell of an earlier call."""
    value = uuid4().hex
    cache.set(PROBE_KEY, value, 10)
    return cache.get(PROBE_KEY) == value


@memoised
def _migrations_of_this_release():
    return frozenset(MigrationLoader(None, replace_migrations=False).disk_migrations)


def migrations_are_applied():
    return _migrations_of_this_release() <= set(MigrationRecorder(connection).applied_migrations())


def static_files_are_collected():
    """Without their manifest every page is an error; while debugging there is none."""
    if not isinstance(staticfiles_storage, HashedFilesMixin):
        return True
    return staticfiles_storage.manifest_storage.exists(staticfiles_storage.manifest_name)


def disk_has_space():
    """Where uploads go, and where the database and the secret lie."""
    return all(_free_bytes(Path(folder)) >= LEAST_FREE_BYTES for folder in (settings.MEDIA_ROOT, settings.VAR_DIR))


def _free_bytes(folder):
    # The folder for uploads is made with the first of them.
    existing = next(path for path in (folder, *folder.resolve().parents) if path.exists())
    return shutil.disk_usage(existing).free


def jobs_run():
    return not troubled_jobs()


# "jobs" is told beside them, and the database comes first.
ASK_THE_DATABASE = {"migrations", "jobs"}
CHECKS = {
    "database": database_is_writable,
    "cache": cache_is_writable,
    "migrations": migrations_are_applied,
    "static files": static_files_are_collected,
    "disk": disk_has_space,
}
