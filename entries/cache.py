"""Public pages are kept under the directory version: never stale, and an unchanged one costs a 304.

A page depends on its address (with scheme, host and the name of a script, should a server have told one), on the way
it was asked for, on the day (pages say "3 days ago"), on what was last over by itself (an event or a deadline, by the
clock of its place), on the release, and on the directory version, which every publishing change moves on. All of that
is in the key and in the ETag, so that nothing ever has to be thrown away.

Anybody can invent addresses: only those that ask for nothing unknown are kept, compressed, within a budget of bytes.
"""

import gzip
import time
from contextlib import nullcontext
from functools import cache as memoised
from hashlib import blake2b
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache
from django.core.signing import BadSignature, get_cookie_signer
from django.http import HttpResponse, HttpResponseNotModified
from django.middleware.gzip import re_accepts_gzip
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import parse_etags

from entries.models import DirectoryVersion
from search.index import one_state

KEPT_FOR = 3600  # seconds
# Of pages that may be kept within KEPT_FOR; so twice as much at most lies in the cache at a time.
MOST_BYTES = 32 * 1024 * 1024
MOST_BYTES_A_PAGE = 256 * 1024
LONGEST_ADDRESS = 2000
SAFE_METHODS = ("GET", "HEAD")
# These are never directory pages. Not even the version is read for them, so that the health checks need no database.
OTHER_PLACES = ("/.well-known/", "/admin/", "/health/", "/media/", "/qr.svg", "/robots.txt", "/site.webmanifest")
SHOWN_SETTINGS = (
    *("SITE_NAME", "SITE_URL", "HOME_CITY", "HOME_COUNTRY", "OPERATOR_NAME", "OPERATOR_ADDRESS"),
    *("PRIVACY_CONTACT", "PRIVACY_LEGAL_BASES", "PRIVACY_PROCESSORS"),
)
SESSION_KEY_LENGTH = 32


@memoised
def release_digest():
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
    """Mixin for views whose pages are the same for every visitor who is not signed in.

    All that such a page says is of one moment, whatever is written while it is made.
    """

    def dispatch(self, request, *args, **kwargs):
        is_read = request.method in SAFE_METHODS
        with one_state() if is_read else nullcontext():
            response = super().dispatch(request, *args, **kwargs)
            if is_read and not getattr(response, "is_rendered", True):
                response.render()
        response.is_directory_page = is_read
        response.is_settled = response.is_directory_page and self.is_settled()
        return response

    def is_settled(self):
        """Return whether the address asks for nothing but what the page knows, once it is made."""
        return not self.request.GET


def has_session(request):
    """Return whether the cookie names a session that is there: anybody can make one up."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    if len(key) != SESSION_KEY_LENGTH or not (key.isascii() and key.isalnum()):
        return False
    return import_module(settings.SESSION_ENGINE).SessionStore().exists(key)


def has_messages(request):
    """Return whether messages of ours wait in a cookie."""
    try:
        get_cookie_signer(salt=CookieStorage.key_salt).unsign(request.COOKIES.get(CookieStorage.cookie_name, ""))
    except BadSignature:
        return False
    return True


# Whoever has one of these sees pages of their own, where it is a true one.
PERSONAL_COOKIES = {settings.SESSION_COOKIE_NAME: has_session, CookieStorage.cookie_name: has_messages}


def is_personal(request):
    """Return whether somebody sees pages of their own. A cookie that is none of ours is taken away on the way."""
    for name in PERSONAL_COOKIES.keys() & request.COOKIES.keys():
        if not PERSONAL_COOKIES[name](request):
            del request.COOKIES[name]
    return bool(PERSONAL_COOKIES.keys() & request.COOKIES.keys())


def may_be_kept(request):
    return (
        request.method in SAFE_METHODS
        and not request.path_info.startswith(OTHER_PLACES)
        and len(request.get_full_path()) <= LONGEST_ADDRESS
    )


def wants_part(request):
    """Return whether htmx asks for what it swaps into the page; when it restores a page from history it wants all."""
    return bool(request.htmx) and not request.htmx.history_restore_request


def page_key(request):
    """Return the digest that names one state of one page. Raises DisallowedHost on a host that is not ours."""
    request.directory_version, turn = DirectoryVersion.current_state()
    parts = [
        request.scheme,
        request.get_host(),
        request.META.get("SCRIPT_NAME", ""),
        request.get_full_path(),
        "part" if wants_part(request) else "",
        str(request.directory_version),
        turn,
        timezone.localdate().isoformat(),
        release_digest(),
    ]
    return blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()


def keep_page(key, response):
    """Keep a page compressed, as most browsers want it, while there is room for it."""
    is_compressed = response.get("Content-Encoding") == "gzip"
    content = response.content if is_compressed else gzip.compress(response.content, compresslevel=6, mtime=0)
    if len(content) > MOST_BYTES_A_PAGE or _bytes_kept(len(content)) > MOST_BYTES:
        return
    headers = {name: value for name, value in response.items() if name not in {"Content-Encoding", "Content-Length"}}
    cache.set(f"page:{key}", (content, headers), KEPT_FOR)


def _bytes_kept(more):
    """Return how many bytes have been kept in the present window, with these."""
    counter = f"page-bytes:{int(time.time()) // KEPT_FOR}"
    cache.add(counter, 0, 2 * KEPT_FOR)
    try:
        return cache.incr(counter, more)
    except ValueError:  # It was pushed out between the two steps.
        return more


def kept_page(key, request):
    """Return the response that was kept under a key, or None."""
    kept = cache.get(f"page:{key}")
    if not kept:
        return None
    content, headers = kept
    if re_accepts_gzip.search(request.headers.get("Accept-Encoding", "")):
        headers |= {"Content-Encoding": "gzip"}
    else:
        content = gzip.decompress(content)
    return HttpResponse(content, headers=headers | {"Content-Length": str(len(content))})


class DirectoryCacheMiddleware:
    """Answers from the cache before any other work is done, and keeps what `DirectoryPage` views return.

    Stands around the middleware that compresses.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info.startswith(OTHER_PLACES):
            return self.get_response(request)
        if is_personal(request):
            return self._personal(request)
        if not may_be_kept(request):
            return self.get_response(request)
        key = page_key(request)
        etag = f'W/"{key}"'
        if etag in parse_etags(request.headers.get("If-None-Match", "")):
            return self._with_headers(HttpResponseNotModified(), etag)
        if kept := kept_page(key, request):
            return kept
        response = self.get_response(request)
        if getattr(response, "is_directory_page", False) and response.status_code == 200 and not response.cookies:
            self._with_headers(response, etag)
            if response.is_settled and not response.streaming:
                keep_page(key, response)
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
