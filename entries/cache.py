"""Public pages are kept under the directory version: never stale, and an unchanged one costs a 304.

A page depends on its address, on the way it was asked for, on the day (pages say "3 days ago"), on the release, and on
the directory version, which every publishing change moves on. All of that is in the key and in the ETag, so that
nothing ever has to be thrown away.
"""

from functools import cache as memoised
from hashlib import blake2b
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags

from entries.models import DirectoryVersion

KEPT_FOR = 24 * 3600  # seconds
LONGEST_ADDRESS = 2000
SAFE_METHODS = ("GET", "HEAD")
# Never directory pages: not even the version is read for them, so that health can be told without a database.
OTHER_PLACES = ("/admin/", "/health/", "/media/", "/qr.svg", "/robots.txt", "/site.webmanifest")
SHOWN_SETTINGS = ("SITE_NAME", "SITE_URL", "HOME_CITY", "HOME_COUNTRY", "OPERATOR_NAME", "OPERATOR_ADDRESS")
# Whoever has one of these sees pages of their own.
PERSONAL_COOKIES = (settings.SESSION_COOKIE_NAME, "messages")


@memoised
def release():
    """Return a short digest of what pages are made of besides data: code, templates, catalogues, fonts, static files,
    libraries, settings.

    Of their contents, so that all hosts that run one release give a page the same ETag.
    """
    root = Path(settings.BASE_DIR)
    sources = [
        *(path for folder in root.iterdir() if (folder / "__init__.py").exists() for path in folder.rglob("*.*")),
        *root.joinpath("templates").rglob("*.html"),
        *root.joinpath("locale").rglob("*.mo"),
        root / "requirements.lock",
        Path(settings.STATIC_ROOT, "staticfiles.json"),
    ]
    digest = blake2b(digest_size=6)
    digest.update("\n".join(getattr(settings, name) for name in SHOWN_SETTINGS).encode())
    for path in sorted(path for path in sources if path.is_file() and path.suffix != ".pyc"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


class DirectoryPage:
    """Mixin for views whose pages are the same for every visitor who is not signed in."""

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        response.is_directory_page = request.method in SAFE_METHODS
        return response


def is_personal(request):
    return any(name in request.COOKIES for name in PERSONAL_COOKIES)


def may_be_kept(request):
    return (
        request.method in SAFE_METHODS
        and not request.path.startswith(OTHER_PLACES)
        and not is_personal(request)
        and len(request.get_full_path()) <= LONGEST_ADDRESS
    )


def wants_part(request):
    """Return whether htmx asks for what it swaps into the page; when it restores a page from history it wants all."""
    return bool(request.htmx) and not request.htmx.history_restore_request


def page_key(request):
    """Return the digest that names one state of one page."""
    parts = [
        request.get_full_path(),
        "part" if wants_part(request) else "",
        "gzip" if "gzip" in request.headers.get("Accept-Encoding", "") else "",
        str(DirectoryVersion.current()),
        timezone.localdate().isoformat(),
        release(),
    ]
    return blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


class DirectoryCacheMiddleware:
    """Answers from the cache before any other work is done, and keeps what `DirectoryPage` views return."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not may_be_kept(request):
            return self._personal(request) if is_personal(request) else self.get_response(request)
        request.get_host()  # refuses a host that is not ours, whether or not the page is kept
        key = page_key(request)
        etag = f'W/"{key}"'
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            return self._with_headers(HttpResponseNotModified(), etag)
        if kept := cache.get(f"page:{key}"):
            content, headers = kept
            return HttpResponse(content, headers=headers)
        response = self.get_response(request)
        if getattr(response, "is_directory_page", False) and response.status_code == 200 and not response.cookies:
            self._with_headers(response, etag)
            if not response.streaming:
                cache.set(f"page:{key}", (response.content, dict(response.items())), KEPT_FOR)
        return response

    def _personal(self, request):
        """Answer somebody who sees pages of their own, which no proxy may keep for others."""
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_cache=True)
        patch_vary_headers(response, ["Cookie"])
        return response

    def _with_headers(self, response, etag):
        response["ETag"] = etag
        response["Cache-Control"] = "public, no-cache"
        patch_vary_headers(response, ["Cookie", "Accept-Encoding", "HX-Request", "HX-History-Restore-Request"])
        return response
