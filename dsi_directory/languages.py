"""Which language a page is in."""

from django.middleware.locale import LocaleMiddleware
from django.utils.translation import get_language


class AddressLanguageMiddleware(LocaleMiddleware):
    """The language is that of the address alone: what a browser asks for is offered to it by the page (site.js).

    So a page does not vary with that, and caches on the way keep one of each instead of one for each browser.
    """

    def process_response(self, request, response):
        response.headers.setdefault("Content-Language", get_language())
        return response
