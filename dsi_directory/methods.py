"""Which methods of HTTP the site takes at all."""

from django.http import HttpResponseNotAllowed

KNOWN = ("GET", "HEAD", "OPTIONS", "POST")


def refuse_other_methods(get_response):
    """Middleware that answers 405 to a method that no page has, before anything looks for what it is about.

    The views of the admin take any method for a GET, and its middleware against forged requests does not.
    """

    def answer(request):
        return get_response(request) if request.method in KNOWN else HttpResponseNotAllowed(KNOWN)

    return answer
