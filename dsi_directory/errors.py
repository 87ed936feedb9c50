"""What a request gets that broke: a page in the look of the site that says what to do next."""

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language_from_path, override
from redis.exceptions import ConnectionError as CacheError
from redis.exceptions import TimeoutError as CacheTimeout

# The site itself is sound, but what it keeps its data in does not answer: a restart, most often.
AWAY = (OperationalError, InterfaceError, CacheError, CacheTimeout)
RETRY_AFTER = 30  # seconds


def server_error(request):
    """Answer 503 and when to ask again while database or cache are away, 500 to any other error of the site.

    Neither page needs them. The middleware that chooses the language may not have come to it.
    """
    is_away = isinstance(sys.exc_info()[1], AWAY)
    status = 503 if is_away else 500
    with override(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
        response = HttpResponse(render_to_string(f"{status}.html", {"address": request.get_full_path()}), status=status)
    add_never_cache_headers(response)
    if is_away:
        response["Retry-After"] = str(RETRY_AFTER)
    return response


def bad_request(request, exception):
    """Answer 400. Needs no database either: what makes no sense shall cost nothing."""
    with override(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE):
        return HttpResponse(render_to_string("400.html"), status=400)
