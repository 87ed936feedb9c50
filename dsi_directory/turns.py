"""Forms that write: those of the admin in one turn each, and all of them once more where another writer was in the way.

A form of the admin looks at what is stored and then writes: whether a name is free, a page still what it was when it
was opened. So nobody else may write in between.
"""

import logging
import time
from contextlib import nullcontext
from functools import partial

from django.contrib.messages.storage import default_storage
from django.db import OperationalError

from dsi_directory.parameters import MAY_BE_ODD, refuse_odd_parameters
from operations.turns import is_in_the_way, turn, turns_written

logger = logging.getLogger(__name__)

TRIES = 3
# Seconds after which a person would no longer wait for another try.
LONGEST = 20
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
# Last parts of the names of addresses of the admin that take a POST and write nothing, but take their time.
WRITING_NOTHING = {"import", "export"}  # the preview of a table, and a whole list as one


def is_one_turn(match):
    """Return whether a form sent to an address, as resolved, is one turn from its first look at the database on."""
    return "admin" in match.namespaces and (match.url_name or "").split("_", 2)[-1] not in WRITING_NOTHING


class TurnsMiddleware:
    """Stands last, right around the views: it calls those that take a form itself.

    What they raise comes to no `process_exception` of another middleware, so the one that there is stands here as well.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if request.method in SAFE_METHODS:
            return None
        try:
            return _repeated(request, partial(view, request, *args, **kwargs))
        except MAY_BE_ODD as error:
            refuse_odd_parameters(request, error)
            raise


def _repeated(request, answer):
    """Return the answer to a request, done over where another writer was in the way and nothing is stored yet."""
    begun, written = time.monotonic(), turns_written()
    number = 1
    while True:
        try:
            with turn() if is_one_turn(request.resolver_match) else nullcontext():
                return answer()
        except OperationalError as error:
            is_too_late = number == TRIES or time.monotonic() - begun > LONGEST or turns_written() != written
            if is_too_late or not is_in_the_way(error) or not _rewind(request):
                raise
            logger.warning("%s %s is done over: %s", request.method, request.path_info, error)
        number += 1


def _rewind(request):
    """Take back what the view had to say, and what it read of uploads; returns whether it can: large ones move away."""
    request._messages = default_storage(request)
    uploads = [upload for _name, uploads in request.FILES.lists() for upload in uploads]
    for upload in uploads:
        upload.seek(0)
    return not any(hasattr(upload, "temporary_file_path") for upload in uploads)
