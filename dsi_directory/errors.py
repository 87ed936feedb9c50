"""What a request gets that broke: a page in the look of the site that says what to do next."""

import sys
from http import HTTPStatus

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language_from_path, override

from entries.addresses import words_of_path
from operations.turns import is_in_the_way
from projects.suggestions import suggestions

# The site itself is sound, but what it keeps its data in does not answer: a restart, most often. A cache that does not
# costs no page: dsi_directory/caches.py.
AWAY = (OperationalError, InterfaceError)
RETRY_AFTER = 30  # seconds
# Where it was no more than another writer.
RETRY_BUSY_AFTER = 2
MOST_MEANT = 5  # rows of a page that is missing


def server_error(request):
    """Answer 503 and when to ask again while the database is away or others write, 500 to any other error.

    No page of these needs them. The middleware that chooses the language may not have come to it.
    """
    error = sys.exc_info()[1]
    if is_in_the_way(error):
        return _page(request, "busy.html", 503, RETRY_BUSY_AFTER, **_typed(request))
    if isinstance(error, AWAY):
        return _page(request, "503.html", 503, RETRY_AFTER)
    return _page(request, "500.html", 500)


def _page(request, template, status, retry_after=None, **context):
    with override(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
        html = render_to_string(template, {"address": request.get_full_path(), **context})
    response = HttpResponse(html, status=status)
    add_never_cache_headers(response)
    if retry_after:
        response["Retry-After"] = str(retry_after)
    return response


def _typed(request):
    """Return what the page needs to send a form again as it came; one with a password stands in no page."""
    typed = [(name, value) for name, values in request.POST.lists() for value in values]
    has_secret = any("password" in name for name, _value in typed)
    return {"typed": [] if has_secret else typed, "has_files": bool(request.FILES)}


def bad_request(request, exception):
    """Answer 400. Needs no database either: what makes no sense shall cost nothing."""
    return _refusal(request, "400.html", HTTPStatus.BAD_REQUEST)


def address_too_long(request):
    """Answer 414, which needs none either."""
    return _refusal(request, "414.html", HTTPStatus.REQUEST_URI_TOO_LONG)


def body_broken_off(request):
    """Answer 408: of what was sent a part has arrived."""
    return _refusal(request, "408.html", HTTPStatus.REQUEST_TIMEOUT)


def _refusal(request, template, status):
    with override(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
        return HttpResponse(render_to_string(template), status=status)


def permission_denied(request, exception):
    """Answer 403. As the page of what is missing, it reads no body, which may be what could not be read."""
    return render(request, "403.html", status=403)


def page_not_found(request, exception):
    """Answer 404 with what the address may have meant.

    Django's own handler looks into the body for a token, and fails over one that is broken.
    """
    named = words_of_path(request.path)
    context = {"named": named, "meant": suggestions(named, limit=MOST_MEANT)}
    return render(request, "404.html", context, status=404)
