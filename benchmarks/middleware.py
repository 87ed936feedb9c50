"""Meters a request inside the worker, around everything that the site itself does."""

from time import perf_counter

from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse

from entries.models import DirectoryVersion
from search.models import IndexNumber

BARE = "/benchmark/bare/"


class Meter:
    """Adds the headers X-Queries and X-Milliseconds to every answer.

    Before the clock starts, a request with the header X-Cold throws away what earlier ones left in the cache.
    BARE is answered here, without any other middleware.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path == BARE:
            return HttpResponse(headers={"Content-Length": "0"})
        if "X-Metered" not in request.headers:
            return self.get_response(request)
        if "X-Cold" in request.headers:
            DirectoryVersion.move_on()
            IndexNumber.move_on()
            cache.clear()
        counted = []

        def count(execute, sql, params, many, context):
            counted.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count):
            start = perf_counter()
            response = self.get_response(request)
            elapsed = perf_counter() - start
        if response.streaming:
            # Most of it is yet to be made: whoever asked has to look at the clock.
            response["X-Streamed"] = "1"
        response["X-Queries"] = len(counted)
        response["X-Milliseconds"] = f"{elapsed * 1000:.3f}"
        return response
