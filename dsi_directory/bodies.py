"""Bodies of requests that do not arrive whole: the sender broke off, or was silent for longer than the server waits."""

from django.http import UnreadablePostError

from dsi_directory.errors import body_broken_off


class BrokenBodyMiddleware:
    """Answers 408 to a form of which a part has arrived, and leaves one line in the log instead of a fault of the site.

    It stands before the middleware that looks for the token of a form, which would take such a form for one without.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        try:
            _ = request.POST  # which reads all of it
        except UnreadablePostError:
            return body_broken_off(request)
        return None
